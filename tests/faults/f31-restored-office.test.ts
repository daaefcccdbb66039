import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../runtime/http/create-app.js';
import { listen, stopListening } from '../../runtime/http/listen.js';
import { NOTICES } from '../../runtime/notices/store-notifier.js';
import { JOBS } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { sumOf } from '../../runtime/store/record-sum.js';
import { openDataFolder } from '../../runtime/system/data-folder.js';
import { makeBackup } from '../../runtime/tools/make-backup.js';
import { restoreBackup } from '../../runtime/tools/restore-backup.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { releaseRestored } from '../../runtime/use-cases/restored-gate.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { beginCase, openOffice } from './kit/saved-office.js';

/*
 * F31: an office is restored from a backup in which jobs are due and effects wait to be carried out. None of it comes alive before somebody
 * releases it.
 */

const CASES = DEEP ? 1000 : 40;
const root = mkdtempSync(path.join(tmpdir(), 'yizhan-restored-'));
const source = path.join(root, 'source');
const restored = path.join(root, 'restored');
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a restored office', () => {
  it('carries out no job, timer or notice of then before somebody releases it', async () => {
    const store = openEmbeddedStore({ file: openDataFolder(source).store });
    const office = await openOffice(source, store);
    for (let serial = 1; serial <= CASES; serial += 1) await beginCase(office, serial);
    // One case as a process leaves it that dies between its commit and the relay.
    const [unrelayed] = (await store.find(INSTANCES, { where: { status: 'active' }, limit: 1 })).records;
    if (unrelayed === undefined) throw new Error('no case is open');
    const left = { ...unrelayed, pending: 1 as const };
    expect(await store.compareAndSet(INSTANCES, {}, { ...left, sum: sumOf(left) })).toBe(true);
    const saved = path.join(root, 'saved');
    const made = await makeBackup({ store: source, folder: source }, saved, { keys: true, now: Date.now() });
    expect(made.ok).toBe(true);
    await office.host.stop();
    await store.close();
    const back = await restoreBackup(saved, { store: restored, folder: restored }, Date.now());
    expect(back.ok).toBe(true);
    const other = openEmbeddedStore({ file: openDataFolder(restored).store });
    const running = await openOffice(restored, other);
    const app = createApp(running.office, {
      webFolder: '/nonexistent',
      trustProxy: false,
      version: '0',
      processMetrics: false,
      isReady: () => true,
    });
    const { server, port } = await listen(app, { host: '127.0.0.1', port: 0 });
    const ask = async (place: string): Promise<unknown> =>
      (await fetch(`http://127.0.0.1:${String(port)}${place}`)).json();
    try {
      const waiting = await other.count(JOBS, { dueAt: { lte: Date.now() } });
      const pending = await other.count(INSTANCES, { pending: 1 });
      const notices = await other.count(NOTICES);
      expect(waiting).toBeGreaterThan(CASES / 2);
      expect(pending).toBeGreaterThan(0);
      await running.host.start();
      const taken = await running.host.outside.sourceFor('worker').activate({
        types: ['anything'],
        maxJobs: 10,
        leaseMs: 1000,
        waitMs: 0,
      });
      expect(taken).toEqual([]);
      await pause(DEEP ? 10_000 : 2000);
      expect(await other.count(JOBS, { fence: { gt: 0 } })).toBe(0);
      expect(await other.count(JOBS, { dueAt: { lte: Date.now() } })).toBeGreaterThanOrEqual(waiting);
      expect(await other.count(INSTANCES, { pending: 1 })).toBe(pending);
      expect(await other.count(NOTICES)).toBe(notices);
      expect(await ask('/readyz')).toEqual({ status: 'ready', restored: 'held' });
      expect(await ask('/api/session')).toMatchObject({ restored: {} });

      expect(await releaseRestored(other, Date.now(), 'u-admin')).toBe(true);
      expect(await releaseRestored(other, Date.now(), 'u-admin')).toBe(false);
      const from = performance.now();
      let due = waiting;
      while (due >= waiting && performance.now() - from < 30_000) {
        await pause(100);
        due = await other.count(JOBS, { dueAt: { lte: Date.now() }, fence: 0 });
      }
      const first = performance.now() - from;
      expect(due).toBeLessThan(waiting);
      let held = pending;
      while (held > 0 && performance.now() - from < 60_000) {
        await pause(100);
        held = await other.count(INSTANCES, { pending: 1 });
      }
      expect(held).toBe(0);
      expect(await ask('/readyz')).toEqual({ status: 'ready' });
      recordFigure(
        'F31',
        `${String(waiting)} due jobs and ${String(pending)} commits not yet relayed of a restored office: 0 carried out before the release; the first job ${first.toFixed(0)} ms after it, all relayed after ${((performance.now() - from) / 1000).toFixed(1)} s`,
        import.meta,
      );
    } finally {
      await stopListening(server, 100);
      await running.host.stop();
      await other.close();
    }
  }, 120_000);
});
