import type { Run } from '../../core/run.js';
import type { Rejection } from '../../model/rejection.js';
import type { CommandOf } from '../operations.js';
import { addAttachment, addComment, sendCopy } from './comments.js';
import { setDate, setPriority } from './dates.js';
import type { WorkItemOperationName } from './entries.js';
import { failWorkItem } from './fail.js';
import { nudgeWorkItem } from './nudge.js';
import { answerQuestion, askQuestion, markSeen } from './questions.js';
import { resolveWorkItem } from './resolve.js';
import { addSigners, removeSigner } from './signers.js';
import { skipWorkItem } from './skip.js';
import { startWorkItem } from './start.js';
import { delegateWorkItem, transferWorkItem } from './transfer.js';

/** Who carries out each operation on work items. */
export const WORK_ITEM_HANDLERS: {
  readonly [N in WorkItemOperationName]: (run: Run, command: CommandOf<N>) => Rejection | undefined;
} = {
  transferWorkItem,
  delegateWorkItem,
  resolveWorkItem,
  startWorkItem,
  skipWorkItem,
  failWorkItem,
  addSigners,
  removeSigner,
  sendCopy,
  nudgeWorkItem,
  markSeen,
  askQuestion,
  answerQuestion,
  addComment,
  addAttachment,
  setPriority,
  setDueDate: setDate,
  setFollowUpDate: setDate,
};
