import { expect } from '@jest/globals';
import { BAD_QUERY, contractCase, PLAIN, ROWS, TEXT, type Chapter } from './contract-kit.js';

/** `compareAndSet`. */
export const COMPARE_AND_SET: Chapter = {
  title: 'compareAndSet',
  cases: [
    contractCase('replaces the whole record when the fields are as expected', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 1, a: 'old' });
      expect(await store.compareAndSet(PLAIN, { revision: 1 }, { _id: 'x', revision: 2 })).toBe(true);
      expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', revision: 2 });
    }),
    contractCase('refuses when a field differs', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 2 });
      expect(await store.compareAndSet(PLAIN, { revision: 1 }, { _id: 'x', revision: 9 })).toBe(false);
      expect((await store.get(PLAIN, 'x'))?.revision).toBe(2);
    }),
    contractCase('refuses an absent record', async ({ store }) => {
      expect(await store.compareAndSet(PLAIN, {}, { _id: 'x' })).toBe(false);
      expect(await store.get(PLAIN, 'x')).toBeUndefined();
    }),
    contractCase('needs all of several fields', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: 'p', n: 1 });
      expect(await store.compareAndSet(PLAIN, { a: 'p', n: 2 }, { _id: 'x' })).toBe(false);
      expect(await store.compareAndSet(PLAIN, { a: 'p', n: 1 }, { _id: 'x', a: 'r' })).toBe(true);
    }),
    contractCase('null expects an absent field or null', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: 'p', b: null });
      expect(await store.compareAndSet(PLAIN, { a: null }, { _id: 'x' })).toBe(false);
      expect(await store.compareAndSet(PLAIN, { b: null, n: null }, { _id: 'x', a: 'r' })).toBe(true);
    }),
    contractCase('expects a field inside an object', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', in: { deep: 'd' } });
      expect(await store.compareAndSet(PLAIN, { 'in.deep': 'e' }, { _id: 'x' })).toBe(false);
      expect(await store.compareAndSet(PLAIN, { 'in.deep': 'd' }, { _id: 'x' })).toBe(true);
    }),
    contractCase('expects booleans', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', b: false });
      expect(await store.compareAndSet(PLAIN, { b: true }, { _id: 'x' })).toBe(false);
      expect(await store.compareAndSet(PLAIN, { b: false }, { _id: 'x', b: true })).toBe(true);
    }),
    contractCase('text and number are never equal', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: '1', n: 1 });
      expect(await store.compareAndSet(PLAIN, { a: 1 }, { _id: 'x' })).toBe(false);
      expect(await store.compareAndSet(PLAIN, { n: '1' }, { _id: 'x' })).toBe(false);
    }),
    contractCase('refuses to expect anything but scalars', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', n: 1 });
      for (const expected of [{ n: { gt: 0 } }, { n: undefined }, { n: [1] }, { 'a"b': 1 }])
        await expect(store.compareAndSet(PLAIN, expected as never, { _id: 'x' })).rejects.toMatchObject(BAD_QUERY);
    }),
    contractCase('lets one of many racers win each round', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', revision: 0 });
      for (let round = 0; round < 10; round += 1) {
        const won = await Promise.all(
          Array.from({ length: 8 }, (_, n) =>
            store.compareAndSet(PLAIN, { revision: round }, { _id: 'x', revision: round + 1, n }),
          ),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await store.get(PLAIN, 'x'))?.n).toBe(won.indexOf(true));
      }
      expect((await store.get(PLAIN, 'x'))?.revision).toBe(10);
    }),
  ],
};

