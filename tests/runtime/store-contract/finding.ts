import { expect } from '@jest/globals';
import type { Query, Where } from '../../../runtime/seams/store.js';
import { BAD_QUERY, contractCase, fill, found, PLAIN, type Chapter, type Subject, type Thing } from './contract-kit.js';

const FRUIT: readonly Thing[] = [
  { _id: '1', a: 'apple', n: 3, tags: ['x', 'y'], in: { deep: 'd1', 'a-b': 1, more: { last: 5 } } },
  { _id: '2', a: 'apricot', n: 1, tags: ['y'], b: true },
  { _id: '3', a: '苹果', n: 2, b: false },
  { _id: '4', n: 2, tags: [] },
  { _id: '5', a: 'Zebra', n: -1.5, b: null, tags: [7, 'y'] },
];

const WHERES: readonly (readonly [string, Where, readonly string[]])[] = [
  ['nothing', {}, ['1', '2', '3', '4', '5']],
  ['equality of text', { a: 'apple' }, ['1']],
  ['equality of Chinese text', { a: '苹果' }, ['3']],
  ['equality, case sensitive', { a: 'Apple' }, []],
  ['equality of numbers', { n: 2 }, ['3', '4']],
  ['equality of fractions', { n: -1.5 }, ['5']],
  ['equality of true', { b: true }, ['2']],
  ['equality of false, which is not absent', { b: false }, ['3']],
  ['number where there is text', { a: 0 }, []],
  ['text where there is a number', { n: '2' }, []],
  ['null, which matches absent', { b: null }, ['1', '4', '5']],
  ['null, which is not a list or an object', { tags: null, in: null }, ['3']],
  ['equality of _id', { _id: '3' }, ['3']],
  ['a dotted path', { 'in.deep': 'd1' }, ['1']],
  ['a path with a hyphen', { 'in.a-b': 1 }, ['1']],
  ['a path of three parts', { 'in.more.last': 5 }, ['1']],
  ['a path through text', { 'a.b': null }, ['1', '2', '3', '4', '5']],
  ['an unknown field', { zzz: 'q' }, []],
  ['an unknown field that must be null', { zzz: null }, ['1', '2', '3', '4', '5']],
  ['in', { n: { in: [1, 3] } }, ['1', '2']],
  ['in with text and numbers', { a: { in: ['apple', 3] } }, ['1']],
  ['in with null', { a: { in: ['apple', null] } }, ['1', '4']],
  ['in of nothing', { n: { in: [] } }, []],
  ['in of ids', { _id: { in: ['5', '2', 'q'] } }, ['2', '5']],
  ['not', { n: { not: 2 } }, ['1', '2', '5']],
  ['not, which matches absent fields', { a: { not: 'apple' } }, ['2', '3', '4', '5']],
  ['not null', { a: { not: null } }, ['1', '2', '3', '5']],
  ['not null, which matches lists', { tags: { not: null } }, ['1', '2', '4', '5']],
  ['not null, which matches objects', { in: { not: null } }, ['1']],
  ['not false', { b: { not: false } }, ['1', '2', '4', '5']],
  ['not of a text, on lists', { tags: { not: 'q' } }, ['1', '2', '3', '4', '5']],
  ['has', { tags: { has: ['x', 'q'] } }, ['1']],
  ['has, in several records', { tags: { has: ['y'] } }, ['1', '2', '5']],
  ['has of a number', { tags: { has: [7] } }, ['5']],
  ['has, text is not a number', { tags: { has: ['7'] } }, []],
  ['has of nothing', { tags: { has: [] } }, []],
  ['has of null', { tags: { has: [null] } }, []],
  ['has on text', { a: { has: ['apple'] } }, []],
  ['has on an object', { in: { has: ['d1'] } }, []],
  ['prefix', { a: { prefix: 'ap' } }, ['1', '2']],
  ['the whole text as prefix', { a: { prefix: 'apple' } }, ['1']],
  ['prefix in Chinese', { a: { prefix: '苹' } }, ['3']],
  ['prefix, case sensitive', { a: { prefix: 'z' } }, []],
  ['prefix of _id', { _id: { prefix: '4' } }, ['4']],
  ['prefix on numbers', { n: { prefix: '2' } }, []],
  ['prefix with what means something elsewhere', { a: { prefix: 'a.*' } }, []],
  ['the empty prefix, which means text', { a: { prefix: '' } }, ['1', '2', '3', '5']],
  ['greater', { n: { gt: 2 } }, ['1']],
  ['at least', { n: { gte: 2 } }, ['1', '3', '4']],
  ['less', { n: { lt: 1 } }, ['5']],
  ['at most', { n: { lte: 1 } }, ['2', '5']],
  ['a span', { n: { gt: -2, lte: 2 } }, ['2', '3', '4', '5']],
  ['an empty span', { n: { gt: 2, lt: 2 } }, []],
  ['a span of text', { a: { gte: 'apple', lt: 'b' } }, ['1', '2']],
  ['text from above', { a: { gt: 'b' } }, ['3']],
  ['a span of ids', { _id: { gt: '2', lte: '4' } }, ['3', '4']],
  ['a range of an absent field', { zzz: { lt: 9 } }, []],
  ['a range of null', { b: { gte: '' } }, []],
  ['a range of text on numbers', { n: { gte: '' } }, []],
  ['a range of numbers on text', { a: { gt: 0 } }, []],
  ['several fields', { n: 2, a: '苹果' }, ['3']],
  ['several kinds of condition', { n: { gte: 1 }, a: { prefix: 'ap' }, tags: { has: ['y'] }, b: { not: true } }, ['1']],
];

const withFruit =
  (run: (subject: Subject) => Promise<void>) =>
  async (subject: Subject): Promise<void> => {
    await fill(subject.store, FRUIT);
    await run(subject);
  };

