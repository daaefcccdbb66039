import type { Person } from '../person.js';
import type { OperationHead } from './command-head.js';
import type { AddSigners, RemoveSigner } from './signing.js';
import type {
  AddAttachment,
  AddComment,
  AnswerQuestion,
  AskQuestion,
  MarkSeen,
  NudgeWorkItem,
  SendCopy,
} from './talk.js';

/** 转办: hands a work item over for good; 委派: until the other gives it back with `resolveWorkItem`. */
export interface TransferWorkItem extends OperationHead {
  readonly type: 'transferWorkItem' | 'delegateWorkItem';
  readonly workItemId: string;
  readonly to: Person;
}

/** The delegate gives the work item back to its owner, with what was found out. */
export interface ResolveWorkItem extends OperationHead {
  readonly type: 'resolveWorkItem';
  readonly workItemId: string;
  readonly opinion?: string;
}

/** The holder begins to work on it: *in progress* in WS-HumanTask. */
export interface StartWorkItem extends OperationHead {
  readonly type: 'startWorkItem';
  readonly workItemId: string;
}

/** Leaves a work item undone and goes on; the step counts as done by nobody. Only where the model allows it. */
export interface SkipWorkItem extends OperationHead {
  readonly type: 'skipWorkItem';
  readonly workItemId: string;
}

/** The work item cannot be done: a BPMN error at its task. */
export interface FailWorkItem extends OperationHead {
  readonly type: 'failWorkItem';
  readonly workItemId: string;
  readonly errorCode: string;
  readonly message: string;
}

/** Priority, 0 to 999. */
export interface SetPriority extends OperationHead {
  readonly type: 'setPriority';
  readonly workItemId: string;
  readonly priority: number;
}

/** Due date or follow-up date of a work item, ms since the epoch (UTC); null takes it away. */
export interface SetDate extends OperationHead {
  readonly type: 'setDueDate' | 'setFollowUpDate';
  readonly workItemId: string;
  readonly date: number | null;
}

/** Operations of people on work items. */
export type WorkItemOperation =
  | TransferWorkItem
  | ResolveWorkItem
  | StartWorkItem
  | SkipWorkItem
  | FailWorkItem
  | AddSigners
  | RemoveSigner
  | SendCopy
  | NudgeWorkItem
  | MarkSeen
  | AskQuestion
  | AnswerQuestion
  | AddComment
  | AddAttachment
  | SetPriority
  | SetDate;
