import type { JsonObject, JsonValue } from '../model/json.js';
import type { CompensationRecord, Scope, Token } from '../model/state.js';
import { compensationHome } from './compensation-record.js';
import { newId, record } from './draft.js';
import { elementOf } from './plan-index.js';
import type { Run } from './run.js';
import { tokenOf } from './run.js';

/** One handler still to run, as the throw event's token remembers it: plain JSON. */
interface Pending {
  readonly activityId: string;
  readonly handlerId: string;
  readonly scopeId: string;
  readonly variables: JsonObject;
  readonly inner?: readonly CompensationRecord[];
}

/** A record and the scope that keeps it. */
interface Picked {
  readonly scope: Scope;
  readonly entry: CompensationRecord;
}

/**
 * Begins to compensate from a throw or end event: the completed activities of its scope that have a handler, or only the `wanted` ones
 * (BPMN 2.0.2, 10.5.6 and 13.5.5). Inside an event sub-process also those of the scope around it, which is what a withdrawal undoes.
 * Answers whether there is anything to wait for.
 */
export function startCompensation(run: Run, token: Token, wanted: readonly string[] | undefined): boolean {
  const picked = pick(run, token, wanted);
  return picked.length > 0 && begin(run, token, picked, false);
}

/** As `startCompensation`, but with a token of its own: the one that throws does not wait. */
export function compensateBeside(run: Run, token: Token, wanted: readonly string[] | undefined): void {
  const picked = pick(run, token, wanted);
  if (picked.length === 0) return;
  const { elementId, scopeId } = token;
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', elementId, { tokenId, scopeId });
  begin(run, tokenOf(run, tokenId), picked, true);
}

function pick(run: Run, token: Token, wanted: readonly string[] | undefined): readonly Picked[] {
  const picked = homesOf(run, token.scopeId).flatMap((scope) =>
    (scope.compensations ?? [])
      .filter((entry) => wanted === undefined || wanted.some((id) => concerns(entry, id)))
      .map((entry) => ({ scope, entry })),
  );
  return picked.sort((one, other) => one.entry.order - other.entry.order);
}

function begin(run: Run, token: Token, picked: readonly Picked[], isBeside: boolean): boolean {
  const pending = picked.map(({ scope, entry }): Pending => {
    const { activityId, handlerId, variables, inner } = entry;
    const base = { activityId, handlerId, scopeId: scope.id, variables };
    return inner === undefined ? base : { ...base, inner };
  });
  record(run.draft, 'compensationStarted', token.elementId, {
    tokenId: token.id,
    scopeIds: [...new Set(picked.map(({ scope }) => scope.id))],
    recordIds: picked.map(({ entry }) => entry.id),
    memo: memoOf(pending, isBeside),
  });
  return runNextHandler(run, tokenOf(run, token.id));
}

function memoOf(pending: readonly Pending[], isBeside: boolean): JsonObject {
  const waiting = { waiting: 'compensation', pending: pending as unknown as JsonValue };
  return isBeside ? { ...waiting, beside: true } : waiting;
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
  const memo = memoOf(pending.slice(0, -1), thrower.memo?.['beside'] === true);
  record(run.draft, 'tokenMoved', elementId, { tokenId: throwerId, memo });
  const tokenId = newFrame(run, throwerId, next);
  run.agenda.push({ kind: 'enter', tokenId, elementId: next.handlerId });
  return true;
}

/**
 * The frame a handler runs in, with the variables its activity had. A compensation event sub-process runs in its sub-process opened
 * again, and compensates what had completed there if it throws compensation itself (BPMN 2.0.2, 10.7.2). Gives the handler's token.
 */
function newFrame(
  run: Run,
  throwerId: string,
  { activityId, handlerId, scopeId: parentId, variables, inner }: Pending,
) {
  const scopeId = newId(run.draft, 's');
  const tokenId = newId(run.draft, 't');
  const frame = { scopeId, parentId, ownerTokenId: throwerId, variables };
  if (elementOf(run.index, handlerId).parentId !== activityId) {
    record(run.draft, 'scopeOpened', handlerId, { ...frame, kind: 'task', tokenId, throwerId });
    return tokenId;
  }
  const compensations = inner === undefined ? {} : { compensations: inner };
  record(run.draft, 'scopeOpened', activityId, { ...frame, kind: 'compensation', ...compensations });
  record(run.draft, 'tokenCreated', handlerId, { tokenId, scopeId, throwerId });
  return tokenId;
}

/** The list in the memo; `startCompensation` is the only one who writes it. */
function pendingOf(value: JsonValue | undefined): readonly Pending[] {
  return (Array.isArray(value) ? value : []) as unknown as readonly Pending[];
}
