import { runNextHandler } from '../../core/compensation.js';
import type { Run } from '../../core/run.js';
import type { EventTrigger } from '../../core/trigger.js';
import { cancelTransaction, leaveTransaction } from '../../core/transaction.js';
import type { EventPlan } from '../../model/plan.js';

/**
 * Cancel (BPMN 2.0.2, 10.3.5, 10.5.6 and 13.5.2): an end event inside a transaction gives up what still runs there, compensates what has
 * completed, the last first, and then lets the cancel boundary event of the transaction take over.
 */
export const cancel: EventTrigger<Run, Extract<EventPlan, { kind: 'cancel' }>> = {
  fits: (_event, thrown) => (thrown.kind === 'cancel' ? 2 : 0),
  send: (run, token, element, _event, exit) => cancelTransaction(run, token, element, exit),
  resume: (run, token, element, _event, exit) => {
    if (!runNextHandler(run, token)) leaveTransaction(run, token, element, exit);
  },
};
