import type { HistoryEvent } from '../model/history.js';
import type { InstanceState } from '../model/state.js';
import { reapplyTo } from './apply.js';
import { PlatformError } from './platform-error.js';
import { beginWork } from './working.js';

/**
 * The state that a history tells of, optionally from an earlier state on. Equal to the state `transition` returned with the last
 * event. Throws `PlatformError` HISTORY_GAP when an event is missing or out of order.
 */
export function replay(history: readonly HistoryEvent[], from?: InstanceState): InstanceState {
  const work = beginWork(from);
  for (const event of history) {
    if (event.seq !== work.state.historySeq) {
      throw new PlatformError('HISTORY_GAP', `expected event ${work.state.historySeq}, got ${event.seq}`);
    }
    reapplyTo(work, event);
  }
  return work.state;
}
