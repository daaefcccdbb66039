import type { ElementPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { awaitsInput } from './data-sets.js';
import { expectedTokens } from './expected-tokens.js';
import { Fault } from './fault.js';
import { raiseIncident } from './incident.js';
import { reachableFlows } from './plan-index.js';
import { awaitsQuantity } from './quantities.js';
import type { Run } from './run.js';
import { elementAt, stateOf } from './run.js';
import { tokensIn } from './working.js';

/** Tokens that wait at one element of one scope for other tokens. */
interface Waiting {
  readonly element: ElementPlan;
  readonly scopeId: string;
  readonly tokens: readonly Token[];
}

/** Tokens that are held by the engine, and all others. One with an incident counts as moving: when it is repaired it goes on. */
interface Split {
  readonly held: readonly Token[];
  readonly moving: readonly Token[];
  readonly troubled: ReadonlySet<string | undefined>;
}

/**
 * Finds tokens that wait for what can never come (engine hand-out 1: nothing deadlocks silently): joins and activities whose missing
 * tokens nobody can send any more, inclusive joins that wait for each other, conditions of complex gateways and data that nothing is left
 * to change. Each becomes an incident of its oldest token; resolving it lets the token go on with what is there.
 */
export function reportDeadlocks(run: Run): void {
  if (!run.index.hasJoin || !run.isHolding) return;
  const split = splitTokens(run);
  if (split.held.length === 0) return;
  const byScope = new Map<string, Token[]>();
  for (const token of split.held) {
    if (!awaitsInput(token)) push(byScope, token.scopeId, token);
    else if (isQuiet(run, split)) report(run, token, `${token.elementId} waits for data that nothing will bring`);
  }
  for (const [scopeId, tokens] of byScope) {
    for (const { element, tokens: starving } of starvingAt(run, scopeId, tokens, split)) {
      const [first] = starving;
      if (first === undefined || (element.type === 'complexGateway' && !isQuiet(run, split))) continue;
      const missing = element.incoming.filter((id) => !starving.some(({ flowId }) => flowId === id));
      const what = missing.length === 0 ? 'more tokens' : missing.join(', ');
      report(run, first, `${element.id} waits for ${what}, and no token can come that way`);
    }
  }
}

function splitTokens(run: Run): Split {
  const { tokens, incidents } = stateOf(run);
  const troubled = new Set(Object.values(incidents).map(({ tokenId }) => tokenId));
  const held: Token[] = [];
  const moving: Token[] = [];
  for (const token of Object.values(tokens))
    (!troubled.has(token.id) && isHeld(run, token) ? held : moving).push(token);
  return { held, moving, troubled };
}

/** Whether a token waits for other tokens or for data, not for the world outside. */
function isHeld(run: Run, token: Token): boolean {
  if (awaitsInput(token)) return true;
  if (token.flowId === undefined) return false;
  if (awaitsQuantity(token)) return true;
  const { type, incoming } = elementAt(run, token);
  return (
    type === 'complexGateway' || (incoming.length > 1 && (type === 'parallelGateway' || type === 'inclusiveGateway'))
  );
}

/** Whether nothing is left that could change variables: no token at work, no event that is awaited anywhere. */
function isQuiet(run: Run, { moving }: Split): boolean {
  const { scopes, timers, subscriptions } = stateOf(run);
  const isAwaited = Object.values(timers).some(({ purpose }) => purpose === 'event');
  if (isAwaited || Object.keys(subscriptions).length > 0) return false;
  const full = new Set(
    Object.values(scopes)
      .filter(({ id, kind }) => kind === 'multiInstance' || tokensIn(run.draft.work, id) > 0)
      .map(({ ownerTokenId }) => ownerTokenId),
  );
  // A token around others does no work of its own.
  return moving.every(({ id }) => full.has(id));
}

/** The places of a scope where tokens starve, whatever the tokens that move there will do. */
function starvingAt(run: Run, scopeId: string, tokens: readonly Token[], split: Split): readonly Waiting[] {
  const places = new Map<string, Waiting>();
  for (const token of tokens) {
    const there = places.get(token.elementId)?.tokens ?? [];
    places.set(token.elementId, { element: elementAt(run, token), scopeId, tokens: [...there, token] });
  }
  const reached = new Set<string>();
  const reachFrom = (elementId: string): void => reachableFlows(run.index, elementId).forEach((id) => reached.add(id));
  for (const token of [...split.moving, ...split.held.filter(awaitsInput)]) {
    if (token.scopeId !== scopeId) continue;
    reachFrom(token.elementId);
    if (split.troubled.has(token.id)) places.delete(token.elementId);
  }
  for (let size = -1; size !== places.size;) {
    size = places.size;
    for (const [id, place] of places) {
      if (!canGoOn(run, place, places, reached)) continue;
      places.delete(id);
      reachFrom(id);
    }
  }
  return [...places.values()];
}

function canGoOn(
  run: Run,
  { element, scopeId, tokens }: Waiting,
  places: ReadonlyMap<string, Waiting>,
  reached: ReadonlySet<string>,
): boolean {
  const hasToken = (flow: string): boolean => tokens.some(({ flowId }) => flowId === flow);
  if (element.type === 'parallelGateway') return element.incoming.every((flow) => reached.has(flow) || hasToken(flow));
  const consumed = stateOf(run).gateways?.[`${scopeId}:${element.id}`]?.consumed;
  if (element.type !== 'inclusiveGateway' && consumed === undefined) {
    return element.incoming.some((flow) => reached.has(flow));
  }
  const flowIds = new Set([...element.incoming.filter(hasToken), ...(consumed ?? [])]);
  const isStarving = ({ elementId, flowId }: Token): boolean => flowId !== undefined && places.has(elementId);
  return expectedTokens(run, element, { scopeId, flowIds }).some((token) => !isStarving(token));
}

function report(run: Run, { id: tokenId, elementId }: Token, message: string): void {
  raiseIncident(run, { elementId, tokenId }, new Fault('DEADLOCK', message), { phase: 'join' });
}

function push(groups: Map<string, Token[]>, key: string, token: Token): void {
  const group = groups.get(key);
  if (group) group.push(token);
  else groups.set(key, [token]);
}
