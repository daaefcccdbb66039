import type { Role } from '../../engine/index.js';
import { isRole, ROLES } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Text } from '../../engine/index.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** Password of all sample accounts; demo mode only. */
export const DEMO_PASSWORD = 'yizhan-demo';

/** A person as the browser sees it. */
export interface UserView {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly roleNames: readonly Text[];
  readonly orgPath: string;
}

/**
 * Opens a session for a login and password. Throws RequestProblem LOGIN_FAILED (also for an unknown login, after the same time) or
 * LOGIN_LOCKED. `former` is the session the browser had before: it ends.
 */
export async function logIn(
  office: Office,
  input: { readonly login: string; readonly password: string; readonly former: string | null },
): Promise<{ readonly token: string; readonly user: UserView }> {
  const outcome = await office.accounts.check(input.login, input.password);
  if (!outcome.ok) throw new RequestProblem(outcome.code);
  const user = await office.people.byId(outcome.userId);
  if (user === undefined) throw new RequestProblem('LOGIN_FAILED');
  const token = await office.sessions.open(user.userId, input.former);
  return { token, user: viewOf(user) };
}

/** The person without what the browser need not know. */
export function viewOf(user: SignedIn): UserView {
  const roles = user.roles.filter((role): role is Role => isRole(role));
  return {
    userId: user.userId,
    login: user.login,
    name: user.name,
    roles,
    roleNames: roles.map((role) => ROLES[role]),
    orgPath: user.orgPath,
  };
}
