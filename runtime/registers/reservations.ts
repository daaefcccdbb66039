import type { JsonObject } from '../../engine/index.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { KnownRegister } from './register-row.js';

/** A unique value that is taken: its `_id` is the value (blinded), `rowId` who has it. */
export interface Reservation extends StoreRecord {
  readonly rowId: string;
}

/** All reservations. */
export const RESERVATIONS = collection<Reservation>('reservations');

/** Ids of the reservations that these values need: one for each set of unique properties that is filled in completely. */
export function reservationIds(sealing: Sealing, known: KnownRegister, values: JsonObject): ReadonlySet<string> {
  const { key, unique } = known.definition;
  const ids = unique.flatMap((properties) => {
    const parts = properties.map((property) => values[property] ?? null);
    if (parts.includes(null)) return [];
    return [
      `${key}:${properties.join('+')}:${sealing.blindIndex(`unique:${key}:${properties.join('+')}`, JSON.stringify(parts))}`,
    ];
  });
  return new Set(ids);
}

/**
 * Takes reservations for a row. Gives the id of one that belongs to another row, and then none that this call took is left; undefined when
 * all were taken. Those the row already has count as taken, so it may be repeated after a crash.
 */
export async function reserve(store: Store, ids: Iterable<string>, rowId: string): Promise<string | undefined> {
  const taken: string[] = [];
  for (const _id of ids) {
    if (await store.insert(RESERVATIONS, { _id, rowId })) {
      taken.push(_id);
      continue;
    }
    const holder = await store.get(RESERVATIONS, _id);
    if (holder?.rowId === rowId) continue;
    await release(store, taken, rowId);
    return _id;
  }
  return undefined;
}

/** The first of the properties whose value a reservation holds. */
export function reservedProperty(id: string): string {
  return id.split(':')[1]?.split('+')[0] ?? '';
}

/** Gives back reservations of a row. */
export async function release(store: Store, ids: Iterable<string>, rowId: string): Promise<void> {
  for (const id of ids) await store.remove(RESERVATIONS, id, { expected: { rowId } });
}
