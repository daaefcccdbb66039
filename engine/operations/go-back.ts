import { cancel } from '../core/cancel.js';
import { record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { elementAt, stateOf } from '../core/run.js';
import type { Token } from '../model/state.js';
import { restore } from './restore.js';

/**
 * 退回 with the way back: the step is done, so what it was returned from stands again. Its token goes, with the sub-process that was opened
 * for it and the tokens that stood at joins in place of ended branches.
 */
export function goBack(run: Run, token: Token): void {
  const { wayBack } = token;
  if (wayBack === undefined) return;
  const { scopeId, ownerTokenId, places, fills, gateways = {} } = wayBack;
  if (ownerTokenId === undefined) record(run.draft, 'tokenRemoved', token.elementId, { tokenId: token.id });
  else cancel(run, { tokens: [ownerTokenId] });
  for (const id of fills) {
    const fill = stateOf(run).tokens[id];
    // One that is no longer at its join has become part of something else.
    if (fill && fill.flowId !== undefined && elementAt(run, fill).type === 'parallelGateway')
      record(run.draft, 'tokenRemoved', fill.elementId, { tokenId: id });
  }
  restore(run, scopeId, { places, scopes: [], gateways });
}

/** Who held the work item of a token gets it again, unless the model has given it to somebody already, or several decide. */
export function hold(run: Run, token: Token, userId: string): void {
  const item = Object.values(stateOf(run).workItems).find(
    ({ tokenId, state, approverId }) => tokenId === token.id && state === 'ready' && approverId === undefined,
  );
  if (item) record(run.draft, 'workItemClaimed', item.elementId, { workItemId: item.id, assignee: userId });
}
