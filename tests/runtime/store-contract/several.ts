import { expect } from '@jest/globals';
import type { Store } from '../../../runtime/seams/store.js';
import { inserting, replacing } from '../../../runtime/store/writes.js';
import { contractCase, ids, PLAIN, ROWS, TEXT, WORK, type Chapter } from './contract-kit.js';

/** What one process writes, another one sees: the same place opened several times. */
export const SEVERAL: Chapter = {
  title: 'several processes',
  cases: [
    contractCase('a write is seen by others as soon as it has returned', async ({ store, another }) => {
      const other = await another();
      for (let n = 0; n < 20; n += 1) {
        await store.insert(PLAIN, { _id: `x${String(n)}` });
        expect(await other.get(PLAIN, `x${String(n)}`)).toBeDefined();
        expect(await other.count(PLAIN)).toBe(n + 1);
      }
    }),
    contractCase('a text is found by others as soon as it is written', async ({ store, another }) => {
      const other = await another();
      await store.insert(TEXT, { _id: 'x', searchText: '王小满' });
      expect(ids(await other.search(TEXT, { text: '小满' }))).toEqual(['x']);
      await other.remove(TEXT, 'x');
      expect(await store.search(TEXT, { text: '小满' })).toEqual([]);
    }),
    contractCase('one that is opened later sees what was written before', async ({ store, another }) => {
      await store.commit([inserting(PLAIN, { _id: 'x' })]);
      expect(await (await another()).get(PLAIN, 'x')).toBeDefined();
    }),
    contractCase('an id is taken for all', async ({ store, another }) => {
      const other = await another();
      const won = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? store : other).insert(PLAIN, { _id: 'one', n })),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await other.get(PLAIN, 'one'))?.n).toBe(won.indexOf(true));
    }),
    contractCase('of racers in three processes one wins each round', async ({ store, another }) => {
      const all = [store, await another(), await another()];
      await store.insert(PLAIN, { _id: 'x', revision: 0 });
      for (let round = 0; round < 15; round += 1) {
        const won = await Promise.all(
          all.map((one, n) =>
            one.commit(
              [
                replacing(PLAIN, { revision: round }, { _id: 'x', revision: round + 1, n }),
                inserting(ROWS, { _id: `${String(round)}-${String(n)}`, srcSeq: 0 }),
              ],
              { guarded: true },
            ),
          ),
        );
        expect(won.filter(([first]) => first === true)).toHaveLength(1);
      }
      expect(await store.count(ROWS)).toBe(15);
    }),
    contractCase('no counting is lost when all retry', async ({ store, another }) => {
      const all = [store, await another(), await another()];
      await store.insert(PLAIN, { _id: 'x', n: 0 });
      const add = async (one: Store): Promise<void> => {
        for (;;) {
          const now = (await one.get(PLAIN, 'x'))?.n ?? 0;
          if (await one.compareAndSet(PLAIN, { n: now }, { _id: 'x', n: Number(now) + 1 })) return;
        }
      };
      await Promise.all(
        all.map(async (one) => {
          for (let turn = 0; turn < 10; turn += 1) await add(one);
        }),
      );
      expect((await store.get(PLAIN, 'x'))?.n).toBe(30);
    }),
    contractCase('a job goes to one process', async ({ store, another }) => {
      const all = [store, await another(), await another()];
      await store.append(
        WORK,
        Array.from({ length: 60 }, (_, n) => ({
          _id: `j${String(n)}`,
          state: 'due' as const,
          dueAt: n,
          attempts: 0,
          fence: 0,
        })),
      );
      const taken = await Promise.all(
        [...all, ...all, ...all].map((one, n) =>
          one.claimDue(WORK, { now: 100, owner: `w${String(n)}`, leaseMs: 1000, limit: 8 }),
        ),
      );
      const got = taken.flatMap(ids);
      expect(new Set(got).size).toBe(got.length);
      const rest = await store.claimDue(WORK, { now: 100, owner: 'last', leaseMs: 1000, limit: 100 });
      expect(got.length + rest.length).toBe(60);
    }),
    contractCase('marks hold for all', async ({ store, another }) => {
      const other = await another();
      await store.remove(ROWS, 'x', { srcSeq: 5 });
      expect(await other.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 5 })).toBe(false);
      expect(await other.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 6 })).toBe(true);
    }),
    contractCase('one may close while the others go on', async ({ store, another }) => {
      const other = await another();
      await other.insert(PLAIN, { _id: 'x' });
      await other.close();
      expect(await store.insert(PLAIN, { _id: 'y' })).toBe(true);
      expect(await store.count(PLAIN)).toBe(2);
    }),
    contractCase('many writers in three processes all get through', async ({ store, another }) => {
      const all = [store, await another(), await another()];
      const answers = await Promise.all(
        Array.from({ length: 150 }, (_, n) => (all[n % 3] ?? store).insert(PLAIN, { _id: `p${String(n)}` })),
      );
      expect(answers.every(Boolean)).toBe(true);
      expect(await store.count(PLAIN)).toBe(150);
    }),
  ],
};
