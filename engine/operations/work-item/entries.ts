import type { WorkItemOperation } from '../../model/commands/work-item-operation.js';
import type { OperationEntry } from '../operation-entry.js';

/** An operation on a work item, named as its command. */
export type WorkItemOperationName = WorkItemOperation['type'];

const entry = (
  zh: string,
  en: string,
  roles: readonly string[],
  more: Partial<OperationEntry> = {},
): OperationEntry => ({
  title: { zh, en },
  roles,
  needs: 'workItem',
  needsReason: false,
  ...more,
});

const HOLDER = ['holder'] as const;
const HEADS = ['approver', 'dispatcher', 'sysadmin'] as const;
const ANYONE = ['anyone'] as const;

/** The lines of the table of operations that concern work items. `anyone`: whoever may see the case at all, which the host knows. */
export const WORK_ITEM_ENTRIES: { readonly [N in WorkItemOperationName]: OperationEntry } = {
  transferWorkItem: entry('转办', 'Hand over', [...HOLDER, ...HEADS], { needsReason: true }),
  delegateWorkItem: entry('委派', 'Delegate', HOLDER),
  resolveWorkItem: entry('交回', 'Give back', HOLDER),
  startWorkItem: entry('开始办理', 'Begin', HOLDER),
  skipWorkItem: entry('跳过任务', 'Skip the task', ['nobody'], { needsReason: true }),
  failWorkItem: entry('无法办理', 'Cannot be done', HOLDER),
  addSigners: entry('加签', 'Add signers', HOLDER),
  removeSigner: entry('减签', 'Remove a signer', HEADS, { needs: 'token', needsReason: true }),
  sendCopy: entry('抄送', 'Send a copy', [...HOLDER, ...HEADS]),
  nudgeWorkItem: entry('催办', 'Nudge', ANYONE),
  markSeen: entry('已阅', 'Mark as seen', ANYONE),
  askQuestion: entry('沟通', 'Ask', ANYONE),
  answerQuestion: entry('答复', 'Answer', ANYONE),
  addComment: entry('评论', 'Comment', ANYONE),
  addAttachment: entry('附件', 'Attach a file', ANYONE),
  setPriority: entry('调整优先级', 'Change the priority', HEADS),
  setDueDate: entry('调整期限', 'Change the due date', HEADS, { needsReason: true }),
  setFollowUpDate: entry('跟进日期', 'Follow-up date', HOLDER),
};

/** Whether an operation is one on work items. */
export function isWorkItemOperation(name: string): name is WorkItemOperationName {
  return Object.hasOwn(WORK_ITEM_ENTRIES, name);
}
