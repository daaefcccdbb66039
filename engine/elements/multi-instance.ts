import { completeLoop } from '../core/activity.js';
import { has } from '../core/behaviour-flags.js';
import { needRoom } from '../core/budget.js';
import { record } from '../core/draft.js';
import { Fault, retrying } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { elementOf } from '../core/plan-index.js';
import { stateOf } from '../core/run.js';
import { evaluate, visibleVariables } from '../core/scope.js';
import { need } from '../core/working.js';
import type { Rejection } from '../model/rejection.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ElementPlan, LoopPlan } from '../model/plan.js';
import type { LoopState, Scope, Token } from '../model/state.js';
import {
  closeLoopInstance,
  finishLoop,
  holds,
  MAX_ACTIVE,
  MAX_INSTANCES,
  openBody,
  PORTION,
  startLoopInstance,
} from './loop-body.js';
import { loopEvents, throwLoopEvents } from './loop-events.js';

/**
 * Starts a multi-instance activity (BPMN 2.0.2, 13.3.7): a body scope with the counters, and for each instance a scope with
 * `loopCounter` (from 1) and the item. The collection is read once. Of a very large parallel one the first thousand begin, the others in
 * portions as these complete.
 */
export function enterLoop(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  const items = itemsOf(run, token, loop);
  const empty = loop.outputCollection === undefined ? {} : { [loop.outputCollection]: items.map(() => null) };
  if (items.length === 0) return completeLoop(run, token, element, empty);
  const isInTurn = loop.mode === 'sequential';
  const isInPortions = !isInTurn && items.length > MAX_ACTIVE && has(run, 'loopsInPortions');
  const first = isInTurn ? items.slice(0, 1) : isInPortions ? items.slice(0, MAX_ACTIVE) : items;
  needRoom(run, first.length);
  const bodyId = openBody(run, token, element, empty, isInTurn || isInPortions ? items : undefined, items.length);
  first.forEach((item, place) => startLoopInstance(run, element, { bodyId, loop, item, place }));
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

/**
 * One instance has completed: its output is collected, the events of the model's behaviour are thrown; the activity completes when the
 * condition holds, cancelling what still runs, or when no instance is left. Conditions see `numberOfInstances`,
 * `numberOfActiveInstances`, `numberOfCompletedInstances` and `numberOfTerminatedInstances`, this instance counted as completed.
 */
export function instanceCompleted(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  const state = stateOf(run);
  const instance = need(state, 'scopes', token.scopeId);
  const body = need(state, 'scopes', instance.parentId ?? '');
  const output = retrying({ phase: 'loop' }, () => outputOf(run, instance, loop));
  const counters = countersAfter(body);
  const numbers = numbersOf(counters);
  const { completionCondition, behaviour } = loop;
  const isJudged = completionCondition !== undefined || behaviour !== undefined;
  const context = isJudged ? { ...contextOf(run, instance, loop, output), ...numbers } : numbers;
  const [isEnough, events] = retrying({ phase: 'loop' }, () => [
    completionCondition !== undefined && holds(run, completionCondition, context),
    loopEvents(run, loop, counters.completed, context),
  ]);
  if (output !== undefined && loop.outputCollection !== undefined) {
    const facts = { scopeId: body.id, variable: loop.outputCollection, index: instance.loopIndex ?? 0, value: output };
    record(run.draft, 'loopChanged', element.id, facts);
  }
  closeLoopInstance(run, element, instance, token.id);
  throwLoopEvents(run, element, body.ownerTokenId ?? '', events, numbers);
  // An interrupting boundary event may have ended the activity.
  if (stateOf(run).scopes[body.id] === undefined) return;
  if (isEnough) return finishLoop(run, element, loop, body.id);
  const next = counters.started;
  if (counters.items && next < counters.total) {
    const room = loop.mode === 'sequential' ? 1 : MAX_ACTIVE - counters.active >= PORTION ? PORTION : 0;
    counters.items.slice(next, next + room).forEach((item, ahead) => {
      startLoopInstance(run, element, { bodyId: body.id, loop, item, place: next + ahead });
    });
    return;
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

function numbersOf({ total, active, completed, terminated }: LoopState): JsonObject {
  return {
    numberOfInstances: total,
    numberOfActiveInstances: active,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: terminated,
  };
}

/** What conditions see of the variables: the output collection with the value of this instance. */
function contextOf(run: Run, instance: Scope, loop: LoopPlan, output: JsonValue | undefined): JsonObject {
  const visible = visibleVariables(stateOf(run), instance.id);
  const { outputCollection: name } = loop;
  const collected = name === undefined ? null : (visible[name] ?? null);
  if (!Array.isArray(collected) || name === undefined || output === undefined) return visible;
  return { ...visible, [name]: (collected as readonly JsonValue[]).with(instance.loopIndex ?? 0, output) };
}

/**
 * Adds an instance to a running multi-instance activity: at once to a parallel one; to a sequential one at `place` among those still to
 * come. SCOPE_GONE when `bodyId` is no such activity, NOT_ALLOWED when it has all the instances it may have.
 */
export function addLoopInstance(
  run: Run,
  bodyId: string,
  item: JsonValue,
  place: number | undefined,
): Rejection | undefined {
  const body = stateOf(run).scopes[bodyId];
  const element = body?.kind === 'multiInstance' ? elementOf(run.index, body.elementId) : undefined;
  const loop = element?.loop;
  if (body?.loop === undefined || loop === undefined || loop.mode === 'standard') return { code: 'SCOPE_GONE' };
  const { total, started } = body.loop;
  if (total >= MAX_INSTANCES) return { code: 'NOT_ALLOWED' };
  const isInTurn = loop.mode === 'sequential';
  // Some of a parallel one may still wait for their portion: it waits behind them.
  const isLater = isInTurn || (body.loop.items !== undefined && started < total);
  const index = isInTurn ? Math.min(Math.max(place ?? total, started), total) : total;
  const variable = loop.outputCollection === undefined ? {} : { variable: loop.outputCollection };
  record(run.draft, 'loopGrown', element?.id, { scopeId: bodyId, index, item, ...variable });
  if (!isLater && element) startLoopInstance(run, element, { bodyId, loop, item, place: index });
  return undefined;
}
