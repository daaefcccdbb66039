import { expect } from '@jest/globals';
import {
  BAD_QUERY,
  contractCase,
  ids,
  PLAIN,
  TEXT,
  TEXT_ROWS,
  type Chapter,
  type Subject,
  type Thing,
} from './contract-kit.js';

const PEOPLE: readonly Thing[] = [
  { _id: '1', a: 'open', searchText: ['王小满', 'JYXK-20260302-00017', '满园春餐馆'] },
  { _id: '2', a: 'open', searchText: '王大明 早餐店 Café No. 9' },
  { _id: '3', a: 'done', searchText: ['李小满'] },
  { _id: '4', a: 'done', searchText: ['买买提·艾力', '91370303MA3C12345X'] },
  { _id: '5', a: 'done', searchText: ['单小丽', '欧阳娜娜'] },
  { _id: '6', a: 'done', searchText: ['𠮷田𰻝面馆', '37030319900307ABCD'] },
  { _id: '7', a: 'done' },
];

const HITS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a name of three characters', '王小满', ['1']],
  ['two characters of a name', '小满', ['3', '1']],
  ['one character', '满', ['3', '1']],
  ['one character in front', '王', ['2', '1']],
  ['one character in the middle', '餐', ['2', '1']],
  ['two characters at the end', '餐馆', ['1']],
  ['three characters in the middle of five', '园春餐', ['1']],
  ['five characters', '满园春餐馆', ['1']],
  ['a name of four characters', '欧阳娜娜', ['5']],
  ['half of a compound surname', '阳娜', ['5']],
  ['characters in the wrong order', '满王', []],
  ['characters with a gap', '王满', []],
  ['a run that reaches from one text into the next', '王小满满园', []],
  ['a name with the point in its middle', '买买提·艾力', ['4']],
  ['the same name without the point', '买买提艾力', ['4']],
  ['the same name with another point', '买买提・艾力', ['4']],
  ['a part of that name', '艾力', ['4']],
  ['a character beyond the basic plane', '𠮷田', ['6']],
  ['a character of the newest planes', '𰻝面', ['6']],
  ['a date', '20260302', ['1']],
  ['the beginning of a number', '202603', ['1']],
  ['a number with zeros in front', '00017', ['1']],
  ['a credit code', '91370303MA3C12345X', ['4']],
  ['the beginning of a credit code, in small letters', '91370303ma3c', ['4']],
  ['full-width digits', '２０２６０３０２', ['1']],
  ['letters of a case number', 'jyxk', ['1']],
  ['a case number in part', 'JYXK-2026', ['1']],
  ['a whole case number', 'JYXK-20260302-00017', ['1']],
  ['a word with an accent', 'café', ['2']],
  ['the beginning of that word', 'caf', ['2']],
  ['a word without the accent it needs', 'cafe', []],
  ['pinyin initials', 'wxm', ['1']],
  ['pinyin initials in capitals', 'WXM', ['1']],
  ['pinyin initials of a part', 'xm', ['3', '1']],
  ['the first pinyin initials', 'wx', ['1']],
  ['initials of a surname as surname', 'sxl', ['5']],
  ['initials of a surname as another word', 'dxl', ['5']],
  ['initials that nobody has', 'qqq', []],
  ['two words', '王 早餐', ['2']],
  ['two words in another order', '小满 李', ['3']],
  ['two words of different records', '早餐 王小满', []],
  ['a name and a number', '王小满 00017', ['1']],
  ['a name and initials', '小满 myccg', ['1']],
  ['Chinese and Latin in one word', '满J', ['1']],
  ['signs only', '"*', []],
  ['operators of a search engine', 'NOT 王', []],
  ['a column of a search engine', 'tokens:王', []],
  ['a quote inside', '王"小', ['1']],
  ['nothing', '', []],
  ['blanks', '  ', []],
];

const withPeople =
  (run: (subject: Subject) => Promise<void>) =>
  async (subject: Subject): Promise<void> => {
    await subject.store.append(TEXT, PEOPLE);
    await run(subject);
  };

