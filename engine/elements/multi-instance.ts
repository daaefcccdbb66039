import { completeLoop } from '../core/activity.js';
import { cancel } from '../core/cancel.js';
import { newId, record } from '../core/draft.js';
import { Fault, retrying } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { stateOf, tokenOf } from '../core/run.js';
import { evaluate, visibleVariables } from '../core/scope.js';
import { need } from '../core/working.js';
import { recordCompensations } from '../core/compensation-record.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ElementPlan, LoopPlan } from '../model/plan.js';
import type { LoopState, Scope, Token } from '../model/state.js';

/** Most instances of one multi-instance activity; more are an incident. */
const MAX_INSTANCES = 10_000;

/**
 * Starts a multi-instance activity (BPMN 2.0.2, 13.3.7): a body scope with the counters, and for each instance a scope with
 * `loopCounter` (from 1) and the item. The collection is read once.
 */
export function enterLoop(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  const items = itemsOf(run, token, loop);
  const empty = loop.outputCollection === undefined ? {} : { [loop.outputCollection]: items.map(() => null) };
  if (items.length === 0) return completeLoop(run, token, element, empty);
  const scopeId = newId(run.draft, 's');
  const counters: LoopState = { total: items.length, started: 0, active: 0, completed: 0, terminated: 0 };
  record(run.draft, 'scopeOpened', element.id, {
    scopeId,
    parentId: token.scopeId,
    kind: 'multiInstance',
    ownerTokenId: token.id,
    variables: empty,
    loop: loop.mode === 'sequential' ? { ...counters, items } : counters,
  });
  const first = loop.mode === 'sequential' ? items.slice(0, 1) : items;
  first.forEach((item, place) => startInstance(run, element, { bodyId: scopeId, loop, item, place }));
}

/** Items, or as many nulls as the cardinality says. Throws `Fault` EXPRESSION_FAILED, LOOP_BUDGET. */
function itemsOf(run: Run, token: Token, loop: LoopPlan): readonly JsonValue[] {
  const context = visibleVariables(stateOf(run), token.scopeId);
  const source = loop.collection ?? loop.cardinality ?? '';
  const value = evaluate(run, source, context);
  const size = Array.isArray(value) ? value.length : value;
  const isCount = loop.collection === undefined && typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (!isCount && !(loop.collection !== undefined && Array.isArray(value))) {
    throw new Fault(
      'EXPRESSION_FAILED',
      `${source}: a list or a whole number is expected, got ${JSON.stringify(value)}`,
    );
  }
  if (Number(size) > MAX_INSTANCES) throw new Fault('LOOP_BUDGET', `${source}: more than ${MAX_INSTANCES} instances`);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : Array.from({ length: Number(size) }, () => null);
}

interface Instance {
  readonly bodyId: string;
  readonly loop: LoopPlan;
  readonly item: JsonValue;
  readonly place: number;
}

function startInstance(run: Run, element: ElementPlan, { bodyId, loop, item, place }: Instance): void {
  const scopeId = newId(run.draft, 's');
  const tokenId = newId(run.draft, 't');
  const counter = { loopCounter: place + 1 };
  const variables: JsonObject = loop.inputElement === undefined ? counter : { ...counter, [loop.inputElement]: item };
  const facts = { scopeId, parentId: bodyId, kind: 'loopInstance', variables, loopIndex: place, tokenId } as const;
  record(run.draft, 'scopeOpened', element.id, facts);
  run.agenda.push({ kind: 'enter', tokenId, elementId: element.id });
}

/**
 * One instance has completed: its output is collected; the activity completes when the condition holds, cancelling what still runs, or
 * when no instance is left. The condition sees `numberOfInstances`, `numberOfActiveInstances`, `numberOfCompletedInstances` and
 * `numberOfTerminatedInstances`, this instance counted as completed.
 */
export function instanceCompleted(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  const state = stateOf(run);
  const instance = need(state, 'scopes', token.scopeId);
  const body = need(state, 'scopes', instance.parentId ?? '');
  const output = retrying({ phase: 'loop' }, () => outputOf(run, instance, loop));
  const counters = countersAfter(body);
  const isEnough = retrying({ phase: 'loop' }, () => isConditionMet(run, instance, loop, counters, output));
  if (output !== undefined && loop.outputCollection !== undefined) {
    const facts = { scopeId: body.id, variable: loop.outputCollection, index: instance.loopIndex ?? 0, value: output };
    record(run.draft, 'loopChanged', element.id, facts);
  }
  recordCompensations(run, instance, instance.compensations ?? []);
  record(run.draft, 'scopeClosed', element.id, { scopeId: instance.id, tokenId: token.id, completed: true });
  if (isEnough) return finishLoop(run, element, loop, body.id);
  const next = counters.started;
  if (counters.items && next < counters.total) {
    return startInstance(run, element, { bodyId: body.id, loop, item: counters.items[next] ?? null, place: next });
  }
  if (counters.active === 0) finishLoop(run, element, loop, body.id);
}

function outputOf(run: Run, instance: Scope, { outputElement }: LoopPlan): JsonValue | undefined {
  if (outputElement === undefined) return undefined;
  return evaluate(run, outputElement, visibleVariables(stateOf(run), instance.id));
}

function countersAfter({ loop }: Scope): LoopState {
  const { total = 0, started = 0, active = 0, completed = 0, terminated = 0 } = loop ?? {};
  const counters = { total, started, active: active - 1, completed: completed + 1, terminated };
  return loop?.items === undefined ? counters : { ...counters, items: loop.items };
}

function isConditionMet(
  run: Run,
  instance: Scope,
  { completionCondition, outputCollection }: LoopPlan,
  counters: LoopState,
  output: JsonValue | undefined,
): boolean {
  if (completionCondition === undefined) return false;
  const visible = visibleVariables(stateOf(run), instance.id);
  const collected = outputCollection === undefined ? null : (visible[outputCollection] ?? null);
  const withThis =
    Array.isArray(collected) && outputCollection !== undefined && output !== undefined
      ? { [outputCollection]: (collected as readonly JsonValue[]).with(instance.loopIndex ?? 0, output) }
      : {};
  const value = evaluate(run, completionCondition, {
    ...visible,
    ...withThis,
    numberOfInstances: counters.total,
    numberOfActiveInstances: counters.active,
    numberOfCompletedInstances: counters.completed,
    numberOfTerminatedInstances: counters.terminated,
  });
  if (value === true) return true;
  if (value === false || value === null) return false;
  throw new Fault('EXPRESSION_FAILED', `${completionCondition}: true or false is expected`);
}

function finishLoop(run: Run, element: ElementPlan, loop: LoopPlan, bodyId: string): void {
  cancel(run, { scopes: [bodyId] });
  const body = need(stateOf(run), 'scopes', bodyId);
  const { outputCollection: name } = loop;
  record(run.draft, 'scopeClosed', element.id, { scopeId: bodyId, completed: true });
  const collected = name === undefined ? {} : { [name]: body.variables[name] ?? [] };
  completeLoop(run, tokenOf(run, body.ownerTokenId ?? ''), element, collected);
}
