import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PlatformError } from '../../runtime/seams/platform-error.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import { collection } from '../../runtime/store/collections.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { withDatabase } from '../kit/mongo-place.js';
import type { FaultAction } from '../kit/mongo-wire/faults.js';
import { startWireServer, type WireServer } from '../kit/mongo-wire/start-wire-server.js';

interface Row extends StoreRecord {
  readonly srcSeq: number;
  readonly n?: number;
}

const ROWS = collection<Row>('worklist');
const JOBS = collection<
  Row & { readonly state: 'due'; readonly dueAt: number; readonly attempts: number; readonly fence: number }
>('jobs');
const job = (_id: string) => ({ _id, srcSeq: 1, state: 'due', dueAt: 1, attempts: 0, fence: 0 }) as const;

/** A write on a prepared record; `found` is what must be stored after it was applied. */
interface Case {
  readonly title: string;
  readonly prepare: (store: Store, id: string) => Promise<unknown>;
  readonly write: (store: Store, id: string) => Promise<unknown>;
  readonly answer: unknown;
  readonly found: object | undefined;
}

const nothing = async (): Promise<void> => undefined;
const one = (store: Store, _id: string): Promise<boolean> => store.insert(ROWS, { _id, srcSeq: 1, n: 1 });

const CASES: readonly Case[] = [
  { title: 'insert', prepare: nothing, write: one, answer: true, found: { n: 1 } },
  {
    title: 'insert of a taken id',
    prepare: one,
    write: (store, _id) => store.insert(ROWS, { _id, srcSeq: 1, n: 2 }),
    answer: false,
    found: { n: 1 },
  },
  {
    title: 'insert over a mark',
    prepare: (store, id) => store.remove(ROWS, id, { srcSeq: 1 }),
    write: one,
    answer: true,
    found: { n: 1 },
  },
  {
    title: 'compareAndSet',
    prepare: one,
    write: (store, _id) => store.compareAndSet(ROWS, { n: 1 }, { _id, srcSeq: 2, n: 2 }),
    answer: true,
    found: { n: 2 },
  },
  {
    title: 'upsertIfNewer of a new one',
    prepare: nothing,
    write: (store, _id) => store.upsertIfNewer(ROWS, { _id, srcSeq: 3, n: 3 }),
    answer: true,
    found: { n: 3 },
  },
  {
    title: 'upsertIfNewer over an older one',
    prepare: one,
    write: (store, _id) => store.upsertIfNewer(ROWS, { _id, srcSeq: 3, n: 3 }),
    answer: true,
    found: { n: 3 },
  },
  {
    title: 'upsertIfNewer of an older one',
    prepare: one,
    write: (store, _id) => store.upsertIfNewer(ROWS, { _id, srcSeq: 1, n: 3 }),
    answer: false,
    found: { n: 1 },
  },
  {
    title: 'remove that leaves a mark',
    prepare: one,
    write: (store, id) => store.remove(ROWS, id, { srcSeq: 5 }),
    answer: true,
    found: undefined,
  },
  {
    title: 'remove that expects something and leaves a mark',
    prepare: one,
    write: (store, id) => store.remove(ROWS, id, { expected: { n: 1 }, srcSeq: 5 }),
    answer: true,
    found: undefined,
  },
  { title: 'remove', prepare: one, write: (store, id) => store.remove(ROWS, id), answer: true, found: undefined },
  {
    title: 'append of one',
    prepare: nothing,
    write: (store, _id) => store.append(ROWS, [{ _id, srcSeq: 1, n: 1 }]),
    answer: 1,
    found: { n: 1 },
  },
  {
    title: 'append of several, one of them known',
    prepare: one,
    write: (store, _id) =>
      store.append(ROWS, [
        { _id, srcSeq: 1, n: 9 },
        { _id: `${_id} b`, srcSeq: 1 },
      ]),
    answer: 1,
    found: { n: 1 },
  },
  {
    title: 'commit',
    prepare: one,
    write: (store, _id) =>
      store.commit(
        [
          { op: 'compareAndSet', collection: ROWS, expected: { n: 1 }, record: { _id, srcSeq: 2, n: 2 } as Row },
          { op: 'upsertIfNewer', collection: ROWS, record: { _id: `${_id} 1`, srcSeq: 1 } },
          { op: 'upsertIfNewer', collection: ROWS, record: { _id: `${_id} 2`, srcSeq: 1 } },
          { op: 'insert', collection: ROWS, record: { _id: `${_id} 3` } },
          { op: 'insert', collection: ROWS, record: { _id: `${_id} 4` } },
        ],
        { guarded: true },
      ),
    answer: [true, true, true, true, true],
    found: { n: 2 },
  },
  {
    title: 'claimDue',
    prepare: async (store, _id) => {
      const due = await store.find(JOBS);
      for (const old of due.records) await store.remove(JOBS, old._id);
      await store.insert(JOBS, job(_id));
      return one(store, _id);
    },
    write: async (store) =>
      (await store.claimDue(JOBS, { now: 5, owner: 'w', leaseMs: 10, limit: 5 })).map(({ fence }) => fence),
    answer: [1],
    found: { n: 1 },
  },
];

