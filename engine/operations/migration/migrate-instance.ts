import { cancel } from '../../core/cancel.js';
import { cancelTimer, closeSubscription, record } from '../../core/draft.js';
import { Fault } from '../../core/fault.js';
import { raiseIncident } from '../../core/incident.js';
import { firstByFlow, waitingAt } from '../../core/join.js';
import { endLimit, reviseLimits } from '../../core/limits.js';
import { boundariesOf, indexOf } from '../../core/plan-index.js';
import type { Run } from '../../core/run.js';
import { stateOf, tokenOf, wake } from '../../core/run.js';
import { visibleVariables } from '../../core/scope.js';
import { closeWaits, openWait, prepareWaits } from '../../core/waits.js';
import { armOne } from '../../elements/event-sub-process.js';
import type { MigrateInstance } from '../../model/commands/migration.js';
import type { Rejection } from '../../model/rejection.js';
import type { JsonValue } from '../../model/json.js';
import type { ElementPlan, StartEventPlan } from '../../model/plan.js';
import type { Subscription, Timer, Token } from '../../model/state.js';
import { tokensOf } from '../capture.js';
import { isLevel, placeOf } from '../levels.js';
import { cancelEmptied } from '../modify-instance.js';
import { operate, wholeStory } from '../operate.js';
import type { Subject } from './alike.js';
import { isAlike } from './alike.js';
import { openContainers } from './open-containers.js';
import { planHash } from './plan-hash.js';
import type { Survey } from './survey.js';
import { surveyMigration } from './survey.js';

/**
 * Puts an instance on the plan of the program the command is sent with. What rests there in the same way rests on under its new names:
 * tasks that somebody holds, jobs, calls, running timers, waits, loops, time limits with new amounts. What differs is cancelled and entered
 * anew. Sub-processes are opened and closed around tokens as the new plan nests them. PLAN_MISMATCH, or MIGRATION_REFUSED with every
 * element that cannot come along and why.
 */
export function migrateInstance(run: Run, command: MigrateInstance): Rejection | undefined {
  return operate(run, command, wholeStory, () => {
    const { plan } = run.index;
    if (planHash(plan) !== command.plan) return { code: 'PLAN_MISMATCH' };
    const { mapping } = command;
    const subject: Subject = { state: stateOf(run), plan, mapping };
    const survey = surveyMigration(subject);
    if (survey.refusals.length > 0) {
      return { code: 'MIGRATION_REFUSED', detail: survey.refusals as unknown as JsonValue };
    }
    clear(run, subject, survey);
    const head = { plan: command.plan, processId: plan.processId };
    record(run.draft, 'instanceMigrated', plan.processId, { ...head, mapping, moved: survey.moved, closed: {} });
    const moved = survey.opened.map((opening) => openContainers(run, opening));
    nest(run, head, Object.assign({}, ...moved) as Readonly<Record<string, string>>, survey.closed);
    for (const scope of Object.values(stateOf(run).scopes)) if (isLevel(scope)) cancelEmptied(run, scope.id);
    if (stateOf(run).status === 'active') settleIn(run, survey);
    return undefined;
  });
}

/** Puts tokens into the sub-processes that were opened for them, and closes those that are no more. */
function nest(
  run: Run,
  head: { readonly plan: string; readonly processId: string },
  moved: Readonly<Record<string, string>>,
  closed: Readonly<Record<string, string>>,
): void {
  if (Object.keys(moved).length + Object.keys(closed).length === 0) return;
  const mapping = { elements: {}, flows: {} };
  record(run.draft, 'instanceMigrated', head.processId, { ...head, mapping, moved, closed });
}

/** Takes away what does not live on, still under its old names. */
function clear(run: Run, subject: Subject, survey: Survey): void {
  for (const { token } of survey.anew) cancel(run, { keep: [token.id] });
  for (const { token } of survey.kept) dropUntouched(run, token);
  const owners = new Set(Object.keys(survey.closed).map((id) => stateOf(run).scopes[id]?.ownerTokenId));
  const { timers, subscriptions } = stateOf(run);
  const stale = (wait: Timer | Subscription): boolean =>
    owners.has(wait.tokenId ?? '') ||
    (wait.tokenId === undefined && wait.scopeId in survey.closed) ||
    !isWanted(subject, wait);
  for (const timer of Object.values(timers))
    if (timer.purpose === 'event' && stale(timer)) cancelTimer(run.draft, timer);
  for (const one of Object.values(subscriptions)) if (stale(one)) closeSubscription(run.draft, one);
  for (const tokenId of owners) {
    if (tokenId === undefined) continue;
    closeWaits(run, (wait) => wait.tokenId === tokenId);
    for (const limit of Object.values(stateOf(run).limits)) if (limit.tokenId === tokenId) endLimit(run, limit);
    const { elementId } = tokenOf(run, tokenId);
    record(run.draft, 'elementCancelled', elementId, { tokenId, removed: true });
  }
}

/** A task that nobody has taken yet is described anew: its candidates, form and days may have changed. */
function dropUntouched(run: Run, token: Token): void {
  const item = Object.values(stateOf(run).workItems).find(({ tokenId }) => tokenId === token.id);
  if (item?.state !== 'ready' || token.approval !== undefined) return;
  record(run.draft, 'workItemCancelled', item.elementId, { workItemId: item.id });
  for (const frame of Object.values(stateOf(run).scopes)) {
    if (frame.ownerTokenId !== token.id || frame.kind !== 'task') continue;
    record(run.draft, 'scopeClosed', frame.elementId, { scopeId: frame.id, completed: false });
  }
  wake(run, token.id, { type: 'retry', retry: { phase: 'run' } });
}

