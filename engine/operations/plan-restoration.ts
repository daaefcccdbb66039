import { dataOf } from '../core/history-data.js';
import { replay } from '../core/replay.js';
import type { RestartInstance, RestoreInstance } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import type { CommandNote, HistoryEvent } from '../model/history.js';
import type { Restoration } from '../model/restoration.js';
import type { InstanceState, PlacedScope } from '../model/state.js';
import { captureScope, isCompensating } from './capture.js';
import { inverse } from './inverse.js';
import { isOperationName } from './operations.js';

/** A command to send, without its head, or why there is none. */
type Planned<C> = { readonly ok: true; readonly body: C } | { readonly ok: false; readonly rejection: Rejection };
type RestoreBody = Pick<RestoreInstance, 'type' | 'restoration'>;

/**
 * 撤回: takes back the last task that a user has completed, as long as nobody has gone on from there. `history` is the whole history of
 * `state`. NOTHING_TO_RESTORE when they have completed none, ALREADY_ACTED when the next has claimed, opened or done something.
 */
export function planWithdrawal(
  history: readonly HistoryEvent[],
  state: InstanceState,
  userId: string,
): Planned<RestoreBody> {
  const last = notesOf(history).findLast((note) => note.commandType === 'completeWorkItem' && note.actorId === userId);
  return last ? planInverse('withdrawTask', history, state, last.revision) : none;
}

/** Takes back one operation, named by the revision it made; without a name the last one of the instance. Errors as for a withdrawal. */
export function planUndo(
  history: readonly HistoryEvent[],
  state: InstanceState,
  revision?: number,
): Planned<RestoreBody> {
  const done = notesOf(history).findLast(
    (note) => isOperationName(note.commandType) && (revision === undefined || note.revision === revision),
  );
  return done ? planInverse('undoOperation', history, state, done.revision) : none;
}

/** 唤醒: an ended instance goes on from where it stood after the command that made `revision`; absent: before it ended. */
export function planReopening(
  history: readonly HistoryEvent[],
  state: InstanceState,
  revision = state.revision - 1,
): Planned<RestoreBody> {
  const then = stateAt(history, revision);
  if (state.status === 'active') return refused({ code: 'INSTANCE_ACTIVE' });
  if (then?.status !== 'active') return none;
  return planned('reopenInstance', inverse(then, state, state));
}

/** A new instance that begins where another one stood after the command that made `revision`, with the variables it had then. */
export function planRestart(
  history: readonly HistoryEvent[],
  revision: number,
  instanceId: string,
): Planned<Omit<RestartInstance, 'id' | 'at' | 'actor' | 'reason'>> {
  const then = stateAt(history, revision);
  const root = then?.scopes[then.rootScopeId];
  if (then?.status !== 'active' || root === undefined) return none;
  if (isCompensating(then, Object.keys(then.tokens))) return refused({ code: 'COMPENSATING' });
  const { businessKey, starter, config, performers, caseStatus } = then;
  const body = {
    type: 'restartInstance',
    instanceId,
    rootId: instanceId,
    ...(businessKey === undefined ? {} : { businessKey }),
    starter,
    config,
    performers,
    caseStatus,
    source: { instanceId: then.instanceId, revision },
    root: aged(captureScope(then, root), then.historySeq),
  } as const;
  return { ok: true, body };
}

/** Steps of another history come before all of the new one, in their order. */
function aged(placed: PlacedScope, by: number): PlacedScope {
  const { scope, places, scopes } = placed;
  const steps = Object.entries(scope.path ?? {}).map(([id, step]) => [id, { ...step, seq: step.seq - by }]);
  return {
    scope: scope.path === undefined ? scope : { ...scope, path: Object.fromEntries(steps) },
    places: places.map((place) => ({ ...place, scopes: place.scopes.map((one) => aged(one, by)) })),
    scopes: scopes.map((one) => aged(one, by)),
  };
}

const none = refused({ code: 'NOTHING_TO_RESTORE' });

function planInverse(
  type: RestoreInstance['type'],
  history: readonly HistoryEvent[],
  now: InstanceState,
  revision: number,
): Planned<RestoreBody> {
  const before = stateAt(history, revision - 1);
  const after = stateAt(history, revision);
  if (!before || !after) return none;
  const found = inverse(before, after, now);
  return 'code' in found || !isNothing(found) ? planned(type, found) : none;
}

/** Comments, nudges and the like leave nothing that could be put back. */
function isNothing({ remove, removeScopes, add, scopes, workItems, caseStatus }: Restoration): boolean {
  const parts = [remove, removeScopes, add, scopes, workItems ?? []];
  return caseStatus === undefined && parts.every(({ length }) => length === 0);
}

function planned(type: RestoreInstance['type'], found: Restoration | Rejection): Planned<RestoreBody> {
  return 'code' in found ? refused(found) : { ok: true, body: { type, restoration: found } };
}

function refused(rejection: Rejection): { readonly ok: false; readonly rejection: Rejection } {
  return { ok: false, rejection };
}

function notesOf(history: readonly HistoryEvent[]): readonly CommandNote[] {
  return history.flatMap((event) => (event.type === 'commandAccepted' ? [dataOf<'commandAccepted'>(event)] : []));
}

/** The state after the command that made `revision`; undefined before the first. */
function stateAt(history: readonly HistoryEvent[], revision: number): InstanceState | undefined {
  const end = history.findIndex(
    (event) => event.type === 'commandAccepted' && dataOf<'commandAccepted'>(event).revision > revision,
  );
  const facts = end < 0 ? history : history.slice(0, end);
  return facts.length === 0 ? undefined : replay(facts);
}
