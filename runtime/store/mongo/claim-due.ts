import { trusted } from 'mongoose';
import type { Claim, Claimable } from '../../seams/store.js';
import { compareValues } from '../compare-values.js';
import { limitOf } from '../query.js';
import type { MongoPlace } from './connection.js';
import { recordOf, type StoredDocument } from './document.js';
import { whereOf, type Filter } from './filters.js';
import { hasLanded, readDocuments } from './read.js';
import { settleOnce } from './settle.js';

/** How many more than asked for are looked at: others may be faster with the first. */
const SPARE = 16;
const MOST = 1000;

const upTo = (now: number): unknown => trusted({ $lte: now });

const claimable = ({ now, only }: Claim): readonly Filter[] => [
  ...(only === 'leased' ? [] : [{ 'body.state': 'due', 'body.dueAt': upTo(now) } as Filter]),
  ...(only === 'due' ? [] : [{ 'body.state': 'leased', 'body.leaseUntil': upTo(now) } as Filter]),
];

const fieldsOf = <T extends Claimable>(record: T, claim: Claim): T => ({
  ...record,
  state: 'leased',
  owner: claim.owner,
  leaseUntil: claim.now + claim.leaseMs,
  fence: record.fence + 1,
  attempts: record.attempts + 1,
});

const take = async <T extends Claimable>(
  place: MongoPlace,
  name: string,
  { found, record, claim }: { readonly found: StoredDocument; readonly record: T; readonly claim: Claim },
): Promise<T | undefined> => {
  const taken = fieldsOf(record, claim);
  const { state, owner, leaseUntil, fence, attempts } = taken;
  const w = place.stamp();
  const json = found.json === undefined ? {} : { json: JSON.stringify(taken) };
  const model = place.model(name);
  // The stamp says that nothing at all has changed since it was found: neither the fence nor the time it is due.
  const unchanged = { _id: found._id, w: found.w, 'body.fence': record.fence };
  const write = async (): Promise<boolean> => {
    const fields = {
      'body.state': state,
      'body.owner': owner,
      'body.leaseUntil': leaseUntil,
      'body.fence': fence,
      'body.attempts': attempts,
    };
    return (await model.updateOne(unchanged, { $set: { w, ...json, ...fields } })).matchedCount === 1;
  };
  return (await settleOnce(write, () => hasLanded(place, name, { ...found, w }))) ? taken : undefined;
};

/**
 * Leases due records: they are found everywhere, and each is taken by a write on its `_id`, so that on a sharded cluster only its shard
 * works. Throws BAD_QUERY, STORE_UNAVAILABLE.
 */
export async function claimRecords<T extends Claimable>(
  place: MongoPlace,
  name: string,
  claim: Claim,
): Promise<readonly T[]> {
  const limit = limitOf(claim.limit);
  const looks = claimable(claim).map((filter) =>
    readDocuments(place, name, {
      filter: whereOf(claim.where, undefined, [filter]),
      sort: { 'body.dueAt': 1, _id: 1 },
      limit: Math.min(limit + SPARE, MOST),
    }),
  );
  const due = (await Promise.all(looks))
    .flat()
    .map((found) => ({ found, record: recordOf<T>(found) }))
    .sort((a, b) => a.record.dueAt - b.record.dueAt || compareValues(a.record._id, b.record._id));
  const taken: T[] = [];
  for (let next = 0; next < due.length && taken.length < limit;) {
    const round = due.slice(next, next + limit - taken.length);
    next += round.length;
    const answers = await Promise.allSettled(round.map((one) => take<T>(place, name, { ...one, claim })));
    taken.push(...answers.flatMap((one) => (one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [])));
    const failed = answers.find((one) => one.status === 'rejected');
    if (failed === undefined) continue;
    // What was taken is given out all the same: nobody else may have it while the lease lasts.
    if (taken.length > 0) return taken;
    throw failed.reason;
  }
  return taken;
}
