import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { collection } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openPhotostructure } from '../../runtime/store/embedded/photostructure-driver.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import { DEEP, recordFigure } from '../kit/figures.js';

/*
 * F3: the process that has the embedded store open is killed (SIGKILL) while it writes, again and again on the same files. What it had told
 * as answered must be there; a commit must be there whole or not at all; nothing may need repair. What is shown is safety from the death of a
 * process; the loss of power is F4.
 */

const LANES = 3;
const ROUNDS = DEEP ? 1000 : 30;
const WRITERS = 8;
const LEFT = collection<StoreRecord>('cases');
const RIGHT = collection<StoreRecord>('subscriptions');

const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a process write for a while and kills it; gives the ids it had answered. One in five is killed while it is still opening. */
async function killedWriter(file: string, name: string): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    ['--import', './tests/kit/typescript.js', 'tests/faults/kit/store-writer-child.ts', file, name, String(WRITERS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let out = '';
  const opened = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      resolve();
    });
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (Math.random() < 0.2) await pause(Math.random() * 400);
  else await Promise.race([opened.then(() => pause(Math.random() * 120)), gone]);
  child.kill('SIGKILL');
  await gone;
  expect(child.signalCode).toBe('SIGKILL');
  // The last line may have been cut off by the kill: it was not told.
  return out
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== 'open');
}

const missing = async (store: Store, ids: readonly string[]): Promise<number> => {
  let lost = 0;
  for (const id of ids)
    if ((await store.get(LEFT, id)) === undefined || (await store.get(RIGHT, id)) === undefined) lost += 1;
  return lost;
};

test(
  'no answered write is lost when the process is killed, and no commit is halved',
  async () => {
    const total = { rounds: 0, answered: 0, lost: 0, halved: 0 };
    const lane = async (number: number): Promise<void> => {
      const file = path.join(folder, `lane${String(number)}.sqlite`);
      const all: string[] = [];
      for (let round = number; round < ROUNDS; round += LANES) {
        const told = await killedWriter(file, `r${String(round)}`);
        const store = openEmbeddedStore({ file });
        total.rounds += 1;
        total.answered += told.length;
        total.lost += await missing(store, told);
        total.halved += Math.abs((await store.count(LEFT)) - (await store.count(RIGHT)));
        all.push(...told);
        await store.close();
      }
      const store = openEmbeddedStore({ file });
      total.lost += await missing(store, all);
      expect(await store.count(LEFT)).toBeGreaterThanOrEqual(all.length);
      await store.close();
      const driver = openPhotostructure(file, 1000);
      expect(driver.prepare('PRAGMA store.integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
      driver.close();
    };
    await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    recordFigure(
      'F3',
      `${String(total.rounds)} kills while writing, ${String(total.answered)} answered commits: ${String(total.lost)} lost, ${String(total.halved)} halved`,
      import.meta,
    );
    expect(total.answered).toBeGreaterThan(0);
    expect(total).toMatchObject({ rounds: ROUNDS, lost: 0, halved: 0 });
  },
  DEEP ? 3_600_000 : 240_000,
);
