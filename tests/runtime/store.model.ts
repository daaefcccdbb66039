import { expect, test } from '@jest/globals';
import { fc } from '../kit/fast-check.js';
import { collection } from '../../runtime/store/collections.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';

interface Row extends StoreRecord {
  readonly srcSeq: number;
  readonly a: string | number | null;
}

const ROWS = collection<Row>('cases');

/** The least that a store is: rows by id, and marks of removed ones. */
interface Model {
  readonly rows: Map<string, Row>;
  readonly marks: Map<string, number>;
}

type Step = (model: Model, store: Store) => Promise<void>;

const newest = (model: Model, id: string): number => model.rows.get(id)?.srcSeq ?? model.marks.get(id) ?? -1;

const put = (model: Model, row: Row): void => {
  model.marks.delete(row._id);
  model.rows.set(row._id, row);
};

const id = fc.constantFrom('a', 'b', 'c', '丁');
const row = fc.record({
  _id: id,
  srcSeq: fc.nat(6),
  a: fc.oneof(fc.constantFrom('x', 'xy', '小满', ''), fc.integer({ min: -3, max: 3 }), fc.constant(null)),
});

const steps: fc.Arbitrary<Step> = fc.oneof(
  row.map((record): Step => async (model, store) => {
    const free = !model.rows.has(record._id);
    expect(await store.insert(ROWS, record)).toBe(free);
    if (free) put(model, record);
  }),
  row.map((record): Step => async (model, store) => {
    const newer = newest(model, record._id) < record.srcSeq;
    expect(await store.upsertIfNewer(ROWS, record)).toBe(newer);
    if (newer) put(model, record);
  }),
  fc.tuple(row, fc.nat(6)).map(([record, expected]): Step => async (model, store) => {
    const holds = model.rows.get(record._id)?.srcSeq === expected;
    expect(await store.compareAndSet(ROWS, { srcSeq: expected }, record)).toBe(holds);
    if (holds) put(model, record);
  }),
  id.map((one): Step => async (model, store) => {
    expect(await store.remove(ROWS, one)).toBe(model.rows.delete(one));
  }),
  fc.tuple(id, fc.nat(6)).map(([one, srcSeq]): Step => async (model, store) => {
    const allowed = newest(model, one) <= srcSeq;
    expect(await store.remove(ROWS, one, { srcSeq })).toBe(allowed && model.rows.has(one));
    if (!allowed) return;
    model.rows.delete(one);
    model.marks.set(one, srcSeq);
  }),
  id.map((one): Step => async (model, store) => {
    expect(await store.get(ROWS, one)).toEqual(model.rows.get(one));
  }),
  fc.integer({ min: -3, max: 3 }).map((value): Step => async (model, store) => {
    const wanted = [...model.rows.values()].filter((one) => one.a === value);
    expect(await store.count(ROWS, { a: value })).toBe(wanted.length);
  }),
);

/** Any sequence of operations leaves the store as it leaves a Map. */
export function storeModel(name: string, open: () => Promise<Store>): void {
  test(`store model: ${name} behaves like a map with marks`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (sequence) => {
        const store = await open();
        const model: Model = { rows: new Map(), marks: new Map() };
        try {
          for (const step of sequence) await step(model, store);
          const all = (await store.find(ROWS)).records;
          expect(new Map(all.map((record) => [record._id, record]))).toEqual(model.rows);
        } finally {
          await store.close();
        }
      }),
      { numRuns: 60 },
    );
  });
}
