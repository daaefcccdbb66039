import type { OperationHead } from './command-head.js';

/** 抄送: tells people (user ids, `role:<key>`) of the case, or of one work item of it. */
export interface SendCopy extends OperationHead {
  readonly type: 'sendCopy';
  readonly workItemId?: string;
  readonly to: readonly string[];
  readonly note?: string;
}

/** 催办: asks the holder of a work item to hurry; at most once in a while. */
export interface NudgeWorkItem extends OperationHead {
  readonly type: 'nudgeWorkItem';
  readonly workItemId: string;
  readonly note?: string;
}

/** 已阅: the actor has seen the work item. */
export interface MarkSeen extends OperationHead {
  readonly type: 'markSeen';
  readonly workItemId: string;
}

/** 沟通: a question to the holder of a work item, or to `to`. */
export interface AskQuestion extends OperationHead {
  readonly type: 'askQuestion';
  readonly workItemId: string;
  readonly to?: string;
  readonly text: string;
}

/** The answer to a question. */
export interface AnswerQuestion extends OperationHead {
  readonly type: 'answerQuestion';
  readonly workItemId: string;
  readonly questionId: string;
  readonly text: string;
}

/** A comment on the case, or on one work item of it; it stands in the history only. */
export interface AddComment extends OperationHead {
  readonly type: 'addComment';
  readonly workItemId?: string;
  readonly text: string;
}

/** Refers to a stored file; the reference stands in the history only. */
export interface AddAttachment extends OperationHead {
  readonly type: 'addAttachment';
  readonly workItemId?: string;
  readonly fileId: string;
  readonly name: string;
}
