import { isObject, type JsonValue } from '../../../engine/index.js';
import type { Store } from '../../../runtime/seams/store.js';
import { collection, type CollectionName } from '../../../runtime/store/collections.js';

/** Collections that running processes write. */
const WRITTEN: readonly CollectionName[] = [
  'instances',
  'jobs',
  'subscriptions',
  'worklist',
  'cases',
  'incidents',
  'history',
  'messages',
  'commands',
  'kept',
  'notices',
];

/** Counters of writes and checksums over instants: they tell how often a thing was written, not what. */
const COUNTERS = new Set(['srcSeq', 'digest', 'chain', 'fence', 'attempts', 'sum']);

/** Everything that running processes left in a store, by collection and id, with instants (numbers from `since` on) masked. */
export async function dumpOf(store: Store, since: number): Promise<Readonly<Record<string, JsonValue>>> {
  const dump: Record<string, JsonValue> = {};
  for (const name of WRITTEN) {
    let cursor: string | undefined;
    do {
      const page = await store.find(collection(name), {
        sort: [{ field: '_id' }],
        limit: 500,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const record of page.records) {
        const masked = maskedOf(record as unknown as JsonValue, since);
        // The revision of an instance record counts writes; that of its state, which stays, counts commands.
        if (name === 'instances' && isObject(masked)) delete (masked as Record<string, JsonValue>)['revision'];
        dump[`${name}/${record._id}`] = masked;
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return dump;
}

function maskedOf(value: JsonValue, since: number): JsonValue {
  if (typeof value === 'number') return value >= since ? 'T' : value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => maskedOf(item, since));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !COUNTERS.has(key))
      .map(([key, member]) => [key, maskedOf(member, since)]),
  );
}
