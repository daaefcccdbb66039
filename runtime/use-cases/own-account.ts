import type { SignedIn } from '../access/signed-in.js';
import type { Office } from './office.js';
import { communitiesOf } from './manage-people.js';
import { PEOPLE, requirePassword, writtenPerson } from './people-problems.js';
import { RequestProblem } from './request-problem.js';

/** Who registers: a resident, or somebody with a business, who says its credit code. */
export interface NewApplicant {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  /** A place of the office: the community the person lives in. */
  readonly orgPath?: string;
  readonly mobile?: string;
  readonly uscc?: string;
}

/**
 * Makes the account of a resident or merchant who registers. Nobody has checked who they are: what a service needs to know for certain it
 * asks for. Throws RequestProblem LOGIN_TAKEN, PASSWORD_WEAK, PLACE_OUTSIDE, INVALID.
 */
export async function registerOneself(office: Office, person: NewApplicant): Promise<{ readonly userId: string }> {
  const { login, name, password, mobile, uscc, orgPath = office.orgRoot } = person;
  requirePassword(password, [login, name]);
  if (orgPath !== office.orgRoot && !(await communitiesOf(office)).some((one) => one.orgPath === orgPath))
    throw new RequestProblem('PLACE_OUTSIDE');
  const userId = `u-${office.ids.ulid().toLowerCase()}`;
  writtenPerson(
    await office.registers.insert({
      register: PEOPLE,
      values: {
        userId,
        login,
        name,
        roles: [uscc === undefined ? 'resident' : 'merchant'],
        orgPath,
        ...(mobile === undefined ? {} : { mobile }),
        ...(uscc === undefined ? {} : { uscc }),
      },
      commandId: `person:${userId}`,
      by: userId,
    }),
  );
  await office.accounts.add({ userId, login }, password);
  await office.audit.write({ actorId: userId, action: 'person.registered', facts: { userId, login } });
  return { userId };
}

/** Sets a password by a one-time code; former sessions end. Throws RequestProblem PASSWORD_WEAK, CODE_FAILED, LOGIN_LOCKED. */
export async function setPasswordByCode(
  office: Office,
  given: { readonly login: string; readonly code: string; readonly password: string },
): Promise<void> {
  requirePassword(given.password, [given.login]);
  const code = given.code.toUpperCase().replace(/[\s-]/g, '');
  const outcome = await office.accounts.redeem(given.login, code, given.password);
  if (!outcome.ok) throw new RequestProblem(outcome.code === 'LOGIN_LOCKED' ? 'LOGIN_LOCKED' : 'CODE_FAILED');
  await office.sessions.closeAll(outcome.userId);
  await office.audit.write({ actorId: outcome.userId, action: 'person.password-set', facts: { by: 'code' } });
}

/**
 * Sets another password by the present one; the person's other sessions end. Throws RequestProblem PASSWORD_WEAK, PASSWORD_WRONG,
 * LOGIN_LOCKED.
 */
export async function changePassword(
  office: Office,
  user: SignedIn,
  given: { readonly present: string; readonly password: string; readonly sessionToken: string | null },
): Promise<void> {
  requirePassword(given.password, [user.login, user.name]);
  const outcome = await office.accounts.change(user.userId, given.present, given.password);
  if (!outcome.ok) throw new RequestProblem(outcome.code === 'LOGIN_LOCKED' ? 'LOGIN_LOCKED' : 'PASSWORD_WRONG');
  await office.sessions.closeAll(user.userId, given.sessionToken ?? undefined);
  await office.audit.write({ actorId: user.userId, action: 'person.password-set', facts: { by: 'password' } });
}
