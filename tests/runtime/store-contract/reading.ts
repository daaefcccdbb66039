import { expect } from '@jest/globals';
import { contractCase, PLAIN, TEXT, BAD_QUERY, type Chapter, type Thing } from './contract-kit.js';

const value = (what: string, a: unknown): readonly [string, unknown] => [what, a];

// Whatever JSON can carry comes back as it went in.
const VALUES: readonly (readonly [string, unknown])[] = [
  value('text with quotes and line separators', '驿站 "quoted" \\ \u2028 \u2029 \r\n\t'),
  value('the empty text', ''),
  value('text with a zero character', 'a\u0000b'),
  value('characters beyond the basic plane', '𠮷野家 😀'),
  value('a fraction', 1.5),
  value('a tiny number', 5e-324),
  value('a large number', 1.7976931348623157e308),
  value('the largest safe integer', Number.MAX_SAFE_INTEGER),
  value('a negative integer', -2_147_483_649),
  value('an integer beyond 32 bits', 4_294_967_296),
  value('a date in ms', 1_795_000_000_000),
  value('zero', 0),
  value('true', true),
  value('false', false),
  value('null', null),
  value('the empty list', []),
  value('the empty object', {}),
  value('lists in lists', [[1, [2, null]], []]),
  value('objects in lists', [{ x: 1 }, { y: [true] }]),
  value('keys that look like operators', { $set: 1, 'a.b': { $gt: '' }, '': 'empty', ' ': 1 }),
  value('keys that look like numbers', { 10: 'a', 2: 'b', '007': 'c' }),
  value('a key of Chinese text', { 姓名: '王小满' }),
  value('keys of Object', { constructor: 1, toString: 'x', hasOwnProperty: null }),
  value('twenty levels', JSON.parse(`${'{"x":'.repeat(20)}1${'}'.repeat(20)}`)),
  value('a long text', '满'.repeat(100_000)),
];

/** `get` and `insert`: what goes in comes out. */
export const READING: Chapter = {
  title: 'get and insert',
  cases: [
    ...VALUES.map(([what, a]) =>
      contractCase(`keeps ${what}`, async ({ store }) => {
        const record = { _id: 'x', a } as Thing;
        expect(await store.insert(PLAIN, record)).toBe(true);
        expect(await store.get(PLAIN, 'x')).toEqual(record);
      }),
    ),
    contractCase('keeps the order of keys', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', b: 1, a: { z: 1, y: 2 } } as unknown as Thing);
      expect(JSON.stringify(await store.get(PLAIN, 'x'))).toBe('{"_id":"x","b":1,"a":{"z":1,"y":2}}');
    }),
    contractCase('gives nothing for an unknown id', async ({ store }) => {
      expect(await store.get(PLAIN, 'nope')).toBeUndefined();
    }),
    contractCase('refuses a taken id and keeps the first', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: 1 });
      expect(await store.insert(PLAIN, { _id: 'x', a: 2 })).toBe(false);
      expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', a: 1 });
    }),
    contractCase('keeps collections apart', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: 1 });
      expect(await store.get(TEXT, 'x')).toBeUndefined();
      expect(await store.insert(TEXT, { _id: 'x', a: 2 })).toBe(true);
      expect((await store.get(PLAIN, 'x'))?.a).toBe(1);
    }),
    contractCase('tells ids apart by case and by code point', async ({ store }) => {
      const all = ['x', 'X', 'é', 'e\u0301', ' x', 'x ', '王', '𠮷'];
      for (const _id of all) expect(await store.insert(PLAIN, { _id, a: _id })).toBe(true);
      for (const id of all) expect((await store.get(PLAIN, id))?.a).toBe(id);
      expect(await store.count(PLAIN)).toBe(all.length);
    }),
    contractCase('gives a record out by value', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', tags: ['p'] });
      const read = await store.get(PLAIN, 'x');
      (read?.tags as string[] | undefined)?.push('r');
      expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', tags: ['p'] });
    }),
    contractCase('takes a record by value', async ({ store }) => {
      const record = { _id: 'x', tags: ['p'] };
      await store.insert(PLAIN, record);
      record.tags.push('q');
      expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', tags: ['p'] });
    }),
    contractCase('takes a record as it is when the call is made', async ({ store }) => {
      const record = { _id: 'x', tags: ['p'] };
      const inserted = store.insert(PLAIN, record);
      record.tags.push('q');
      await inserted;
      expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', tags: ['p'] });
    }),
    contractCase('drops undefined members', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: undefined, in: { deep: undefined } } as unknown as Thing);
      expect(JSON.stringify(await store.get(PLAIN, 'x'))).toBe('{"_id":"x","in":{}}');
    }),
    contractCase('makes lone halves of surrogate pairs into replacement characters', async ({ store }) => {
      await store.insert(PLAIN, { _id: 'x', a: 'a\ud83db', tags: ['\ude00'] });
      expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', a: 'a\ufffdb', tags: ['\ufffd'] });
    }),
    contractCase('takes an id of 400 characters', async ({ store }) => {
      const id = '满'.repeat(400);
      await store.insert(PLAIN, { _id: id });
      expect((await store.get(PLAIN, id))?._id).toBe(id);
    }),
    ...[
      ['is empty', ''],
      ['is too long', 'y'.repeat(401)],
      ['is a number', 7],
      ['is half a surrogate pair', '\ud83d'],
    ].map(([what, id]) =>
      contractCase(`refuses an id that ${String(what)}`, async ({ store }) => {
        await expect(store.insert(PLAIN, { _id: id as string })).rejects.toMatchObject(BAD_QUERY);
        await expect(store.get(PLAIN, id as string)).rejects.toMatchObject(BAD_QUERY);
        await expect(store.remove(PLAIN, id as string)).rejects.toMatchObject(BAD_QUERY);
      }),
    ),
    contractCase('refuses an undeclared collection in every operation', async ({ store }) => {
      const none = { name: 'x"; DROP TABLE c_cases' };
      const record = { _id: 'x', srcSeq: 1 };
      await expect(store.get(none, 'x')).rejects.toMatchObject(BAD_QUERY);
      await expect(store.insert(none, record)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.compareAndSet(none, {}, record)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.upsertIfNewer(none, record)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.remove(none, 'x')).rejects.toMatchObject(BAD_QUERY);
      await expect(store.find(none)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.count(none)).rejects.toMatchObject(BAD_QUERY);
      await expect(store.search(none, { text: 'x' })).rejects.toMatchObject(BAD_QUERY);
      await expect(store.append(none, [record])).rejects.toMatchObject(BAD_QUERY);
    }),
    contractCase('lets one of many inserters win', async ({ store }) => {
      const won = await Promise.all(Array.from({ length: 20 }, (_, n) => store.insert(PLAIN, { _id: 'one', n })));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.get(PLAIN, 'one'))?.n).toBe(won.indexOf(true));
    }),
  ],
};
