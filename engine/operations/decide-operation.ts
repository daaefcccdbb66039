import { resolveIncident } from '../core/commands/incidents.js';
import { endInstance } from '../core/ending.js';
import type { Run } from '../core/run.js';
import { startAdHocActivity } from '../elements/ad-hoc-sub-process.js';
import { addLoopInstance } from '../elements/multi-instance.js';
import { stateOf } from '../core/run.js';
import type { Rejection } from '../model/rejection.js';
import { jump } from './jump.js';
import { migrateInstance } from './migration/migrate-instance.js';
import { modifyInstance } from './modify-instance.js';
import { operate, wholeStory } from './operate.js';
import type { CommandOf, OperationCommand, OperationName } from './operations.js';
import { restartInstance } from './restart-instance.js';
import { restoreInstance } from './restore-instance.js';
import { returnTask } from './return-task.js';
import { retryJob } from './retry-job.js';
import { refuseByRule } from './rules.js';
import { setVariables } from './set-variables.js';
import { skipStep } from './skip-step.js';
import { suspendInstance } from './suspend-instance.js';
import { suspendJob, suspendWorkItem } from './suspend-part.js';
import { withdrawRequest } from './withdraw-request.js';
import { WORK_ITEM_HANDLERS } from './work-item/handlers.js';

type Handler<N extends OperationName> = (run: Run, command: CommandOf<N>) => Rejection | undefined;

/** Who carries out each operation: the only list of them beside the table of what they are. */
const HANDLERS: { readonly [N in OperationName]: Handler<N> } = {
  returnTask,
  jump,
  withdrawRequest,
  withdrawTask: restoreInstance,
  undoOperation: restoreInstance,
  reopenInstance: restoreInstance,
  restartInstance,
  modifyInstance,
  migrateInstance,
  cancelInstance: (run, command) =>
    operate(
      run,
      command,
      ({ status }) => ({ status }),
      () => {
        endInstance(run, { status: 'cancelled', reason: command.reason });
        return undefined;
      },
    ),
  resolveIncident: (run, command) => operate(run, command, wholeStory, () => resolveIncident(run, command)),
  suspendInstance,
  resumeInstance: suspendInstance,
  suspendWorkItem,
  resumeWorkItem: suspendWorkItem,
  suspendJob,
  resumeJob: suspendJob,
  setVariables,
  retryJob,
  skipStep,
  startAdHocActivity: (run, command) => operate(run, command, wholeStory, () => startAdHocActivity(run, command)),
  addInstance: (run, command) =>
    operate(run, command, wholeStory, () => addLoopInstance(run, command.scopeId, command.item, command.place)),
  ...WORK_ITEM_HANDLERS,
};

/** Carries an operation out, or says why not. */
export function decideOperation(run: Run, command: OperationCommand): Rejection | undefined {
  const refusal = refuseByRule(run.program, stateOf(run), command);
  if (refusal) return refusal;
  const handler = HANDLERS[command.type] as (run: Run, command: OperationCommand) => Rejection | undefined;
  return handler(run, command);
}