const BAD: readonly (readonly [string, unknown])[] = [
  ['a quoted field', { where: { 'a"b': 1 } }],
  ['an empty field', { where: { '': 1 } }],
  ['a field that begins with a dollar', { where: { $where: '1' } }],
  ['a path with an empty part', { where: { 'a..b': 1 } }],
  ['a path of nine parts', { where: { 'a.b.c.d.e.f.g.h.i': 1 } }],
  ['an operator of MongoDB', { where: { a: { $gt: '' } } }],
  ['an empty condition', { where: { a: {} } }],
  ['a list as condition', { where: { a: ['x'] } }],
  ['a value that is not scalar', { where: { a: { in: [{}] } } }],
  ['in that is no list', { where: { a: { in: 'x' } } }],
  ['a condition that is undefined', { where: { a: undefined } }],
  ['not of a list', { where: { a: { not: ['x'] } } }],
  ['a prefix that is a number', { where: { a: { prefix: 1 } } }],
  ['a range of null', { where: { a: { gt: null } } }],
  ['infinity', { where: { a: Number.POSITIVE_INFINITY } }],
  ['not a number', { where: { a: { lt: Number.NaN } } }],
  ['a bad alternative', { any: [{ a: 1 }, { 'a"b': 1 }] }],
  ['a limit of 0', { limit: 0 }],
  ['a limit that is a fraction', { limit: 1.5 }],
  ['a limit above 1000', { limit: 1001 }],
  ['a broken cursor', { cursor: 'x' }],
  ['an empty cursor', { cursor: '' }],
  ['a cursor of another sort', { cursor: Buffer.from('[1,2,"x"]').toString('base64url') }],
  ['a cursor with an object', { cursor: Buffer.from('[{"$gt":""}]').toString('base64url') }],
  ['a sort field with SQL', { sort: [{ field: "a') --" }] }],
];

/** `find` and `count` by conditions. */
export const FILTERING: Chapter = {
  title: 'find: conditions',
  cases: [
    ...WHERES.map(([what, where, expected]) =>
      contractCase(
        `filters by ${what}`,
        withFruit(async ({ store }) => {
          expect(await found(store, { where })).toEqual(expected);
          expect(await store.count(PLAIN, where)).toBe(expected.length);
        }),
      ),
    ),
    contractCase(
      'needs one of the alternatives',
      withFruit(async ({ store }) => {
        expect(await found(store, { any: [{ a: 'apple' }, { n: 2, b: false }] })).toEqual(['1', '3']);
        expect(await found(store, { any: [{}] })).toHaveLength(5);
        expect(await store.count(PLAIN, undefined, [{ a: 'apple' }, { n: 2 }])).toBe(3);
      }),
    ),
    contractCase(
      'needs one of the alternatives and all of the conditions',
      withFruit(async ({ store }) => {
        expect(await found(store, { where: { n: 3 }, any: [{ a: 'apple' }, { n: 2 }] })).toEqual(['1']);
        expect(await store.count(PLAIN, { n: 2 }, [{ a: 'apple' }, { b: false }])).toBe(1);
      }),
    ),
    contractCase(
      'finds by what a path inside a text looks like',
      withFruit(async ({ store }) => {
        await store.insert(PLAIN, { _id: '6', a: '["x","y"]', tags: ['["x","y"]'] });
        await store.insert(PLAIN, { _id: '7', a: '{"deep":1}' });
        expect(await found(store, { where: { a: '["x","y"]' } })).toEqual(['6']);
        expect(await found(store, { where: { a: { in: ['{"deep":1}', 'q'] } } })).toEqual(['7']);
        expect(await found(store, { where: { a: { prefix: '[' } } })).toEqual(['6']);
        expect(await found(store, { where: { tags: { has: ['["x","y"]'] } } })).toEqual(['6']);
      }),
    ),
    contractCase('does not take a list or an object for its JSON text', async ({ store }) => {
      await fill(store, [
        { _id: '1', tags: ['x', 'y'], in: { deep: 1 } },
        { _id: '2', tags: [['x']] },
      ]);
      expect(await found(store, { where: { tags: '["x","y"]' } })).toEqual([]);
      expect(await found(store, { where: { in: '{"deep":1}' } })).toEqual([]);
      expect(await found(store, { where: { in: { prefix: '' } } })).toEqual([]);
      expect(await found(store, { where: { in: { gte: 'a' } } })).toEqual([]);
      expect(await found(store, { where: { tags: { has: ['["x"]', 'x'] } } })).toEqual(['1']);
      expect(await found(store, { where: { in: { not: '{"deep":1}' } } })).toEqual(['1', '2']);
    }),
    contractCase('takes SQL and patterns for what they are', async ({ store }) => {
      const strange = ["' OR 1=1 --", '%', '_', '.*', '\\', '"', '?', '$1', '{{x}}'];
      await fill(
        store,
        strange.map((a, i) => ({ _id: String(i), a })),
      );
      for (const [i, a] of strange.entries()) {
        expect(await found(store, { where: { a } })).toEqual([String(i)]);
        expect(await found(store, { where: { a: { prefix: a } } })).toEqual([String(i)]);
      }
    }),
    contractCase('takes a thousand values', async ({ store }) => {
      await fill(store, FRUIT);
      const many = Array.from({ length: 1000 }, (_, n) => n + 3);
      expect(await found(store, { where: { n: { in: many } } })).toEqual(['1']);
    }),
    ...BAD.map(([what, query]) =>
      contractCase(`refuses ${what}`, async ({ store }) => {
        await expect(store.find(PLAIN, query as Query)).rejects.toMatchObject(BAD_QUERY);
      }),
    ),
  ],
};
