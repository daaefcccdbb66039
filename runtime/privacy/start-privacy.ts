import { dateOf, valueAt, type JsonObject } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { findForm } from '../read/form-book.js';
import { serviceOf } from '../use-cases/service-of.js';
import { enterConsent, hasLedger, standing } from './consent-ledger.js';
import { officeName } from './office-name.js';
import { asksForPersonalData, privacyNotice, type NoticeSource, type PrivacyNotice } from './privacy-notice.js';

/** Below this age a guardian consents (Personal Information Protection Law, art. 31). */
const GUARDED_YEARS = 14;

/** The notice before a form, and what the person has said to this version of it. */
export interface StartPrivacy extends PrivacyNotice {
  readonly service: string;
  readonly form: string;
  readonly isTold: boolean;
  readonly hasConsented: boolean;
  readonly needsGuardian: boolean;
  readonly hasGuardian: boolean;
}

/** What stands beside a form; undefined in an office without a ledger. */
export async function startPrivacy(
  office: Office,
  user: SignedIn,
  target: NoticeSource,
): Promise<StartPrivacy | undefined> {
  if (!hasLedger(office)) return undefined;
  const notice = privacyNotice(target, await officeName(office));
  const lines = await standing(office, user.userId, target.active.key, notice.version);
  const has = (kind: string): boolean => lines.some((one) => one.kind === kind);
  return {
    ...notice,
    service: target.active.key,
    form: target.book.form.id,
    isTold: has('已告知'),
    hasConsented: has('单独同意'),
    needsGuardian: await isGuarded(office, user),
    hasGuardian: has('监护人同意'),
  };
}

/** What stands beside a later form, of a task or a message, that asks people for personal data; staff are not asked. */
export async function laterPrivacy(
  office: Office,
  user: SignedIn,
  target: NoticeSource,
): Promise<StartPrivacy | undefined> {
  if (isStaff(user) || !asksForPersonalData(target)) return undefined;
  const present = await presentOf(office, target);
  return present && startPrivacy(office, user, present);
}

/** A later form as the active version of its service has it: that is what people can say something to, also while their case runs on an older one. */
async function presentOf(office: Office, { active, book }: NoticeSource): Promise<NoticeSource | undefined> {
  const present = await office.packages.activePackage(active.key);
  if (present?.manifest.service === undefined) return undefined;
  const form = findForm(await office.packages.closure(present.hash), book.form.id);
  return form && { active: present, book: form };
}

/** What a person says to a notice: that it was shown, a separate consent, a guardian's consent. */
export interface ConsentWish {
  readonly service: string;
  /** A later form of the service; absent: its start form. */
  readonly form?: string | undefined;
  readonly version: string;
  readonly sensitive: boolean;
  readonly guardian: { readonly name: string; readonly relation: string } | undefined;
}

/** Enters what the person says to the present notice of a service. Throws RequestProblem NOT_FOUND, FORM_VERSION for another version. */
export async function giveConsent(office: Office, user: SignedIn, wish: ConsentWish): Promise<StartPrivacy> {
  const target = await targetOf(office, wish);
  const privacy = await startPrivacy(office, user, target);
  if (privacy === undefined) throw new RequestProblem('NOT_FOUND');
  if (privacy.version !== wish.version) throw new RequestProblem('FORM_VERSION');
  const entry = { service: wish.service, formId: target.book.form.id, version: wish.version };
  await enterConsent(office, user, { ...entry, kind: '已告知' });
  const categories = [...new Set(privacy.sensitive.map(({ category }) => category))];
  if (wish.sensitive && categories.length > 0)
    await enterConsent(office, user, { ...entry, kind: '单独同意', categories });
  if (wish.guardian !== undefined) {
    await enterConsent(office, user, { ...entry, kind: '监护人同意', guardian: wish.guardian });
  }
  return (await startPrivacy(office, user, target)) ?? privacy;
}

/** The active version of a service counts, as it does for its start form. Throws RequestProblem NOT_FOUND. */
async function targetOf(office: Office, { service, form }: ConsentWish): Promise<NoticeSource> {
  const { active, book, closure } = await serviceOf(office, service);
  const other = form === undefined ? book : findForm(closure, form);
  if (other === undefined) throw new RequestProblem('NOT_FOUND');
  return { active, book: other };
}

/**
 * Sensitive data need a separate consent that stands, a child under 14 that of a guardian. Staff at the window are asked on paper. Throws
 * RequestProblem CONSENT_NEEDED naming the fields.
 */
export async function checkConsents(
  office: Office,
  user: SignedIn,
  target: NoticeSource,
  document: JsonObject,
): Promise<void> {
  if (isStaff(user) || !hasLedger(office)) return;
  await check(office, user, target, { document, guarded: await isGuarded(office, user) });
}

/**
 * The same for what is filled in later: a task or a message. A guardian is asked again only where sensitive data are. Throws RequestProblem
 * CONSENT_NEEDED, GUARDIAN_NEEDED.
 */
export async function checkLaterConsents(
  office: Office,
  user: SignedIn,
  target: NoticeSource,
  patch: JsonObject,
): Promise<void> {
  if (isStaff(user) || !hasLedger(office)) return;
  const present = await presentOf(office, target);
  if (present === undefined) return;
  const { sensitive } = privacyNotice(present, await officeName(office));
  if (!sensitive.some(({ pointer }) => valueAt(patch, pointer) !== undefined)) return;
  await check(office, user, present, { document: patch, guarded: await isGuarded(office, user) });
}

async function check(
  office: Office,
  user: SignedIn,
  target: NoticeSource,
  { document, guarded }: { readonly document: JsonObject; readonly guarded: boolean },
): Promise<void> {
  const notice = privacyNotice(target, await officeName(office));
  const filled = notice.sensitive.filter(({ pointer }) => valueAt(document, pointer) !== undefined);
  if (filled.length === 0 && !guarded) return;
  const lines = await standing(office, user.userId, target.active.key, notice.version);
  const has = (kind: string): boolean => lines.some((one) => one.kind === kind);
  if (filled.length > 0 && !has('单独同意')) {
    throw new RequestProblem('CONSENT_NEEDED', {
      errors: filled.map(({ pointer, label }) => ({
        pointer,
        code: 'consent',
        text: { zh: `填写“${label.zh}”须单独同意`, en: `“${label.en}” needs your separate consent` },
      })),
    });
  }
  if (guarded && !has('监护人同意')) throw new RequestProblem('GUARDIAN_NEEDED');
}

/** Whether the person is younger than 14 today, by the ID number the office knows. */
async function isGuarded(office: Office, user: SignedIn): Promise<boolean> {
  const { idNo } = await office.people.profile(user.userId);
  if (typeof idNo !== 'string' || !/^\d{17}[\dX]$/.test(idNo)) return false;
  const today = dateOf(office.calendar, office.clock.now()).replaceAll('-', '');
  return Number(today) - Number(idNo.slice(6, 14)) < GUARDED_YEARS * 10_000;
}
