import { complete } from '../core/activity.js';
import { newId, record } from '../core/draft.js';
import { isExpecting } from '../core/expected-tokens.js';
import { Fault } from '../core/fault.js';
import { chooseFlows, isTrue, settle } from '../core/flow.js';
import { attempt, raiseIncident } from '../core/incident.js';
import { firstByFlow, mergeTokens, waitingAt } from '../core/join.js';
import type { Run } from '../core/run.js';
import { stateOf, tokenOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import type { JsonObject } from '../model/json.js';
import type { ComplexGatewayPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/**
 * Complex gateway (BPMN 2.0.2, 10.6.5 and 13.4.5). Waiting for its start it fires as soon as `activationCondition` holds, which sees
 * `activationCount`, the number of tokens that wait, and `activationCounts`, the same by flow; one token of each flow that has one is
 * consumed. Then it waits for its reset: for those tokens of its other flows that can still come, as an inclusive join would. At the
 * reset they are consumed, and the conditions of the outgoing flows are judged once more with `waitingForStart` false.
 */
export const complexGateway: Behaviour<ComplexGatewayPlan> = {
  arrive: (run, token, element, flowId) => {
    record(run.draft, 'flowTaken', element.id, { tokenId: token.id, flowId });
    tryStart(run, element, token.scopeId, false);
  },
  enter: (run, token, element) => complete(run, token, element),
  reconsider: (run, element, scopeId) =>
    consumedBy(run, element, scopeId) === undefined
      ? tryStart(run, element, scopeId, false)
      : tryReset(run, element, scopeId),
};

/** Lets a starving gateway fire although its condition does not hold; only a person who resolves its incident decides that. */
export function forceStart(run: Run, token: Token, element: ComplexGatewayPlan): void {
  tryStart(run, element, token.scopeId, true);
}

/** The flows of the first phase, while the gateway waits for its reset. */
function consumedBy(run: Run, element: ComplexGatewayPlan, scopeId: string): readonly string[] | undefined {
  return stateOf(run).gateways?.[`${scopeId}:${element.id}`]?.consumed;
}

function tryStart(run: Run, element: ComplexGatewayPlan, scopeId: string, isForced: boolean): boolean {
  if (consumedBy(run, element, scopeId) !== undefined) return false;
  const waiting = waitingAt(run, scopeId, element.id);
  const [first] = waiting;
  if (first === undefined || (!isForced && isTroubled(run, waiting))) return false;
  const counts = countsOf(waiting);
  const place = { elementId: element.id, tokenId: first.id };
  if (!isForced && judge(run, place, () => isActivated(run, element, scopeId, counts)) !== true) return false;
  const consumed = firstByFlow(waiting);
  const merged = mergeTokens(run, element, [...consumed.values()]);
  if (merged === undefined) return false;
  // With one incoming flow there is nothing to wait for: no second phase.
  const remembered = element.incoming.length > 1 ? { scopeId, consumed: [...consumed.keys()] } : undefined;
  if (remembered) record(run.draft, 'gatewayChanged', element.id, remembered);
  goOn(run, element, merged.id, { ...counts, waitingForStart: true });
  return true;
}

function isActivated(run: Run, element: ComplexGatewayPlan, scopeId: string, counts: JsonObject): boolean {
  const { activationCondition: condition } = element;
  if (condition === undefined) return true;
  return isTrue(run, condition, { ...visibleVariables(stateOf(run), scopeId), ...counts, waitingForStart: true });
}

function tryReset(run: Run, element: ComplexGatewayPlan, scopeId: string): boolean {
  const consumed = consumedBy(run, element, scopeId) ?? [];
  const waiting = waitingAt(run, scopeId, element.id);
  if (isTroubled(run, waiting)) return false;
  const late = [...firstByFlow(waiting)].filter(([flowId]) => !consumed.includes(flowId));
  const flowIds = new Set([...consumed, ...late.map(([flowId]) => flowId)]);
  if (isExpecting(run, element, { scopeId, flowIds })) return false;
  const tokens = late.map(([, token]) => token);
  const phase = { ...countsOf(tokens), waitingForStart: false };
  const [first] = tokens;
  const place = { elementId: element.id, ...(first === undefined ? { scopeId } : { tokenId: first.id }) };
  const flows = judge(run, place, () => chooseFlows(run, { scopeId }, element, phase));
  if (flows === undefined) return false;
  record(run.draft, 'gatewayChanged', element.id, { scopeId });
  if (flows.length > 0) {
    const merged = mergeTokens(run, element, first === undefined ? [newToken(run, element, scopeId)] : tokens);
    if (merged) goOn(run, element, merged.id, phase);
    return true;
  }
  for (const { id: tokenId } of tokens) record(run.draft, 'tokenRemoved', element.id, { tokenId });
  settle(run, scopeId);
  return true;
}

function newToken(run: Run, element: ComplexGatewayPlan, scopeId: string): Token {
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', element.id, { tokenId, scopeId });
  return tokenOf(run, tokenId);
}

/** The token leaves by the flows that hold in this phase, which it remembers in case that has to be repaired. */
function goOn(run: Run, element: ComplexGatewayPlan, tokenId: string, phase: JsonObject): void {
  record(run.draft, 'tokenMoved', element.id, { tokenId, memo: phase });
  const token = tokenOf(run, tokenId);
  attempt(
    run,
    token,
    () => ({ phase: 'complete' }),
    () => complete(run, token, element),
  );
}

function countsOf(tokens: readonly Token[]): JsonObject {
  const activationCounts: Record<string, number> = {};
  for (const { flowId = '' } of tokens) activationCounts[flowId] = (activationCounts[flowId] ?? 0) + 1;
  return { activationCount: tokens.length, activationCounts };
}

/** Somebody has to repair a condition first. */
function isTroubled(run: Run, waiting: readonly Token[]): boolean {
  const troubled = new Set(Object.values(stateOf(run).incidents).map(({ tokenId }) => tokenId));
  return waiting.some(({ id }) => troubled.has(id));
}

/** What a condition says; one that cannot be judged is an incident, and judged again when that is resolved. */
function judge<T>(run: Run, place: Parameters<typeof raiseIncident>[1], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raiseIncident(run, place, error, { phase: 'look' });
    return undefined;
  }
}
