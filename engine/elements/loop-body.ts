import { completeLoop } from '../core/activity.js';
import { cancel } from '../core/cancel.js';
import { recordCompensations } from '../core/compensation-record.js';
import { newId, record } from '../core/draft.js';
import { Fault } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { stateOf, tokenOf } from '../core/run.js';
import { evaluate } from '../core/scope.js';
import { need } from '../core/working.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ElementPlan, LoopPlan } from '../model/plan.js';
import type { LoopState, Scope, Token } from '../model/state.js';

/** Most instances of one multi-instance activity, and most turns of one loop; more are an incident. */
export const MAX_INSTANCES = 10_000;
/** Most instances of a parallel multi-instance activity that are active at a time; others are started as these complete. */
export const MAX_ACTIVE = 1_000;
/** So many are started together then. */
export const PORTION = 100;

/** Opens the scope around all instances of a loop, with its counters; answers its id. */
export function openBody(
  run: Run,
  token: Token,
  element: ElementPlan,
  variables: JsonObject,
  items: readonly JsonValue[] | undefined,
  total: number,
): string {
  const scopeId = newId(run.draft, 's');
  const counters: LoopState = { total, started: 0, active: 0, completed: 0, terminated: 0 };
  record(run.draft, 'scopeOpened', element.id, {
    scopeId,
    parentId: token.scopeId,
    kind: 'multiInstance',
    ownerTokenId: token.id,
    variables,
    loop: items === undefined ? counters : { ...counters, items },
  });
  return scopeId;
}

/** One instance to start: its body, its item, and its place from 0. */
export interface LoopInstance {
  readonly bodyId: string;
  readonly loop: LoopPlan;
  readonly item: JsonValue;
  readonly place: number;
}

/** Starts one instance in a scope of its own with `loopCounter` (from 1) and its item. */
export function startLoopInstance(run: Run, element: ElementPlan, { bodyId, loop, item, place }: LoopInstance): void {
  const scopeId = newId(run.draft, 's');
  const tokenId = newId(run.draft, 't');
  const counter = { loopCounter: place + 1 };
  const output = loop.outputItem === undefined ? counter : { ...counter, [loop.outputItem]: null };
  const variables: JsonObject = loop.inputElement === undefined ? output : { ...output, [loop.inputElement]: item };
  const facts = { scopeId, parentId: bodyId, kind: 'loopInstance', variables, loopIndex: place, tokenId } as const;
  record(run.draft, 'scopeOpened', element.id, facts);
  run.agenda.push({ kind: 'enter', tokenId, elementId: element.id });
}

/** Closes the scope of an instance that has completed; what it did stays open to compensation. */
export function closeLoopInstance(run: Run, element: ElementPlan, instance: Scope, tokenId: string): void {
  recordCompensations(run, instance, instance.compensations ?? []);
  record(run.draft, 'scopeClosed', element.id, { scopeId: instance.id, tokenId, completed: true });
}

/** Ends the loop, cancelling what still runs: the activity as a whole has completed. */
export function finishLoop(run: Run, element: ElementPlan, loop: LoopPlan, bodyId: string): void {
  cancel(run, { scopes: [bodyId] });
  const body = need(stateOf(run), 'scopes', bodyId);
  const { outputCollection: name } = loop;
  record(run.draft, 'scopeClosed', element.id, { scopeId: bodyId, completed: true });
  const collected = name === undefined ? {} : { [name]: body.variables[name] ?? [] };
  completeLoop(run, tokenOf(run, body.ownerTokenId ?? ''), element, collected);
}

/** A condition of a loop; null counts as false. Throws `Fault` EXPRESSION_FAILED. */
export function holds(run: Run, condition: string, context: JsonObject): boolean {
  const value = evaluate(run, condition, context);
  if (value === true) return true;
  if (value === false || value === null) return false;
  throw new Fault('EXPRESSION_FAILED', `${condition}: true or false is expected`);
}
