import type { JsonObject } from './json.js';
import type { Scope, Token } from './state.js';

/** A token without its place among others, with everything below it: what can be made anew elsewhere or later. */
export interface Place {
  readonly token: Omit<Token, 'id' | 'scopeId' | 'throwerId'>;
  /** It waits at a join and is not to be entered again. */
  readonly rests?: true;
  /** Who holds its work item. */
  readonly assignee?: string;
  /** Scopes it owns: a sub-process, a loop body. */
  readonly scopes: readonly PlacedScope[];
}

/** A scope with what lies in it. `scopes` are those inside that no token owns: instances of a loop. */
export interface PlacedScope {
  readonly scope: Omit<Scope, 'id' | 'parentId' | 'ownerTokenId'>;
  readonly places: readonly Place[];
  readonly scopes: readonly PlacedScope[];
}

/** How to put an instance back. Made for the state with `revision`; refused for any other. */
export interface Restoration {
  readonly revision: number;
  /** The last command that stays, by its revision. */
  readonly to: number;
  /** Tokens that go, with all below them. */
  readonly remove: readonly string[];
  /** What is made anew, by the living scope it lies in. */
  readonly add: readonly {
    readonly scopeId: string;
    readonly places: readonly Place[];
    readonly scopes: readonly PlacedScope[];
  }[];
  /** Scopes that live on, as they are to be; their variables stay. */
  readonly scopes: readonly Scope[];
  /** Variables of the process to set. */
  readonly variables?: JsonObject;
}
