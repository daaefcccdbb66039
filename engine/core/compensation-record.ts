import type { JsonObject } from '../model/json.js';
import type { CompensationRecord, Scope } from '../model/state.js';
import { newId, record } from './draft.js';
import type { Run } from './run.js';
import { nowOf, stateOf } from './run.js';
import { need } from './working.js';

const HOMES: readonly Scope['kind'][] = ['process', 'subProcess', 'eventSubProcess', 'compensation'];

/** The scope that keeps compensation records for what happens in `scopeId`: the nearest process or sub-process around it. */
export function compensationHome(run: Run, scopeId: string): Scope {
  const scope = need(stateOf(run), 'scopes', scopeId);
  return scope.parentId === undefined || HOMES.includes(scope.kind) ? scope : compensationHome(run, scope.parentId);
}

/** Variables of the frames between `scopeId` and the scope that keeps the records: those of loops and of mappings. */
function localVariables(run: Run, scopeId: string): JsonObject {
  const scope = need(stateOf(run), 'scopes', scopeId);
  if (scope.parentId === undefined || HOMES.includes(scope.kind)) return {};
  return { ...localVariables(run, scope.parentId), ...scope.variables };
}

/**
 * Notes that an activity with a compensation handler has completed (BPMN 2.0.2, 13.5.5). `variables` are what its completion set; with
 * the local variables they are all that may have changed before the handler runs, everything else it reads as it is then.
 */
export function recordCompensation(
  run: Run,
  done: {
    readonly activityId: string;
    readonly handlerId: string;
    readonly scopeId: string;
    readonly variables: JsonObject;
    /** What the handler can compensate in turn: the activities of a sub-process with a compensation event sub-process. */
    readonly inner?: readonly CompensationRecord[];
  },
): void {
  const home = compensationHome(run, done.scopeId);
  const id = newId(run.draft, 'r');
  const entry: CompensationRecord = {
    id,
    order: Number(id.slice(1)),
    activityId: done.activityId,
    handlerId: done.handlerId,
    completedAt: nowOf(run),
    variables: { ...localVariables(run, done.scopeId), ...done.variables },
    ...(done.inner === undefined || done.inner.length === 0 ? {} : { inner: done.inner }),
  };
  record(run.draft, 'compensationRecorded', done.activityId, { scopeId: home.id, record: entry });
}

/**
 * Hands the records of a sub-process that goes on to the scope around it, in their order, with the sub-process's own variables: its
 * activities can still be compensated from there.
 */
export function recordCompensations(run: Run, scope: Scope, records: readonly CompensationRecord[]): void {
  if (scope.parentId === undefined || records.length === 0) return;
  const home = compensationHome(run, scope.parentId);
  const frame = { ...localVariables(run, scope.parentId), ...scope.variables };
  for (const old of records) {
    const entry: CompensationRecord = {
      ...old,
      id: newId(run.draft, 'r'),
      variables: { ...frame, ...old.variables },
      within: [scope.elementId, ...(old.within ?? [])],
    };
    record(run.draft, 'compensationRecorded', old.activityId, { scopeId: home.id, record: entry });
  }
}
