import type { OperationHead } from './command-head.js';

/** 挂起: until it is resumed every other command but repairs is refused with SUSPENDED, and the host keeps it. */
export interface SuspendInstance extends OperationHead {
  readonly type: 'suspendInstance' | 'resumeInstance';
}

/** 挂起 of one work item: nobody can claim, release or complete it. */
export interface SuspendWorkItem extends OperationHead {
  readonly type: 'suspendWorkItem' | 'resumeWorkItem';
  readonly workItemId: string;
}

/** 挂起 of one job: the host takes it back, or gives it out again. */
export interface SuspendJob extends OperationHead {
  readonly type: 'suspendJob' | 'resumeJob';
  readonly jobId: string;
}
