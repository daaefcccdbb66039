import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { archiveCase, restoreCase } from '../../runtime/archive/archive-case.js';
import { ARCHIVE, unpackInstances } from '../../runtime/archive/archive-records.js';
import { sweepArchive } from '../../runtime/archive/archive-sweep.js';
import type { Store } from '../../runtime/seams/store.js';
import { CASES } from '../../runtime/store/collections.js';
import { INSTANCES, type InstanceRecord } from '../../runtime/use-cases/instance-record.js';
import { fc, SEED } from '../kit/fast-check.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { manualClock } from './kit/manual-clock.js';

const START = Date.parse('2026-03-02T10:00:00+08:00');
const DAY = 24 * 3_600_000;

let serial = 0;
/** An ended case of a root and two called instances. */
async function endedCase(
  store: Store,
  endedAt: number,
  status: InstanceRecord['status'] = 'completed',
): Promise<string> {
  serial += 1;
  const rootId = `c${String(serial).padStart(4, '0')}`;
  for (const _id of [rootId, `${rootId}a`, `${rootId}b`]) {
    await store.insert(INSTANCES, {
      _id,
      revision: 3,
      processId: 'p',
      packageHash: 'h',
      rootId,
      parentId: _id === rootId ? null : rootId,
      callPath: [],
      status,
      startCommandId: 's',
      recent: [],
      pending: 0,
      createdAt: endedAt,
      updatedAt: endedAt,
      state: { text: `state of ${_id}` },
      history: [],
      effects: [],
    });
  }
  const row = { _id: rootId, srcSeq: 3, ...(status === 'active' ? {} : { endedAt }) };
  await store.insert(CASES, row as never);
  return rootId;
}

/** Where a case is: the ids found among the instances and in the archive. */
async function placesOf(store: Store, rootId: string): Promise<readonly [number, number]> {
  const live = await store.count(INSTANCES, { rootId });
  const archived = await store.get(ARCHIVE, rootId);
  return [live, archived === undefined ? 0 : unpackInstances(archived).length];
}

/** A store that throws at its nth write from now on, and at every one after it: what it wrote before stays. */
function dying(store: Store, nth: number): Store {
  let left = nth;
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left <= 0) throw new Error('died');
    left -= 1;
    return work();
  };
  return {
    ...store,
    atomic: false,
    insert: (...args) => write(() => store.insert(...args)),
    remove: (...args) => write(() => store.remove(...args)),
    compareAndSet: (...args) => write(() => store.compareAndSet(...args)),
    // Not one step: a crash leaves the first writes.
    commit: async (writes) => {
      const answers: boolean[] = [];
      for (const one of writes) answers.push((await write(() => store.commit([one])))[0] === true);
      return answers;
    },
  };
}

describe.each(STORES.map((kind) => [kind.name, kind] as const))('the archive on %s', (_name, kind) => {
  let place: StorePlace;
  let store: Store;
  const clock = manualClock(START);
  beforeAll(async () => {
    place = await kind.create();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.dispose();
  });

  it('takes what ended long ago, leaves what is young or runs, and looks at nothing twice', async () => {
    const old = await endedCase(store, START - 100 * DAY);
    const young = await endedCase(store, START - 10 * DAY);
    const running = await endedCase(store, START - 200 * DAY, 'active');
    expect(await sweepArchive({ store, clock, afterMs: 90 * DAY })).toBe(1);
    expect(await placesOf(store, old)).toEqual([0, 3]);
    expect(await placesOf(store, young)).toEqual([3, 0]);
    expect(await placesOf(store, running)).toEqual([3, 0]);
    expect(await sweepArchive({ store, clock, afterMs: 90 * DAY })).toBe(0);
    expect(await restoreCase({ store }, old)).toBe(true);
    expect(await placesOf(store, old)).toEqual([3, 0]);
    expect((await store.get(INSTANCES, old))?.state).toEqual({ text: `state of ${old}` });
  });

  it('loses nothing wherever it dies, on the way there and back', async () => {
    for (let nth = 0; nth < 6; nth += 1) {
      const rootId = await endedCase(store, START - 100 * DAY);
      await archiveCase({ store: dying(store, nth), clock }, rootId, START).catch(() => undefined);
      const [live, packed] = await placesOf(store, rootId);
      expect(packed === 0 ? live : packed).toBe(3);
      await archiveCase({ store, clock }, rootId, START);
      expect(await placesOf(store, rootId)).toEqual([0, 3]);
      await restoreCase({ store: dying(store, nth) }, rootId).catch(() => undefined);
      const [back, still] = await placesOf(store, rootId);
      expect(still === 0 ? back : still).toBe(3);
      expect(await restoreCase({ store }, rootId)).toBe(true);
      expect(await placesOf(store, rootId)).toEqual([3, 0]);
    }
  });
});

describe('moves there and back at the same time', () => {
  it('end with every instance in exactly one place, whatever comes first', async () => {
    const kind = STORES[0];
    if (kind === undefined) throw new Error('no store');
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const place = await kind.create();
        const plain = await place.open();
        const slow = <K extends 'get' | 'find' | 'count' | 'insert' | 'remove' | 'compareAndSet'>(name: K): Store[K] =>
          ((...args: unknown[]) =>
            scheduler
              .schedule(Promise.resolve(), name)
              .then(() => (plain[name] as (...all: unknown[]) => unknown)(...args))) as unknown as Store[K];
        const store: Store = {
          ...plain,
          atomic: false,
          get: slow('get'),
          find: slow('find'),
          count: slow('count'),
          insert: slow('insert'),
          remove: slow('remove'),
          compareAndSet: slow('compareAndSet'),
          commit: async (writes) => {
            const answers: boolean[] = [];
            for (const one of writes) {
              await scheduler.schedule(Promise.resolve(), 'commit');
              answers.push(...(await plain.commit([one])));
            }
            return answers;
          },
        };
        const clock = manualClock(START);
        const rootId = await endedCase(plain, START - 100 * DAY);
        const work = Promise.all([
          archiveCase({ store, clock }, rootId, START),
          restoreCase({ store }, rootId),
          archiveCase({ store, clock }, rootId, START),
          restoreCase({ store }, rootId),
        ]);
        await scheduler.waitFor(work);
        const [live, packed] = await placesOf(plain, rootId);
        const found = new Set((await plain.find(INSTANCES, { where: { rootId } })).records.map(({ _id }) => _id));
        const archived = await plain.get(ARCHIVE, rootId);
        for (const { _id } of archived === undefined ? [] : unpackInstances(archived)) found.add(_id);
        expect({ found: found.size, live, packed }).toMatchObject({ found: 3 });
        // Whatever was left in between, one more move ends it.
        await archiveCase({ store: plain, clock }, rootId, START);
        expect(await placesOf(plain, rootId)).toEqual([0, 3]);
        await plain.close();
        await place.dispose();
      }),
      { numRuns: 200, seed: SEED },
    );
  });
});
