import { reasonOf } from '../core/inspect.js';
import type { InstanceState, Place, PlacedScope, Scope, Token } from '../model/state.js';

/** A token with everything below it, as it could be made anew (`restore.ts`). Ids are left out; who holds its work item is kept. */
export function captureToken(state: InstanceState, token: Token): Place {
  const { id, scopeId: _scope, throwerId: _thrower, wayBack, ...bare } = token;
  const item = Object.values(state.workItems).find(({ tokenId }) => tokenId === id);
  const scopes = Object.values(state.scopes)
    // The frame of a user task's inputs is made when the task is entered again.
    .filter(({ ownerTokenId, kind }) => ownerTokenId === id && kind !== 'task')
    .map((scope) => captureScope(state, scope));
  return {
    token: wayBack === undefined || wayBack.ownerTokenId !== undefined ? bare : { ...bare, wayBack },
    ...(waitsAtJoin(state, id) ? { rests: true } : {}),
    ...(item?.assignee === undefined ? {} : { assignee: item.assignee }),
    scopes,
  };
}

/** A scope with what lies in it: its tokens, and instances of loops. */
export function captureScope(state: InstanceState, scope: Scope): PlacedScope {
  const { id, parentId: _parent, ownerTokenId: _owner, ...bare } = scope;
  const gateways = gatewaysIn(state, id);
  return {
    scope: bare,
    ...(gateways === undefined ? {} : { gateways }),
    places: tokensOf(state, id).map((token) => captureToken(state, token)),
    scopes: looseScopes(state, id).map((one) => captureScope(state, one)),
  };
}

/** What the complex gateways of a scope have consumed, by element; undefined when none has fired. */
export function gatewaysIn(
  { gateways = {} }: InstanceState,
  scopeId: string,
): Readonly<Record<string, readonly string[]>> | undefined {
  const own = Object.entries(gateways).filter(([key]) => key.startsWith(`${scopeId}:`));
  if (own.length === 0) return undefined;
  return Object.fromEntries(own.map(([key, { consumed }]) => [key.slice(scopeId.length + 1), consumed]));
}

/** Tokens that lie directly in a scope. */
export function tokensOf(state: InstanceState, scopeId: string): readonly Token[] {
  return Object.values(state.tokens).filter((token) => token.scopeId === scopeId);
}

/** Scopes in a scope that no token owns: instances of a loop. */
export function looseScopes(state: InstanceState, scopeId: string): readonly Scope[] {
  return Object.values(state.scopes).filter((one) => one.parentId === scopeId && one.ownerTokenId === undefined);
}

function waitsAtJoin(state: InstanceState, tokenId: string): boolean {
  const incident = Object.values(state.incidents).find((one) => one.tokenId === tokenId);
  return incident ? incident.retry?.phase === 'join' : reasonOf(state, tokenId) === undefined;
}

/** Whether a token or something below it runs compensation handlers: such a place cannot be captured, half of it being done already. */
export function isCompensating(state: InstanceState, tokenIds: readonly string[]): boolean {
  const below = (scopeId: string): readonly string[] => [
    ...tokensOf(state, scopeId).map(({ id }) => id),
    ...looseScopes(state, scopeId).flatMap((scope) => below(scope.id)),
  ];
  return tokenIds.some((id) => {
    if (state.tokens[id]?.memo?.['waiting'] === 'compensation') return true;
    const owned = Object.values(state.scopes).filter(({ ownerTokenId }) => ownerTokenId === id);
    return isCompensating(
      state,
      owned.flatMap((scope) => below(scope.id)),
    );
  });
}
