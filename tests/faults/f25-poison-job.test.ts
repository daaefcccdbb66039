import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { EffectBody } from '../../engine/index.js';
import { INCIDENTS, JOBS } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { recordFigure } from '../kit/figures.js';
import { starting, worldOn } from '../runtime/kit/host-world.js';
import { startJobProcess } from './kit/job-process.js';

/*
 * F25: a job whose handler ends the process (`process.abort`), with twenty retries, among others that are fine. Each process that takes it
 * dies; after three deaths nobody takes it any more: it is an incident, and the others are done, each of them.
 */

const LEASE_MS = 1000;
const FINE = 12;
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-poison-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const job = (jobType: string): EffectBody => ({
  type: 'createJob',
  jobId: 'j1',
  elementId: 'e',
  jobType,
  retries: 20,
  variables: {},
  headers: {},
});

test('a job that ends its process is put aside after three deaths, and the others get done', async () => {
  const file = path.join(folder, 'poison.sqlite');
  const store = openEmbeddedStore({ file });
  const world = worldOn(store);
  world.clock.set(Date.now());
  await world.host.commands.start(
    starting('bad', { startInstance: [job('poison')], 'failJob:j1': [{ type: 'incident' }] }),
  );
  for (let i = 0; i < FINE; i += 1)
    await world.host.commands.start(starting(`good${String(i)}`, { startInstance: [job('fine')] }));
  let deaths = 0;
  for (let processes = 0; processes < 8; processes += 1) {
    const one = startJobProcess(file, LEASE_MS);
    const isOver = async (): Promise<void> => {
      while ((await store.count(JOBS)) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const end = await Promise.race([one.gone.then(() => 'died'), isOver().then(() => 'done')]);
    if (end === 'died') {
      expect(one.child.signalCode).toBe('SIGABRT');
      deaths += 1;
      continue;
    }
    one.child.kill('SIGKILL');
    await one.gone;
    break;
  }
  const done = [];
  for (let i = 0; i < FINE; i += 1)
    done.push((await world.host.commands.load(`good${String(i)}`))?.state.jobs['j1'] === undefined);
  const incident = (await world.host.commands.load('bad'))?.state.incidents['i1'];
  recordFigure(
    'F25',
    `a job that aborts its process: put aside as an incident after ${String(deaths)} deaths; ${String(done.filter(Boolean).length)} of ${String(FINE)} jobs beside it done`,
    import.meta,
  );
  expect(deaths).toBe(3);
  expect(incident).toBeDefined();
  expect(await store.count(INCIDENTS)).toBeGreaterThan(0);
  expect(done.every(Boolean)).toBe(true);
  await world.host.stop();
  await store.close();
}, 90_000);
