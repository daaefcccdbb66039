import { isLoopInstance, openActivity } from '../core/activity.js';
import { newId, record } from '../core/draft.js';
import { Fault } from '../core/fault.js';
import { raiseIncident } from '../core/incident.js';
import { elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { tokenOf, wake } from '../core/run.js';
import { armScope } from '../elements/event-sub-process.js';
import { askStarter } from './ask-starter.js';
import type { Place, PlacedScope, Scope } from '../model/state.js';

/**
 * Makes places and scopes anew in a living scope, with new ids; answers the ids of the tokens in the order of `places`. Tokens with
 * nothing below them enter their element again, those at joins wait there again; sub-processes and loops stand as they stood, with new
 * waits. Whoever held a task gets it again; an approval keeps the votes it had.
 */
export function restore(
  run: Run,
  scopeId: string,
  { places, scopes, gateways = {} }: Omit<PlacedScope, 'scope'>,
): readonly string[] {
  for (const [elementId, consumed] of Object.entries(gateways)) {
    record(run.draft, 'gatewayChanged', elementId, { scopeId, consumed });
  }
  for (const inner of scopes) restoreScope(run, { parentId: scopeId }, inner);
  return places.map((place) => restorePlace(run, scopeId, place));
}

function restorePlace(run: Run, scopeId: string, place: Place): string {
  const { elementId, flowId, memo, wayBack, approval } = place.token;
  const tokenId = newId(run.draft, 't');
  const made = { tokenId, scopeId };
  record(run.draft, 'tokenCreated', elementId, wayBack === undefined ? made : { ...made, wayBack });
  if (place.rests === true) {
    const facts = flowId === undefined ? { tokenId } : { tokenId, flowId };
    record(run.draft, 'tokenMoved', elementId, memo === undefined ? facts : { ...facts, memo });
  } else if (approval) {
    record(run.draft, 'elementEntered', elementId, { tokenId });
    openAgain(run, tokenId, elementId);
    wake(run, tokenId, { type: 'reopen', approval });
  } else if (place.scopes.length === 0) {
    const element = elementOf(run.index, elementId);
    if (element.type === 'startEvent' && place.assignee !== undefined) {
      askStarter(run, tokenId, element, place.assignee);
      return tokenId;
    }
    run.agenda.push({ kind: 'enter', tokenId, elementId });
    if (place.assignee !== undefined) wake(run, tokenId, { type: 'hold', userId: place.assignee });
  } else restoreOwner(run, tokenId, place);
  return tokenId;
}

/** A token that waits for scopes of its own: a sub-process, a loop. */
function restoreOwner(run: Run, tokenId: string, { token: { elementId }, scopes }: Place): void {
  record(run.draft, 'elementEntered', elementId, { tokenId });
  openAgain(run, tokenId, elementId);
  const { scopeId: parentId } = tokenOf(run, tokenId);
  for (const scope of scopes) restoreScope(run, { parentId, ownerTokenId: tokenId }, scope);
}

/** Boundary waits and time limits begin anew. What cannot be evaluated is an incident; the activity itself goes on. */
function openAgain(run: Run, tokenId: string, elementId: string): void {
  const [token, element] = [tokenOf(run, tokenId), elementOf(run.index, elementId)];
  if (isLoopInstance(run, token, element)) return;
  try {
    openActivity(run, token, element);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raiseIncident(run, { elementId, tokenId }, error, { phase: 'arm' });
  }
}

function restoreScope(run: Run, links: Pick<Scope, 'parentId' | 'ownerTokenId'>, placed: PlacedScope): void {
  const id = newId(run.draft, 's');
  const scope: Scope = { id, ...links, ...placed.scope };
  record(run.draft, 'scopeRestored', scope.elementId, { scope });
  const isLevel = scope.kind === 'subProcess' || scope.kind === 'eventSubProcess';
  if (isLevel && scope.interruptedBy === undefined) armScope(run, id);
  restore(run, id, placed);
}
