import { expect, test } from '@jest/globals';
import type { StoreRecord } from '../../runtime/seams/store.js';
import type { Claimable } from '../../runtime/seams/store.js';
import { collection } from '../../runtime/store/collections.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { readOnlyWhen } from '../../runtime/store/read-only-when.js';
import { createDiskWatch, diskLevel, type DiskRoom } from '../../runtime/system/disk-watch.js';

const MB = 1024 ** 2;
const GB = 1024 ** 3;

test.each<readonly [string, DiskRoom, string]>([
  ['a small disk at 79 %', { total: 100 * MB, free: 21 * MB }, 'free'],
  ['a small disk at 80 %', { total: 100 * MB, free: 20 * MB }, 'low'],
  ['a small disk at 94 %', { total: 100 * MB, free: 6 * MB }, 'low'],
  ['a small disk at 95 %', { total: 100 * MB, free: 5 * MB }, 'full'],
  ['a small disk without room', { total: 100 * MB, free: 0 }, 'full'],
  ['a large disk at 97 %, 30 GB free', { total: 1000 * GB, free: 30 * GB }, 'free'],
  ['a large disk at 99 %, 5 GB free', { total: 1000 * GB, free: 5 * GB }, 'low'],
  ['a large disk with half a GB free', { total: 1000 * GB, free: GB / 2 }, 'full'],
  ['a disk that tells nothing', { total: 0, free: 0 }, 'free'],
])('%s', (_, room, level) => {
  expect(diskLevel(room)).toBe(level);
});

test('each change of level is told once', async () => {
  const told: string[] = [];
  const rooms = [50, 50, 15, 15, 3, 3, 50].map((percent) => ({ total: 100 * MB, free: percent * MB }));
  const watch = createDiskWatch({
    folder: '/nowhere',
    everyMs: 1,
    log: {
      info: (event, facts) => told.push(`info ${event} ${String(facts?.['level'])}`),
      warn: (event, facts) => told.push(`warn ${event} ${String(facts?.['level'])}`),
      error: (event, facts) => told.push(`error ${event} ${String(facts?.['level'])}`),
    },
    measure: () => {
      const room = rooms.shift();
      if (room === undefined) throw new Error('the disk does not answer');
      return room;
    },
  });
  while (rooms.length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  watch.stop();
  expect(told).toEqual(['warn disk low', 'error disk full', 'info disk free']);
  expect(watch.level()).toBe('free');
});

test('a store that is read-only refuses every write, gives no job away, and reads', async () => {
  const THINGS = collection<StoreRecord & { readonly srcSeq: number }>('cases');
  const WORK = collection<Claimable>('jobs');
  const below = createMemoryStore();
  await below.insert(THINGS, { _id: 'x', srcSeq: 1 });
  await below.insert(WORK, { _id: 'j', state: 'due', dueAt: 0, attempts: 0, fence: 0 });
  const state = { full: true };
  const store = readOnlyWhen(below, () => state.full);
  const full = { code: 'STORE_FULL' };
  const record = { _id: 'y', srcSeq: 2 };
  await expect(store.insert(THINGS, record)).rejects.toMatchObject(full);
  await expect(store.compareAndSet(THINGS, {}, record)).rejects.toMatchObject(full);
  await expect(store.upsertIfNewer(THINGS, record)).rejects.toMatchObject(full);
  await expect(store.remove(THINGS, 'x')).rejects.toMatchObject(full);
  await expect(store.append(THINGS, [record])).rejects.toMatchObject(full);
  await expect(store.commit([])).rejects.toMatchObject(full);
  expect(await store.claimDue(WORK, { now: 1, owner: 'w', leaseMs: 1, limit: 1 })).toEqual([]);
  expect(await store.get(THINGS, 'x')).toBeDefined();
  expect((await store.find(THINGS)).records).toHaveLength(1);
  expect(await store.healthy()).toBe(true);
  state.full = false;
  expect(await store.insert(THINGS, record)).toBe(true);
  expect(await store.claimDue(WORK, { now: 1, owner: 'w', leaseMs: 1, limit: 1 })).toHaveLength(1);
  await store.close();
  expect(await store.healthy()).toBe(false);
});