/** `upsertIfNewer`. */
export const UPSERT: Chapter = {
  title: 'upsertIfNewer',
  cases: [
    contractCase('adds, then replaces by a newer one', async ({ store }) => {
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1, a: 'p', n: 1 })).toBe(true);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3, a: 'q' })).toBe(true);
      expect(await store.get(ROWS, 'x')).toEqual({ _id: 'x', srcSeq: 3, a: 'q' });
    }),
    ...[3, 2, 0].map((srcSeq) =>
      contractCase(`ignores srcSeq ${String(srcSeq)} after 3`, async ({ store }) => {
        await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3, a: 'kept' });
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq, a: 'late' })).toBe(false);
        expect((await store.get(ROWS, 'x'))?.a).toBe('kept');
      }),
    ),
    contractCase('takes srcSeq 0 where nothing is', async ({ store }) => {
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 0 })).toBe(true);
    }),
    contractCase('replaces a record that never had a srcSeq', async ({ store }) => {
      await store.insert(ROWS, { _id: 'x', a: 'bare' } as never);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 0, a: 'p' })).toBe(true);
    }),
    contractCase('compares with the srcSeq that insert and compareAndSet left', async ({ store }) => {
      await store.insert(ROWS, { _id: 'x', srcSeq: 5 });
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 5 })).toBe(false);
      await store.compareAndSet(ROWS, { srcSeq: 5 }, { _id: 'x', srcSeq: 9 });
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 8 })).toBe(false);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 10 })).toBe(true);
    }),
    contractCase('ends the same in any order', async ({ store }) => {
      for (const order of [
        [1, 2, 3],
        [3, 2, 1],
        [2, 3, 1],
        [1, 3, 2],
      ]) {
        const id = order.join('');
        for (const srcSeq of order) await store.upsertIfNewer(ROWS, { _id: id, srcSeq, n: srcSeq });
        expect((await store.get(ROWS, id))?.n).toBe(3);
      }
    }),
    contractCase('ends with the newest when all come at once', async ({ store }) => {
      const order = [4, 9, 1, 7, 3, 8, 2, 6, 5];
      await Promise.all(order.map((srcSeq) => store.upsertIfNewer(ROWS, { _id: 'x', srcSeq, n: srcSeq })));
      expect((await store.get(ROWS, 'x'))?.n).toBe(9);
    }),
    ...[
      ['a fraction', 1.5],
      ['negative', -1],
      ['missing', undefined],
      ['text', '1'],
    ].map(([what, srcSeq]) =>
      contractCase(`refuses a srcSeq that is ${String(what)}`, async ({ store }) => {
        await expect(store.upsertIfNewer(ROWS, { _id: 'x', srcSeq } as never)).rejects.toMatchObject(BAD_QUERY);
      }),
    ),
  ],
};

/** `remove` with its guards, and the marks it leaves. */
export const REMOVE: Chapter = {
  title: 'remove',
  cases: [
    contractCase('removes once', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x' });
      expect(await store.remove(PLAIN, 'x')).toBe(true);
      expect(await store.get(PLAIN, 'x')).toBeUndefined();
      expect(await store.remove(PLAIN, 'x')).toBe(false);
    }),
    contractCase('leaves no mark without srcSeq', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 9 });
      await store.remove(ROWS, 'x');
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1 })).toBe(true);
    }),
    contractCase('removes only what is expected', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: 'p' });
      expect(await store.remove(PLAIN, 'x', { expected: { a: 'q' } })).toBe(false);
      expect(await store.remove(PLAIN, 'y', { expected: {} })).toBe(false);
      expect(await store.remove(PLAIN, 'x', { expected: { a: 'p', b: null } })).toBe(true);
    }),
    contractCase('with srcSeq keeps older rows from coming back', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1 });
      expect(await store.remove(ROWS, 'x', { srcSeq: 2 })).toBe(true);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 2 })).toBe(false);
      expect(await store.get(ROWS, 'x')).toBeUndefined();
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3 })).toBe(true);
    }),
    contractCase('with srcSeq marks an id that was never seen', async ({ store }) => {
      expect(await store.remove(ROWS, 'x', { srcSeq: 5 })).toBe(false);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 4 })).toBe(false);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 6 })).toBe(true);
    }),
    contractCase('with the same srcSeq removes', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 7 });
      expect(await store.remove(ROWS, 'x', { srcSeq: 7 })).toBe(true);
    }),
    contractCase('with an older srcSeq leaves a newer row', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 7 });
      expect(await store.remove(ROWS, 'x', { srcSeq: 6 })).toBe(false);
      expect(await store.get(ROWS, 'x')).toBeDefined();
    }),
    contractCase('a later mark outdoes an earlier one, never the other way round', async ({ store }) => {
      await store.remove(ROWS, 'x', { srcSeq: 5 });
      await store.remove(ROWS, 'x', { srcSeq: 3 });
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 5 })).toBe(false);
      await store.remove(ROWS, 'x', { srcSeq: 8 });
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 7 })).toBe(false);
    }),
    contractCase('with srcSeq removes a record that never had one', async ({ store }) => {
      await store.insert(ROWS, { _id: 'x' } as never);
      expect(await store.remove(ROWS, 'x', { srcSeq: 0 })).toBe(true);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 0 })).toBe(false);
    }),
    contractCase('a mark is invisible to every reader and writer but upsertIfNewer', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1, a: 'p' });
      await store.remove(ROWS, 'x', { srcSeq: 1 });
      expect(await store.get(ROWS, 'x')).toBeUndefined();
      expect((await store.find(ROWS)).records).toEqual([]);
      expect((await store.find(ROWS, { where: { _id: 'x' } })).records).toEqual([]);
      expect((await store.find(ROWS, { where: { a: null } })).records).toEqual([]);
      expect(await store.count(ROWS)).toBe(0);
      expect(await store.compareAndSet(ROWS, {}, { _id: 'x', srcSeq: 9 })).toBe(false);
      expect(await store.remove(ROWS, 'x')).toBe(false);
      expect(await store.remove(ROWS, 'x', { expected: {} })).toBe(false);
    }),
    contractCase('a mark does not block insert and append', async ({ store }) => {
      await store.remove(ROWS, 'x', { srcSeq: 1 });
      await store.remove(ROWS, 'y', { srcSeq: 1 });
      expect(await store.insert(ROWS, { _id: 'x', srcSeq: 0 })).toBe(true);
      expect(await store.append(ROWS, [{ _id: 'y', srcSeq: 0 }])).toBe(1);
      expect(await store.count(ROWS)).toBe(2);
    }),
    contractCase('a mark hides the text of what was removed', async ({ store }) => {
      await store.insert(TEXT, { _id: 'x', searchText: '王小满' });
      await store.remove(TEXT, 'x', { srcSeq: 1 });
      expect(await store.search(TEXT, { text: '小满' })).toEqual([]);
      await store.insert(TEXT, { _id: 'x', searchText: '李四' });
      expect(await store.search(TEXT, { text: '小满' })).toEqual([]);
      expect(await store.search(TEXT, { text: '李四' })).toHaveLength(1);
    }),
    contractCase('with expected and srcSeq needs both', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 2, a: 'p' });
      expect(await store.remove(ROWS, 'x', { expected: { a: 'q' }, srcSeq: 2 })).toBe(false);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3, a: 'p' })).toBe(true);
      expect(await store.remove(ROWS, 'x', { expected: { a: 'p', srcSeq: 3 }, srcSeq: 3 })).toBe(true);
      expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3 })).toBe(false);
    }),
    contractCase('refuses a malformed guard', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', n: 1 });
      await expect(store.remove(PLAIN, 'x', { srcSeq: -1 })).rejects.toMatchObject(BAD_QUERY);
      await expect(store.remove(PLAIN, 'x', { expected: { n: { gt: 0 } as never } })).rejects.toMatchObject(BAD_QUERY);
      expect(await store.get(PLAIN, 'x')).toBeDefined();
    }),
    contractCase('lets one of many removers win', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x' });
      const won = await Promise.all(Array.from({ length: 8 }, () => store.remove(PLAIN, 'x')));
      expect(won.filter(Boolean)).toHaveLength(1);
    }),
  ],
};