/** Whether the new plan waits in the same place for the same thing. What a token itself waits for the survey has judged. */
function isWanted({ state, plan, mapping }: Subject, wait: Timer | Subscription): boolean {
  const element = plan.elements[mapping.elements[wait.elementId] ?? ''];
  if (wait.tokenId === undefined) {
    const scope = state.scopes[wait.scopeId];
    if (element?.type !== 'startEvent' || scope === undefined) return false;
    const around = plan.elements[element.parentId ?? '']?.parentId ?? '';
    const place = scope.kind === 'process' ? '' : (mapping.elements[scope.elementId] ?? '?');
    return around === place && isSameWait(element, element.interrupting, wait);
  }
  const host = state.tokens[wait.tokenId];
  if (host === undefined || host.elementId === wait.elementId) return true;
  if (element?.type !== 'boundaryEvent')
    return plan.elements[mapping.elements[host.elementId] ?? '']?.type === 'eventBasedGateway';
  return element.attachedToId === mapping.elements[host.elementId] && isSameWait(element, element.interrupting, wait);
}

function isSameWait(
  element: Extract<ElementPlan, { event: unknown }>,
  interrupting: boolean,
  wait: Timer | Subscription,
) {
  return isAlike(element.event, wait) && (!('interrupting' in wait) || wait.interrupting === interrupting);
}

/** Opens what the new plan has more, under the new names, and lets tokens enter their new elements. */
function settleIn(run: Run, { kept, anew }: Survey): void {
  const { index } = run;
  const { rootScopeId, startedAt } = stateOf(run);
  orIncident(run, { elementId: index.plan.processId, scopeId: rootScopeId }, 'limit', () =>
    reviseLimits(run, index.plan.limits, { elementId: index.plan.processId, scopeId: rootScopeId }, startedAt),
  );
  for (const { token, element } of kept) {
    const current = stateOf(run).tokens[token.id];
    if (current === undefined || isInstanceOf(run, current, element)) continue;
    orIncident(run, { elementId: element.id, tokenId: token.id }, 'arm', () =>
      openMissing(run, current, element, token.since),
    );
    rename(run, current, element);
  }
  for (const scope of Object.values(stateOf(run).scopes)) {
    if (!isLevel(scope) || scope.interruptedBy !== undefined) continue;
    for (const one of index.eventSubProcesses.get(placeOf(scope)) ?? []) {
      if (!isArmed(run, scope.id, one.start)) armOne(run, scope.id, one);
    }
  }
  for (const { token, element } of anew) {
    if (token.id in stateOf(run).tokens) run.agenda.push({ kind: 'enter', tokenId: token.id, elementId: element.id });
  }
  fireFullJoins(run);
}

function isInstanceOf(run: Run, token: Token, element: ElementPlan): boolean {
  const scope = stateOf(run).scopes[token.scopeId];
  return scope?.kind === 'loopInstance' && scope.elementId === element.id;
}

/** Boundary events that the token does not wait for yet, and time limits as the new plan wants them. */
function openMissing(run: Run, token: Token, element: ElementPlan, since: number): void {
  const { id: tokenId, scopeId } = token;
  const context = visibleVariables(stateOf(run), scopeId);
  const { timers, subscriptions } = stateOf(run);
  const waiting = [...Object.values(timers), ...Object.values(subscriptions)].filter(
    (wait) => wait.tokenId === tokenId,
  );
  const missing = boundariesOf(run.index, element).filter(
    ({ id }) => !waiting.some(({ elementId }) => elementId === id),
  );
  const waits = missing.flatMap(({ id, event, interrupting }) =>
    prepareWaits(run, event, { elementId: id, scopeId, tokenId, interrupting }, context),
  );
  reviseLimits(run, element.limits, { elementId: element.id, tokenId, scopeId }, since);
  for (const wait of waits) openWait(run, wait);
}

/** A task somebody holds has the new name of its step. */
function rename(run: Run, token: Token, element: ElementPlan): void {
  for (const { id: workItemId, tokenId, name } of Object.values(stateOf(run).workItems)) {
    if (tokenId !== token.id || (name.zh === element.name.zh && name.en === element.name.en)) continue;
    record(run.draft, 'workItemChanged', element.id, { workItemId, changes: { name: element.name } });
  }
}

function isArmed(run: Run, scopeId: string, start: StartEventPlan): boolean {
  const { timers, subscriptions } = stateOf(run);
  const waits = [...Object.values(timers), ...Object.values(subscriptions)];
  return waits.some((wait) => wait.tokenId === undefined && wait.scopeId === scopeId && wait.elementId === start.id);
}

/** A join that waited for a flow which is no more goes on. */
function fireFullJoins(run: Run): void {
  const { plan } = indexOf(run.index.plan);
  for (const scope of Object.values(stateOf(run).scopes)) {
    for (const elementId of new Set(tokensOf(stateOf(run), scope.id).map((token) => token.elementId))) {
      const element = plan.elements[elementId];
      if (element?.type !== 'parallelGateway' || element.incoming.length < 2) continue;
      const first = firstByFlow(waitingAt(run, scope.id, elementId));
      const [token] = first.values();
      if (token && element.incoming.every((id) => first.has(id))) {
        wake(run, token.id, { type: 'retry', retry: { phase: 'join' } });
      }
    }
  }
}

function orIncident(
  run: Run,
  place: { readonly elementId: string; readonly tokenId?: string; readonly scopeId?: string },
  phase: 'arm' | 'limit',
  work: () => void,
): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raiseIncident(run, place, error, { phase });
  }
}
