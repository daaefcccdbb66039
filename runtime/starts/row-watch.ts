import { dateOf, isObject, SYSTEM, type JsonObject, type JsonValue } from '../../engine/index.js';
import { createBackgroundLoop } from '../jobs/background-loop.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Scalar, Where } from '../seams/store.js';
import type { Background } from '../use-cases/background.js';
import type { Office } from '../use-cases/office.js';
import { createMessageStarts } from './message-starts.js';

/** How soon after the start rows are looked at, and how often afterwards. */
const FIRST_MS = 30_000;
const EVERY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
const PAGE = 200;

/**
 * `x-watch` of a register: rows that fit `where` and whose date `until` lies at most `days` calendar days ahead, or behind, are told of by
 * one message under their key. `pass` names the variables of the message and the properties they come from, `also` those that are the same
 * for every row.
 */
interface Watch {
  readonly register: string;
  readonly message: string;
  readonly until: string;
  readonly days: number;
  readonly where: Readonly<Record<string, Scalar>>;
  readonly pass: Readonly<Record<string, string>>;
  readonly also: JsonObject;
}

/**
 * Looks at the rows of all registers with `x-watch` and publishes the messages that are due; gives how many began a process. Rows for whose key
 * a process is under way that this message begins (`yizhan:oncePerKey`) are passed over, so rows that a case has made and rows that were loaded
 * from a sheet have one process each. The message is named by row and date: a second look, and another server at the same time, tell nothing
 * twice. Only rows that come of age are read, however many there are.
 */
export async function watchRows(office: Office): Promise<number> {
  const { calendar, clock, registers, messages } = office;
  const starts = createMessageStarts(office);
  const now = clock.now();
  let begun = 0;
  for (const watch of await watchesOf(office)) {
    const where: Where = { ...watch.where, [watch.until]: { lte: dateOf(calendar, now + watch.days * DAY_MS) } };
    let cursor: string | undefined;
    do {
      const page = await registers.find(watch.register, {
        where,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const row of page.rows) {
        if (await starts.isHeld(watch.message, row.key)) continue;
        const outcome = await messages.publish({
          messageId: `watch:${watch.register}:${row.key}:${String(row.values[watch.until])}`,
          messageName: watch.message,
          correlationKey: row.key,
          timeToLive: 0,
          variables: variablesOf(watch, row),
          actor: SYSTEM,
        });
        if (outcome.kind === 'started') begun += 1;
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return begun;
}

function variablesOf({ pass, also }: Watch, { values }: RegisterRow): JsonObject {
  const own = Object.entries(pass).map(([name, property]) => [name, values[property] ?? null] as const);
  return { ...also, ...Object.fromEntries(own) };
}

async function watchesOf(office: Office): Promise<readonly Watch[]> {
  const watches: Watch[] = [];
  for (const key of await office.packages.activeKeys()) {
    const active = await office.packages.activePackage(key);
    for (const register of active?.registers.keys() ?? []) {
      const file = JSON.parse(active?.files[`registers/${register}.json`] ?? 'null') as JsonValue;
      const watch = isObject(file) ? file['x-watch'] : undefined;
      if (isObject(watch))
        watches.push({ also: {}, ...(watch as unknown as Omit<Watch, 'register' | 'also'>), register });
    }
  }
  return watches;
}

/** The look as something that goes on beside the requests. */
export function createRowWatch(office: Office): Background {
  const { clock, log } = office;
  let lookedAt: number | undefined;
  return createBackgroundLoop({
    clock,
    everyMs: () => (lookedAt === undefined ? FIRST_MS : EVERY_MS),
    waitsFirst: true,
    work: async () => {
      // A clock that wakes people early does not make more work.
      if (lookedAt !== undefined && Math.abs(clock.now() - lookedAt) < EVERY_MS) return;
      lookedAt = clock.now();
      const count = await watchRows(office);
      if (count > 0) log.info('rows-watched', { begun: count });
    },
    failed: (error) => log.error('row-watch-failed', {}, error),
  });
}
