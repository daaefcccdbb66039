import type { Command, TokenOperation } from '../model/command.js';
import type { Text } from '../model/text.js';

/** An operation of people on a running instance, named as its command. */
export type OperationName = TokenOperation['type'] | 'cancelInstance' | 'resolveIncident';

/** What an operation takes hold of; the screen that offers it shows one of these. */
export type OperationSubject = 'instance' | 'workItem' | 'token' | 'job' | 'incident' | 'scope';

/** An operation as permissions and screens know it. */
export interface OperationEntry {
  readonly title: Text;
  /** Roles that have `operation.<name>` unless a process says otherwise; the empty list: whoever holds the work item or started the case. */
  readonly roles: readonly string[];
  readonly needs: OperationSubject;
  /** It is refused with REASON_NEEDED when no reason is given. */
  readonly needsReason: boolean;
}

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

/** Whether a command is an operation of people. */
export function isOperation(command: Command): command is OperationCommand {
  return command.type in OPERATIONS;
}
