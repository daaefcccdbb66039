import { startEventSubProcess } from '../elements/event-sub-process.js';
import { triggerBoundary } from '../elements/boundary-event.js';
import type { EffectBody } from '../model/effect.js';
import type { JsonObject } from '../model/json.js';
import type { BoundaryEventPlan, StartEventPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import { isLoopInstance } from './activity.js';
import { record } from './draft.js';
import { endInstance } from './ending.js';
import { Fault } from './fault.js';
import { raiseIncident } from './incident.js';
import type { EventSubProcess } from './plan-index.js';
import { boundariesOf } from './plan-index.js';
import type { Run } from './run.js';
import { elementAt, stateOf, tokenOf } from './run.js';
import type { Thrown } from './trigger.js';
import { triggerOf } from './trigger.js';
import { need } from './working.js';

/** A BPMN error on its way to whoever catches it. */
export interface ThrownError {
  readonly errorCode: string;
  readonly message: string;
  readonly variables: JsonObject;
  /** The token that throws it has come to its end: it is not cancelled by whoever catches the error, it is gone. */
  readonly isConsumed?: boolean;
}

/** Who may catch, from the inside out: boundary events of a token's activity, event sub-processes of a scope. */
type Catcher =
  | { readonly token: Token; readonly boundary: BoundaryEventPlan }
  | { readonly scope: Scope; readonly eventSubProcess: EventSubProcess };

/**
 * Throws a BPMN error where a token rests. The innermost catcher takes it, an exact code before one without code (BPMN 2.0.2, 10.5.6
 * and 13.5.2). Caught by nobody the error of an end event ends the instance as failed, and a caller gets it as an error of its call
 * activity; with `uncaught` 'incident' it stops its token only, to be run again.
 */
export function throwError(
  run: Run,
  tokenId: string,
  error: ThrownError,
  uncaught: 'fail' | 'incident' = 'fail',
): void {
  const { errorCode, message } = error;
  const { elementId } = tokenOf(run, tokenId);
  const catcher = findCatcher(run, tokenId, { kind: 'error', code: errorCode });
  const consume = (): void => {
    if (error.isConsumed === true) record(run.draft, 'tokenRemoved', elementId, { tokenId });
  };
  if (catcher === undefined) {
    record(run.draft, 'errorThrown', elementId, { errorCode, message });
    if (uncaught === 'incident') {
      const fault = new Fault('ERROR_UNCAUGHT', `nobody catches the error ${errorCode}: ${message}`);
      return raiseIncident(run, { elementId, tokenId }, fault, { phase: 'run' });
    }
    consume();
    return endInstance(run, { status: 'failed', error: { errorCode, message } });
  }
  record(run.draft, 'errorThrown', elementId, { errorCode, message, caughtBy: catcherId(catcher) });
  consume();
  hand(run, catcher, error.variables);
}

/**
 * Throws an escalation where a token rests. Caught by nobody it is history only, and the thrower goes on (BPMN 2.0.2, 10.5.6); from a
 * called instance it goes further to the call activity.
 */
export function throwEscalation(run: Run, tokenId: string, escalationCode: string, variables: JsonObject): void {
  const { elementId } = tokenOf(run, tokenId);
  const catcher = findCatcher(run, tokenId, { kind: 'escalation', code: escalationCode });
  const caughtBy = catcher && catcherId(catcher);
  const { parent } = stateOf(run);
  const effect: EffectBody | undefined =
    caughtBy === undefined && parent ? { type: 'reportChildEscalation', parent, escalationCode, variables } : undefined;
  const facts = { escalationCode, ...(caughtBy === undefined ? {} : { caughtBy }) };
  record(run.draft, 'escalationThrown', elementId, facts, effect);
  if (catcher) hand(run, catcher, variables);
}

/** Raises `lamp.<level>` in a scope; only event sub-processes that interrupt nothing hear it. Answers whether one did. */
export function escalateLamp(run: Run, scopeId: string, code: string, variables: JsonObject): boolean {
  const thrown: Thrown = { kind: 'escalation', code };
  for (let scope: Scope | undefined = need(stateOf(run), 'scopes', scopeId); scope;) {
    const found = bestOf(
      eventSubProcessesOf(run, scope).filter(({ start }) => !start.interrupting),
      ({ start }) => fitOf(run, start, thrown),
    );
    if (found) {
      startEventSubProcess(run, found, scope.id, variables);
      return true;
    }
    scope = scope.parentId === undefined ? undefined : stateOf(run).scopes[scope.parentId];
  }
  return false;
}

/** How well an event catches what is thrown: 2 by its code, 1 as one that takes any, 0 not at all. */
export function fitOf(run: Run, catcher: BoundaryEventPlan | StartEventPlan, thrown: Thrown): number {
  return triggerOf(run.triggers, catcher.event).fits?.(catcher.event, thrown, catcher, run.triggers) ?? 0;
}

function findCatcher(run: Run, tokenId: string, thrown: Thrown): Catcher | undefined {
  const state = stateOf(run);
  let token: Token | undefined = tokenOf(run, tokenId);
  let scope: Scope = need(state, 'scopes', token.scopeId);
  for (;;) {
    if (token && !isLoopInstance(run, token, elementAt(run, token))) {
      const boundary = bestOf(boundariesOf(run.index, elementAt(run, token)), (one) => fitOf(run, one, thrown));
      if (boundary) return { token, boundary };
    }
    const cameFrom: string | undefined = token?.elementId;
    const handlers = eventSubProcessesOf(run, scope).filter(({ subProcess }) => subProcess.id !== cameFrom);
    const eventSubProcess = bestOf(handlers, ({ start }) => fitOf(run, start, thrown));
    if (eventSubProcess) return { scope, eventSubProcess };
    if (scope.parentId === undefined) return undefined;
    // The frame of a compensation handler lies in the scope it compensates, not in its throw event.
    const isFrame = scope.kind === 'task' || scope.kind === 'compensation';
    token = isFrame || scope.ownerTokenId === undefined ? undefined : state.tokens[scope.ownerTokenId];
    scope = need(state, 'scopes', scope.parentId);
  }
}

/** Event sub-processes that can start in a scope now: none once one of them has interrupted it. */
function eventSubProcessesOf(run: Run, scope: Scope): readonly EventSubProcess[] {
  if (scope.interruptedBy !== undefined) return [];
  if (scope.kind === 'process') return run.index.eventSubProcesses.get('') ?? [];
  const holds = scope.kind === 'subProcess' || scope.kind === 'eventSubProcess';
  return holds ? (run.index.eventSubProcesses.get(scope.elementId) ?? []) : [];
}

function bestOf<T>(candidates: readonly T[], fit: (candidate: T) => number): T | undefined {
  return candidates.find((one) => fit(one) === 2) ?? candidates.find((one) => fit(one) === 1);
}

function catcherId(catcher: Catcher): string {
  return 'boundary' in catcher ? catcher.boundary.id : catcher.eventSubProcess.start.id;
}

function hand(run: Run, catcher: Catcher, variables: JsonObject): void {
  if ('boundary' in catcher) triggerBoundary(run, catcher.boundary, catcher.token.id, variables);
  else startEventSubProcess(run, catcher.eventSubProcess, catcher.scope.id, variables);
}
