import { expect } from '@jest/globals';
import type { RawEntry } from '../../../runtime/seams/store-transfer.js';
import { BAD_QUERY, contractCase, fill, ids, PLAIN, ROWS, TEXT, TEXT_ROWS, type Chapter } from './contract-kit.js';

/** Raw transfer, health and closing. */
export const MOVING: Chapter = {
  title: 'transfer',
  cases: [
    contractCase('gives records and marks in the order of their ids', async ({ store }) => {
      await store.upsertIfNewer(ROWS, { _id: 'b', srcSeq: 2, a: 'p' });
      await store.remove(ROWS, 'c', { srcSeq: 7 });
      await store.insert(ROWS, { _id: 'a' } as never);
      expect(await store.readRaw('subscriptions', undefined, 10)).toEqual({
        entries: [
          { _id: 'a', srcSeq: null, record: { _id: 'a' } },
          { _id: 'b', srcSeq: 2, record: { _id: 'b', srcSeq: 2, a: 'p' } },
          { _id: 'c', srcSeq: 7 },
        ],
      });
    }),
    contractCase('gives pages', async ({ store }) => {
      await fill(
        store,
        ['é', 'a', '满', 'Z', '\u{1F600}'].map((_id) => ({ _id })),
      );
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.readRaw('commands', after, 2);
        seen.push(...page.entries.map((entry) => entry._id));
        after = page.nextAfter;
      } while (after !== undefined);
      expect(seen).toEqual(['Z', 'a', 'é', '满', '\u{1F600}']);
    }),
    contractCase('gives nothing of an empty collection', async ({ store }) => {
      expect(await store.readRaw('commands', undefined, 10)).toEqual({ entries: [] });
    }),
    contractCase('refuses an undeclared collection and a bad limit', async ({ store }) => {
      await expect(store.readRaw('nowhere', undefined, 10)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.readRaw('commands', undefined, 0)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.writeRaw('nowhere', [])).rejects.toMatchObject(BAD_QUERY);
    }),
    contractCase('puts records in place, with their texts', async ({ store }) => {
      await store.insert(TEXT, { _id: 'x', searchText: '李四' });
      await store.writeRaw('cases', [
        { _id: 'x', srcSeq: 3, record: { _id: 'x', srcSeq: 3, searchText: '王小满' } as never },
      ]);
      expect(ids(await store.search(TEXT, { text: '王小满' }))).toEqual(['x']);
      expect(await store.search(TEXT, { text: '李四' })).toEqual([]);
      expect(await store.upsertIfNewer(TEXT_ROWS, { _id: 'x', srcSeq: 3 })).toBe(false);
    }),
    contractCase('puts marks in place', async ({ store }) => {
      await store.insert(TEXT, { _id: 'x', searchText: '李四' });
      await store.writeRaw('cases', [{ _id: 'x', srcSeq: 4 }]);
      expect(await store.get(TEXT, 'x')).toBeUndefined();
      expect(await store.search(TEXT, { text: '李四' })).toEqual([]);
      expect(await store.upsertIfNewer(TEXT_ROWS, { _id: 'x', srcSeq: 4 })).toBe(false);
      expect(await store.upsertIfNewer(TEXT_ROWS, { _id: 'x', srcSeq: 5 })).toBe(true);
    }),
    contractCase('what was read and written again is the same', async ({ store }) => {
      await fill(store, [
        { _id: 'x', a: '驿站', tags: [1, null, { deep: true }], in: { $set: 1, 'a.b': [] } },
        { _id: 'y', n: 1.5, srcSeq: 4 },
      ]);
      await store.remove(PLAIN, 'z', { srcSeq: 9 });
      const { entries } = await store.readRaw('commands', undefined, 100);
      for (const { _id } of entries) await store.remove(PLAIN, _id);
      await store.writeRaw('commands', entries);
      await store.writeRaw('commands', entries);
      const again: readonly RawEntry[] = (await store.readRaw('commands', undefined, 100)).entries;
      expect(JSON.stringify(again)).toBe(JSON.stringify(entries));
    }),
  ],
};

/** `healthy` and `close`. */
export const CLOSING: Chapter = {
  title: 'health and close',
  cases: [
    contractCase('is healthy until closed', async ({ store }) => {
      expect(await store.healthy()).toBe(true);
      await store.close();
      expect(await store.healthy()).toBe(false);
    }),
    contractCase('refuses all work after close', async ({ store }) => {
      const closed = { code: 'STORE_CLOSED' };
      await store.close();
      await expect(store.get(PLAIN, 'x')).rejects.toMatchObject(closed);
      await expect(store.insert(PLAIN, { _id: 'x' })).rejects.toMatchObject(closed);
      await expect(store.find(PLAIN)).rejects.toMatchObject(closed);
      await expect(store.commit([])).rejects.toMatchObject(closed);
    }),
    contractCase('closes twice', async ({ store }) => {
      await store.close();
      await store.close();
    }),
    contractCase('what was asked for before close is done', async ({ store, another }) => {
      const inserted = store.insert(PLAIN, { _id: 'x' });
      await store.close();
      expect(await inserted).toBe(true);
      expect(await (await another()).get(PLAIN, 'x')).toBeDefined();
    }),
    contractCase('what was written is there after closing and opening', async ({ store, another }) => {
      await store.commit(
        [inserting('x'), inserting('y')].map((record) => ({ op: 'insert', collection: PLAIN, record })),
      );
      await store.close();
      expect(await (await another()).count(PLAIN)).toBe(2);
    }),
    contractCase('says whether a commit is one step', async ({ store }) => {
      expect(typeof store.atomic).toBe('boolean');
    }),
  ],
};

const inserting = (_id: string) => ({ _id });
