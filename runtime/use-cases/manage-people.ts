import { isRole, mask, ROLES, ROLE_KEYS, type JsonObject, type Role } from '../../engine/index.js';
import { APPLICANTS } from '../access/roles.js';
import { within } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterRow } from '../seams/registers.js';
import type { PasswordCode, PeoplePage, PersonFields, PersonView } from '../wire/people.js';
import type { Office } from './office.js';
import { PEOPLE, personRow, writtenPerson } from './people-problems.js';
import { RequestProblem } from './request-problem.js';

const CODE_LENGTH = 10;
/** How long a one-time code may be used. */
export const CODE_MS = 3 * 24 * 3_600_000;

/** Roles of people: programs have accounts of their own. */
const HUMAN_ROLES: readonly Role[] = ROLE_KEYS.filter((role) => role !== 'worker');
const STAFF_ROLES: readonly Role[] = HUMAN_ROLES.filter((role) => !APPLICANTS.includes(role));

const isStaffRole = (role: string): boolean => STAFF_ROLES.some((one) => one === role);

/** One page of people: those who work here, or all. Names of residents are masked. */
export async function listPeople(
  office: Office,
  asked: {
    readonly search?: string;
    readonly all?: boolean;
    readonly cursor?: string;
    readonly limit: number;
  },
): Promise<PeoplePage> {
  const { search, cursor, limit } = asked;
  const found = await office.registers.find(PEOPLE, {
    ...(asked.all === true ? {} : { where: { roles: { has: STAFF_ROLES } } }),
    ...(search === undefined || search.trim() === '' ? {} : { search }),
    ...(cursor === undefined ? {} : { cursor }),
    limit,
  });
  return {
    people: await Promise.all(found.rows.map((row) => viewOf(office, row))),
    nextCursor: found.nextCursor ?? null,
    roles: HUMAN_ROLES.map((key) => ({ key, title: ROLES[key], isStaff: isStaffRole(key) })),
    places: await placesOf(office),
  };
}

/**
 * Makes a person with an account that waits for a password; the code in the answer is shown this once. Throws RequestProblem LOGIN_TAKEN,
 * ROLE_UNKNOWN, PLACE_OUTSIDE, INVALID.
 */
export async function createPerson(
  office: Office,
  admin: SignedIn,
  person: PersonFields & { readonly login: string },
): Promise<PasswordCode> {
  const fields = checked(office, person);
  const userId = `u-${office.ids.ulid().toLowerCase()}`;
  const { login } = person;
  writtenPerson(
    await office.registers.insert({
      register: PEOPLE,
      values: { userId, login, ...fields },
      commandId: `person:${userId}`,
      by: admin.userId,
    }),
  );
  await note(office, admin, 'person.created', userId, { login, roles: person.roles, orgPath: person.orgPath });
  return giveCode(office, { userId, login });
}

/**
 * Changes name, roles and place; what is asked next is judged by the new roles. Nobody takes the administration from themselves. Throws
 * RequestProblem PERSON_UNKNOWN, NOT_YOURSELF, ROLE_UNKNOWN, PLACE_OUTSIDE, INVALID.
 */
export async function changePerson(
  office: Office,
  admin: SignedIn,
  userId: string,
  person: PersonFields,
): Promise<PersonView> {
  const fields = checked(office, person);
  if (userId === admin.userId && !person.roles.includes('sysadmin')) throw new RequestProblem('NOT_YOURSELF');
  const before = await personRow(office, userId);
  const row = await update(office, admin, before, fields);
  await note(office, admin, 'person.changed', userId, {
    roles: person.roles,
    orgPath: person.orgPath,
    former: { roles: before.values['roles'] ?? [], orgPath: before.values['orgPath'] ?? '' },
  });
  return viewOf(office, row);
}

/** Closes an account or opens it again; closed, its sessions end at once. Throws RequestProblem PERSON_UNKNOWN, NOT_YOURSELF. */
export async function closePerson(
  office: Office,
  admin: SignedIn,
  userId: string,
  closed: boolean,
): Promise<PersonView> {
  if (userId === admin.userId) throw new RequestProblem('NOT_YOURSELF');
  const row = await update(office, admin, await personRow(office, userId), { closed: closed ? true : null });
  if (closed) await office.sessions.closeAll(userId);
  await note(office, admin, closed ? 'person.closed' : 'person.opened', userId, {});
  return viewOf(office, row);
}

