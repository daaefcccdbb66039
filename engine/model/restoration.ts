import type { Place, PlacedScope, Scope, WorkItem } from './state.js';

/** How to put an instance back. Made for the state with `revision`; refused for any other. */
export interface Restoration {
  readonly revision: number;
  /** The last command that stays, by its revision. */
  readonly to: number;
  /** Tokens that go, with all below them. */
  readonly remove: readonly string[];
  /** Instances of loops that go. */
  readonly removeScopes: readonly string[];
  /** What is made anew, by the living scope it lies in. */
  readonly add: readonly {
    readonly scopeId: string;
    readonly places: readonly Place[];
    readonly scopes: readonly PlacedScope[];
  }[];
  /** Scopes that live on, as they are to be; their variables stay. */
  readonly scopes: readonly Scope[];
  /** Work items that live on, as they are to be. */
  readonly workItems?: readonly WorkItem[];
  /** Complex gateways of scopes that live on; without `consumed` they wait for their start. */
  readonly gateways: readonly {
    readonly scopeId: string;
    readonly elementId: string;
    readonly consumed?: readonly string[];
  }[];
  /** The status of the case to go back to. */
  readonly caseStatus?: string;
}
