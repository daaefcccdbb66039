import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Store } from '../../runtime/seams/store.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openDataFolder } from '../../runtime/system/data-folder.js';
import { makeBackup } from '../../runtime/tools/make-backup.js';
import { restoreBackup } from '../../runtime/tools/restore-backup.js';
import type { RunningOffice } from '../../runtime/use-cases/create-office.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { createMongoPlace } from '../kit/mongo-place.js';
import { beginCase, openOffice } from './kit/saved-office.js';

/*
 * F30: an office is saved while it is written to, restored elsewhere (another folder, a database), and looked at by the invariant checker.
 */

const CASES = DEEP ? 10_000 : 200;

const root = mkdtempSync(path.join(tmpdir(), 'yizhan-backup-'));
const source = path.join(root, 'source');
const saved = path.join(root, 'saved');
const restored = path.join(root, 'restored');
let store: Store;
let office: RunningOffice;
let begun = 0;

const begin = async (): Promise<void> => {
  begun += 1;
  await beginCase(office, begun);
};

beforeAll(async () => {
  store = openEmbeddedStore({ file: openDataFolder(source).store });
  office = await openOffice(source, store);
  await office.office.files.put(randomBytes(50_000), 'application/octet-stream');
}, 120_000);
afterAll(async () => {
  await office.host.stop();
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

describe('a backup', () => {
  it(
    'is made while the office is written to, and restores elsewhere to a whole one',
    async () => {
      const place = { store: source, folder: source };
      for (let at = 0; at < CASES; at += 20) await Promise.all(Array.from({ length: 20 }, () => begin()));
      // Clients go on while it is copied.
      let writing = true;
      let meanwhile = 0;
      const client = async (): Promise<void> => {
        while (writing) {
          await begin();
          meanwhile += 1;
          await pause(1);
        }
      };
      const clients = [client(), client(), client()];
      const from = performance.now();
      const outcome = await makeBackup(place, saved, { keys: true, now: Date.now() });
      const made = performance.now() - from;
      writing = false;
      await Promise.all(clients);
      if (!outcome.ok) throw new Error('not saved');

      const again = performance.now();
      const back = await restoreBackup(saved, { store: restored, folder: restored }, Date.now());
      const took = performance.now() - again;
      if (!back.ok) throw new Error(JSON.stringify(back));
      expect(back.report.findings).toEqual([]);
      const instances = back.report.counts['instances'] ?? 0;
      expect(instances).toBeGreaterThanOrEqual(CASES);
      expect(took).toBeLessThan(DEEP ? 300_000 : 600_000);
      recordFigure(
        'F30.embedded',
        `saved in ${(made / 1000).toFixed(1)} s while ${String(meanwhile)} cases were begun, restored and verified in ${(took / 1000).toFixed(1)} s: ${String(instances)} instances, ${(outcome.manifest.store.bytes / 1e6).toFixed(1)} MB, checker clean`,
        import.meta,
      );
    },
    DEEP ? 1_200_000 : 180_000,
  );

  it(
    'goes into a database, too',
    async () => {
      const database = await createMongoPlace();
      const folder = path.join(root, 'beside-database');
      try {
        const from = performance.now();
        const back = await restoreBackup(saved, { store: database.uri, folder }, Date.now());
        if (!back.ok) throw new Error(JSON.stringify(back));
        expect(back.report.findings).toEqual([]);
        const copy = path.join(root, 'from-database');
        const outcome = await makeBackup({ store: database.uri, folder }, copy, { keys: false, now: Date.now() });
        expect(outcome.ok).toBe(true);
        const count = back.report.counts['instances'] ?? 0;
        recordFigure(
          'F30.mongo',
          `${String(count)} instances restored into a database, verified and saved again in ${((performance.now() - from) / 1000).toFixed(1)} s, checker clean`,
          import.meta,
        );
      } finally {
        await database.dispose();
      }
    },
    DEEP ? 1_200_000 : 180_000,
  );

  it.each(['yizhan.sqlite', 'keys/sealing.json'])('is refused when %s has changed by one bit', async (name) => {
    const damaged = path.join(root, `damaged-${name.replace('/', '-')}`);
    cpSync(saved, damaged, { recursive: true });
    const file = path.join(damaged, name);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const folder = path.join(root, 'never');
    const back = await restoreBackup(damaged, { store: folder, folder }, Date.now());
    expect(back).toEqual({ ok: false, why: 'damaged', damage: [name] });
  });

  it('is never restored over an office', async () => {
    const back = await restoreBackup(saved, { store: restored, folder: restored }, Date.now());
    expect(back).toEqual({ ok: false, why: 'not-empty' });
  });
});
