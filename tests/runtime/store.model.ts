import { expect, test } from '@jest/globals';
import { DEEP } from '../kit/figures.js';
import { fc } from '../kit/fast-check.js';
import type { StoreKind } from '../kit/stores.js';
import { collection } from '../../runtime/store/collections.js';
import { inserting, removing, replacing, upserting } from '../../runtime/store/writes.js';
import type { Condition, RemoveGuard, SortKey, Store, StoreRecord, Where, Write } from '../../runtime/seams/store.js';

/*
 * Model-based: random commands against the store and against a Map side by side, through two openings of one place. The model is written
 * down here once more, from the promises of the port, and shares no code with the stores.
 */

interface Row extends StoreRecord {
  readonly srcSeq: number;
  readonly a?: string | null;
  readonly n?: number | null;
  readonly tags?: readonly string[];
}

const ROWS = collection<Row>('cases');

/** Rows by id, and the marks of removed ones. */
interface Model {
  readonly rows: Map<string, Row>;
  readonly marks: Map<string, number>;
}

/** The same place, as several processes have it open. */
type Real = readonly Store[];

type Step = fc.AsyncCommand<Model, Real>;

const VIEWS = 2;
const newest = (model: Model, id: string): number => model.rows.get(id)?.srcSeq ?? model.marks.get(id) ?? -1;

const put = (model: Model, row: Row): true => {
  model.marks.delete(row._id);
  model.rows.set(row._id, row);
  return true;
};

const meets = (row: Row | undefined, expected: Readonly<Record<string, unknown>>): boolean =>
  row !== undefined && Object.entries(expected).every(([field, value]) => (row[field as keyof Row] ?? null) === value);

const applied = (model: Model, write: Write): boolean => {
  switch (write.op) {
    case 'insert':
      return !model.rows.has(write.record._id) && put(model, write.record as Row);
    case 'compareAndSet':
      return meets(model.rows.get(write.record._id), write.expected) && put(model, write.record as Row);
    case 'upsertIfNewer':
      return newest(model, write.record._id) < write.record.srcSeq && put(model, write.record as Row);
    case 'remove': {
      const { id, guard } = write;
      if (guard?.expected !== undefined && !meets(model.rows.get(id), guard.expected)) return false;
      if (guard?.srcSeq === undefined) return model.rows.delete(id);
      if (newest(model, id) > guard.srcSeq) return false;
      model.marks.set(id, guard.srcSeq);
      return model.rows.delete(id);
    }
  }
};

const committed = (model: Model, writes: readonly Write[], guarded: boolean): readonly boolean[] => {
  const answers: boolean[] = [];
  for (const write of writes) answers.push(guarded && answers[0] === false ? false : applied(model, write));
  return answers;
};

const sameType = (a: unknown, b: unknown): boolean => typeof a === typeof b;

const fits = (value: unknown, condition: Condition): boolean => {
  const present = value ?? null;
  if (condition === null || typeof condition !== 'object') return present === condition;
  if ('in' in condition) return condition.in.some((one) => fits(value, one));
  if ('not' in condition) return !fits(value, condition.not);
  if ('has' in condition) return Array.isArray(value) && condition.has.some((one) => value.includes(one));
  if ('prefix' in condition) return typeof value === 'string' && value.startsWith(condition.prefix);
  return Object.entries(condition).every(([op, bound]) => {
    if (present === null || !sameType(present, bound)) return false;
    const order = present === bound ? 0 : (present as string) < (bound as string) ? -1 : 1;
    return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[op] === true;
  });
};

const selected = (model: Model, where: Where): readonly Row[] =>
  [...model.rows.values()].filter((row) =>
    Object.entries(where).every(([field, condition]) => fits(row[field as keyof Row], condition)),
  );

const compared = (a: unknown, b: unknown): number => {
  const [left, right] = [a ?? null, b ?? null];
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return (left as string) < (right as string) ? -1 : 1;
};

const sorted = (rows: readonly Row[], keys: readonly SortKey[]): readonly Row[] => {
  const all = [...keys, { field: '_id', descending: keys.at(-1)?.descending ?? false }];
  return [...rows].sort((one, other) => {
    for (const { field, descending } of all) {
      const order = compared(one[field as keyof Row], other[field as keyof Row]);
      if (order !== 0) return descending === true ? -order : order;
    }
    return 0;
  });
};

// Few values, so that steps meet: ids and texts in the order of code points as JavaScript compares them (no surrogates).
const id = fc.constantFrom('a', 'b', 'B', '丁', '丁a');
const srcSeq = fc.nat(5);
const text = fc.constantFrom('', 'x', 'xy', 'X', '小满', '小', '["x"]');
const number = fc.constantFrom(-1, 0, 0.5, 2, 1e12);
const row: fc.Arbitrary<Row> = fc
  .record(
    {
      _id: id,
      srcSeq,
      a: fc.option(text),
      n: fc.option(number),
      tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
    },
    { requiredKeys: ['_id', 'srcSeq'] },
  )
  .map((one) => one as Row);
const range = <T extends string | number>(bound: fc.Arbitrary<T>): fc.Arbitrary<Condition> =>
  fc
    .tuple(fc.constantFrom('gt', 'gte', 'lt', 'lte'), bound)
    .map(([op, value]) => ({ [op]: value }) as unknown as Condition);
