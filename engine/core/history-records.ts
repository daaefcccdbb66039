import type { CommandNote, HistoryEvent, HistoryRecord } from '../model/history.js';
import { dataOf } from './history-data.js';
import { PlatformError } from './platform-error.js';

/**
 * The facts of whole commands, each with the command it belongs to: what a projection stores. Throws `PlatformError` HISTORY_GAP when
 * the facts do not begin with a `commandAccepted`.
 */
export function historyRecords(history: readonly HistoryEvent[]): readonly HistoryRecord[] {
  let note: CommandNote | undefined;
  return history.map((event) => {
    if (event.type === 'commandAccepted') note = dataOf<'commandAccepted'>(event);
    if (note === undefined) throw new PlatformError('HISTORY_GAP', `fact ${event.seq} stands before its command`);
    const { instanceId, revision, at, commandId, commandType, actorId } = note;
    return { ...event, instanceId, revision, at, commandId, commandType, actorId };
  });
}
