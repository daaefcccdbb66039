import type { ElementPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { complete } from './activity.js';
import { record } from './draft.js';
import { attempt } from './incident.js';
import { listen } from './listeners.js';
import type { Run } from './run.js';
import { stateOf, tokenOf } from './run.js';

/** Tokens that wait at a gateway of a scope for others, oldest first. */
export function waitingAt(run: Run, scopeId: string, elementId: string): readonly Token[] {
  const waits = (token: Token): boolean =>
    token.elementId === elementId && token.scopeId === scopeId && token.flowId !== undefined;
  return oldestFirst(Object.values(stateOf(run).tokens).filter(waits));
}

/** Tokens in the order in which they were made. */
export function oldestFirst(tokens: readonly Token[]): readonly Token[] {
  return tokens.toSorted((one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)));
}

/** The token that came first by each flow, by flow. More may wait behind it: they belong to the next turn. */
export function firstByFlow(tokens: readonly Token[]): ReadonlyMap<string, Token> {
  const first = new Map<string, Token>();
  for (const token of tokens) {
    if (token.flowId !== undefined && !first.has(token.flowId)) first.set(token.flowId, token);
  }
  return first;
}

/** Makes one token of several: the first one, which is on the element now. Incidents of all of them are overtaken. */
export function mergeTokens(run: Run, element: ElementPlan, tokens: readonly Token[]): Token | undefined {
  const [first, ...others] = tokens;
  if (first === undefined) return undefined;
  for (const { id } of others) record(run.draft, 'tokenRemoved', element.id, { tokenId: id });
  dropIncidents(run, new Set(tokens.map(({ id }) => id)));
  record(run.draft, 'elementEntered', element.id, { tokenId: first.id });
  return tokenOf(run, first.id);
}

/** Merges the tokens and lets the one they have become go on. */
export function joinTokens(run: Run, element: ElementPlan, tokens: Iterable<Token>): void {
  const merged = mergeTokens(run, element, [...tokens]);
  if (merged)
    attempt(
      run,
      merged,
      () => ({ phase: 'complete' }),
      () => listen(run, merged, element, 'start') || complete(run, merged, element),
    );
}

/** Lets a starving join go on with the tokens it has; only a person who resolves its incident decides that. */
export function forceJoin(run: Run, token: Token, element: ElementPlan): void {
  joinTokens(run, element, firstByFlow(waitingAt(run, token.scopeId, element.id)).values());
}

function dropIncidents(run: Run, tokenIds: ReadonlySet<string>): void {
  for (const { id: incidentId, tokenId, elementId } of Object.values(stateOf(run).incidents)) {
    if (tokenIds.has(tokenId ?? '')) record(run.draft, 'incidentResolved', elementId, { incidentId });
  }
}
