import type { RemoveGuard } from '../../seams/store.js';
import { checkId, checkSrcSeq } from '../check-record.js';
import type { MongoPlace } from './connection.js';
import { markOf } from './document.js';
import { isDuplicate, unknownOutcome } from './failures.js';
import { notNewer, recordAs } from './filters.js';
import { hasLanded } from './read.js';
import { settle, settleOnce } from './settle.js';

const TURNS = 5;

const removeOutright = (place: MongoPlace, name: string, id: string, guard: RemoveGuard): Promise<boolean> => {
  const documents = place.documents(name);
  const filter = recordAs(id, guard.expected);
  return settleOnce(
    async () => (await documents.deleteOne(filter)).deletedCount === 1,
    // A removed record bears no stamp: once the answer is lost, an absent record says nothing about who removed it.
    async () => false,
  );
};

const leaveMark = async (place: MongoPlace, name: string, id: string, srcSeq: number): Promise<boolean> => {
  const documents = place.documents(name);
  const mark = markOf(id, srcSeq, place.stamp());
  return settle(async () => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      try {
        const old = await documents.findOneAndReplace(
          notNewer(id, srcSeq, { same: true }),
          { ...mark },
          { upsert: true, returnDocument: 'before' },
        );
        // After a lost answer our own mark is found: what it replaced was there as far as anybody can tell.
        return old !== null && (old.gone !== true || old.w === mark.w);
      } catch (cause) {
        if (!isDuplicate(cause)) throw cause;
      }
      const stored = await documents.findOne({ _id: id });
      if ((stored?.src ?? -1) > srcSeq) return false;
    }
    throw unknownOutcome(undefined);
  });
};

/** Removes a record as its guard says. Throws BAD_QUERY, STORE_UNAVAILABLE. */
export async function removeDocument(
  place: MongoPlace,
  name: string,
  id: string,
  guard: RemoveGuard,
): Promise<boolean> {
  checkId(id);
  const { expected, srcSeq } = guard;
  if (srcSeq === undefined) return removeOutright(place, name, id, guard);
  checkSrcSeq(srcSeq);
  if (expected === undefined) return leaveMark(place, name, id, srcSeq);
  const documents = place.documents(name);
  const mark = markOf(id, srcSeq, place.stamp());
  const filter = recordAs(id, expected, [notNewer(id, srcSeq, { same: true })]);
  return settleOnce(
    async () => (await documents.replaceOne(filter, { ...mark })).matchedCount === 1,
    () => hasLanded(place, name, mark),
  );
}
