import type { StoreTransfer } from '../../../runtime/seams/store-transfer.js';
import type { Store, StoreRecord } from '../../../runtime/seams/store.js';
import { collection, type CollectionName } from '../../../runtime/store/collections.js';
import { sumOf, type Summed } from '../../../runtime/store/record-sum.js';

const COPIED: readonly CollectionName[] = ['instances', 'history', 'jobs', 'worklist', 'cases', 'subscriptions'];
const PAGE = 1000;

/** A case that is copied: its id, how many copies, and numbers in its records that become others (an instant, say). */
export interface Pattern {
  readonly caseId: string;
  readonly count: number;
  readonly instead?: readonly (readonly [from: number, to: number])[];
}

/**
 * Copies a case of one instance under other ids, with all its rows. Its links in the chain of the history are those of the pattern. Throws when
 * something of it is sealed: that would not open under another id.
 */
export async function multiplyCase(store: Store & StoreTransfer, pattern: Pattern): Promise<void> {
  const { caseId, count, instead = [] } = pattern;
  for (const name of COPIED) {
    const where = name === 'instances' || name === 'cases' ? { _id: caseId } : { instanceId: caseId };
    const { records } = await store.find(collection(name), { where, limit: 100 });
    for (const record of records) {
      let text = JSON.stringify(record);
      if (text.includes('$sealed')) throw new Error(`${name}/${record._id} holds something sealed`);
      for (const [from, to] of instead) text = text.replaceAll(`:${String(from)}`, `:${String(to)}`);
      for (let from = 0; from < count; from += PAGE) {
        const entries = Array.from({ length: Math.min(PAGE, count - from) }, (_, at) => {
          const id = `${caseId.slice(0, -6)}${String(from + at).padStart(6, '0')}`;
          const copy = JSON.parse(text.replaceAll(caseId, id)) as StoreRecord & Summed & { readonly srcSeq?: number };
          const { srcSeq } = copy;
          return {
            _id: copy._id,
            srcSeq: srcSeq ?? null,
            record: copy.sum === undefined ? copy : { ...copy, sum: sumOf(copy) },
          };
        });
        await store.writeRaw(name, entries);
      }
    }
  }
}
