import { triggerBoundary } from '../elements/boundary-event.js';
import type { ElementPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import { isLoopInstance } from './activity.js';
import { cancel } from './cancel.js';
import { startCompensation } from './compensation.js';
import { newId, record } from './draft.js';
import { Fault } from './fault.js';
import { raiseIncident } from './incident.js';
import { boundariesOf } from './plan-index.js';
import { fitOf } from './propagate.js';
import type { Run } from './run.js';
import { elementAt, stateOf, tokenOf } from './run.js';
import type { Exit } from './trigger.js';
import { closeWaits } from './waits.js';
import { need } from './working.js';

/**
 * Cancels the transaction around a token (BPMN 2.0.2, 13.5.2 and 10.3.5): everything else in it is given up, then all that has completed
 * in it is compensated, the last first. The token waits for that, and leaves with `leaveTransaction`. Throws `Fault` when there is none.
 */
export function cancelTransaction(run: Run, token: Token, element: ElementPlan, exit: Exit): void {
  const transaction = transactionAround(run, token.scopeId);
  if (transaction?.ownerTokenId === undefined) {
    throw new Fault('CANCEL_UNCAUGHT', `${element.id} does not lie in a transaction`);
  }
  record(run.draft, 'transactionCancelled', transaction.elementId, { tokenId: transaction.ownerTokenId });
  const thrower = liftInto(run, token, element, transaction);
  const others = Object.values(stateOf(run).tokens).filter(
    ({ id, scopeId }) => scopeId === transaction.id && id !== thrower.id,
  );
  cancel(run, { tokens: others.map(({ id }) => id) });
  closeWaits(run, ({ tokenId, scopeId }) => tokenId === undefined && scopeId === transaction.id);
  if (!startCompensation(run, tokenOf(run, thrower.id), undefined)) leaveTransaction(run, thrower, element, exit);
}

/** Hands a compensated transaction to its cancel boundary event; without one its normal flow needs somebody's word. */
export function leaveTransaction(run: Run, token: Token, element: ElementPlan, exit: Exit): void {
  exit.finish();
  record(run.draft, 'tokenRemoved', element.id, { tokenId: token.id });
  const scope = need(stateOf(run), 'scopes', token.scopeId);
  const owner = hostOf(run, tokenOf(run, scope.ownerTokenId ?? ''));
  const host = elementAt(run, owner);
  const boundary = boundariesOf(run.index, host).find((one) => fitOf(run, one, { kind: 'cancel', code: '' }) > 0);
  if (boundary) return triggerBoundary(run, boundary, owner.id, {});
  const fault = new Fault('CANCEL_UNCAUGHT', `${host.id} was cancelled, and no boundary event takes over`);
  record(run.draft, 'scopeClosed', scope.elementId, { scopeId: scope.id, completed: false });
  raiseIncident(run, { elementId: host.id, tokenId: owner.id }, fault, { phase: 'leave' });
}

function transactionAround(run: Run, scopeId: string): Scope | undefined {
  const scope = need(stateOf(run), 'scopes', scopeId);
  const isTransaction = scope.kind === 'subProcess' && run.index.plan.elements[scope.elementId]?.type === 'transaction';
  if (isTransaction) return scope;
  return scope.parentId === undefined ? undefined : transactionAround(run, scope.parentId);
}

/** A token in an inner sub-process is replaced by one at the level of the transaction, so that it survives what it cancels. */
function liftInto(run: Run, token: Token, element: ElementPlan, { id: scopeId }: Scope): Token {
  if (token.scopeId === scopeId) return token;
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', element.id, { tokenId, scopeId });
  return tokenOf(run, tokenId);
}

/** The token the boundary events hang on: that of the activity as a whole, for one instance of a loop, too. */
function hostOf(run: Run, token: Token): Token {
  if (!isLoopInstance(run, token, elementAt(run, token))) return token;
  const instance = need(stateOf(run), 'scopes', token.scopeId);
  const body = need(stateOf(run), 'scopes', instance.parentId ?? '');
  return tokenOf(run, body.ownerTokenId ?? '');
}
