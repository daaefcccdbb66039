/**
 * Who acts. `roles` are role keys of the office (`window-clerk`, `approver` ...); `orgPath` is the actor's place in the org tree
 * (`/370303/tyc/...`). The `system` actor carries out timers, jobs, messages and calls.
 */
export interface Actor {
  readonly kind: 'user' | 'system';
  readonly userId: string;
  readonly roles: readonly string[];
  readonly orgPath?: string;
}

/** The actor of everything no person did. */
export const SYSTEM: Actor = Object.freeze({ kind: 'system', userId: 'system', roles: Object.freeze([]) });
