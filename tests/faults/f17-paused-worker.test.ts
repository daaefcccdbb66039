import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { JOBS } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { starting, worldOn } from '../runtime/kit/host-world.js';
import { startJobProcess } from './kit/job-process.js';

/*
 * F17: a process is stopped (SIGSTOP) while it carries a job out, past its lease, and goes on (SIGCONT) after another has done the job. Whatever
 * it then writes about the job must match nothing, and its result must not reach the instance.
 */

const ROUNDS = DEEP ? 10 : 2;
const LEASE_MS = 1000;
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-zombie-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'a worker that was stopped past its lease changes nothing when it comes back',
  async () => {
    const total = { zombieWrites: 0, zombieAttempts: 0, results: 0, byZombie: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = path.join(folder, `zombie${String(round)}.sqlite`);
      const store = openEmbeddedStore({ file });
      const world = worldOn(store);
      world.clock.set(Date.now());
      world.handlers.set('slow', async () => ({ kind: 'completed', variables: { by: 'other' } }));
      const job = { jobId: 'j1', elementId: 'e', jobType: 'slow', retries: 3, variables: {}, headers: {} };
      await world.host.commands.start(starting('c', { startInstance: [{ type: 'createJob', ...job }] }));
      const zombie = startJobProcess(file, LEASE_MS);
      try {
        await zombie.says('begun c:j1');
        zombie.child.kill('SIGSTOP');
        await pause(LEASE_MS + 700);
        world.clock.set(Date.now() + LEASE_MS);
        const before = zombie.lines.length;
        expect(await world.host.worker.tick()).toBe(1);
        zombie.child.kill('SIGCONT');
        await zombie.says('lease-lost');
        await pause(300);
        const writes = zombie.lines.slice(before).filter((line) => line.startsWith('write '));
        total.zombieAttempts += writes.length;
        total.zombieWrites += writes.filter((line) => line.endsWith(' true')).length;
      } finally {
        zombie.child.kill('SIGKILL');
        await zombie.gone;
      }
      const log = (await world.host.commands.load('c'))?.state.scopes['s1']?.variables['log'];
      const results = (Array.isArray(log) ? log : []) as readonly JsonObject[];
      total.results += results.filter((one) => one['type'] === 'completeJob').length;
      total.byZombie += results.filter((one) => (one['variables'] as JsonObject)['by'] === 'child').length;
      expect(await store.count(JOBS)).toBe(0);
      await world.host.stop();
      await store.close();
    }
    recordFigure(
      'F17',
      `${String(ROUNDS)} workers stopped past their lease: ${String(total.zombieAttempts)} writes when they came back, ${String(total.zombieWrites)} applied; ${String(total.results)} results, ${String(total.byZombie)} of a zombie`,
      import.meta,
    );
    expect(total).toMatchObject({ zombieWrites: 0, results: ROUNDS, byZombie: 0 });
    expect(total.zombieAttempts).toBeGreaterThan(0);
  },
  DEEP ? 300_000 : 60_000,
);
