import {
  packState,
  unpackState,
  type Effect,
  type HistoryEvent,
  type InstanceState,
  type InstanceStatus,
  type JsonObject,
  type JsonValue,
} from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import { isWhole, withSum } from '../store/record-sum.js';
import { apart, MOST_INLINE, together, type BlobRecord, type BlobRef } from './blobs.js';
import { stateSize } from './instance-size.js';

/** A command that was applied lately, and the revision it made. */
export interface RecentCommand {
  readonly id: string;
  readonly revision: number;
}

/** How many commands an instance remembers at most; older ones are in the collection of commands. */
export const RECENT_COMMANDS = 64;

/**
 * A process instance in the store: the unit of atomicity. State, recent command ids and what is not yet relayed go in one write, guarded by
 * `revision`, which counts writes (the state has its own, which counts commands). `history` holds facts whose rows may not all be written
 * yet: always none in a store whose commits are one step. `sealed` parts are bound to `_id`.
 */
export interface InstanceRecord extends StoreRecord {
  readonly revision: number;
  readonly processId: string;
  readonly packageHash: string;
  readonly rootId: string;
  readonly parentId: string | null;
  readonly callPath: readonly string[];
  readonly status: InstanceStatus;
  /** It is suspended: its jobs are not begun. */
  readonly resting?: boolean;
  readonly startCommandId: string;
  readonly recent: readonly RecentCommand[];
  /** 1 while something waits to be relayed: rows (`history`), commands to others (`effects`), or what waited for it (`woken`). */
  readonly pending: 0 | 1;
  /** It went on or was ended from outside with the fact before this number, and what was kept for it is still to be sent. */
  readonly woken?: number;
  /** Steps of the engine since an instant, to see a process that runs in circles from one command to the next. */
  readonly pace?: { readonly since: number; readonly steps: number };
  /** How many instances in a row were started by an event of the one before. */
  readonly hops?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly state: JsonValue;
  readonly history: JsonValue;
  readonly effects: JsonValue;
  /** The link of the last history row before those of `history`; absent before the first. */
  readonly chain?: string;
  /** Large values of the state that lie elsewhere. */
  readonly blobs?: readonly BlobRef[];
  /** Why nothing moves it any more: somebody found that it contradicts itself. */
  readonly quarantined?: { readonly at: number; readonly code: string };
  /** Checksum of the rest of the record. */
  readonly sum?: string;
}

/** The same, opened: the only form in which the rest of the program sees it. */
export interface OpenInstance extends Omit<InstanceRecord, 'state' | 'history' | 'effects' | 'blobs'> {
  readonly state: InstanceState;
  readonly history: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
}

/** All instances. */
export const INSTANCES = collection<InstanceRecord>('instances');

/** Whether an instance is suspended: nothing moves until it goes on. One that was ended meanwhile refuses for good. */
export function isResting({ status, suspended }: InstanceState): boolean {
  return status === 'active' && suspended !== undefined;
}

/** Seals an instance for the store; `names` are the L4 property names of its package. Its large values must have been stored. */
export function sealInstance(sealing: Sealing, names: ReadonlySet<string>, open: OpenInstance): InstanceRecord {
  const bond = open._id;
  const { sum: _sum, ...rest } = open;
  const packed = packState(open.state);
  const { state, found } = stateSize(open.state) > MOST_INLINE ? apart(sealing, packed) : { state: packed, found: [] };
  const record: InstanceRecord = {
    ...rest,
    ...(found.length === 0 ? {} : { blobs: found.map(({ ref }) => ref) }),
    state: sealing.seal(bond, state, names),
    history: sealing.seal(bond, open.history as unknown as JsonValue, names),
    effects: sealing.seal(bond, open.effects as unknown as JsonValue, names),
  };
  return withSum(record);
}

/**
 * The large values of an instance as they are stored, but those of the instance before. They have to be there before the instance refers to
 * them; one that nobody comes to refer to does no harm.
 */
export function blobsToStore(
  sealing: Sealing,
  names: ReadonlySet<string>,
  open: OpenInstance,
  before: OpenInstance | undefined,
): readonly BlobRecord[] {
  const foundIn = (instance: OpenInstance) => apart(sealing, packState(instance.state)).found;
  const known = new Set(before === undefined ? [] : foundIn(before).map(({ ref }) => ref.hash));
  return foundIn(open)
    .filter(({ ref }) => !known.has(ref.hash))
    .map(({ ref, value }) => ({
      _id: `${open._id}:${ref.hash}`,
      instanceId: open._id,
      at: open.updatedAt,
      value: sealing.seal(open._id, value, names),
    }));
}

/**
 * Opens an instance from the store; `values` are those of `blobsOf`, needed only when it refers to some. Throws RECORD_BROKEN, SEAL_BROKEN,
 * KEY_UNKNOWN.
 */
export function openInstance(
  sealing: Sealing,
  stored: InstanceRecord,
  values: ReadonlyMap<string, JsonValue> = new Map(),
): OpenInstance {
  const bond = stored._id;
  if (!isWhole(stored)) throw new PlatformError('RECORD_BROKEN', `instance ${bond}`);
  const { blobs = [], ...record } = stored;
  return {
    ...record,
    state: unpackState(together(sealing.unseal(bond, record.state) as JsonObject, blobs, values)),
    history: sealing.unseal(bond, record.history) as unknown as readonly HistoryEvent[],
    effects: sealing.unseal(bond, record.effects) as unknown as readonly Effect[],
  };
}
