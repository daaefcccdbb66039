import { isObject } from '../../engine/index.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection, REGISTERS } from '../store/collections.js';
import { placeOf } from './place-of.js';
import { keyOf, recordOf, type KnownRegister } from './register-row.js';

/** What the derived members of all rows of a register were made from (`_id` = the register). */
interface ShapeRecord extends StoreRecord {
  readonly shape: string;
}

const SHAPES = collection<ShapeRecord>('registerShapes');
const PAGE = 500;

const shapeOf = ({ definition, sealed, unsearched }: KnownRegister): string => {
  const { place, list } = definition;
  return JSON.stringify([place ?? [], list?.filters ?? [], list?.sorts ?? [], [...sealed], [...unsearched]]);
};

/**
 * Makes place, filters, sort keys and search texts of the stored rows anew when the definition has changed what they are made from; gives
 * how many rows it wrote. A row that changes meanwhile is right already: its writer knows the new definition. May be repeated.
 */
export async function reindex(
  { store, sealing, orgRoot }: { readonly store: Store; readonly sealing: Sealing; readonly orgRoot: string },
  known: KnownRegister,
): Promise<number> {
  const { key: register } = known.definition;
  const shape = shapeOf(known);
  const noted = await store.get(SHAPES, register);
  if (noted?.shape === shape) return 0;
  let written = 0;
  let cursor: string | undefined;
  do {
    const page = await store.find(REGISTERS, {
      where: { register },
      sort: [{ field: 'order' }],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const record of page.records) {
      const opened = sealing.unseal(record._id, record.values);
      const values = isObject(opened) ? opened : {};
      const derived = recordOf(sealing, known, {
        ...record,
        key: keyOf(known, values) ?? record.key,
        orgPath: placeOf(known.definition, values, orgRoot),
        values,
      });
      if (await store.compareAndSet(REGISTERS, { revision: record.revision }, derived)) written += 1;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  if (noted === undefined) await store.insert(SHAPES, { _id: register, shape });
  else await store.compareAndSet(SHAPES, { shape: noted.shape }, { _id: register, shape });
  return written;
}
