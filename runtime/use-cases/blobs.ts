import { createHmac } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import { sizeOf } from './instance-size.js';

/** Values of more than this many bytes do not lie in their instance, which is written with every command. */
export const MOST_INLINE = 256 * 1024;

/** Where a large value of an instance belongs in its packed state, and which one it is. */
export interface BlobRef {
  readonly path: readonly (string | number)[];
  /** Keyed hash of the value: the same value of the same office has the same. */
  readonly hash: string;
  readonly size: number;
}

/** A large value (`_id` = `<instance id>:<hash>`), sealed with bond `instanceId`. It stays as long as its instance may be looked at. */
export interface BlobRecord extends StoreRecord {
  readonly instanceId: string;
  readonly at: number;
  readonly value: JsonValue;
}

/** Large values of instances. */
export const BLOBS = collection<BlobRecord>('blobs');

/** Members of a state whose contents are somebody's data: what lies below them may be put elsewhere as a whole. */
const HOLDERS: ReadonlySet<string> = new Set(['variables', 'inputs', 'payload', 'result', 'items']);

const hashes = new WeakMap<object, string>();

const hashOf = (key: Uint8Array, value: JsonValue): string => {
  const known = typeof value === 'object' && value !== null ? hashes.get(value) : undefined;
  if (known !== undefined) return known;
  const hash = createHmac('sha256', key).update(JSON.stringify(value)).digest('hex').slice(0, 40);
  if (typeof value === 'object' && value !== null) hashes.set(value, hash);
  return hash;
};

interface Found {
  readonly ref: BlobRef;
  readonly value: JsonValue;
}

/** The value with null in place of what is too large; what that was goes to `found`. */
function walk(
  value: JsonValue,
  path: readonly (string | number)[],
  isData: boolean,
  take: (path: readonly (string | number)[], value: JsonValue) => void,
): JsonValue {
  if (sizeOf(value) <= MOST_INLINE) return value;
  const members: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item, place) => [place, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  const large = members.filter(([, member]) => sizeOf(member) > MOST_INLINE);
  if (large.length === 0) {
    if (!isData) return value;
    take(path, value);
    return null;
  }
  const copy: Record<string | number, JsonValue> | JsonValue[] = Array.isArray(value)
    ? [...(value as readonly JsonValue[])]
    : { ...(value as JsonObject) };
  for (const [name, member] of large) {
    const inData = isData || (typeof name === 'string' && HOLDERS.has(name));
    // The holder itself stays: what it holds is data.
    const isHolder = !isData && inData;
    (copy as Record<string | number, JsonValue>)[name] = isHolder
      ? walkHolder(member, [...path, name], take)
      : walk(member, [...path, name], inData, take);
  }
  return copy as JsonValue;
}

function walkHolder(
  value: JsonValue,
  path: readonly (string | number)[],
  take: (path: readonly (string | number)[], value: JsonValue) => void,
): JsonValue {
  if (Array.isArray(value)) return walk(value, path, true, take);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, walk(member, [...path, name], true, take)]),
  );
}

/** A packed state without its large values, and those. */
export function apart(
  sealing: Sealing,
  packed: JsonObject,
): { readonly state: JsonObject; readonly found: readonly Found[] } {
  const found: Found[] = [];
  let key: Uint8Array | undefined;
  const state = walk(packed, [], false, (path, value) => {
    key ??= sealing.deriveKey('blobs');
    found.push({ ref: { path, hash: hashOf(key, value), size: sizeOf(value) }, value });
  });
  return { state: state as JsonObject, found };
}

/** Puts large values back where they belong. Throws RECORD_BROKEN when one is not there. */
export function together(
  packed: JsonObject,
  refs: readonly BlobRef[],
  values: ReadonlyMap<string, JsonValue>,
): JsonObject {
  return refs.reduce((state, { path, hash }) => {
    const value = values.get(hash);
    if (value === undefined) throw new PlatformError('RECORD_BROKEN', `a large value ${hash} is missing`);
    return put(state, path, value) as JsonObject;
  }, packed);
}

function put(node: JsonValue, path: readonly (string | number)[], value: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(node))
    return (node as readonly JsonValue[]).map((item, place) => (place === name ? put(item, rest, value) : item));
  const record = isObject(node) ? node : {};
  return { ...record, [name]: put(record[name] ?? null, rest, value) };
}

const NOTHING: ReadonlyMap<string, JsonValue> = new Map();

/** The large values that a stored instance refers to, opened, by their hash. Those that are not there are left out. */
export async function blobsOf(
  store: Store,
  sealing: Sealing,
  record: { readonly _id: string; readonly blobs?: readonly BlobRef[] },
): Promise<ReadonlyMap<string, JsonValue>> {
  if (record.blobs === undefined) return NOTHING;
  const values = new Map<string, JsonValue>();
  for (const { hash } of record.blobs) {
    const blob = await store.get(BLOBS, `${record._id}:${hash}`);
    if (blob !== undefined) values.set(hash, sealing.unseal(record._id, blob.value));
  }
  return values;
}
