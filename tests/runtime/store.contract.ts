import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collection } from '../../runtime/store/collections.js';
import { inserting, removing, replacing, upserting } from '../../runtime/store/writes.js';
import type { Claimable, Query, Scalar, Store, StoreRecord, Where } from '../../runtime/seams/store.js';

interface Thing extends StoreRecord {
  readonly srcSeq?: number;
  readonly revision?: number;
  readonly a?: Scalar;
  readonly b?: Scalar;
  readonly n?: Scalar;
  readonly tags?: readonly Scalar[];
  readonly in?: { readonly deep?: Scalar; readonly 'a-b'?: Scalar };
  readonly searchText?: string | readonly string[];
}
type Row = Thing & { readonly srcSeq: number };

const PLAIN = collection<Thing>('commands');
const TEXT = collection<Thing>('cases');
const ROWS = collection<Row>('subscriptions');
const WORK = collection<Claimable & { readonly kind?: string }>('jobs');

const ids = (records: readonly StoreRecord[]): readonly string[] => records.map((record) => record._id);

/** What every adapter of the store port must do. `open` gives an empty store; the contract closes it. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`store contract: ${name}`, () => {
    let store: Store;
    const fill = async (records: readonly Thing[]): Promise<void> => {
      for (const record of records) await store.insert(PLAIN, record);
    };
    const found = async (query: Query): Promise<readonly string[]> => ids((await store.find(PLAIN, query)).records);
    const where = (condition: Where): Promise<readonly string[]> => found({ where: condition });

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    describe('get and insert', () => {
      test('gives what was inserted', async () => {
        expect(await store.insert(PLAIN, { _id: 'x', a: '驿站 "quoted" \u2028', n: 1.5, tags: ['p', null] })).toBe(
          true,
        );
        expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', a: '驿站 "quoted" \u2028', n: 1.5, tags: ['p', null] });
      });
      test('gives nothing for an unknown id', async () => {
        expect(await store.get(PLAIN, 'nope')).toBeUndefined();
      });
      test('refuses a taken id and keeps the first', async () => {
        await store.insert(PLAIN, { _id: 'x', a: 1 });
        expect(await store.insert(PLAIN, { _id: 'x', a: 2 })).toBe(false);
        expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', a: 1 });
      });
      test('keeps collections apart', async () => {
        await store.insert(PLAIN, { _id: 'x', a: 1 });
        expect(await store.get(TEXT, 'x')).toBeUndefined();
      });
      test('takes records by value', async () => {
        const record = { _id: 'x', tags: ['p'] };
        await store.insert(PLAIN, record);
        record.tags.push('q');
        const read = await store.get(PLAIN, 'x');
        (read?.tags as string[] | undefined)?.push('r');
        expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', tags: ['p'] });
      });
      test('drops undefined members', async () => {
        await store.insert(PLAIN, { _id: 'x', a: undefined } as unknown as Thing);
        expect(Object.keys((await store.get(PLAIN, 'x')) ?? {})).toEqual(['_id']);
      });
      test.each([
        ['', 'empty'],
        ['y'.repeat(401), 'too long'],
      ])('refuses an id that is %#', async (id) => {
        await expect(store.insert(PLAIN, { _id: id })).rejects.toMatchObject({ code: 'BAD_QUERY' });
        await expect(store.get(PLAIN, id)).rejects.toMatchObject({ code: 'BAD_QUERY' });
      });
      test('refuses an undeclared collection', async () => {
        await expect(store.get({ name: 'x"; DROP TABLE c_cases' }, 'x')).rejects.toMatchObject({ code: 'BAD_QUERY' });
      });
      test('lets one of many inserters win', async () => {
        const won = await Promise.all(Array.from({ length: 20 }, (_, i) => store.insert(PLAIN, { _id: 'one', n: i })));
        expect(won.filter(Boolean)).toHaveLength(1);
      });
    });

    describe('compareAndSet', () => {
      test('replaces when the fields are as expected', async () => {
        await store.insert(PLAIN, { _id: 'x', revision: 1, a: 'old' });
        expect(await store.compareAndSet(PLAIN, { revision: 1 }, { _id: 'x', revision: 2 })).toBe(true);
        expect(await store.get(PLAIN, 'x')).toEqual({ _id: 'x', revision: 2 });
      });
      test('refuses when a field differs', async () => {
        await store.insert(PLAIN, { _id: 'x', revision: 2 });
        expect(await store.compareAndSet(PLAIN, { revision: 1 }, { _id: 'x', revision: 9 })).toBe(false);
        expect((await store.get(PLAIN, 'x'))?.revision).toBe(2);
      });
      test('refuses an absent record', async () => {
        expect(await store.compareAndSet(PLAIN, {}, { _id: 'x' })).toBe(false);
        expect(await store.get(PLAIN, 'x')).toBeUndefined();
      });
      test('compares several fields, null with absent', async () => {
        await store.insert(PLAIN, { _id: 'x', a: 'p' });
        expect(await store.compareAndSet(PLAIN, { a: 'p', b: 'q' }, { _id: 'x' })).toBe(false);
        expect(await store.compareAndSet(PLAIN, { a: 'p', b: null }, { _id: 'x', a: 'r' })).toBe(true);
      });
      test('lets one of many racers win each round', async () => {
        await store.insert(PLAIN, { _id: 'x', revision: 0 });
        for (let round = 0; round < 10; round += 1) {
          const won = await Promise.all(
            Array.from({ length: 8 }, (_, i) =>
              store.compareAndSet(PLAIN, { revision: round }, { _id: 'x', revision: round + 1, n: i }),
            ),
          );
          expect(won.filter(Boolean)).toHaveLength(1);
        }
        expect((await store.get(PLAIN, 'x'))?.revision).toBe(10);
      });
    });

    describe('upsertIfNewer', () => {
      test('adds, then replaces by a newer one', async () => {
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1, a: 'p' })).toBe(true);
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3, a: 'q' })).toBe(true);
        expect((await store.get(ROWS, 'x'))?.a).toBe('q');
      });
      test.each([[3], [2], [0]])('ignores srcSeq %d after 3', async (srcSeq) => {
        await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3, a: 'kept' });
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq, a: 'late' })).toBe(false);
        expect((await store.get(ROWS, 'x'))?.a).toBe('kept');
      });
      test('ends the same in any order', async () => {
        for (const order of [
          [1, 2, 3],
          [3, 2, 1],
          [2, 3, 1],
        ]) {
          const id = order.join('');
          for (const srcSeq of order) await store.upsertIfNewer(ROWS, { _id: id, srcSeq, n: srcSeq });
          expect((await store.get(ROWS, id))?.n).toBe(3);
        }
      });
    });

    describe('remove', () => {
      test('removes', async () => {
        await store.insert(PLAIN, { _id: 'x' });
        expect(await store.remove(PLAIN, 'x')).toBe(true);
        expect(await store.get(PLAIN, 'x')).toBeUndefined();
        expect(await store.remove(PLAIN, 'x')).toBe(false);
      });
      test('removes only what is expected', async () => {
        await store.insert(PLAIN, { _id: 'x', a: 'p' });
        expect(await store.remove(PLAIN, 'x', { expected: { a: 'q' } })).toBe(false);
        expect(await store.remove(PLAIN, 'x', { expected: { a: 'p' } })).toBe(true);
      });
      test('with srcSeq keeps older rows from coming back', async () => {
        await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1 });
        expect(await store.remove(ROWS, 'x', { srcSeq: 2 })).toBe(true);
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 2 })).toBe(false);
        expect(await store.get(ROWS, 'x')).toBeUndefined();
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 3 })).toBe(true);
      });
      test('with srcSeq marks an id that was never seen', async () => {
        expect(await store.remove(ROWS, 'x', { srcSeq: 5 })).toBe(false);
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 4 })).toBe(false);
      });
      test('with an older srcSeq leaves a newer row', async () => {
        await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 7 });
        expect(await store.remove(ROWS, 'x', { srcSeq: 6 })).toBe(false);
        expect(await store.get(ROWS, 'x')).toBeDefined();
      });
      test('a mark is invisible to find, count, compareAndSet and does not block insert', async () => {
        await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 1, a: 'p' });
        await store.remove(ROWS, 'x', { srcSeq: 1 });
        expect((await store.find(ROWS)).records).toEqual([]);
        expect(await store.count(ROWS)).toBe(0);
        expect(await store.compareAndSet(ROWS, {}, { _id: 'x', srcSeq: 9 })).toBe(false);
        expect(await store.remove(ROWS, 'x')).toBe(false);
        expect(await store.insert(ROWS, { _id: 'x', srcSeq: 0 })).toBe(true);
      });
      test('with expected and srcSeq needs both', async () => {
        await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 2, a: 'p' });
        expect(await store.remove(ROWS, 'x', { expected: { a: 'q' }, srcSeq: 2 })).toBe(false);
        expect(await store.remove(ROWS, 'x', { expected: { a: 'p', srcSeq: 2 }, srcSeq: 2 })).toBe(true);
        expect(await store.upsertIfNewer(ROWS, { _id: 'x', srcSeq: 2 })).toBe(false);
      });
    });

    describe('find', () => {
      beforeEach(() =>
        fill([
          { _id: '1', a: 'apple', n: 3, tags: ['x', 'y'], in: { deep: 'd1', 'a-b': 1 } },
          { _id: '2', a: 'apricot', n: 1, tags: ['y'], b: true },
          { _id: '3', a: '苹果', n: 2, b: false },
          { _id: '4', n: 2, tags: [] },
          { _id: '5', a: 'Zebra', n: -1.5, b: null },
        ]),
      );
      test('gives all by id without a query', async () => {
        expect(await found({})).toEqual(['1', '2', '3', '4', '5']);
      });
      const cases: readonly (readonly [string, Where, readonly string[]])[] = [
        ['equality of text', { a: 'apple' }, ['1']],
        ['equality of numbers', { n: 2 }, ['3', '4']],
        ['equality of booleans', { b: true }, ['2']],
        ['false is not absent', { b: false }, ['3']],
        ['null matches absent', { b: null }, ['1', '4', '5']],
        ['equality of _id', { _id: '3' }, ['3']],
        ['a dotted path', { 'in.deep': 'd1' }, ['1']],
        ['a path with a hyphen', { 'in.a-b': 1 }, ['1']],
        ['an unknown field', { zzz: 'q' }, []],
        ['in', { n: { in: [1, 3] } }, ['1', '2']],
        ['in with null', { a: { in: ['apple', null] } }, ['1', '4']],
        ['in of nothing', { n: { in: [] } }, []],
        ['not', { n: { not: 2 } }, ['1', '2', '5']],
        ['not, with absent fields', { a: { not: 'apple' } }, ['2', '3', '4', '5']],
        ['not null', { a: { not: null } }, ['1', '2', '3', '5']],
        ['has', { tags: { has: ['x', 'q'] } }, ['1']],
        ['has, another', { tags: { has: ['y'] } }, ['1', '2']],
        ['has on a scalar', { a: { has: ['apple'] } }, []],
        ['prefix', { a: { prefix: 'ap' } }, ['1', '2']],
        ['prefix in Chinese', { a: { prefix: '苹' } }, ['3']],
        ['prefix is case sensitive', { a: { prefix: 'z' } }, []],
        ['prefix of _id', { _id: { prefix: '4' } }, ['4']],
        ['the empty prefix means text', { a: { prefix: '' } }, ['1', '2', '3', '5']],
        ['greater', { n: { gt: 2 } }, ['1']],
        ['at least', { n: { gte: 2 } }, ['1', '3', '4']],
        ['less', { n: { lt: 1 } }, ['5']],
        ['a span', { n: { gt: -2, lte: 2 } }, ['2', '3', '4', '5']],
        ['a span of text', { a: { gte: 'apple', lt: 'b' } }, ['1', '2']],
        ['ranges never match absent fields', { zzz: { lt: 9 } }, []],
        ['several fields', { n: 2, a: '苹果' }, ['3']],
      ];
      test.each(cases)('filters by %s', async (_, condition, expected) => {
        expect(await where(condition)).toEqual(expected);
        expect(await store.count(PLAIN, condition)).toBe(expected.length);
      });
      test('needs one of the alternatives', async () => {
        expect(await found({ any: [{ a: 'apple' }, { n: 2, b: false }] })).toEqual(['1', '3']);
        expect(await found({ where: { n: 3 }, any: [{ a: 'apple' }, { n: 2 }] })).toEqual(['1']);
        expect(await store.count(PLAIN, undefined, [{ a: 'apple' }, { n: 2 }])).toBe(3);
      });
      test.each<readonly [string, Query['sort'], readonly string[]]>([
        ['numbers up', [{ field: 'n' }], ['5', '2', '3', '4', '1']],
        ['numbers down, ids down', [{ field: 'n', descending: true }], ['1', '4', '3', '2', '5']],
        ['absent first', [{ field: 'a' }], ['4', '5', '1', '2', '3']],
        ['two keys', [{ field: 'n' }, { field: 'a', descending: true }], ['5', '2', '3', '4', '1']],
        ['_id down', [{ field: '_id', descending: true }], ['5', '4', '3', '2', '1']],
      ])('sorts by %s', async (_, sort, expected) => {
        expect(await found({ sort: sort ?? [] })).toEqual(expected);
      });
      test.each([1, 2, 3])('walks through pages of %d in any order of sort', async (limit) => {
        for (const sort of [
          [],
          [{ field: 'n' }],
          [{ field: 'a', descending: true }],
          [{ field: 'b' }, { field: 'n', descending: true }],
        ]) {
          const all = await found({ sort });
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await store.find(PLAIN, { sort, limit, ...(cursor === undefined ? {} : { cursor }) });
            seen.push(...ids(page.records));
            cursor = page.nextCursor;
          } while (cursor !== undefined);
          expect(seen).toEqual(all);
        }
      });
      test('a cursor survives removal and arrival of records', async () => {
        const first = await store.find(PLAIN, { limit: 2 });
        await store.remove(PLAIN, '2');
        await store.insert(PLAIN, { _id: '0' });
        const cursor = first.nextCursor ?? '';
        expect(ids((await store.find(PLAIN, { limit: 9, cursor })).records)).toEqual(['3', '4', '5']);
      });
      test('gives no cursor on the last page', async () => {
        expect((await store.find(PLAIN, { limit: 5 })).nextCursor).toBeUndefined();
      });
      test('sorts text by code point', async () => {
        await fill([
          { _id: 'u1', a: '\u{1F600}' },
          { _id: 'u2', a: '\uFFFD' },
        ]);
        expect(await found({ where: { a: { gt: '\uE000' } }, sort: [{ field: 'a' }] })).toEqual(['u2', 'u1']);
      });
      const bad: readonly (readonly [string, unknown])[] = [
        ['a quoted field', { where: { 'a"b': 1 } }],
        ['an empty field', { where: { '': 1 } }],
        ['an operator of MongoDB', { where: { a: { $gt: '' } } }],
        ['an empty condition', { where: { a: {} } }],
        ['a value that is not scalar', { where: { a: { in: [{}] } } }],
        ['a condition that is undefined', { where: { a: undefined } }],
        ['a limit of 0', { limit: 0 }],
        ['a limit above 1000', { limit: 1001 }],
        ['a broken cursor', { cursor: 'x' }],
        ['a cursor of another sort', { cursor: Buffer.from('[1,2,"x"]').toString('base64url') }],
        ['a sort field with SQL', { sort: [{ field: "a') --" }] }],
      ];
      test.each(bad)('refuses %s', async (_, query) => {
        await expect(store.find(PLAIN, query as Query)).rejects.toMatchObject({ code: 'BAD_QUERY' });
      });
    });

    describe('search', () => {
      beforeEach(async () => {
        await store.insert(TEXT, { _id: '1', a: 'open', searchText: ['王小满', 'JYXK-20260302-00017', '满园春餐馆'] });
        await store.insert(TEXT, { _id: '2', a: 'open', searchText: '王大明 早餐店 Café No. 9' });
        await store.insert(TEXT, { _id: '3', a: 'done', searchText: ['李小满'] });
      });
      test.each([
        ['王小满', ['1']],
        ['小满', ['3', '1']],
        ['满', ['3', '1']],
        ['王', ['2', '1']],
        ['餐', ['2', '1']],
        ['餐馆', ['1']],
        ['春餐馆', ['1']],
        ['满王', []],
        ['20260302', ['1']],
        ['00017', ['1']],
        ['jyxk', ['1']],
        ['JYXK-2026', ['1']],
        ['café', ['2']],
        ['wxm', ['1']],
        ['xm', ['3', '1']],
        ['王 早餐', ['2']],
        ['早餐 王小满', []],
        ['小满 李', ['3']],
        ['"*', []],
        ['NOT 王', []],
        ['', []],
        ['满J', ['1']],
      ])('finds %s', async (text, expected) => {
        expect(ids(await store.search(TEXT, { text }))).toEqual(expected);
      });
      test('does not reach from one text into the next', async () => {
        expect(await store.search(TEXT, { text: '王小满满园' })).toEqual([]);
      });
      test('filters and limits', async () => {
        expect(ids(await store.search(TEXT, { text: '小满', where: { a: 'done' } }))).toEqual(['3']);
        expect(ids(await store.search(TEXT, { text: '小满', any: [{ a: 'open' }] }))).toEqual(['1']);
        expect(ids(await store.search(TEXT, { text: '小满', limit: 1 }))).toEqual(['3']);
      });
      test('follows changes and removals', async () => {
        await store.compareAndSet(TEXT, {}, { _id: '1', searchText: ['赵六'] });
        expect(ids(await store.search(TEXT, { text: '小满' }))).toEqual(['3']);
        expect(ids(await store.search(TEXT, { text: '赵六' }))).toEqual(['1']);
        await store.remove(TEXT, '1');
        await store.remove(TEXT, '3', { srcSeq: 1 });
        expect(await store.search(TEXT, { text: '赵六' })).toEqual([]);
        expect(await store.search(TEXT, { text: '小满' })).toEqual([]);
      });
      test('refuses a collection without a text index', async () => {
        await expect(store.search(PLAIN, { text: 'x' })).rejects.toMatchObject({ code: 'BAD_QUERY' });
      });
    });

    describe('append', () => {
      test('counts the new ones and leaves the old ones', async () => {
        expect(await store.append(PLAIN, [{ _id: '1', a: 'p' }, { _id: '2' }])).toBe(2);
        expect(await store.append(PLAIN, [{ _id: '1', a: 'changed' }, { _id: '3' }])).toBe(1);
        expect((await store.get(PLAIN, '1'))?.a).toBe('p');
      });
      test('takes nothing', async () => {
        expect(await store.append(PLAIN, [])).toBe(0);
      });
    });

    describe('claimDue', () => {
      const job = (id: string, dueAt: number, more: Partial<Claimable & { kind: string }> = {}): Claimable => ({
        _id: id,
        state: 'due',
        dueAt,
        attempts: 0,
        fence: 0,
        ...more,
      });
      const claim = { now: 100, owner: 'w1', leaseMs: 30, limit: 10 };
      test('takes what is due, oldest first, and marks it', async () => {
        for (const one of [job('late', 101), job('b', 90), job('a', 100)]) await store.insert(WORK, one);
        const taken = await store.claimDue(WORK, claim);
        expect(ids(taken)).toEqual(['b', 'a']);
        expect(taken[0]).toEqual({
          _id: 'b',
          state: 'leased',
          dueAt: 90,
          attempts: 1,
          fence: 1,
          owner: 'w1',
          leaseUntil: 130,
        });
        expect(await store.get(WORK, 'b')).toEqual(taken[0]);
      });
      test('gives nothing twice while the lease lasts', async () => {
        await store.insert(WORK, job('a', 1));
        const [first, second] = await Promise.all([
          store.claimDue(WORK, claim),
          store.claimDue(WORK, { ...claim, owner: 'w2' }),
        ]);
        expect(first.length + second.length).toBe(1);
      });
      test('gives it to another when the lease ran out, with a higher fence', async () => {
        await store.insert(WORK, job('a', 1));
        await store.claimDue(WORK, claim);
        expect(await store.claimDue(WORK, { ...claim, now: 129, owner: 'w2' })).toEqual([]);
        const [again] = await store.claimDue(WORK, { ...claim, now: 130, owner: 'w2' });
        expect(again).toMatchObject({ fence: 2, attempts: 2, owner: 'w2', leaseUntil: 160 });
      });
      test('leaves the dead and respects limit and filter', async () => {
        for (const one of [job('d', 1, { state: 'dead' }), job('x', 2, { kind: 'timer' }), job('y', 3), job('z', 4)])
          await store.insert(WORK, one);
        expect(ids(await store.claimDue(WORK, { ...claim, where: { kind: 'timer' } }))).toEqual(['x']);
        expect(ids(await store.claimDue(WORK, { ...claim, limit: 1 }))).toEqual(['y']);
      });
      test('a holder that lost the lease cannot write', async () => {
        await store.insert(WORK, job('a', 1));
        const [mine] = await store.claimDue(WORK, claim);
        await store.claimDue(WORK, { ...claim, now: 200, owner: 'w2' });
        expect(await store.remove(WORK, 'a', { expected: { owner: 'w1', fence: mine?.fence ?? 0 } })).toBe(false);
      });
    });

    describe('commit', () => {
      test('applies all and answers for each', async () => {
        await store.insert(PLAIN, { _id: 'x', revision: 1 });
        await store.insert(PLAIN, { _id: 'old' });
        const answers = await store.commit([
          replacing(PLAIN, { revision: 1 }, { _id: 'x', revision: 2 }),
          replacing(PLAIN, { revision: 1 }, { _id: 'x', revision: 3 }),
          inserting(PLAIN, { _id: 'x' }),
          inserting(TEXT, { _id: 'new', searchText: '赵六' }),
          upserting(ROWS, { _id: 'r', srcSeq: 1 }),
          removing(PLAIN, 'old'),
          removing(PLAIN, 'old'),
        ]);
        expect(answers).toEqual([true, false, false, true, true, true, false]);
        expect((await store.get(PLAIN, 'x'))?.revision).toBe(2);
        expect(ids(await store.search(TEXT, { text: '赵六' }))).toEqual(['new']);
      });
      test('sees its own earlier writes', async () => {
        expect(
          await store.commit([inserting(PLAIN, { _id: 'x', a: 1 }), replacing(PLAIN, { a: 1 }, { _id: 'x', a: 2 })]),
        ).toEqual([true, true]);
      });
      test('takes nothing', async () => {
        expect(await store.commit([])).toEqual([]);
      });
    });

    describe('health and close', () => {
      test('is healthy until closed', async () => {
        expect(await store.healthy()).toBe(true);
        await store.close();
        expect(await store.healthy()).toBe(false);
      });
      test('refuses work after close, and closes twice', async () => {
        await store.close();
        await store.close();
        await expect(store.get(PLAIN, 'x')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
        await expect(store.commit([inserting(PLAIN, { _id: 'x' })])).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      });
    });
  });
}
