import { newId, record } from '../core/draft.js';
import { elementOf, flowOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import type { Token } from '../model/state.js';
import { tokensOf } from './capture.js';
import { flowOrder } from './flow-order.js';
import { placeOf } from './levels.js';

/** A token that is put on an element, and the elements that others were taken from for it. */
export interface Arrival {
  /** Absent: it is still to be made. */
  readonly tokenId?: string;
  readonly elementId: string;
  readonly left?: readonly string[];
}

/**
 * Lets no join starve for a token that was put behind the fork it belongs to: parallel joins ahead of it that wait for branches in which
 * nothing runs any more get a token by each of their flows, as if those branches had ended. Answers the ids of these tokens.
 */
export function fillJoins(run: Run, scopeId: string, { tokenId, elementId, left = [] }: Arrival): readonly string[] {
  const scope = stateOf(run).scopes[scopeId];
  if (scope === undefined) return [];
  const order = flowOrder(run.index.plan, placeOf(scope));
  const others = tokensOf(stateOf(run), scopeId).filter(({ id }) => id !== tokenId);
  const ahead = new Set(others.flatMap(({ elementId: at }) => [at, ...order.after(at)]));
  const mine = new Set([elementId, ...order.after(elementId)]);
  const made: string[] = [];
  // Joins that what has gone would have come to matter to those who are still on the way there.
  const lost = left.flatMap((id) => [...order.after(id)]).filter((id) => ahead.has(id));
  for (const joinId of new Set([...order.after(elementId), ...lost])) {
    const join = elementOf(run.index, joinId);
    // An inclusive join knows by itself what can still come; what a complex one would need is for people to judge.
    if (join.type !== 'parallelGateway' || join.incoming.length < 2) continue;
    for (const flowId of join.incoming) {
      const { sourceId } = flowOf(run.index, flowId);
      const waits = others.some((token) => token.elementId === joinId && token.flowId === flowId);
      if (waits || mine.has(sourceId) || ahead.has(sourceId)) continue;
      // A flow that leads back into the join belongs to a later turn.
      if (order.after(joinId).has(sourceId)) continue;
      const id = newId(run.draft, 't');
      record(run.draft, 'tokenCreated', joinId, { tokenId: id, scopeId });
      record(run.draft, 'flowTaken', joinId, { tokenId: id, flowId });
      made.push(id);
    }
  }
  return made;
}

/** Where a token stands in the order of its level: one that waits at a join still before it, on the flow it came by. */
export function standing(run: Run, token: Token): string {
  const element = elementOf(run.index, token.elementId);
  const waits =
    token.flowId !== undefined && element.type.endsWith('Gateway') && element.incoming.includes(token.flowId);
  return waits && token.flowId !== undefined ? flowOf(run.index, token.flowId).sourceId : token.elementId;
}
