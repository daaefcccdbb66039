import { recordCompensations } from './compensation-record.js';
import { cancelCall, cancelJob, record } from './draft.js';
import { endLimit } from './limits.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { closeWaits } from './waits.js';

/** What to cancel: `tokens` with all that hangs on them; `scopes` are emptied, with the waits of their event sub-processes, but stay. */
export interface CancelRequest {
  readonly tokens?: readonly string[];
  readonly scopes?: readonly string[];
  /** Tokens that stay although all that hangs on them is cancelled. */
  readonly keep?: readonly string[];
}

/**
 * Cancels tokens and scopes with everything in and on them, innermost first: work items, jobs, timers, subscriptions, calls, limits,
 * incidents, inner scopes (BPMN 2.0.2, 13.3.2 and 13.5.3). What inner scopes had completed stays open to compensation further out.
 */
export function cancel(run: Run, request: CancelRequest): void {
  const keep = new Set(request.keep ?? []);
  const { tokens, scopes } = reach(run, new Set([...(request.tokens ?? []), ...keep]), new Set(request.scopes ?? []));
  const state = stateOf(run);
  const hit = (part: { readonly tokenId?: string; readonly scopeId?: string }): boolean =>
    part.tokenId === undefined ? scopes.has(part.scopeId ?? '') : tokens.has(part.tokenId);
  for (const item of Object.values(state.workItems)) {
    if (hit(item)) record(run.draft, 'workItemCancelled', item.elementId, { workItemId: item.id });
  }
  for (const job of Object.values(state.jobs)) if (hit(job)) cancelJob(run.draft, job);
  for (const call of Object.values(state.calls)) if (hit(call)) cancelCall(run.draft, call);
  closeWaits(run, hit);
  for (const limit of Object.values(state.limits)) {
    if (limit.tokenId !== undefined && tokens.has(limit.tokenId)) endLimit(run, limit);
  }
  for (const incident of Object.values(state.incidents)) {
    if (hit(incident)) record(run.draft, 'incidentResolved', incident.elementId, { incidentId: incident.id });
  }
  const onTheWay = new Set(run.agenda.flatMap((step) => (step.kind === 'enter' ? [step.tokenId] : [])));
  for (const id of newestFirst(tokens)) {
    const token = stateOf(run).tokens[id];
    if (token === undefined) continue;
    const { elementId } = token;
    // A token on its way has left its last element and not reached the next: nothing is cancelled but the way.
    if (onTheWay.has(id) && !keep.has(id)) record(run.draft, 'tokenRemoved', elementId, { tokenId: id });
    else record(run.draft, 'elementCancelled', elementId, { tokenId: id, removed: !keep.has(id) });
  }
  for (const id of newestFirst(scopes)) {
    if (request.scopes?.includes(id)) forgetGateways(run, id);
    else closeCancelled(run, id);
  }
  const left = run.agenda.filter((step) => !tokens.has(step.tokenId));
  run.agenda.splice(0, run.agenda.length, ...left);
}

/** A scope that has been emptied has no complex gateways to reset. */
function forgetGateways(run: Run, scopeId: string): void {
  for (const key of Object.keys(stateOf(run).gateways ?? {})) {
    const [place = '', ...elementId] = key.split(':');
    if (place === scopeId) record(run.draft, 'gatewayChanged', elementId.join(':'), { scopeId });
  }
}

function closeCancelled(run: Run, scopeId: string): void {
  const scope = stateOf(run).scopes[scopeId];
  if (scope?.parentId === undefined) return;
  recordCompensations(run, scope, scope.compensations ?? []);
  record(run.draft, 'scopeClosed', scope.elementId, { scopeId, completed: false });
}

/** Every token and scope that goes with the given ones: scopes owned by a token, scopes in a scope, tokens in a scope, their handlers. */
function reach(
  run: Run,
  tokens: Set<string>,
  scopes: Set<string>,
): { readonly tokens: Set<string>; readonly scopes: Set<string> } {
  const state = stateOf(run);
  for (let grown = true; grown;) {
    const before = tokens.size + scopes.size;
    for (const { id, parentId, ownerTokenId } of Object.values(state.scopes)) {
      if ((ownerTokenId !== undefined && tokens.has(ownerTokenId)) || scopes.has(parentId ?? '')) scopes.add(id);
    }
    for (const { id, scopeId, throwerId } of Object.values(state.tokens)) {
      if (scopes.has(scopeId) || (throwerId !== undefined && tokens.has(throwerId))) tokens.add(id);
    }
    grown = tokens.size + scopes.size > before;
  }
  return { tokens, scopes };
}

/** Ids by their number, highest first: parts made later lie further in. */
function newestFirst(ids: ReadonlySet<string>): readonly string[] {
  return [...ids].sort((one, other) => Number(other.slice(1)) - Number(one.slice(1)));
}
