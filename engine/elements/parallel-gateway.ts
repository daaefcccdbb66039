import { complete } from '../core/activity.js';
import { record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { stateOf, tokenOf } from '../core/run.js';
import type { GatewayPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/** Waits for one token of each incoming flow, then sends one down each outgoing flow (BPMN 2.0.2, 13.4.1). */
export const parallelGateway: Behaviour<GatewayPlan> = {
  arrive: (run, token, element, flowId) => {
    record(run.draft, 'flowTaken', element.id, { tokenId: token.id, flowId });
    const waiting = oldestByFlow(run, token.scopeId, element);
    if (element.incoming.every((id) => waiting.has(id))) join(run, element, [...waiting.values()]);
  },
  enter: (run, token, element) => complete(run, token, element),
};

/** Lets a starving join go on with the tokens it has; only a person who resolves its incident decides that. */
export function forceJoin(run: Run, token: Token, element: GatewayPlan): void {
  join(run, element, [...oldestByFlow(run, token.scopeId, element).values()]);
}

/** The token that came first by each flow. More may wait behind it: they belong to the next turn. */
function oldestByFlow(run: Run, scopeId: string, element: GatewayPlan): ReadonlyMap<string, Token> {
  const waiting = new Map<string, Token>();
  for (const token of Object.values(stateOf(run).tokens)) {
    if (token.elementId !== element.id || token.scopeId !== scopeId || token.flowId === undefined) continue;
    const first = waiting.get(token.flowId);
    if (first === undefined || numberOfId(token.id) < numberOfId(first.id)) waiting.set(token.flowId, token);
  }
  return waiting;
}

function numberOfId(id: string): number {
  return Number(id.slice(1));
}

function join(run: Run, element: GatewayPlan, tokens: readonly Token[]): void {
  const [first, ...others] = tokens;
  if (first === undefined) return;
  for (const { id } of others) record(run.draft, 'tokenRemoved', element.id, { tokenId: id });
  dropIncidents(run, new Set(tokens.map(({ id }) => id)));
  record(run.draft, 'elementEntered', element.id, { tokenId: first.id });
  complete(run, tokenOf(run, first.id), element);
}

function dropIncidents(run: Run, tokenIds: ReadonlySet<string>): void {
  for (const { id: incidentId, tokenId, elementId } of Object.values(stateOf(run).incidents)) {
    if (tokenIds.has(tokenId ?? '')) record(run.draft, 'incidentResolved', elementId, { incidentId });
  }
}