/** `search`: full text. */
export const SEARCHING: Chapter = {
  title: 'search',
  cases: [
    ...HITS.map(([what, text, expected]) =>
      contractCase(
        `finds ${what}: ${text}`,
        withPeople(async ({ store }) => {
          expect(ids(await store.search(TEXT, { text }))).toEqual(expected);
        }),
      ),
    ),
    contractCase(
      'filters',
      withPeople(async ({ store }) => {
        expect(ids(await store.search(TEXT, { text: '小满', where: { a: 'done' } }))).toEqual(['3']);
        expect(ids(await store.search(TEXT, { text: '小满', any: [{ a: 'open' }, { a: 'none' }] }))).toEqual(['1']);
        expect(await store.search(TEXT, { text: '小满', where: { a: 'none' } })).toEqual([]);
      }),
    ),
    contractCase(
      'gives the newest ids first, up to the limit',
      withPeople(async ({ store }) => {
        expect(ids(await store.search(TEXT, { text: '小满', limit: 1 }))).toEqual(['3']);
        expect(ids(await store.search(TEXT, { text: '小', limit: 3 }))).toEqual(['5', '3', '1']);
      }),
    ),
    contractCase('finds a text as soon as it is written', async ({ store }) => {
      await store.insert(TEXT, { _id: '1', searchText: '王小满' });
      expect(await store.search(TEXT, { text: '小满' })).toHaveLength(1);
    }),
    contractCase(
      'follows changes',
      withPeople(async ({ store }) => {
        await store.compareAndSet(TEXT, {}, { _id: '1', searchText: ['赵六'] });
        expect(ids(await store.search(TEXT, { text: '小满' }))).toEqual(['3']);
        expect(ids(await store.search(TEXT, { text: '赵六' }))).toEqual(['1']);
        await store.compareAndSet(TEXT, {}, { _id: '1' });
        expect(await store.search(TEXT, { text: '赵六' })).toEqual([]);
      }),
    ),
    contractCase(
      'follows removals',
      withPeople(async ({ store }) => {
        await store.remove(TEXT, '1');
        expect(ids(await store.search(TEXT, { text: '小满' }))).toEqual(['3']);
        await store.remove(TEXT, '3', { srcSeq: 1 });
        expect(await store.search(TEXT, { text: '小满' })).toEqual([]);
      }),
    ),
    contractCase('follows upserts', async ({ store }) => {
      await store.upsertIfNewer(TEXT_ROWS, { _id: '1', srcSeq: 1, searchText: '王小满' });
      await store.upsertIfNewer(TEXT_ROWS, { _id: '1', srcSeq: 3, searchText: '赵六' });
      await store.upsertIfNewer(TEXT_ROWS, { _id: '1', srcSeq: 2, searchText: '李四' });
      expect(await store.search(TEXT, { text: '小满' })).toEqual([]);
      expect(await store.search(TEXT, { text: '李四' })).toEqual([]);
      expect(ids(await store.search(TEXT, { text: '赵六' }))).toEqual(['1']);
    }),
    contractCase('finds one among many of the same', async ({ store }) => {
      const many = Array.from({ length: 300 }, (_, n) => ({
        _id: `c${String(n).padStart(3, '0')}`,
        searchText: ['王小满', `编号 ${String(n)}号`],
      }));
      await store.append(TEXT, many);
      expect(ids(await store.search(TEXT, { text: '王小满', limit: 2 }))).toEqual(['c299', 'c298']);
      expect(ids(await store.search(TEXT, { text: '王小满 217' }))).toEqual(['c217']);
    }),
    contractCase('takes a long query', async ({ store }) => {
      await store.insert(TEXT, { _id: '1', searchText: '王小满' });
      expect(await store.search(TEXT, { text: '王'.repeat(500) })).toEqual([]);
      expect(await store.search(TEXT, { text: 'x'.repeat(5000) })).toEqual([]);
    }),
    contractCase('refuses a collection without a text index', async ({ store }) => {
      await expect(store.search(PLAIN, { text: 'x' })).rejects.toMatchObject(BAD_QUERY);
    }),
    contractCase('refuses a malformed limit or condition', async ({ store }) => {
      await expect(store.search(TEXT, { text: 'x', limit: 0 })).rejects.toMatchObject(BAD_QUERY);
      await expect(store.search(TEXT, { text: 'x', where: { 'a"b': 1 } })).rejects.toMatchObject(BAD_QUERY);
      await expect(store.search(TEXT, { text: '', where: { 'a"b': 1 } })).rejects.toMatchObject(BAD_QUERY);
    }),
  ],
};
