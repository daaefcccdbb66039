import { completed, newId, record } from '../core/draft.js';
import { flowOf, elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf, wake } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import type { PreparedWait } from '../core/trigger.js';
import { openWait, prepareWaits } from '../core/waits.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan, EventBasedGatewayPlan, EventPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/**
 * Event-based gateway (BPMN 2.0.2, 10.6.6 and 13.4.4): waits for the events behind it, and the first that comes takes the token; the
 * others are waited for no longer. One that starts the process begins with the event that came; a parallel one then waits for all the
 * others, each on a path of its own, so that the process ends only after all of them.
 */
export const eventBasedGateway: Behaviour<EventBasedGatewayPlan> = {
  enter: (run, token, element) => {
    const waits = targetsOf(run, element).flatMap(({ target }) => waitsFor(run, token, target));
    for (const wait of waits) openWait(run, wait);
  },
  resume: (run, token, element, signal) => {
    if (signal.type !== 'chosen') return;
    completed(run.draft, element.id, token.id);
    const targets = targetsOf(run, element);
    const isAll = element.instantiate && element.parallel;
    for (const { flowId, target } of targets) {
      if (target.id === signal.elementId) go(run, token.id, target, flowId, signal.variables);
      else if (isAll) go(run, newToken(run, token, element), target, flowId);
    }
  },
};

/** Begins an instance with the event behind the gateway that has come. */
export function startBehindGateway(run: Run, tokenId: string, gatewayId: string, elementId: string): void {
  record(run.draft, 'elementEntered', gatewayId, { tokenId });
  wake(run, tokenId, { type: 'chosen', elementId, variables: {} });
}

function targetsOf(run: Run, element: EventBasedGatewayPlan) {
  return element.outgoing.map((flowId) => ({
    flowId,
    target: elementOf(run.index, flowOf(run.index, flowId).targetId),
  }));
}

/** What an event or receive task behind the gateway waits for. Throws `Fault` EXPRESSION_FAILED. */
function waitsFor(run: Run, { id: tokenId, scopeId }: Token, target: ElementPlan): readonly PreparedWait[] {
  const event = eventOf(target);
  const waiter = { elementId: target.id, scopeId, tokenId, interrupting: true };
  return event === undefined ? [] : prepareWaits(run, event, waiter, visibleVariables(stateOf(run), scopeId));
}

function eventOf(target: ElementPlan): EventPlan | undefined {
  if (target.type === 'receiveTask') return { kind: 'message', message: target.message };
  return target.type === 'intermediateCatchEvent' ? target.event : undefined;
}

function newToken(run: Run, { scopeId }: Token, element: EventBasedGatewayPlan): string {
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', element.id, { tokenId, scopeId });
  return tokenId;
}

function go(run: Run, tokenId: string, target: ElementPlan, flowId: string, payload?: JsonObject): void {
  const step = { kind: 'enter', tokenId, elementId: target.id, flowId } as const;
  run.agenda.push(payload === undefined ? step : { ...step, payload });
}