const where: fc.Arbitrary<Where> = fc
  .record(
    {
      a: fc.oneof(
        fc.option(text),
        fc.array(fc.option(text), { maxLength: 3 }).map((values) => ({ in: values })),
        fc.option(text).map((value) => ({ not: value })),
        text.map((prefix) => ({ prefix })),
        range(text),
      ),
      n: fc.oneof(
        fc.option(number),
        fc.option(number).map((value) => ({ not: value })),
        range(number),
      ),
      tags: fc.oneof(
        fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }).map((has) => ({ has })),
        fc.constant(null),
        fc.constant({ not: null }),
      ),
      _id: fc.oneof(
        id,
        id.map((prefix) => ({ prefix })),
        range(id),
      ),
    },
    { requiredKeys: [] },
  )
  .map((one) => one as Where);
const sort: fc.Arbitrary<readonly SortKey[]> = fc.uniqueArray(
  fc.record({ field: fc.constantFrom('a', 'n', 'srcSeq'), descending: fc.boolean() }),
  { maxLength: 2, selector: (key) => key.field },
);
const expected = fc
  .record({ srcSeq, a: fc.option(text), n: fc.option(number) }, { requiredKeys: [] })
  .map((one) => one as Readonly<Record<string, string | number | null>>);
const guard: fc.Arbitrary<RemoveGuard> = fc
  .record({ expected, srcSeq }, { requiredKeys: [] })
  .map((one) => one as RemoveGuard);
const write: fc.Arbitrary<Write> = fc.oneof(
  row.map((record) => inserting(ROWS, record)),
  row.map((record) => upserting(ROWS, record)),
  fc.tuple(expected, row).map(([fields, record]) => replacing(ROWS, fields, record)),
  fc.tuple(id, guard).map(([one, how]) => removing(ROWS, one, how)),
);

const carriedOut = (store: Store, one: Write): Promise<boolean> => {
  switch (one.op) {
    case 'insert':
      return store.insert(one.collection, one.record);
    case 'compareAndSet':
      return store.compareAndSet(one.collection, one.expected, one.record);
    case 'upsertIfNewer':
      return store.upsertIfNewer(ROWS, one.record as Row);
    case 'remove':
      return store.remove(one.collection, one.id, one.guard);
  }
};

const step = (name: string, run: (model: Model, store: Store, real: Real) => Promise<void>, view: number): Step => ({
  check: () => true,
  run: async (model, real) => {
    const store = real[view];
    if (store !== undefined) await run(model, store, real);
  },
  toString: () => `${String(view)}: ${name}`,
});

const steps: fc.Arbitrary<Step> = fc.nat(VIEWS - 1).chain((view) =>
  fc.oneof(
    write.map((one) =>
      step(
        JSON.stringify(one),
        async (model, store) => expect(await carriedOut(store, one)).toBe(applied(model, one)),
        view,
      ),
    ),
    fc
      .tuple(fc.array(write, { maxLength: 5 }), fc.boolean())
      .map(([writes, guarded]) =>
        step(
          `commit ${guarded ? 'guarded ' : ''}${JSON.stringify(writes)}`,
          async (model, store) =>
            expect(await store.commit(writes, { guarded })).toEqual(committed(model, writes, guarded)),
          view,
        ),
      ),
    fc.array(row, { maxLength: 4 }).map((records) =>
      step(
        `append ${JSON.stringify(records)}`,
        async (model, store) => {
          const count = records.filter((record) => applied(model, inserting(ROWS, record))).length;
          expect(await store.append(ROWS, records)).toBe(count);
        },
        view,
      ),
    ),
    id.map((one) =>
      step(`get ${one}`, async (model, store) => expect(await store.get(ROWS, one)).toEqual(model.rows.get(one)), view),
    ),
    where.map((condition) =>
      step(
        `count ${JSON.stringify(condition)}`,
        async (model, store) => expect(await store.count(ROWS, condition)).toBe(selected(model, condition).length),
        view,
      ),
    ),
    fc.tuple(where, sort, fc.integer({ min: 1, max: 6 })).map(([condition, keys, limit]) =>
      step(
        `find ${JSON.stringify({ condition, keys, limit })}`,
        async (model, store, real) => {
          const found: Row[] = [];
          let cursor: string | undefined;
          for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
            // Each page is asked of another process.
            const asked = real[page % real.length] ?? store;
            const query = { where: condition, sort: keys, limit, ...(cursor === undefined ? {} : { cursor }) };
            const answer = await asked.find(ROWS, query);
            found.push(...answer.records);
            cursor = answer.nextCursor;
          }
          expect(found).toEqual(sorted(selected(model, condition), keys));
        },
        view,
      ),
    ),
  ),
);

/** Any sequence of commands leaves the store as it leaves a Map, whoever asks. */
export function storeModel(kind: StoreKind): void {
  test(
    `store model: ${kind.name} behaves like a map with marks`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands([steps], { maxCommands: 30 }), async (commands) => {
          const place = await kind.create();
          const real: Store[] = [];
          try {
            for (let view = 0; view < VIEWS; view += 1) real.push(await place.open());
            await fc.asyncModelRun(() => ({ model: { rows: new Map(), marks: new Map() }, real }), commands);
          } finally {
            for (const store of real) await store.close();
            await place.dispose();
          }
        }),
        { numRuns: DEEP ? 2000 : 60 },
      );
    },
    DEEP ? 1_800_000 : 60_000,
  );
}