/** `append`. */
export const APPEND: Chapter = {
  title: 'append',
  cases: [
    contractCase('counts the new ones and leaves the old ones', async ({ store }) => {
      expect(await store.append(PLAIN, [{ _id: '1', a: 'p' }, { _id: '2' }])).toBe(2);
      expect(await store.append(PLAIN, [{ _id: '1', a: 'changed' }, { _id: '3' }])).toBe(1);
      expect((await store.get(PLAIN, '1'))?.a).toBe('p');
    }),
    contractCase('takes nothing', async ({ store }) => {
      expect(await store.append(PLAIN, [])).toBe(0);
    }),
    contractCase('takes the first of two with one id', async ({ store }) => {
      expect(
        await store.append(PLAIN, [
          { _id: '1', a: 'first' },
          { _id: '1', a: 'second' },
        ]),
      ).toBe(1);
      expect((await store.get(PLAIN, '1'))?.a).toBe('first');
    }),
    contractCase('takes a thousand', async ({ store }) => {
      const many = Array.from({ length: 1000 }, (_, n) => ({ _id: `h${String(n)}`, n }));
      expect(await store.append(PLAIN, many)).toBe(1000);
      expect(await store.append(PLAIN, many)).toBe(0);
      expect(await store.count(PLAIN)).toBe(1000);
    }),
    contractCase('indexes texts', async ({ store }) => {
      await store.append(TEXT, [{ _id: '1', searchText: '赵六' }]);
      expect(await store.search(TEXT, { text: '赵六' })).toHaveLength(1);
    }),
    contractCase('writes nothing when one is malformed', async ({ store }) => {
      await expect(store.append(PLAIN, [{ _id: '1' }, { _id: '' }])).rejects.toMatchObject(BAD_QUERY);
      expect(await store.count(PLAIN)).toBe(0);
    }),
    contractCase('counts each new one once among many at once', async ({ store }) => {
      const rows = Array.from({ length: 10 }, (_, n) => ({ _id: `h${String(n)}` }));
      const counts = await Promise.all(Array.from({ length: 5 }, () => store.append(PLAIN, rows)));
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(10);
    }),
  ],
};
