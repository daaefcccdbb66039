import { Temporal } from 'temporal-polyfill';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { MappingPlan, ValuePlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import type { InstanceState } from '../model/state.js';
import { record } from './draft.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { need } from './working.js';

/** All variables a scope sees: its own hide those of the scopes around it. */
export function visibleVariables(state: InstanceState, scopeId: string): JsonObject {
  const scope = need(state, 'scopes', scopeId);
  if (scope.parentId === undefined) return scope.variables;
  return { ...visibleVariables(state, scope.parentId), ...scope.variables };
}

/** What FEEL sees beside the variables, at an instant (ms since epoch, UTC). */
export function feelEnvironment(program: Program, state: Pick<InstanceState, 'config'>, at: number): FeelEnvironment {
  return { calendar: program.environment.calendar, now: at, config: state.config };
}

/**
 * The variables a host may show or evaluate with: those of the scope chain, `config`, `now` (ISO instant with the office's offset) and
 * `today` (ISO date in the office's zone) at the instant `at` (ms since epoch, UTC).
 */
export function feelContext(program: Program, state: InstanceState, scopeId: string, at: number): JsonObject {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(program.environment.calendar.zone);
  return {
    ...visibleVariables(state, scopeId),
    config: state.config,
    now: local.toString({ timeZoneName: 'never' }),
    today: local.toPlainDate().toString(),
  };
}

/** Evaluates FEEL of the program for a host. `ok: false` carries the reason in English. */
export function evaluateInScope(
  program: Program,
  state: InstanceState,
  question: { readonly source: string; readonly scopeId: string; readonly at: number; readonly extra?: JsonObject },
): { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly message: string } {
  const { source, scopeId, at, extra } = question;
  const compiled = program.expressions.get(source);
  if (compiled === undefined) return { ok: false, message: `not compiled: ${source}` };
  const variables = visibleVariables(state, scopeId);
  const context = extra === undefined ? variables : { ...variables, ...extra };
  const result = compiled.evaluate(context, feelEnvironment(program, state, at));
  return result.ok ? { ok: true, value: result.value } : { ok: false, message: `${source}: ${result.message.en}` };
}

/** Evaluates FEEL against a context. Throws `Fault` EXPRESSION_FAILED. */
export function evaluate(run: Run, source: string, context: JsonObject): JsonValue {
  const compiled = run.program.expressions.get(source);
  if (compiled === undefined) throw new Fault('EXPRESSION_FAILED', `not compiled: ${source}`);
  const result = compiled.evaluate(context, run.environment);
  if (!result.ok) throw new Fault('EXPRESSION_FAILED', `${source}: ${result.message.en}`);
  return result.value;
}

/** A constant, or the value of its FEEL. Throws `Fault` EXPRESSION_FAILED. */
export function valueOf(run: Run, plan: ValuePlan, context: JsonObject): JsonValue {
  return plan.kind === 'constant' ? plan.value : evaluate(run, plan.source, context);
}

/** A text that must be there. Throws `Fault` EXPRESSION_FAILED for null and for anything that is no text or number. */
export function textOf(run: Run, plan: ValuePlan, context: JsonObject): string {
  const value = valueOf(run, plan, context);
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new Fault('EXPRESSION_FAILED', `${sourceOf(plan)}: a text is expected, got ${JSON.stringify(value)}`);
}

/** A text, or nothing when the value is null or empty. */
export function optionalTextOf(run: Run, plan: ValuePlan | undefined, context: JsonObject): string | undefined {
  if (plan === undefined) return undefined;
  const value = valueOf(run, plan, context);
  return value === null || value === '' ? undefined : textOf(run, plan, context);
}

/** A number that must be there; texts that are numbers count. Throws `Fault` EXPRESSION_FAILED. */
export function numberOf(run: Run, plan: ValuePlan, context: JsonObject): number {
  const value = valueOf(run, plan, context);
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof amount === 'number' && Number.isFinite(amount)) return amount;
  throw new Fault('EXPRESSION_FAILED', `${sourceOf(plan)}: a number is expected, got ${JSON.stringify(value)}`);
}

