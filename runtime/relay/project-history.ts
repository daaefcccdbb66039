import type { HistoryEvent, JsonValue } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { HistoryFact, HistoryRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { HISTORY } from '../store/collections.js';
import { sumOf } from '../store/record-sum.js';
import { inserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** Most facts of one row: a command that does more has several. */
const MOST_FACTS = 500;

/** Facts that go into one row, and the fact that says which command they belong to. */
interface Portion {
  readonly accepted: HistoryEvent;
  readonly events: HistoryEvent[];
}

function portionsOf(history: readonly HistoryEvent[]): readonly Portion[] {
  const portions: Portion[] = [];
  for (const event of history) {
    const last = portions.at(-1);
    if (event.type === 'commandAccepted') portions.push({ accepted: event, events: [event] });
    else if (last === undefined) throw new PlatformError('PROGRAM_UNKNOWN', 'a fact stands before its command');
    else if (last.events.length < MOST_FACTS) last.events.push(event);
    else portions.push({ accepted: last.accepted, events: [event] });
  }
  return portions;
}

/** History rows of the events not yet relayed, as a rule one for each command. */
export function projectHistory(instance: OpenInstance, sealing: Sealing, names: ReadonlySet<string>): readonly Write[] {
  return portionsOf(instance.history).map(({ accepted, events }) => {
    const seq = events[0]?.seq ?? accepted.seq;
    const { revision, at, commandId, commandType, actorId } = accepted.data;
    const row: Omit<HistoryRow, 'sum'> = {
      _id: `${instance._id}:${String(seq)}`,
      instanceId: instance._id,
      rootId: instance.rootId,
      processId: instance.processId,
      seq,
      revision: Number(revision),
      at: Number(at),
      commandId: String(commandId),
      commandType: String(commandType),
      actorId: String(actorId),
      events: events.map((event): HistoryFact => ({
        ...event,
        data: sealing.seal(instance._id, event.data as JsonValue, names),
      })),
    };
    return inserting(HISTORY, { ...row, sum: sumOf(row) });
  });
}
