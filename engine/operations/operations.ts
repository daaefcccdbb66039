import type { Command } from '../model/commands/command.js';
import type { TokenOperation } from '../model/commands/token-operation.js';
import type { OperationEntry, OperationSubject } from './operation-entry.js';
import { WORK_ITEM_ENTRIES, type WorkItemOperationName } from './work-item/entries.js';

/** An operation of people on a running instance, named as its command. */
export type OperationName = TokenOperation['type'] | WorkItemOperationName | 'cancelInstance' | 'resolveIncident';

const entry = (
  zh: string,
  en: string,
  roles: readonly string[],
  needs: OperationSubject,
  needsReason = true,
): OperationEntry => ({ title: { zh, en }, roles, needs, needsReason });

const ADMIN: readonly string[] = ['sysadmin'];
const HOLDER: readonly string[] = [];

/** The one table of operations: title, who may by default, what it needs. The permission of each is `operation.<name>`. */
export const OPERATIONS: { readonly [N in OperationName]: OperationEntry } = {
  returnTask: entry('退回', 'Return', HOLDER, 'workItem'),
  jump: entry('跳转', 'Jump', ADMIN, 'token'),
  withdrawTask: entry('撤回', 'Take back', HOLDER, 'instance', false),
  undoOperation: entry('撤销操作', 'Undo an operation', ADMIN, 'instance'),
  reopenInstance: entry('唤醒', 'Reopen', ADMIN, 'instance'),
  restartInstance: entry('重新办理', 'Restart from a step', ADMIN, 'instance'),
  modifyInstance: entry('调整', 'Modify', ADMIN, 'instance'),
  migrateInstance: entry('迁移', 'Migrate', ADMIN, 'instance'),
  withdrawRequest: entry('撤回申请', 'Take back the request', HOLDER, 'instance', false),
  cancelInstance: entry('终止', 'Terminate', ADMIN, 'instance'),
  suspendInstance: entry('挂起', 'Suspend', ADMIN, 'instance'),
  resumeInstance: entry('恢复', 'Resume', ADMIN, 'instance', false),
  suspendWorkItem: entry('挂起任务', 'Suspend the task', ADMIN, 'workItem'),
  resumeWorkItem: entry('恢复任务', 'Resume the task', ADMIN, 'workItem', false),
  suspendJob: entry('挂起作业', 'Suspend the job', ADMIN, 'job'),
  resumeJob: entry('恢复作业', 'Resume the job', ADMIN, 'job', false),
  setVariables: entry('修正数据', 'Repair data', ADMIN, 'scope'),
  retryJob: entry('重试作业', 'Retry the job', ADMIN, 'job', false),
  resolveIncident: entry('处理异常', 'Resolve the incident', ADMIN, 'incident', false),
  skipStep: entry('跳过', 'Skip the step', ADMIN, 'incident'),
  startAdHocActivity: entry('启动活动', 'Start an activity', HOLDER, 'scope', false),
  addInstance: entry('追加实例', 'Add an instance', ADMIN, 'scope'),
  ...WORK_ITEM_ENTRIES,
};

/** The permission an operation asks for. */
export function permissionOf(name: OperationName): string {
  return `operation.${name}`;
}

/** A command that is an operation. */
export type OperationCommand = Extract<Command, { readonly type: OperationName }>;

/** The command of one operation. */
export type CommandOf<N extends OperationName> = OperationCommand extends infer C
  ? C extends { readonly type: infer T }
    ? N extends T
      ? C
      : never
    : never
  : never;

/** Whether a type of command is an operation. */
export function isOperationName(type: Command['type']): type is OperationName {
  return type in OPERATIONS;
}

/** Whether a command is an operation of people. */
export function isOperation(command: Command): command is OperationCommand {
  return command.type in OPERATIONS;
}