/** A list of texts: a constant with commas, FEEL giving a list or one text. Null gives the empty list. Throws `Fault` EXPRESSION_FAILED. */
export function textsOf(run: Run, plan: ValuePlan | undefined, context: JsonObject): readonly string[] {
  if (plan === undefined) return [];
  const value = valueOf(run, plan, context);
  const list = typeof value === 'string' ? value.split(',') : value;
  if (list === null) return [];
  if (!Array.isArray(list)) throw new Fault('EXPRESSION_FAILED', `${sourceOf(plan)}: a list of texts is expected`);
  const texts = (list as readonly JsonValue[]).flatMap((item) => (item === null ? [] : [item]));
  if (!texts.every((item) => typeof item === 'string')) {
    throw new Fault('EXPRESSION_FAILED', `${sourceOf(plan)}: a list of texts is expected`);
  }
  return [...new Set(texts.map((item) => item.trim()).filter((item) => item !== ''))];
}

/** FEEL source, or the constant, for messages. */
function sourceOf(plan: ValuePlan): string {
  return plan.kind === 'constant' ? plan.value : plan.source;
}

/**
 * Carries mappings out in their order; later ones see the results of earlier ones. A dotted target writes into a context, keeping its
 * other members: `base` says what is there. Throws `Fault` EXPRESSION_FAILED.
 */
export function mapVariables(
  run: Run,
  mappings: readonly MappingPlan[],
  context: JsonObject,
  base: JsonObject,
): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const { source, target } of mappings) {
    const [name = target, ...path] = target.split('.');
    const value = evaluate(run, source, { ...context, ...result });
    result[name] = withMember(result[name] ?? base[name], path, value);
  }
  return result;
}

function withMember(whole: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const members: JsonObject = isObject(whole) ? whole : {};
  return { ...members, [name]: withMember(members[name], rest, value) };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NO_VARIABLES: JsonObject = Object.freeze({});

/** Results of the input mappings of an element whose token lies in `scopeId`; `local` are variables of the element itself beside them. */
export function inputsOf(
  run: Run,
  mappings: readonly MappingPlan[],
  scopeId: string,
  local: JsonObject = NO_VARIABLES,
): JsonObject {
  if (mappings.length === 0) return local;
  const inputs = mapVariables(run, mappings, visibleVariables(stateOf(run), scopeId), NO_VARIABLES);
  return local === NO_VARIABLES ? inputs : { ...inputs, ...local };
}

/**
 * Sets variables as the dialect does: each goes to the nearest scope that has a variable of that name, otherwise to the process.
 * Local frames of a single task are passed over: they hold inputs, not results.
 */
export function setVariables(run: Run, scopeId: string, variables: JsonObject, elementId?: string): void {
  const names = Object.keys(variables);
  if (names.length === 0) return;
  const state = stateOf(run);
  const scope = need(state, 'scopes', scopeId);
  if (scope.parentId === undefined) return record(run.draft, 'variablesSet', elementId, { scopeId, variables });
  const homes = new Map<string, Record<string, JsonValue>>();
  for (const name of names) {
    const home = homeOf(state, scopeId, name);
    const bundle = homes.get(home) ?? {};
    bundle[name] = variables[name] ?? null;
    homes.set(home, bundle);
  }
  for (const [home, bundle] of homes) {
    record(run.draft, 'variablesSet', elementId, { scopeId: home, variables: bundle });
  }
}

/** The scope a variable of this name is set in from here: the nearest that has one, otherwise the process. */
export function homeOf(state: InstanceState, scopeId: string, name: string): string {
  const scope = need(state, 'scopes', scopeId);
  if (scope.parentId === undefined) return scopeId;
  if (scope.kind !== 'task' && Object.hasOwn(scope.variables, name)) return scopeId;
  return homeOf(state, scope.parentId, name);
}
