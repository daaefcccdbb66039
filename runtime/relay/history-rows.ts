import type { HistoryEvent } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { HistoryHead } from '../seams/records.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** Most facts of one row: a command that does more has several. */
const MOST_FACTS = 500;

/** A row of the history with its facts as they are, nothing sealed. */
export interface PlainHistoryRow extends HistoryHead {
  readonly seq: number;
  readonly events: readonly HistoryEvent[];
}

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

/** The rows that these facts of an instance make, as a rule one for each command: the same facts always make the same rows. */
export function plainRows(
  instance: Pick<OpenInstance, '_id' | 'rootId' | 'processId'>,
  history: readonly HistoryEvent[],
): readonly PlainHistoryRow[] {
  return portionsOf(history).map(({ accepted, events }) => {
    const { revision, at, commandId, commandType, actorId } = accepted.data;
    return {
      instanceId: instance._id,
      rootId: instance.rootId,
      processId: instance.processId,
      seq: events[0]?.seq ?? accepted.seq,
      revision: Number(revision),
      at: Number(at),
      commandId: String(commandId),
      commandType: String(commandType),
      actorId: String(actorId),
      events,
    };
  });
}
