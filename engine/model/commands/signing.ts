import type { Person } from '../person.js';
import type { OperationHead } from './command-head.js';

/** Somebody to be asked: a person, or whoever claims it from a group. */
export type Signer = { readonly user: Person } | { readonly group: string };

/** 加签: more approvers before (the work item rests until they have answered), after, or beside the holder of a work item. */
export interface AddSigners extends OperationHead {
  readonly type: 'addSigners';
  readonly workItemId: string;
  readonly signers: readonly Signer[];
  readonly position: 'before' | 'after' | 'beside';
}

/** 减签: an approver of the approval on this token is not asked any more. */
export interface RemoveSigner extends OperationHead {
  readonly type: 'removeSigner';
  readonly tokenId: string;
  readonly approverId: string;
}
