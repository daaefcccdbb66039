import { expect } from '@jest/globals';
import type { SortKey } from '../../../runtime/seams/store.js';
import { BAD_QUERY, contractCase, fill, found, ids, PLAIN, type Chapter, type Thing } from './contract-kit.js';

const FRUIT: readonly Thing[] = [
  { _id: '1', a: 'apple', n: 3, b: true },
  { _id: '2', a: 'apricot', n: 1, b: true },
  { _id: '3', a: '苹果', n: 2, b: false },
  { _id: '4', n: 2 },
  { _id: '5', a: 'Zebra', n: -1.5, b: null },
];

const SORTS: readonly (readonly [string, readonly SortKey[], readonly string[]])[] = [
  ['_id without a sort key', [], ['1', '2', '3', '4', '5']],
  ['numbers up', [{ field: 'n' }], ['5', '2', '3', '4', '1']],
  ['numbers down, ids down', [{ field: 'n', descending: true }], ['1', '4', '3', '2', '5']],
  ['text, absent first', [{ field: 'a' }], ['4', '5', '1', '2', '3']],
  ['text down, absent last', [{ field: 'a', descending: true }], ['3', '2', '1', '5', '4']],
  ['booleans, absent and null alike', [{ field: 'b' }], ['4', '5', '3', '1', '2']],
  ['two keys', [{ field: 'n' }, { field: 'a', descending: true }], ['5', '2', '3', '4', '1']],
  ['two keys, the first down', [{ field: 'b', descending: true }, { field: 'n' }], ['2', '1', '3', '5', '4']],
  ['_id down', [{ field: '_id', descending: true }], ['5', '4', '3', '2', '1']],
  ['an absent field', [{ field: 'zzz', descending: true }], ['5', '4', '3', '2', '1']],
  ['keys behind _id are of no use', [{ field: '_id' }, { field: 'n' }], ['1', '2', '3', '4', '5']],
];

const WALKS: readonly (readonly [string, readonly SortKey[]])[] = SORTS.map(([what, sort]) => [what, sort]);

