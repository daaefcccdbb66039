import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { collection } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openPhotostructure } from '../../runtime/store/embedded/photostructure-driver.js';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { fc, SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { createDisk, readTrace, type DiskEvent } from './kit/synced-image.js';

/*
 * F4: the power goes. The system calls of a writing process are recorded, and the disk is played back to many moments at which the power may
 * have gone: once with nothing but what had been synced, once with any of the other sectors. What the process had told as answered must be
 * found each time, whole, and the file must be sound. This shows that we ask for the sync before we answer and that recovery copes with torn
 * pages; it cannot show that a disk or a hypervisor does what it is asked for.
 */

const COMMITS = DEEP ? 1500 : 120;
const MOMENTS = DEEP ? 1000 : 25;
const CALLS = 'openat,close,pwrite64,write,fsync,fdatasync,ftruncate,unlink';
const LEFT = collection<StoreRecord>('cases');
const RIGHT = collection<StoreRecord>('subscriptions');

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'yizhan-power-')));
const folder = path.join(root, 'data');
mkdirSync(folder);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Records a writer until it has told so many answers. */
async function recorded(trace: string): Promise<readonly DiskEvent[]> {
  const writer = ['--import', './tests/kit/typescript.js', 'tests/faults/kit/store-writer.ts'];
  const child = spawn(
    'strace',
    [
      '-o',
      trace,
      '-xx',
      '-s',
      '70000',
      '-e',
      `trace=${CALLS}`,
      process.execPath,
      ...writer,
      path.join(folder, 's.sqlite'),
      'p',
      '4',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  let lines = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
    // The whole group: the tracer and what it traces.
    if (lines > COMMITS && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  return readTrace(trace, folder);
}

async function lossesAfter(
  image: string,
  told: readonly string[],
): Promise<{ lost: number; halved: number; unsound: number }> {
  const file = path.join(image, 's.sqlite');
  // Before the first answer there may be no file at all.
  if (!existsSync(file) && told.length === 0) return { lost: 0, halved: 0, unsound: 0 };
  const store = openEmbeddedStore({ file });
  let lost = 0;
  for (const id of told)
    if ((await store.get(LEFT, id)) === undefined || (await store.get(RIGHT, id)) === undefined) lost += 1;
  const halved = Math.abs((await store.count(LEFT)) - (await store.count(RIGHT)));
  await store.close();
  const driver = openPhotostructure(file, 1000);
  const sound = driver.prepare('PRAGMA store.integrity_check').get()?.['integrity_check'] === 'ok';
  driver.close();
  return { lost, halved, unsound: sound ? 0 : 1 };
}

test(
  'what was answered is on the disk when the power goes',
  async () => {
    if (spawnSync('strace', ['-V']).error !== undefined) {
      console.warn('F4 was not measured: there is no strace on this machine.');
      return;
    }
    const events = await recorded(path.join(root, 'trace'));
    const answers = events.filter((event) => event.kind === 'told').length;
    expect(answers).toBeGreaterThan(COMMITS / 2);
    const [moments = []] = fc.sample(
      fc.uniqueArray(fc.nat(events.length - 1), { minLength: MOMENTS, maxLength: MOMENTS }),
      { numRuns: 1, seed: SEED },
    );
    const wanted = new Set([...moments, events.length - 1]);
    const disk = createDisk(folder);
    const told: string[] = [];
    const total = { moments: 0, lost: 0, halved: 0, unsound: 0 };
    for (const [i, event] of events.entries()) {
      disk.take(event);
      if (event.kind === 'told' && event.text !== 'open\n') told.push(event.text.trim());
      if (!wanted.has(i)) continue;
      for (const chance of [0, 0.5]) {
        const image = mkdtempSync(path.join(root, 'image-'));
        disk.loseCurrent(image, () => Math.random() < chance);
        const found = await lossesAfter(image, told);
        total.moments += 1;
        total.lost += found.lost;
        total.halved += found.halved;
        total.unsound += found.unsound;
        rmSync(image, { recursive: true });
      }
    }
    recordFigure(
      'F4',
      `${String(total.moments)} losses of power over ${String(told.length)} answered commits (${String(disk.syncs())} syncs): ${String(total.lost)} lost, ${String(total.halved)} halved, ${String(total.unsound)} files unsound`,
      import.meta,
    );
    expect(total).toMatchObject({ lost: 0, halved: 0, unsound: 0 });
  },
  DEEP ? 3_600_000 : 120_000,
);
