import { expect } from '@jest/globals';
import { inserting, removing, replacing, upserting } from '../../../runtime/store/writes.js';
import { BAD_QUERY, contractCase, ids, PLAIN, ROWS, TEXT, type Chapter } from './contract-kit.js';

/** `commit`: several writes at once, guarded or not. */
export const COMMITTING: Chapter = {
  title: 'commit',
  cases: [
    contractCase('applies all and answers for each', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 1 });
      await store.insert(PLAIN, { _id: 'old' });
      const answers = await store.commit([
        replacing(PLAIN, { revision: 1 }, { _id: 'x', revision: 2 }),
        inserting(PLAIN, { _id: 'old' }),
        inserting(TEXT, { _id: 'new', searchText: '赵六' }),
        upserting(ROWS, { _id: 'r', srcSeq: 1 }),
        removing(PLAIN, 'gone'),
      ]);
      expect(answers).toEqual([true, false, true, true, false]);
      expect((await store.get(PLAIN, 'x'))?.revision).toBe(2);
      expect(ids(await store.search(TEXT, { text: '赵六' }))).toEqual(['new']);
    }),
    contractCase('a write that is not applied does not stop the others', async ({ store }) => {
      const answers = await store.commit([replacing(PLAIN, {}, { _id: 'x' }), inserting(PLAIN, { _id: 'y' })]);
      expect(answers).toEqual([false, true]);
      expect(await store.get(PLAIN, 'y')).toBeDefined();
    }),
    contractCase('sees its own earlier writes of one record', async ({ store }) => {
      expect(
        await store.commit([
          inserting(PLAIN, { _id: 'x', a: 1 }),
          replacing(PLAIN, { a: 1 }, { _id: 'x', a: 2 }),
          replacing(PLAIN, { a: 1 }, { _id: 'x', a: 3 }),
          inserting(PLAIN, { _id: 'x' }),
          removing(PLAIN, 'x', { expected: { a: 2 } }),
          removing(PLAIN, 'x'),
        ]),
      ).toEqual([true, true, false, false, true, false]);
    }),
    contractCase('takes nothing', async ({ store }) => {
      expect(await store.commit([])).toEqual([]);
      expect(await store.commit([], { guarded: true })).toEqual([]);
    }),
    contractCase('takes two hundred', async ({ store }) => {
      const writes = Array.from({ length: 200 }, (_, n) => inserting(PLAIN, { _id: `w${String(n)}` }));
      expect((await store.commit(writes)).filter(Boolean)).toHaveLength(200);
      expect(await store.count(PLAIN)).toBe(200);
    }),
    contractCase('a guard that is applied lets the others through', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 1 });
      const answers = await store.commit(
        [
          replacing(PLAIN, { revision: 1 }, { _id: 'x', revision: 2 }),
          inserting(PLAIN, { _id: 'y' }),
          inserting(PLAIN, { _id: 'x' }),
          upserting(ROWS, { _id: 'r', srcSeq: 1 }),
        ],
        { guarded: true },
      );
      expect(answers).toEqual([true, true, false, true]);
    }),
    contractCase('a guard that is not applied stops all others', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 2 });
      await store.insert(PLAIN, { _id: 'old' });
      const answers = await store.commit(
        [
          replacing(PLAIN, { revision: 1 }, { _id: 'x', revision: 2 }),
          inserting(PLAIN, { _id: 'y' }),
          removing(PLAIN, 'old'),
          upserting(ROWS, { _id: 'r', srcSeq: 1 }),
        ],
        { guarded: true },
      );
      expect(answers).toEqual([false, false, false, false]);
      expect(await store.get(PLAIN, 'y')).toBeUndefined();
      expect(await store.get(PLAIN, 'old')).toBeDefined();
      expect(await store.count(ROWS)).toBe(0);
    }),
    contractCase('an insert can be the guard', async ({ store }) => {
      const writes = [inserting(PLAIN, { _id: 'key' }), upserting(ROWS, { _id: 'r', srcSeq: 1 })];
      expect(await store.commit(writes, { guarded: true })).toEqual([true, true]);
      await store.remove(ROWS, 'r');
      expect(await store.commit(writes, { guarded: true })).toEqual([false, false]);
      expect(await store.count(ROWS)).toBe(0);
    }),
    contractCase('a remove can be the guard', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'key' });
      const writes = [removing(PLAIN, 'key'), inserting(PLAIN, { _id: 'after' })];
      expect(await store.commit(writes, { guarded: true })).toEqual([true, true]);
      await store.remove(PLAIN, 'after');
      expect(await store.commit(writes, { guarded: true })).toEqual([false, false]);
    }),
    contractCase('only the first write is a guard', async ({ store }) => {
      const answers = await store.commit(
        [inserting(PLAIN, { _id: 'x' }), replacing(PLAIN, {}, { _id: 'none' }), inserting(PLAIN, { _id: 'y' })],
        { guarded: true },
      );
      expect(answers).toEqual([true, false, true]);
    }),
    contractCase('of racing guarded commits one writes all and the others nothing', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 0 });
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          store.commit(
            [
              replacing(PLAIN, { revision: 0 }, { _id: 'x', revision: 1, n }),
              inserting(PLAIN, { _id: `a${String(n)}`, n }),
              upserting(ROWS, { _id: 'r', srcSeq: n + 1 }),
            ],
            { guarded: true },
          ),
        ),
      );
      const winner = answers.findIndex(([won]) => won === true);
      expect(answers.filter((one) => one.some(Boolean))).toEqual([[true, true, true]]);
      expect(await store.count(PLAIN)).toBe(2);
      expect((await store.get(PLAIN, `a${String(winner)}`))?.n).toBe(winner);
      expect((await store.get(ROWS, 'r'))?.srcSeq).toBe(winner + 1);
    }),
    contractCase('writes nothing when a write is malformed, wherever it stands', async ({ store }) => {
      const bad = [
        inserting(PLAIN, { _id: '' }),
        inserting({ name: 'nowhere' }, { _id: 'x' }),
        replacing(PLAIN, { 'a"b': 1 }, { _id: 'x' }),
        upserting(ROWS, { _id: 'x', srcSeq: -1 }),
        removing(PLAIN, 'x', { srcSeq: 0.5 }),
      ];
      for (const one of bad)
        await expect(store.commit([inserting(PLAIN, { _id: 'y' }), one])).rejects.toMatchObject(BAD_QUERY);
      expect(await store.get(PLAIN, 'y')).toBeUndefined();
    }),
    contractCase('takes its records as they are when the call is made', async ({ store }) => {
      const record = { _id: 'x', tags: ['p'] };
      const committed = store.commit([inserting(PLAIN, { _id: 'first' }), inserting(PLAIN, record)]);
      record.tags.push('q');
      await committed;
      expect((await store.get(PLAIN, 'x'))?.tags).toEqual(['p']);
    }),
    contractCase('one that fails does not take others of the same moment with it', async ({ store }) => {
      const outcomes = await Promise.allSettled([
        store.insert(PLAIN, { _id: 'a' }),
        store.commit([inserting(PLAIN, { _id: 'b' }), inserting(PLAIN, { _id: '' })]),
        store.commit([inserting(PLAIN, { _id: 'c' }), inserting(TEXT, { _id: 'c', searchText: '王' })]),
        store.insert(PLAIN, { _id: 'a' }),
      ]);
      expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(ids((await store.find(PLAIN)).records)).toEqual(['a', 'c']);
    }),
  ],
};