/** Order, pages and cursors of `find`. */
export const ORDERING: Chapter = {
  title: 'find: order and pages',
  cases: [
    ...SORTS.map(([what, sort, expected]) =>
      contractCase(`sorts by ${what}`, async ({ store }) => {
        await fill(store, FRUIT);
        expect(await found(store, { sort })).toEqual(expected);
      }),
    ),
    contractCase('sorts text by code point', async ({ store }) => {
      await fill(store, [
        { _id: 'u1', a: '\u{1F600}' },
        { _id: 'u2', a: '\uFFFD' },
        { _id: 'u3', a: '满' },
        { _id: 'u4', a: 'z' },
        { _id: 'u5', a: '\u{1F600}a' },
      ]);
      expect(await found(store, { sort: [{ field: 'a' }] })).toEqual(['u4', 'u3', 'u2', 'u1', 'u5']);
      expect(await found(store, { where: { a: { gt: '\uE000' } }, sort: [{ field: 'a' }] })).toEqual([
        'u2',
        'u1',
        'u5',
      ]);
    }),
    contractCase('sorts ids by code point', async ({ store }) => {
      await fill(
        store,
        ['b', 'B', '_', '1', '满', '\u{1F600}', '\uFFFD', 'ba'].map((_id) => ({ _id })),
      );
      expect(await found(store, {})).toEqual(['1', 'B', '_', 'b', 'ba', '满', '\uFFFD', '\u{1F600}']);
    }),
    contractCase('puts numbers before text', async ({ store }) => {
      await fill(store, [
        { _id: '1', a: '1' },
        { _id: '2', a: 9 },
        { _id: '3', a: null },
        { _id: '4', a: '' },
        { _id: '5', a: -9 },
      ]);
      expect(await found(store, { sort: [{ field: 'a' }] })).toEqual(['3', '5', '2', '4', '1']);
    }),
    ...WALKS.flatMap(([what, sort]) =>
      [1, 2, 4].map((limit) =>
        contractCase(`walks by ${what} in pages of ${String(limit)}`, async ({ store }) => {
          await fill(store, FRUIT);
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await store.find(PLAIN, { sort, limit, ...(cursor === undefined ? {} : { cursor }) });
            expect(page.records.length).toBeLessThanOrEqual(limit);
            seen.push(...ids(page.records));
            cursor = page.nextCursor;
          } while (cursor !== undefined);
          expect(seen).toEqual(await found(store, { sort }));
        }),
      ),
    ),
    contractCase('a cursor survives removal and arrival of records', async ({ store }) => {
      await fill(store, FRUIT);
      const { nextCursor: cursor = '' } = await store.find(PLAIN, { limit: 2 });
      await store.remove(PLAIN, '2');
      await store.insert(PLAIN, { _id: '0' });
      await store.insert(PLAIN, { _id: '6' });
      expect(ids((await store.find(PLAIN, { limit: 9, cursor })).records)).toEqual(['3', '4', '5', '6']);
    }),
    contractCase('a cursor goes on behind the values it saw, though the record changed', async ({ store }) => {
      await fill(store, FRUIT);
      const sort = [{ field: 'n' }];
      const { nextCursor: cursor = '' } = await store.find(PLAIN, { sort, limit: 2 });
      await store.compareAndSet(PLAIN, {}, { _id: '2', n: 99 });
      expect(ids((await store.find(PLAIN, { sort, cursor })).records)).toEqual(['3', '4', '1', '2']);
    }),
    contractCase('a cursor is used with its conditions', async ({ store }) => {
      await fill(store, FRUIT);
      const query = { where: { n: { gt: 0 } }, limit: 2 };
      const { nextCursor: cursor = '' } = await store.find(PLAIN, query);
      expect(ids((await store.find(PLAIN, { ...query, cursor })).records)).toEqual(['3', '4']);
    }),
    contractCase('gives no cursor on the last page', async ({ store }) => {
      await fill(store, FRUIT);
      expect((await store.find(PLAIN, { limit: 5 })).nextCursor).toBeUndefined();
      expect((await store.find(PLAIN, { where: { zzz: 1 } })).nextCursor).toBeUndefined();
    }),
    contractCase('gives 100 without a limit and 1000 at most', async ({ store }) => {
      await store.append(
        PLAIN,
        Array.from({ length: 1001 }, (_, n) => ({ _id: `r${String(n).padStart(4, '0')}` })),
      );
      expect((await store.find(PLAIN)).records).toHaveLength(100);
      const page = await store.find(PLAIN, { limit: 1000 });
      expect(page.records).toHaveLength(1000);
      expect(ids((await store.find(PLAIN, { cursor: page.nextCursor ?? '' })).records)).toEqual(['r1000']);
    }),
    contractCase('stops counting where it is told to', async ({ store }) => {
      await fill(store, FRUIT);
      expect(await store.count(PLAIN, undefined, undefined, 3)).toBe(3);
      expect(await store.count(PLAIN, { n: { gte: 2 } }, undefined, 1)).toBe(1);
      expect(await store.count(PLAIN, { n: { gte: 2 } }, undefined, 3)).toBe(3);
      expect(await store.count(PLAIN, { n: { gte: 2 } }, undefined, 1000)).toBe(3);
      expect(await store.count(PLAIN, {}, [{ n: 2 }, { n: 3 }], 2)).toBe(2);
      expect(await store.count(PLAIN, { n: 99 }, undefined, 2)).toBe(0);
    }),
    contractCase('refuses to stop counting before one', async ({ store }) => {
      for (const atMost of [0, -1, 1.5, Number.NaN])
        await expect(store.count(PLAIN, {}, undefined, atMost)).rejects.toMatchObject(BAD_QUERY);
    }),
    contractCase('counts beyond a page', async ({ store }) => {
      await store.append(
        PLAIN,
        Array.from({ length: 1001 }, (_, n) => ({ _id: `r${String(n)}`, n: n % 2 })),
      );
      expect(await store.count(PLAIN)).toBe(1001);
      expect(await store.count(PLAIN, { n: 1 })).toBe(500);
    }),
  ],
};
