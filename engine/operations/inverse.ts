import type { Rejection } from '../model/rejection.js';
import type { Restoration } from '../model/restoration.js';
import type { InstanceState, LoopState, Scope, Token, WorkItem } from '../model/state.js';
import { captureScope, captureToken, isCompensating } from './capture.js';

/**
 * How to take back what one command did: `before` and `after` are the states around it, `now` is where the instance stands. What others
 * have done since stays; ALREADY_ACTED when somebody or something has gone on from what the command left.
 */
export function inverse(before: InstanceState, after: InstanceState, now: InstanceState): Restoration | Rejection {
  const gone = Object.values(before.tokens).filter((token) => !isSame(token, after.tokens[token.id]));
  const made = Object.values(after.tokens).filter((token) => !isSame(token, before.tokens[token.id]));
  if (!made.every((token) => isUntouched(token.id, after, now))) return { code: 'ALREADY_ACTED' };
  const lost = gone.filter(({ scopeId }) => now.scopes[scopeId] === undefined);
  if (lost.some(({ scopeId }) => after.scopes[scopeId] !== undefined)) return { code: 'ALREADY_ACTED' };
  if (
    isCompensating(
      before,
      gone.map(({ id }) => id),
    )
  )
    return { code: 'COMPENSATING' };
  const workItems = itemsBefore(before, after, now, gone);
  if (workItems === undefined) return { code: 'ALREADY_ACTED' };
  const homes = Object.values(before.scopes).filter(({ id }) => now.scopes[id] !== undefined);
  const add = homes.flatMap(({ id: scopeId }) => {
    const places = gone.filter((token) => token.scopeId === scopeId).map((token) => captureToken(before, token));
    const scopes = Object.values(before.scopes)
      .filter((one) => one.parentId === scopeId && one.ownerTokenId === undefined && after.scopes[one.id] === undefined)
      .map((one) => captureScope(before, one));
    return places.length + scopes.length === 0 ? [] : [{ scopeId, places, scopes }];
  });
  const isHome = (scopeId: string): boolean => homes.some(({ id }) => id === scopeId);
  return {
    revision: now.revision,
    to: before.revision,
    remove: made.filter(({ scopeId }) => isHome(scopeId)).map(({ id }) => id),
    removeScopes: Object.values(after.scopes)
      .filter(
        ({ id, parentId = '', ownerTokenId }) =>
          ownerTokenId === undefined && !(id in before.scopes) && isHome(parentId),
      )
      .map(({ id }) => id),
    add,
    scopes: homes.flatMap(({ id }) => repaired(before.scopes[id], after.scopes[id], now.scopes[id])),
    ...(workItems.length === 0 ? {} : { workItems }),
    gateways: gatewaysOf(before, after).filter(({ scopeId }) => isHome(scopeId)),
    ...(before.caseStatus === after.caseStatus ? {} : { caseStatus: before.caseStatus }),
  };
}

/** Complex gateways that the command changed, as they were before it. */
function gatewaysOf({ gateways = {} }: InstanceState, { gateways: then = {} }: InstanceState): Restoration['gateways'] {
  const keys = [...new Set([...Object.keys(gateways), ...Object.keys(then)])];
  return keys
    .filter((key) => JSON.stringify(gateways[key]) !== JSON.stringify(then[key]))
    .map((key) => {
      const [scopeId = '', ...rest] = key.split(':');
      const consumed = gateways[key]?.consumed;
      const place = { scopeId, elementId: rest.join(':') };
      return consumed === undefined ? place : { ...place, consumed };
    });
}

function isSame(token: Token, other: Token | undefined): boolean {
  return (
    other !== undefined &&
    other.scopeId === token.scopeId &&
    other.elementId === token.elementId &&
    other.flowId === token.flowId &&
    other.since === token.since &&
    isEqual(token.approval, other.approval)
  );
}

/** Whether a token rests as it was left, and nobody has taken, begun or voted on what hangs on it. */
function isUntouched(tokenId: string, after: InstanceState, now: InstanceState): boolean {
  const [left, found] = [after.tokens[tokenId], now.tokens[tokenId]];
  if (left === undefined || !isSame(left, found)) return false;
  return Object.values(after.workItems)
    .filter((item) => item.tokenId === tokenId)
    .every((item) => {
      const current = now.workItems[item.id];
      const isOpened = current !== undefined && 'startedAt' in current && !('startedAt' in item);
      return current !== undefined && !isOpened && current.assignee === item.assignee && current.state === item.state;
    });
}

/** A living scope without what the command did to its counters and records; nothing when it did nothing. */
function repaired(before: Scope | undefined, after: Scope | undefined, now: Scope | undefined): readonly Scope[] {
  if (!before || !after || !now) return [];
  const { loop, compensations, path, interruptedBy, adHoc, ...rest } = now;
  const next = {
    loop: loopWithout(before.loop, after.loop, loop),
    compensations: listWithout(before.compensations, after.compensations, compensations),
    path: recordWithout(before.path, after.path, path),
    interruptedBy: interruptedBy === after.interruptedBy ? before.interruptedBy : interruptedBy,
    adHoc: JSON.stringify(adHoc) === JSON.stringify(after.adHoc) ? before.adHoc : adHoc,
  };
  const had = { loop, compensations, path, interruptedBy, adHoc };
  if (JSON.stringify(had) === JSON.stringify(next)) return [];
  const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
  return [{ ...rest, ...(kept as Partial<Scope>) }];
}

/** Work items that live on, as they were before the command. Undefined when somebody has changed them since. */
function itemsBefore(
  before: InstanceState,
  after: InstanceState,
  now: InstanceState,
  gone: readonly Token[],
): readonly WorkItem[] | undefined {
  const changed = Object.values(before.workItems).filter(
    (item) =>
      after.workItems[item.id] !== undefined &&
      !isEqual(item, after.workItems[item.id]) &&
      !gone.some(({ id }) => id === item.tokenId),
  );
  return changed.every(({ id }) => isEqual(after.workItems[id], now.workItems[id])) ? changed : undefined;
}

function isEqual<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function loopWithout(before?: LoopState, after?: LoopState, now?: LoopState): LoopState | undefined {
  if (!before || !after || !now) return now;
  return {
    ...now,
    total: now.total - after.total + before.total,
    started: now.started - after.started + before.started,
    active: now.active - after.active + before.active,
    completed: now.completed - after.completed + before.completed,
    terminated: now.terminated - after.terminated + before.terminated,
  };
}

function listWithout<T extends { readonly id: string }>(
  before: readonly T[] = [],
  after: readonly T[] = [],
  now: readonly T[] = [],
): readonly T[] | undefined {
  const has = (list: readonly T[], id: string): boolean => list.some((one) => one.id === id);
  const kept = now.filter(({ id }) => has(before, id) || !has(after, id));
  const back = before.filter(({ id }) => !has(after, id) && !has(now, id));
  const list = [...kept, ...back].toSorted((one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)));
  return list.length === 0 ? undefined : list;
}

function recordWithout<T>(
  before: Readonly<Record<string, T>> = {},
  after: Readonly<Record<string, T>> = {},
  now: Readonly<Record<string, T>> = {},
): Readonly<Record<string, T>> | undefined {
  const left = Object.entries(now).filter(
    ([key, value]) => isEqual(before[key], after[key]) || !isEqual(value, after[key]),
  );
  const back = Object.entries(before).filter(
    ([key]) => !isEqual(before[key], after[key]) && isEqual(now[key], after[key]),
  );
  const all = Object.fromEntries([...left, ...back]);
  return Object.keys(all).length === 0 ? undefined : all;
}
