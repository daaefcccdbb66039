import type { GatewayPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { Fault } from './fault.js';
import { raiseIncident } from './incident.js';
import { reachableFlows } from './plan-index.js';
import type { Run } from './run.js';
import { elementAt, stateOf } from './run.js';

/** Tokens that wait at one join of one scope. */
interface Waiting {
  readonly element: GatewayPlan;
  readonly tokens: readonly Token[];
}

/**
 * Finds joins that can never fire: no token of their scope can still reach a flow they wait for (engine hand-out 1: nothing deadlocks
 * silently). Each becomes an incident of its oldest token.
 */
export function reportDeadlocks(run: Run): void {
  if (!run.index.hasJoin) return;
  const state = stateOf(run);
  const byScope = new Map<string, Token[]>();
  let hasWaiting = false;
  for (const token of Object.values(state.tokens)) {
    hasWaiting ||= joinOf(run, token) !== undefined;
    const group = byScope.get(token.scopeId);
    if (group) group.push(token);
    else byScope.set(token.scopeId, [token]);
  }
  if (!hasWaiting) return;
  const troubled = new Set(Object.values(state.incidents).map(({ tokenId }) => tokenId));
  for (const tokens of byScope.values()) {
    for (const { element, tokens: starving } of starvingJoins(run, tokens, troubled)) {
      const [first] = starving;
      if (first === undefined) continue;
      const missing = element.incoming.filter((id) => !starving.some(({ flowId }) => flowId === id));
      const fault = new Fault(
        'DEADLOCK',
        `${element.id} waits for ${missing.join(', ')}, and no token can come that way`,
      );
      raiseIncident(run, { elementId: element.id, tokenId: first.id }, fault, { phase: 'join' });
    }
  }
}

/** The join a token waits at, if it does. */
function joinOf(run: Run, token: Token): GatewayPlan | undefined {
  if (token.flowId === undefined) return undefined;
  const element = elementAt(run, token);
  return element.type === 'parallelGateway' && element.incoming.length > 1 ? element : undefined;
}

function starvingJoins(
  run: Run,
  tokens: readonly Token[],
  troubled: ReadonlySet<string | undefined>,
): readonly Waiting[] {
  const joins = new Map<string, Waiting>();
  const reached = new Set<string>();
  const reachFrom = (elementId: string): void => reachableFlows(run.index, elementId).forEach((id) => reached.add(id));
  for (const token of tokens) {
    const element = joinOf(run, token);
    // A repaired incident lets its token go on, so whatever lies behind may still be reached.
    if (element === undefined || troubled.has(token.id)) reachFrom(token.elementId);
    if (element) joins.set(element.id, { element, tokens: [...(joins.get(element.id)?.tokens ?? []), token] });
  }
  for (const [id, { tokens: there }] of joins) if (there.some((token) => troubled.has(token.id))) joins.delete(id);
  for (let size = -1; size !== joins.size;) {
    size = joins.size;
    for (const [id, { element, tokens: there }] of joins) {
      const canFire = element.incoming.every(
        (flow) => reached.has(flow) || there.some(({ flowId }) => flowId === flow),
      );
      if (!canFire) continue;
      joins.delete(id);
      reachFrom(id);
    }
  }
  return [...joins.values()];
}
