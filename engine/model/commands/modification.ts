import type { JsonObject } from '../json.js';
import type { OperationHead } from './command-head.js';

/** A new token in front of an element, or behind it. `scopeId` names the scope when several fit; `variables` become its own. */
export interface StartModification {
  readonly do: 'startBefore' | 'startAfter';
  readonly elementId: string;
  readonly scopeId?: string;
  readonly variables?: JsonObject;
}

/** One change of a modification. */
export type Modification =
  | { readonly do: 'cancel'; readonly tokenId: string }
  | { readonly do: 'cancelAll'; readonly elementId: string }
  | { readonly do: 'move'; readonly tokenId: string; readonly elementId: string }
  | StartModification;

/** Starts, moves and cancels tokens one by one: nothing else goes along, nothing is made good at joins. All or nothing. */
export interface ModifyInstance extends OperationHead {
  readonly type: 'modifyInstance';
  readonly changes: readonly Modification[];
}
