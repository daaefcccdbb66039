import { expect } from '@jest/globals';
import { BAD_QUERY, contractCase, ids, WORK, type Chapter, type Work } from './contract-kit.js';

const job = (id: string, dueAt: number, more: Partial<Work> = {}): Work => ({
  _id: id,
  state: 'due',
  dueAt,
  attempts: 0,
  fence: 0,
  ...more,
});

const CLAIM = { now: 100, owner: 'w1', leaseMs: 30, limit: 10 };

/** `claimDue`: leases and fences. */
export const CLAIMING: Chapter = {
  title: 'claimDue',
  cases: [
    contractCase('takes what is due, oldest first', async ({ store }) => {
      for (const one of [job('late', 101), job('b', 90), job('a', 100), job('c', 90)]) await store.insert(WORK, one);
      expect(ids(await store.claimDue(WORK, CLAIM))).toEqual(['b', 'c', 'a']);
    }),
    contractCase('marks what it takes and leaves the rest of the record', async ({ store }) => {
      await store.insert(WORK, job('a', 90, { kind: 'timer' }));
      const taken = await store.claimDue(WORK, CLAIM);
      expect(taken).toEqual([
        { ...job('a', 90, { kind: 'timer' }), state: 'leased', attempts: 1, fence: 1, owner: 'w1', leaseUntil: 130 },
      ]);
      expect(await store.get(WORK, 'a')).toEqual(taken[0]);
    }),
    contractCase('gives nothing when nothing is due', async ({ store }) => {
      expect(await store.claimDue(WORK, CLAIM)).toEqual([]);
      await store.insert(WORK, job('late', 101));
      expect(await store.claimDue(WORK, CLAIM)).toEqual([]);
    }),
    contractCase('takes only what is due, or only what a lease ran out of, when told so', async ({ store }) => {
      await store.insert(WORK, job('left', 50));
      await store.claimDue(WORK, { ...CLAIM, now: 60 });
      await store.insert(WORK, job('due', 90));
      await store.insert(WORK, job('later', 101));
      expect(ids(await store.claimDue(WORK, { ...CLAIM, only: 'leased', limit: 1 }))).toEqual(['left']);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, only: 'leased' }))).toEqual([]);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, only: 'due' }))).toEqual(['due']);
    }),
    contractCase('gives nothing twice while the lease lasts', async ({ store }) => {
      await store.insert(WORK, job('a', 1));
      const [first, second] = await Promise.all([
        store.claimDue(WORK, CLAIM),
        store.claimDue(WORK, { ...CLAIM, owner: 'w2' }),
      ]);
      expect(first.length + second.length).toBe(1);
    }),
    contractCase('shares a hundred jobs among ten, each to one', async ({ store }) => {
      await store.append(
        WORK,
        Array.from({ length: 100 }, (_, n) => job(`j${String(n)}`, n)),
      );
      const shares = await Promise.all(
        Array.from({ length: 10 }, (_, n) => store.claimDue(WORK, { ...CLAIM, owner: `w${String(n)}`, limit: 15 })),
      );
      const all = shares.flatMap(ids);
      expect(new Set(all).size).toBe(all.length);
      const rest = await store.claimDue(WORK, { ...CLAIM, limit: 1000 });
      expect(all.length + rest.length).toBe(100);
    }),
    contractCase('gives it to another when the lease ran out, with a higher fence', async ({ store }) => {
      await store.insert(WORK, job('a', 1));
      await store.claimDue(WORK, CLAIM);
      expect(await store.claimDue(WORK, { ...CLAIM, now: 129, owner: 'w2' })).toEqual([]);
      const [again] = await store.claimDue(WORK, { ...CLAIM, now: 130, owner: 'w2' });
      expect(again).toMatchObject({ fence: 2, attempts: 2, owner: 'w2', leaseUntil: 160 });
    }),
    contractCase('takes due and run-out ones in one order', async ({ store }) => {
      for (const one of [
        job('a', 30),
        job('b', 10, { state: 'leased', leaseUntil: 50, owner: 'w0', fence: 4 }),
        job('c', 20),
        job('d', 40, { state: 'leased', leaseUntil: 60, owner: 'w0' }),
      ])
        await store.insert(WORK, one);
      const taken = await store.claimDue(WORK, { ...CLAIM, limit: 3 });
      expect(ids(taken)).toEqual(['b', 'c', 'a']);
      expect(taken[0]?.fence).toBe(5);
    }),
    contractCase('leaves the dead', async ({ store }) => {
      await store.insert(WORK, job('d', 1, { state: 'dead' }));
      expect(await store.claimDue(WORK, CLAIM)).toEqual([]);
    }),
    contractCase('respects the limit', async ({ store }) => {
      for (let n = 0; n < 5; n += 1) await store.insert(WORK, job(`j${String(n)}`, n));
      expect(ids(await store.claimDue(WORK, { ...CLAIM, limit: 2 }))).toEqual(['j0', 'j1']);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, limit: 2 }))).toEqual(['j2', 'j3']);
    }),
    contractCase('respects a filter', async ({ store }) => {
      for (const one of [job('x', 2, { kind: 'timer' }), job('y', 3), job('z', 4, { queue: 'q' })])
        await store.insert(WORK, one);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, where: { kind: 'timer' } }))).toEqual(['x']);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, where: { queue: { in: ['q', 'r'] } } }))).toEqual(['z']);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, where: { queue: null } }))).toEqual(['y']);
    }),
    contractCase('respects a filter on dueAt beside its own', async ({ store }) => {
      for (const one of [job('x', 10), job('y', 60), job('z', 110)]) await store.insert(WORK, one);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, where: { dueAt: { gt: 50 } } }))).toEqual(['y']);
      expect(ids(await store.claimDue(WORK, { ...CLAIM, where: { dueAt: { lte: 50 } } }))).toEqual(['x']);
    }),
    contractCase('the filter also holds for leases that ran out', async ({ store }) => {
      await store.insert(WORK, job('x', 1, { state: 'leased', leaseUntil: 2, kind: 'timer' }));
      expect(await store.claimDue(WORK, { ...CLAIM, where: { kind: 'job' } })).toEqual([]);
      expect(await store.claimDue(WORK, { ...CLAIM, where: { kind: 'timer' } })).toHaveLength(1);
    }),
    contractCase('a holder that lost the lease cannot write', async ({ store }) => {
      await store.insert(WORK, job('a', 1));
      const [mine] = await store.claimDue(WORK, CLAIM);
      await store.claimDue(WORK, { ...CLAIM, now: 200, owner: 'w2' });
      const held = { owner: 'w1', fence: mine?.fence ?? 0 };
      expect(await store.remove(WORK, 'a', { expected: held })).toBe(false);
      expect(await store.compareAndSet(WORK, held, job('a', 1))).toBe(false);
    }),
    contractCase('does not see removed jobs', async ({ store }) => {
      await store.insert(WORK, job('a', 1));
      await store.remove(WORK, 'a', { srcSeq: 1 });
      expect(await store.claimDue(WORK, CLAIM)).toEqual([]);
    }),
    contractCase('refuses a malformed limit or filter', async ({ store }) => {
      await expect(store.claimDue(WORK, { ...CLAIM, limit: 0 })).rejects.toMatchObject(BAD_QUERY);
      await expect(store.claimDue(WORK, { ...CLAIM, where: { 'a"b': 1 } })).rejects.toMatchObject(BAD_QUERY);
    }),
  ],
};
