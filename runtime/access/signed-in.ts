import type { Actor } from '../../engine/index.js';

/** A person with a live session. Roles and place come from the register of people at each request: a revoked role is gone at once. */
export interface SignedIn {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly orgPath: string;
  readonly communities: readonly string[];
  readonly uscc?: string;
}

/** The person as the engine knows actors. */
export function actorOf(user: SignedIn): Actor {
  return { kind: 'user', userId: user.userId, roles: user.roles, orgPath: user.orgPath };
}
