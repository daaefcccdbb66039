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
export function expectedTokens(run: Run, gateway: ElementPlan, arrived: Arrived): readonly Token[] {
  const isExpected = judgeOf(run.index, gateway, arrived);
  return isExpected === undefined ? [] : Object.values(stateOf(run).tokens).filter(isExpected);
}

/** Whether there is any token that an inclusive join has to wait for. */
export function isExpecting(run: Run, gateway: ElementPlan, arrived: Arrived): boolean {
  const isExpected = judgeOf(run.index, gateway, arrived);
  return isExpected !== undefined && Object.values(stateOf(run).tokens).some(isExpected);
}

/** Judges tokens one by one; undefined when no flow is missing. */
function judgeOf(
  index: PlanIndex,
  gateway: ElementPlan,
  { scopeId, flowIds }: Arrived,
): ((token: Token) => boolean) | undefined {
  if (gateway.incoming.every((id) => flowIds.has(id))) return undefined;
  const targets = targetsOf(index, gateway, true);
  const insteadTargets = targetsOf(index, gateway, false);
  return ({ scopeId: place, elementId, flowId }) => {
    if (place !== scopeId || (elementId === gateway.id && flowId !== undefined)) return false;
    const reached = targets.get(elementId) ?? [];
    if (reached.every((id) => flowIds.has(id))) return false;
    return !(insteadTargets.get(elementId) ?? []).some((id) => flowIds.has(id));
  };
}

/** Incoming flows of a gateway to which a token can come without passing the gateway, by the element it is on; found once a plan. */
function targetsOf(index: PlanIndex, gateway: ElementPlan, beside: boolean): ReadonlyMap<string, readonly string[]> {
  const key = beside ? gateway.id : `${gateway.id} alone`;
  const known = index.targets.get(key);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const flowId of gateway.incoming) {
    for (const elementId of sendersInto(index, gateway.id, flowId, beside)) {
      const flows = found.get(elementId);
      if (flows) flows.push(flowId);
      else found.set(elementId, [flowId]);
    }
  }
  index.targets.set(key, found);
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
