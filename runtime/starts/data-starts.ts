import {
  EMPTY_HOST,
  startConditionHolds,
  startsByData,
  SYSTEM,
  type JsonObject,
  type StartPlace,
} from '../../engine/index.js';
import { createBackgroundLoop } from '../jobs/background-loop.js';
import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import type { RegisterVersion } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection, REGISTER_VERSIONS } from '../store/collections.js';
import type { Committed } from '../use-cases/run-command.js';
import type { Beginner } from './begin.js';
import { nameOf, START_PLACES, type StartPlaceRecord } from './start-records.js';

/** Processes that begin when a condition on the data of the office becomes true. */
export interface DataStarts {
  start(): void;
  stop(): Promise<void>;
  /** Looks at what has changed since the last look; gives how many instances began. */
  tick(): Promise<number>;
}

/** Whether a condition held for a row at its last judged revision (`_id` from place and row), or under `cursor` how far changes are judged. */
interface ConditionMark extends StoreRecord {
  readonly revision: number;
  readonly holds: boolean;
}

/** What is known of conditions that begin processes. */
export const CONDITION_MARKS = collection<ConditionMark>('conditionMarks');

const CURSOR = 'cursor';
const POLL_MS = 2_000;
/** Changes of other processes may be written a little later than their instant says. */
const OVERLAP_MS = 10_000;
const PAGE = 200;

/**
 * Conditional start events of processes (BPMN 2.0.2, 10.5.6). Data of the office are the rows of its registers: each change of a row is judged
 * with `{register, key, row}`, in the order of its revisions, and an instance begins with these variables whenever the condition becomes true
 * for that row; it has to become false for the row before it can begin another. What was so before the version became active begins nothing.
 * Changes are found by their instant, so nothing depends on who made them; the instance is named by row and revision and begins once.
 */
export function createDataStarts(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly sealing: Sealing;
  readonly packages: Pick<Packages, 'programFor'>;
  readonly begin: Beginner;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}): DataStarts {
  const { store, clock, log, sealing, packages, begin, settle } = parts;

  const judge = async (row: StartPlaceRecord, version: RegisterVersion): Promise<number> => {
    const markId = nameOf('condition', row._id, version.rowId);
    const known = await store.get(CONDITION_MARKS, markId);
    if (known !== undefined && known.revision >= version.revision) return 0;
    const program = await packages.programFor(row.processId, row.packageHash);
    if (program === undefined) return 0;
    const { processId, elementId, part, name: condition, packageHash } = row;
    const trigger = { kind: 'conditional', condition } as const;
    const place: StartPlace = { processId, elementId, trigger: part === undefined ? trigger : { ...trigger, part } };
    const values = sealing.unseal(version.rowId, version.values) as JsonObject;
    const data: JsonObject = { register: version.register, key: version.key, row: values };
    const holding = [`${processId} ${elementId} ${String(part ?? 0)}`];
    const host = known?.holds === true ? { ...EMPTY_HOST, holding } : EMPTY_HOST;
    const { starts, host: after } = startsByData(host, [place], data, (_place, text) =>
      startConditionHolds(program, text, data, version.at),
    );
    for (const start of starts) {
      const instanceId = nameOf('data', row._id, version.rowId, String(version.revision));
      const committed = await begin({ ...start, instanceId, packageHash, actor: SYSTEM });
      await settle([committed]);
      if (committed.kind === 'refused')
        log.error('condition-began-nothing', { place: row._id, code: committed.rejection.code });
    }
    const mark = { _id: markId, revision: version.revision, holds: (after.holding ?? []).length > 0 };
    if (known === undefined) await store.insert(CONDITION_MARKS, mark);
    else await store.compareAndSet(CONDITION_MARKS, { revision: known.revision }, mark);
    return starts.length;
  };

  const look = async (): Promise<number> => {
    const places = (await store.find(START_PLACES, { where: { kind: 'conditional' }, limit: 1000 })).records;
    const cursor = await store.get(CONDITION_MARKS, CURSOR);
    if (places.length === 0) {
      // Nobody listens: when somebody does again, it is to what changes from then on.
      if (cursor !== undefined)
        await store.remove(CONDITION_MARKS, CURSOR, { expected: { revision: cursor.revision } });
      return 0;
    }
    const now = clock.now();
    if (cursor === undefined) {
      await store.insert(CONDITION_MARKS, { _id: CURSOR, revision: now + OVERLAP_MS, holds: false });
      return 0;
    }
    let begun = 0;
    let next: string | undefined;
    let seen = cursor.revision;
    do {
      const query = {
        where: { at: { gt: cursor.revision - OVERLAP_MS } },
        sort: [{ field: 'at' }, { field: 'revision' }],
        limit: PAGE,
      };
      const page = await store.find(REGISTER_VERSIONS, next === undefined ? query : { ...query, cursor: next });
      for (const version of page.records) {
        for (const place of places) begun += await judge(place, version);
        seen = Math.max(seen, version.at);
      }
      next = page.nextCursor;
    } while (next !== undefined && !loop.isStopped());
    if (seen > cursor.revision && !loop.isStopped())
      await store.compareAndSet(CONDITION_MARKS, { revision: cursor.revision }, { ...cursor, revision: seen });
    return begun;
  };

  const loop = createBackgroundLoop({
    clock,
    everyMs: POLL_MS,
    work: look,
    failed: (error) => log.error('condition-look-failed', {}, error),
  });
  return { start: loop.start, stop: loop.stop, tick: look };
}
