import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, expect, test } from '@jest/globals';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { collection } from '../../runtime/store/collections.js';
import { backupEmbeddedStore } from '../../runtime/store/embedded/backup.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { inserting, replacing } from '../../runtime/store/writes.js';

interface Thing extends StoreRecord {
  readonly n?: number;
  readonly text?: string;
  readonly searchText?: string;
}

const THINGS = collection<Thing>('cases');
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a backup is one moment of a store that goes on writing, and holds everything answered before it', async () => {
  const file = path.join(folder, 'live.sqlite');
  const target = path.join(folder, 'copy.sqlite');
  const store = openEmbeddedStore({ file });
  const filler = Array.from({ length: 1000 }, (_, n) => ({ _id: `f${String(n)}`, text: 'x'.repeat(4000) }));
  for (let turn = 0; turn < 5; turn += 1)
    await store.append(
      THINGS,
      filler.map((one) => ({ ...one, _id: `${String(turn)}-${one._id}` })),
    );
  // Two records that always change together, and a third that tells how far it came.
  await store.commit([inserting(THINGS, { _id: 'a', n: 0 }), inserting(THINGS, { _id: 'b', n: 0 })]);
  const state = { on: true, n: 0 };
  const writer = (async () => {
    while (state.on) {
      const n = state.n + 1;
      const done = await store.commit([
        replacing(THINGS, { n: state.n }, { _id: 'a', n }),
        inserting(THINGS, { _id: `row${String(n)}`, searchText: '王小满' }),
        replacing(THINGS, { n: state.n }, { _id: 'b', n }),
      ]);
      expect(done).toEqual([true, true, true]);
      state.n = n;
    }
  })();
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const before = state.n;
  await backupEmbeddedStore(file, target);
  const after = state.n;
  lag.disable();
  state.on = false;
  await writer;
  await store.close();
  console.info(
    `backup of 20 MB while writing: ${String(after - before)} commits meanwhile, loop held up ${String(Math.round(lag.max / 1e6))} ms at most`,
  );

  expect(existsSync(`${target}-wal`)).toBe(false);
  const copy = openEmbeddedStore({ file: target });
  const [a, b] = [await copy.get(THINGS, 'a'), await copy.get(THINGS, 'b')];
  const n = a?.n ?? -1;
  expect(b?.n).toBe(n);
  expect(n).toBeGreaterThanOrEqual(before);
  expect(await copy.count(THINGS, { _id: { prefix: 'row' } })).toBe(n);
  expect(await copy.search(THINGS, { text: '小满', limit: 1000 })).toHaveLength(Math.min(n, 1000));
  expect(await copy.count(THINGS, { _id: { not: 'a' } })).toBe(5000 + n + 1);
  await copy.close();
});

test('a backup that fails leaves what was there', async () => {
  const target = path.join(folder, 'kept.sqlite');
  writeFileSync(target, 'an older backup');
  await expect(backupEmbeddedStore(path.join(folder, 'none.sqlite'), target)).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
  await expect(backupEmbeddedStore(target, path.join(folder, 'second.sqlite'))).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
  expect(existsSync(path.join(folder, 'second.sqlite'))).toBe(false);
  expect(existsSync(path.join(folder, 'second.sqlite.part'))).toBe(false);
  expect(existsSync(target)).toBe(true);
});