/**
 * Takes a person's password and sessions, and gives a code to set another one by, shown this once. Throws RequestProblem PERSON_UNKNOWN,
 * NOT_YOURSELF.
 */
export async function resetPassword(office: Office, admin: SignedIn, userId: string): Promise<PasswordCode> {
  if (userId === admin.userId) throw new RequestProblem('NOT_YOURSELF');
  const { values } = await personRow(office, userId);
  const code = await giveCode(office, { userId, login: String(values['login'] ?? '') });
  await office.sessions.closeAll(userId);
  await note(office, admin, 'person.code-given', userId, {});
  return code;
}

/** Lets a person try to sign in again after too many failures. Throws RequestProblem PERSON_UNKNOWN. */
export async function unlockPerson(office: Office, admin: SignedIn, userId: string): Promise<PersonView> {
  const row = await personRow(office, userId);
  await office.accounts.unlock(userId);
  await note(office, admin, 'person.unlocked', userId, {});
  return viewOf(office, row);
}

/** Signs a person out everywhere; gives how many sessions ended. Throws RequestProblem PERSON_UNKNOWN. */
export async function endSessions(
  office: Office,
  admin: SignedIn,
  userId: string,
): Promise<{ readonly ended: number }> {
  await personRow(office, userId);
  const ended = await office.sessions.closeAll(userId);
  await note(office, admin, 'person.signed-out', userId, { ended });
  return { ended };
}

function checked(office: Office, { name, roles, orgPath }: PersonFields): JsonObject {
  if (!roles.every((role) => isRole(role) && HUMAN_ROLES.includes(role))) throw new RequestProblem('ROLE_UNKNOWN');
  if (!within(orgPath, office.orgRoot)) throw new RequestProblem('PLACE_OUTSIDE');
  return { name, roles: [...new Set(roles)], orgPath };
}

async function update(office: Office, admin: SignedIn, row: RegisterRow, set: JsonObject): Promise<RegisterRow> {
  const outcome = await office.registers.update({
    register: PEOPLE,
    key: row.key,
    set,
    commandId: `person:${row.key}:${office.ids.ulid()}`,
    by: admin.userId,
  });
  return writtenPerson(outcome);
}

async function giveCode(
  office: Office,
  account: { readonly userId: string; readonly login: string },
): Promise<PasswordCode> {
  const code = office.ids.code(CODE_LENGTH);
  const until = office.clock.now() + CODE_MS;
  await office.accounts.setCode(account, code, until);
  return { ...account, code, until };
}

async function note(
  office: Office,
  admin: SignedIn,
  action: string,
  userId: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  await office.audit.write({ actorId: admin.userId, action, facts: { userId, ...facts } as JsonObject });
}

async function viewOf(office: Office, { key, values }: RegisterRow): Promise<PersonView> {
  const roles = Array.isArray(values['roles']) ? values['roles'].map(String) : [];
  const name = String(values['name'] ?? '');
  const state = await office.accounts.stateOf(key);
  return {
    userId: key,
    login: String(values['login'] ?? ''),
    name: roles.some(isStaffRole) ? name : (mask('name', name) ?? ''),
    roles,
    orgPath: String(values['orgPath'] ?? ''),
    closed: values['closed'] === true,
    hasPassword: state?.hasPassword ?? false,
    codeUntil: state?.codeUntil ?? null,
    lockedUntil: state?.lockedUntil ?? null,
  };
}

/** The office itself and its communities. */
async function placesOf(office: Office): Promise<PeoplePage['places']> {
  const root = { orgPath: office.orgRoot, title: { zh: '本街道', en: 'The whole office' } };
  return [root, ...(await communitiesOf(office))];
}

/** Communities of the office with their places; none where no package brings the register. */
export async function communitiesOf(office: Office): Promise<PeoplePage['places']> {
  if (!office.registers.definitions().some(({ key }) => key === 'communities')) return [];
  const { rows } = await office.registers.find('communities', { limit: 500 });
  return rows.map(({ values }) => {
    const zh = String(values['name'] ?? '');
    return { orgPath: String(values['orgPath'] ?? ''), title: { zh, en: String(values['nameEn'] ?? zh) } };
  });
}
