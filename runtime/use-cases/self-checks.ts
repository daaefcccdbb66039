import {
  FULL_ACCESS,
  isObject,
  type CompiledPackage,
  type JsonObject,
  type JsonValue,
  type Text,
} from '../../engine/index.js';
import { findForm, type BookForm } from '../read/form-book.js';
import { formView, type FormView } from '../read/form-view.js';
import { checkDocument } from './check-document.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A self-check in the list: some questions, and what one has to apply for. */
export interface SelfCheckEntry {
  readonly key: string;
  readonly title: Text;
  readonly lead: Text;
}

/** The questions. */
export interface SelfCheckView extends SelfCheckEntry {
  readonly form: FormView;
}

/** What comes out: the service to start, or none, with the reason; `prefill` is what has been answered already. */
export interface SelfCheckAnswer {
  readonly reason: Text;
  readonly service?: { readonly key: string; readonly title: Text; readonly limits: Text };
  /** Something has to be applied for, online or not. */
  readonly needed: boolean;
  readonly prefill: JsonObject;
}

/** `x-check` of a manifest: a form with questions, a decision that judges the answers, and what is known of the service that it names. */
interface CheckPlan extends SelfCheckEntry {
  readonly formId: string;
  readonly decision: string;
  /** Inputs of the decision that an answer stands for: question → answer → inputs. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  /** Names of the decision's results. */
  readonly service: string;
  readonly reason: { readonly zh: string; readonly en: string };
  /** Service → its field → the question or result that fills it. */
  readonly prefill: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a decision names when nothing has to be applied for. */
const NOTHING = 'none';

interface Opened {
  readonly active: CompiledPackage;
  readonly plan: CheckPlan;
  readonly book: BookForm;
}

/** All self-checks. */
export async function listSelfChecks(office: Office): Promise<readonly SelfCheckEntry[]> {
  return (await openedChecks(office)).map(({ plan: { key, title, lead } }) => ({ key, title, lead }));
}

/** The questions of a self-check. Throws RequestProblem NOT_FOUND. */
export async function openSelfCheck(office: Office, key: string): Promise<SelfCheckView> {
  const { plan, book } = await openCheck(office, key);
  const access = { formId: plan.formId, ...FULL_ACCESS };
  const form = formView({ book, access, document: {}, writable: true, clear: true });
  return { key, title: plan.title, lead: plan.lead, form };
}

/** Judges the answers; nothing is stored. Throws RequestProblem NOT_FOUND, FORM_INVALID, BAD_REQUEST when the decision gives no answer. */
export async function judgeSelfCheck(office: Office, key: string, answers: JsonObject): Promise<SelfCheckAnswer> {
  const { active, plan, book } = await openCheck(office, key);
  const access = { formId: plan.formId, ...FULL_ACCESS, complete: true };
  const patch = { book, access, before: undefined, patch: answers, version: undefined, userId: '', config: {} };
  const document = await checkDocument(office, patch);
  const result = decide(office, active, plan, document);
  const name = result[plan.service];
  const chosen = typeof name === 'string' ? await office.packages.activePackage(name) : undefined;
  const service = chosen?.manifest.service;
  return {
    reason: { zh: textOf(result[plan.reason.zh]), en: textOf(result[plan.reason.en]) },
    ...(chosen === undefined || service === undefined
      ? {}
      : { service: { key: chosen.key, title: chosen.manifest.title, limits: service.limits } }),
    needed: name !== NOTHING,
    prefill: chosen === undefined ? {} : prefillOf(plan, chosen.key, { ...document, ...result }),
  };
}

function decide(office: Office, active: CompiledPackage, plan: CheckPlan, document: JsonObject): JsonObject {
  const facts = Object.entries(plan.facts).map(([question, byAnswer]) => byAnswer[textOf(document[question])] ?? {});
  const inputs: JsonObject = Object.assign({}, document, ...facts) as JsonObject;
  const model = [...active.decisions.values()].find((one) => one.decisionIds.includes(plan.decision));
  const { calendar, clock } = office;
  const answer = model?.evaluate(plan.decision, inputs, { calendar, now: clock.now() });
  if (answer?.ok !== true || !isObject(answer.value)) throw new RequestProblem('BAD_REQUEST');
  return answer.value;
}

function prefillOf(plan: CheckPlan, service: string, known: JsonObject): JsonObject {
  const filled: Record<string, JsonValue> = {};
  for (const [field, source] of Object.entries(plan.prefill[service] ?? {})) {
    const value = known[source];
    if (value !== undefined && value !== null) filled[field] = value;
  }
  return filled;
}

async function openCheck(office: Office, key: string): Promise<Opened> {
  const found = (await openedChecks(office)).find(({ plan }) => plan.key === key);
  if (found === undefined) throw new RequestProblem('NOT_FOUND');
  return found;
}

async function openedChecks(office: Office): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  for (const key of await office.packages.activeKeys()) {
    const active = await office.packages.activePackage(key);
    const plan = active === undefined ? null : planOf(active);
    const book = active === undefined || plan === null ? undefined : findForm([active], plan.formId);
    if (active !== undefined && plan !== null && book !== undefined) opened.push({ active, plan, book });
  }
  return opened;
}

/** The self-check of a version of a package, read once; null when it has none. */
const byPackage = new WeakMap<CompiledPackage, { readonly plan: CheckPlan | null }>();

function planOf(active: CompiledPackage): CheckPlan | null {
  const known = byPackage.get(active);
  if (known !== undefined) return known.plan;
  const manifest = JSON.parse(active.files['manifest.json'] ?? 'null') as JsonValue;
  const found = isObject(manifest) ? manifest['x-check'] : undefined;
  const plan = isObject(found) ? (found as unknown as CheckPlan) : null;
  byPackage.set(active, { plan });
  return plan;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
