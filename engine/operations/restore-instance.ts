import { setStatus } from '../core/activity.js';
import { cancel } from '../core/cancel.js';
import { startProcessLimits } from '../core/begin-instance.js';
import { record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { closeWaits } from '../core/waits.js';
import { armScope } from '../elements/event-sub-process.js';
import type { RestoreInstance } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import type { Place, PlacedScope, Scope, WorkItem } from '../model/state.js';
import type { Restoration } from '../model/restoration.js';
import { isLevel } from './levels.js';
import { operate, wholeStory } from './operate.js';
import { restore } from './restore.js';

/**
 * Puts an instance back as a restoration says: what goes is cancelled, what had gone is made anew, counters and records of living scopes
 * are put right; variables stay as they are. An ended instance becomes active again with its time limits and event sub-processes.
 */
export function restoreInstance(run: Run, command: RestoreInstance): Rejection | undefined {
  const { restoration, type } = command;
  return operate(run, command, wholeStory, () => {
    const refusal = refuse(run, restoration);
    if (refusal) return refusal;
    const reopens = type === 'reopenInstance';
    if (reopens) reopen(run);
    for (const id of restoration.removeScopes) closeScope(run, id);
    cancel(run, { tokens: restoration.remove });
    for (const { elementId, ...facts } of restoration.gateways) record(run.draft, 'gatewayChanged', elementId, facts);
    for (const scope of restoration.scopes) repair(run, scope, !reopens);
    if (restoration.caseStatus !== undefined && restoration.caseStatus !== stateOf(run).caseStatus)
      setStatus(run, restoration.caseStatus, undefined);
    for (const { scopeId, places, scopes } of restoration.add) restore(run, scopeId, { places, scopes });
    for (const item of restoration.workItems ?? []) repairItem(run, item);
    return undefined;
  });
}

/** STATE_MOVED for a restoration made of another revision, ELEMENT_UNKNOWN when this version of the process lacks a place of it. */
function refuse(run: Run, { revision, add, remove, removeScopes }: Restoration): Rejection | undefined {
  const state = stateOf(run);
  // The command has counted its own revision already.
  if (revision !== state.revision - 1) return { code: 'STATE_MOVED', detail: { revision } };
  if (remove.some((id) => state.tokens[id] === undefined)) return { code: 'TOKEN_GONE' };
  if ([...removeScopes, ...add.map(({ scopeId }) => scopeId)].some((id) => state.scopes[id] === undefined))
    return { code: 'SCOPE_GONE' };
  const unknown = add.flatMap(elementsIn).find((id) => run.index.plan.elements[id] === undefined);
  return unknown === undefined ? undefined : { code: 'ELEMENT_UNKNOWN', detail: unknown };
}

/** Every element that places and scopes stand on. */
export function elementsIn({ places, scopes }: Pick<PlacedScope, 'places' | 'scopes'>): readonly string[] {
  const ofScope = (one: PlacedScope): readonly string[] => [one.scope.elementId, ...elementsIn(one)];
  const ofPlace = ({ token, scopes: owned }: Place): readonly string[] => [token.elementId, ...owned.flatMap(ofScope)];
  return [...places.flatMap(ofPlace), ...scopes.flatMap(ofScope)];
}

function reopen(run: Run): void {
  record(run.draft, 'instanceReopened', undefined, {});
  startProcessLimits(run);
  armScope(run, stateOf(run).rootScopeId);
}

function closeScope(run: Run, scopeId: string): void {
  cancel(run, { scopes: [scopeId] });
  const scope = stateOf(run).scopes[scopeId];
  if (scope) record(run.draft, 'scopeClosed', scope.elementId, { scopeId, completed: false });
}

/** A work item as it was: members it has got since are gone. */
function repairItem(run: Run, item: WorkItem): void {
  const now = stateOf(run).workItems[item.id];
  if (now === undefined) return;
  const removed = (Object.keys(now) as (keyof WorkItem)[]).filter((member) => !(member in item));
  record(run.draft, 'workItemChanged', item.elementId, { workItemId: item.id, changes: item, removed });
}

/** A scope that an event sub-process no longer interrupts lets its event sub-processes wait again. */
function repair(run: Run, scope: Scope, arms: boolean): void {
  const old = stateOf(run).scopes[scope.id];
  record(run.draft, 'scopeRepaired', scope.elementId, { scope });
  const isFree = old?.interruptedBy !== undefined && scope.interruptedBy === undefined;
  if (arms && isFree && isLevel(scope)) armScope(run, scope.id);
  if (scope.interruptedBy !== undefined)
    closeWaits(run, (wait) => wait.tokenId === undefined && wait.scopeId === scope.id);
}
