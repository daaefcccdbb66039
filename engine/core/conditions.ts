import type { HistoryEventType } from '../model/history.js';
import type { Subscription } from '../model/state.js';
import { closeSubscription, record } from './draft.js';
import { Fault } from './fault.js';
import { followKeys } from './follow-keys.js';
import { isTrue } from './flow.js';
import { happen, isOver } from './happen.js';
import { raiseIncident } from './incident.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { visibleVariables } from './scope.js';

/** Facts after which a condition may have another value: variables changed, somebody began to wait, somebody repaired something. */
const CHANGES: ReadonlySet<HistoryEventType> = new Set<HistoryEventType>([
  'variablesSet',
  'loopChanged',
  'loopGrown',
  'dataStateChanged',
  'subscriptionOpened',
  'incidentResolved',
]);

/**
 * Judges the conditions that somebody waits for, when anything has changed since the last look (BPMN 2.0.2, 10.5.5): an event happens
 * when its condition becomes true, also at once when it is true already; before it can happen again it must have been false. A condition
 * that fails is an incident of its place, judged again with the next change.
 */
export function watchConditions(run: Run): void {
  if (!run.index.hasConditional && run.index.plan.correlation === undefined) return;
  const { history } = run.draft;
  const isChanged = history.slice(run.watched).some(({ type }) => CHANGES.has(type));
  followKeys(run, run.watched);
  run.watched = history.length;
  if (!isChanged) return;
  for (const { id } of Object.values(stateOf(run).subscriptions)) {
    const subscription = stateOf(run).subscriptions[id];
    if (subscription?.kind === 'conditional') judge(run, subscription);
  }
}

function judge(run: Run, subscription: Subscription): void {
  const { id: subscriptionId, elementId, scopeId, messageName: condition, holds: held = false } = subscription;
  let holds: boolean;
  try {
    holds = isTrue(run, condition, visibleVariables(stateOf(run), scopeId));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return reportOnce(run, subscription, error);
  }
  if (holds === held) return;
  record(run.draft, 'conditionChanged', elementId, { subscriptionId, holds });
  if (!holds) return;
  if (isOver(run, subscription)) closeSubscription(run.draft, subscription);
  happen(run, subscription, {});
}

function reportOnce(run: Run, { elementId, scopeId, tokenId }: Subscription, fault: Fault): void {
  const isKnown = Object.values(stateOf(run).incidents).some(
    (incident) =>
      incident.elementId === elementId && incident.tokenId === tokenId && incident.retry?.phase === 'condition',
  );
  const place = tokenId === undefined ? { elementId, scopeId } : { elementId, tokenId };
  if (!isKnown) raiseIncident(run, place, fault, { phase: 'condition' });
}