type Fault = readonly [action: FaultAction, times: number];

const FAULTS: readonly Fault[] = [
  ['dropReply', 1],
  ['dropReply', 2],
  ['dropBefore', 1],
  ['dropBefore', 2],
  ['notWritablePrimary', 1],
  ['writeConcernError', 1],
  ['writeConcernError', 2],
];

const LANES = 4;

/** Where nobody can find out who removed a record, the answer is that nobody knows. */
const mayBeUnknown = (title: string): boolean => title === 'remove';

interface Bench {
  readonly server: WireServer;
  readonly store: Store;
}

const tryOne = async ({ server, store }: Bench, fault: Fault, each: Case): Promise<void> => {
  const { title, prepare, write, answer, found } = each;
  const [action, times] = fault;
  const id = `${title} ${action} ${String(times)}`;
  await prepare(store, id);
  const before = server.faults.hits;
  server.faults.next({ command: 'write', action, times });
  const told = await write(store, id).catch((error: unknown) => error);
  server.faults.clear();
  expect([id, server.faults.hits > before]).toEqual([id, true]);
  if (told instanceof PlatformError && mayBeUnknown(title)) expect(told.code).toBe('STORE_UNAVAILABLE');
  else expect([id, told]).toEqual([id, answer]);
  const stored = await store.get(ROWS, id);
  if (found === undefined) expect([id, stored]).toEqual([id, undefined]);
  else expect([id, stored]).toEqual([id, expect.objectContaining(found)]);
};

describe.each([
  ['standalone', FAULTS.filter(([action]) => action !== 'notWritablePrimary')],
  ['replicaSet', FAULTS],
] as const)('writes whose answer is lost, on a %s', (topology, faults) => {
  // After a lost connection the driver waits half a second: so that the waits pass side by side, each fault has servers of its own, which
  // share its writes, and all are done before the first test asks how they ended.
  const benches: Bench[] = [];
  const ended = new Map<string, Promise<unknown>>();
  const lane = async (fault: Fault, cases: readonly Case[]): Promise<void> => {
    const server = await startWireServer({ topology, demandsMajority: true });
    const bench = { server, store: (await openMongo(withDatabase(server.uri, 'lost'))).store };
    benches.push(bench);
    for (const each of cases) {
      const end = tryOne(bench, fault, each).then(
        () => undefined,
        (error: unknown) => error ?? 'failed',
      );
      ended.set(`${fault.join(' ')} ${each.title}`, end);
      await end;
    }
  };
  beforeAll(async () => {
    await Promise.all(
      faults.flatMap((fault) =>
        Array.from({ length: LANES }, (_, number) =>
          lane(
            fault,
            CASES.filter((__, at) => at % LANES === number),
          ),
        ),
      ),
    );
  }, 120_000);
  afterAll(async () => {
    for (const { server, store } of benches) {
      await store.close();
      await server.stop();
    }
  });
  test.each(CASES.map(({ title }) => title))('%s', async (title) => {
    for (const fault of faults) expect(await ended.get(`${fault.join(' ')} ${title}`)).toBeUndefined();
    expect([...ended.keys()].filter((key) => key.endsWith(` ${title}`)).length).toBeGreaterThanOrEqual(faults.length);
  });
});
