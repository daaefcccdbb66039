import { dateOf, isoInstant, type JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';

const REGISTER = 'consents';
const GIVEN = '有效';
const WITHDRAWN = '已撤回';

/** What the ledger holds: the person was told; a separate consent to sensitive data (art. 29); a guardian's for a child under 14 (art. 31). */
export type ConsentKind = '已告知' | '单独同意' | '监护人同意';

/** A line of the ledger as the person sees it. `version` names the text of the notice; instants are ISO. */
export interface Consent {
  readonly consentNo: string;
  readonly service: string;
  readonly kind: ConsentKind;
  readonly version: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  readonly categories: readonly string[];
  readonly guardianName: string | null;
}

/** What is entered. */
export interface ConsentEntry {
  readonly service: string;
  readonly formId: string;
  readonly version: string;
  readonly kind: ConsentKind;
  readonly categories?: readonly string[];
  readonly guardian?: { readonly name: string; readonly relation: string };
}

/** Whether the office keeps a ledger: its common processes bring the register. */
export function hasLedger(office: Office): boolean {
  return office.registers.definitions().some(({ key }) => key === REGISTER);
}

/** The person's lines, newest first; with `service` those of one service. */
export async function consentsOf(office: Office, userId: string, service?: string): Promise<readonly Consent[]> {
  if (!hasLedger(office)) return [];
  const { rows } = await office.registers.find(REGISTER, {
    where: { userId, ...(service === undefined ? {} : { service }) },
    sort: { property: 'givenAt', descending: true },
    limit: 500,
  });
  return rows.map(consentOf);
}

/** The consents to a version of a notice that hold now. */
export async function standing(
  office: Office,
  userId: string,
  service: string,
  version: string,
): Promise<readonly Consent[]> {
  return (await consentsOf(office, userId, service)).filter(
    (one) => one.version === version && one.withdrawnAt === null,
  );
}

/** Enters a line, unless one of its kind stands already for this version. */
export async function enterConsent(office: Office, user: SignedIn, entry: ConsentEntry): Promise<void> {
  const { service, version, kind, formId, guardian } = entry;
  const known = (await consentsOf(office, user.userId, service)).filter(
    (one) => one.version === version && one.kind === kind,
  );
  if (known.some((one) => one.withdrawnAt === null)) return;
  // A repetition of the same wish has the same name, so that two clicks make one line.
  const commandId = `consent:${user.userId}:${service}:${version}:${kind}:${String(known.length)}`;
  const now = office.clock.now();
  const year = dateOf(office.calendar, now).slice(0, 4);
  const number = await office.registers.nextNumber(`consent-${year}`, commandId);
  const values: JsonObject = {
    consentNo: `TY-${year}-${String(number).padStart(6, '0')}`,
    userId: user.userId,
    service,
    formId,
    version,
    kind,
    ...(entry.categories === undefined ? {} : { categories: [...entry.categories] }),
    ...(guardian === undefined ? {} : { guardianName: guardian.name, relation: guardian.relation }),
    givenAt: isoInstant(office.calendar.zone, now),
    via: '网上',
    state: GIVEN,
  };
  const outcome = await office.registers.insert({ register: REGISTER, values, commandId, by: user.userId });
  if (!outcome.ok && outcome.code === 'INVALID') throw new RequestProblem('BAD_REQUEST');
}

/** Withdraws a consent of one's own; that one was told cannot be undone. Throws RequestProblem NOT_FOUND, NOT_ALLOWED. */
export async function withdrawConsent(office: Office, user: SignedIn, consentNo: string): Promise<Consent> {
  const row = hasLedger(office) ? await office.registers.get(REGISTER, consentNo) : undefined;
  if (row?.values['userId'] !== user.userId) throw new RequestProblem('NOT_FOUND');
  if (row.values['kind'] === '已告知') throw new RequestProblem('NOT_ALLOWED');
  if (row.values['state'] === WITHDRAWN) return consentOf(row);
  const outcome = await office.registers.update({
    register: REGISTER,
    key: consentNo,
    set: { state: WITHDRAWN, withdrawnAt: isoInstant(office.calendar.zone, office.clock.now()) },
    expect: { state: GIVEN },
    commandId: `consent-withdraw:${consentNo}`,
    by: user.userId,
  });
  if (!outcome.ok) throw new RequestProblem('REGISTER_CONFLICT');
  return consentOf(outcome.row);
}

function consentOf({ values }: RegisterRow): Consent {
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const { categories } = values;
  return {
    consentNo: text('consentNo'),
    service: text('service'),
    kind: text('kind') as ConsentKind,
    version: text('version'),
    givenAt: text('givenAt'),
    withdrawnAt: text('withdrawnAt') === '' ? null : text('withdrawnAt'),
    categories: Array.isArray(categories) ? categories.map(String) : [],
    guardianName: text('guardianName') === '' ? null : text('guardianName'),
  };
}
