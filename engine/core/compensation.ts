import type { JsonObject, JsonValue } from '../model/json.js';
import type { CompensationRecord, Scope, Token } from '../model/state.js';
import { compensationHome } from './compensation-record.js';
import { newId, record } from './draft.js';
import type { Run } from './run.js';
import { tokenOf } from './run.js';

/** One handler still to run, as the throw event's token remembers it: plain JSON. */
interface Pending {
  readonly handlerId: string;
  readonly scopeId: string;
  readonly variables: JsonObject;
}

/**
 * Begins to compensate from a throw or end event: the completed activities of its scope that have a handler, or those of one activity
 * (BPMN 2.0.2, 10.5.6 and 13.5.5). Inside an event sub-process also those of the scope around it, which is what a withdrawal undoes.
 * Answers whether there is anything to wait for.
 */
export function startCompensation(run: Run, token: Token, activityId: string | undefined): boolean {
  const picked = homesOf(run, token.scopeId).flatMap((scope) =>
    (scope.compensations ?? [])
      .filter((entry) => activityId === undefined || concerns(entry, activityId))
      .map((entry) => ({ scope, entry })),
  );
  if (picked.length === 0) return false;
  const pending = picked.map(({ scope, entry }) => ({
    handlerId: entry.handlerId,
    scopeId: scope.id,
    variables: entry.variables,
  }));
  record(run.draft, 'compensationStarted', token.elementId, {
    tokenId: token.id,
    scopeIds: [...new Set(picked.map(({ scope }) => scope.id))],
    recordIds: picked.map(({ entry }) => entry.id),
    memo: { waiting: 'compensation', pending },
  });
  return runNextHandler(run, tokenOf(run, token.id));
}

function concerns({ activityId, within = [] }: CompensationRecord, wanted: string): boolean {
  return activityId === wanted || within.includes(wanted);
}

/** Scopes whose activities can be compensated from here, outermost first: their own order of completion is the order of the lists. */
function homesOf(run: Run, scopeId: string): readonly Scope[] {
  const home = compensationHome(run, scopeId);
  if (home.kind !== 'eventSubProcess' || home.parentId === undefined) return [home];
  return [...homesOf(run, home.parentId), home];
}

/** Runs the handler of the activity that completed last among those left: strictly in reverse order. False when none is left. */
export function runNextHandler(run: Run, thrower: Token): boolean {
  const pending = pendingOf(thrower.memo?.['pending']);
  const next = pending.at(-1);
  if (next === undefined) return false;
  const { id: throwerId, elementId } = thrower;
  const memo = { waiting: 'compensation', pending: pending.slice(0, -1).map((entry) => ({ ...entry })) };
  record(run.draft, 'tokenMoved', elementId, { tokenId: throwerId, memo });
  const scopeId = newId(run.draft, 's');
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'scopeOpened', next.handlerId, {
    scopeId,
    parentId: next.scopeId,
    kind: 'task',
    ownerTokenId: throwerId,
    variables: next.variables,
    tokenId,
    throwerId,
  });
  run.agenda.push({ kind: 'enter', tokenId, elementId: next.handlerId });
  return true;
}

/** The list in the memo; `startCompensation` is the only one who writes it. */
function pendingOf(value: JsonValue | undefined): readonly Pending[] {
  return (Array.isArray(value) ? value : []) as readonly Pending[];
}
