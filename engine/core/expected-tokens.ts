import type { ElementPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { PlanIndex } from './plan-index.js';
import { elementOf, flowOf, predecessorsOf } from './plan-index.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';

/** What a gateway has so far: flows with a token, and flows it needs none of any more. */
export interface Arrived {
  readonly scopeId: string;
  readonly flowIds: ReadonlySet<string>;
}

/**
 * The tokens an inclusive join has to wait for (BPMN 2.0.2, 13.4.3): those that can still come to an incoming flow where none has
 * arrived, by a path that does not visit the gateway, and cannot come in the same way to a flow where one has arrived. Paths lead through
 * boundary events, too; a non-interrupting one sends a token beside the one that goes on, not instead of it. A complex gateway asks the
 * same for its reset (13.4.5).
 */
export function expectedTokens(run: Run, gateway: ElementPlan, { scopeId, flowIds }: Arrived): readonly Token[] {
  const missing = gateway.incoming.filter((id) => !flowIds.has(id));
  if (missing.length === 0) return [];
  const senders = sendersOf(run.index, gateway, true);
  const insteadSenders = sendersOf(run.index, gateway, false);
  const judged = new Map<string, boolean>();
  const isExpected = (elementId: string): boolean => {
    if (!missing.some((id) => senders.get(id)?.has(elementId) === true)) return false;
    return ![...flowIds].some((id) => insteadSenders.get(id)?.has(elementId) === true);
  };
  return Object.values(stateOf(run).tokens).filter(({ scopeId: place, elementId, flowId }) => {
    if (place !== scopeId) return false;
    if (elementId === gateway.id && flowId !== undefined) return false;
    const known = judged.get(elementId) ?? isExpected(elementId);
    judged.set(elementId, known);
    return known;
  });
}

/** Elements from which a token can come to each incoming flow of a gateway without passing the gateway, by flow; found once a plan. */
function sendersOf(index: PlanIndex, gateway: ElementPlan, beside: boolean): ReadonlyMap<string, ReadonlySet<string>> {
  const key = beside ? gateway.id : `${gateway.id} alone`;
  const known = index.senders.get(key);
  if (known) return known;
  const found = new Map(gateway.incoming.map((flowId) => [flowId, sendersInto(index, gateway.id, flowId, beside)]));
  index.senders.set(key, found);
  return found;
}

/** Goes back from the flow; the gateway itself may send, but nothing comes through it. */
function sendersInto(index: PlanIndex, gatewayId: string, flowId: string, beside: boolean): ReadonlySet<string> {
  const start = flowOf(index, flowId).sourceId;
  const seen = new Set<string>([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const element = elementOf(index, id);
    if (id === gatewayId || (!beside && element.type === 'boundaryEvent' && !element.interrupting)) continue;
    for (const before of predecessorsOf(index, element)) {
      if (seen.has(before)) continue;
      seen.add(before);
      open.push(before);
    }
  }
  return seen;
}
