import { createHash, timingSafeEqual } from 'node:crypto';
import type { Office } from './office.js';
import { requirePassword } from './people-problems.js';
import { RequestProblem } from './request-problem.js';

/** The first administrator has this id: of many who try at once, one wins. */
const FIRST_ADMIN = 'u-first-admin';

/** Whether the office waits for its first administrator. */
export async function waitsForSetUp(office: Office): Promise<boolean> {
  return office.setUpToken !== null && (await office.accounts.none());
}

/**
 * Makes the first system administrator of an office that has no accounts, for whoever holds the one-time token printed at start. Throws
 * RequestProblem SET_UP_DONE, SET_UP_TOKEN, PASSWORD_WEAK.
 */
export async function setUpOffice(
  office: Office,
  request: { readonly token: string; readonly login: string; readonly name: string; readonly password: string },
): Promise<{ readonly userId: string }> {
  if (office.setUpToken === null || !(await office.accounts.none())) throw new RequestProblem('SET_UP_DONE');
  if (!same(office.setUpToken, request.token)) throw new RequestProblem('SET_UP_TOKEN');
  requirePassword(request.password, [request.login, request.name]);
  // The person first, the account last: after a crash in between the same request can be sent again.
  await office.registers.insert({
    register: 'people',
    values: {
      userId: FIRST_ADMIN,
      login: request.login,
      name: request.name,
      roles: ['sysadmin'],
      orgPath: office.orgRoot,
    },
    commandId: `set-up:${request.login}`,
    by: FIRST_ADMIN,
  });
  const person = await office.people.byId(FIRST_ADMIN);
  if (person?.login !== request.login) throw new RequestProblem('SET_UP_DONE');
  const added = await office.accounts.add({ userId: FIRST_ADMIN, login: request.login }, request.password);
  if (!added) throw new RequestProblem('SET_UP_DONE');
  await office.audit.write({ actorId: FIRST_ADMIN, action: 'office.set-up', facts: { login: request.login } });
  return { userId: FIRST_ADMIN };
}

function same(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
