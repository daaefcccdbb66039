import { isObject } from '../../engine/index.js';
import type { RegisterRowVersion } from '../seams/registers.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { REGISTER_VERSIONS } from '../store/collections.js';
import type { KnownRegister } from './register-row.js';

const MOST = 1000;

/** The versions of one row, newest first, opened; at most the latest 1,000. */
export async function rowHistory(
  { store, sealing }: { readonly store: Store; readonly sealing: Sealing },
  { definition }: KnownRegister,
  handle: string,
): Promise<readonly RegisterRowVersion[]> {
  const rowId = `${definition.key}:${handle}`;
  const { records } = await store.find(REGISTER_VERSIONS, {
    where: { rowId },
    sort: [{ field: 'revision', descending: true }],
    limit: MOST,
  });
  return records.map(({ revision, at, by, values }) => {
    const opened = sealing.unseal(rowId, values);
    return { revision, at, by, values: isObject(opened) ? opened : {} };
  });
}
