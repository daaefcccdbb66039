import type { InstanceState } from '../model/state.js';
import { PlatformError } from './platform-error.js';

/** A record whose members may be replaced. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The maps of a state that change entry by entry. */
export type MapKey =
  | 'scopes'
  | 'tokens'
  | 'workItems'
  | 'jobs'
  | 'timers'
  | 'subscriptions'
  | 'calls'
  | 'incidents'
  | 'limits'
  | 'performers';

/**
 * A state under construction: a copy of the outermost record, whose maps are copied when they are written for the first time.
 * Entries themselves are always replaced, never written into, so the state it was made from stays as it was.
 */
export interface Working {
  readonly state: Mutable<InstanceState>;
  readonly owned: Partial<Record<MapKey, boolean>>;
  /** Instant of the command whose facts are carried out, ms since the epoch, UTC. */
  at: number;
  /** Number of tokens by scope; made when somebody asks for the first time. */
  counts: Map<string, number> | undefined;
  /** Number of all tokens; made when somebody asks for the first time. */
  total: number | undefined;
}

const NOBODY = { kind: 'system', userId: '', roles: [] } as const;

/** A state before its first event. */
function blank(): Mutable<InstanceState> {
  return {
    format: 1,
    instanceId: '',
    rootId: '',
    processId: '',
    revision: 0,
    historySeq: 0,
    effectSeq: 0,
    nextId: 1,
    status: 'active',
    caseStatus: '',
    startedAt: 0,
    starter: NOBODY,
    config: {},
    rootScopeId: '',
    scopes: {},
    tokens: {},
    workItems: {},
    jobs: {},
    timers: {},
    subscriptions: {},
    calls: {},
    incidents: {},
    limits: {},
    clock: {},
    performers: {},
  };
}

/** Begins to change a state, or an instance that does not exist yet. */
export function beginWork(state: InstanceState | undefined): Working {
  return { state: state === undefined ? blank() : { ...state }, owned: {}, at: 0, counts: undefined, total: undefined };
}

type Entry<K extends MapKey> = InstanceState[K][string];

function own<K extends MapKey>(work: Working, key: K): Record<string, Entry<K>> {
  if (work.owned[key] !== true) {
    (work.state as Record<MapKey, object>)[key] = { ...work.state[key] };
    work.owned[key] = true;
  }
  return work.state[key] as Record<string, Entry<K>>;
}

/** Adds or replaces one entry. */
export function put<K extends MapKey>(work: Working, key: K, id: string, entry: Entry<K>): void {
  own(work, key)[id] = entry;
}

/** Removes one entry; nothing happens when it is not there. */
export function drop(work: Working, key: MapKey, id: string): void {
  if (id in work.state[key]) delete own(work, key)[id];
}

/** The entry, which must be there: history that speaks of unknown parts is broken. Throws `PlatformError` STATE_BROKEN. */
export function need<K extends MapKey>(state: InstanceState, key: K, id: string): Entry<K> {
  const entry = state[key][id];
  if (entry === undefined) throw new PlatformError('STATE_BROKEN', `${key} has no ${id}`);
  return entry as Entry<K>;
}

/** Number of tokens that lie directly in a scope. */
export function tokensIn(work: Working, scopeId: string): number {
  if (work.counts === undefined) {
    work.counts = new Map();
    for (const token of Object.values(work.state.tokens)) count(work, token.scopeId, 1);
  }
  return work.counts.get(scopeId) ?? 0;
}

/** Number of all tokens of the instance. */
export function tokensInAll(work: Working): number {
  return (work.total ??= Object.keys(work.state.tokens).length);
}

/** Keeps the token counts right, once somebody has asked for them. */
export function count(work: Working, scopeId: string, change: number): void {
  if (work.total !== undefined) work.total += change;
  if (work.counts) work.counts.set(scopeId, (work.counts.get(scopeId) ?? 0) + change);
}

/** Sees to it that `id` is never given out again. Ids are a letter and a number. */
export function usedId(work: Working, id: string): void {
  const next = Number(id.slice(1)) + 1;
  if (next > work.state.nextId) work.state.nextId = next;
}
