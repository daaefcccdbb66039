import { awaitsInput, hasInput } from './data-sets.js';
import { behaviourOf, canWait, goOnWithData, isSpent } from './enter.js';
import { attempt } from './incident.js';
import { elementOf } from './plan-index.js';
import type { Run } from './run.js';
import { elementAt, stateOf } from './run.js';

/** Judges again what waits for other tokens or for data, now that nothing moves. Answers whether something does again. */
export function reconsider(run: Run): boolean {
  if (!run.index.hasJoin || stateOf(run).status !== 'active') return false;
  const state = stateOf(run);
  const places = new Set(Object.keys(state.gateways ?? {}));
  run.isHolding = places.size > 0;
  for (const token of Object.values(state.tokens)) {
    // Most tokens have come by a flow to an element that waits for the world outside.
    if (token.flowId === undefined && token.memo === undefined) continue;
    const element = elementAt(run, token);
    const waits = token.flowId !== undefined && canWait(element);
    run.isHolding ||= waits || token.memo !== undefined;
    if (waits) places.add(`${token.scopeId}:${element.id}`);
    else if (awaitsInput(token) && hasInput(run, token, element)) {
      attempt(
        run,
        token,
        () => ({ phase: 'run' }),
        () => goOnWithData(run, token, element),
      );
      return true;
    }
  }
  for (const place of places) {
    const [scopeId = '', ...id] = place.split(':');
    // A gateway whose own flow leads back to it would go on for ever: its token has its incident already.
    if (isSpent(run, scopeId)) continue;
    const element = elementOf(run.index, id.join(':'));
    if (behaviourOf(element).reconsider?.(run, element, scopeId) === true) return true;
  }
  return false;
}
