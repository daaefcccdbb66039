import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { collection } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openPhotostructure } from '../../runtime/store/embedded/photostructure-driver.js';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { DEMO_PASSWORD } from '../../runtime/use-cases/log-in.js';
import { recordFigure } from '../kit/figures.js';
import { freePort } from '../kit/free-port.js';
import { smallDisk, type SmallDisk } from './kit/small-disk.js';
import { startSourceServer } from './kit/source-server.js';

/*
 * F5: the disk is full. A real small disk (in memory) is filled beneath a running office and beneath the bare store. Where the test may not
 * make a disk (it needs root), only the limit of the store's file is tried, and no figure is noted.
 */

const THINGS = collection<StoreRecord & { readonly text: string }>('drafts');
const root = mkdtempSync(path.join(tmpdir(), 'yizhan-full-'));
const disks: SmallDisk[] = [];
afterAll(() => {
  for (const disk of disks) disk.dispose();
  rmSync(root, { recursive: true, force: true });
});

const newDisk = (name: string, megabytes: number): SmallDisk | undefined => {
  const disk = smallDisk(path.join(root, name), megabytes);
  if (disk === undefined) console.warn('F5 was not measured: a disk can be made by root only.');
  else disks.push(disk);
  return disk;
};

const isSound = (file: string): boolean => {
  const driver = openPhotostructure(file, 1000);
  const found = driver.prepare('PRAGMA store.integrity_check').get();
  driver.close();
  return found?.['integrity_check'] === 'ok';
};

test('the store on a disk without room refuses to write, reads, and goes on when there is room', async () => {
  const disk = newDisk('store', 16);
  if (disk === undefined) return;
  mkdirSync(disk.folder);
  const file = path.join(disk.folder, 's.sqlite');
  const store = openEmbeddedStore({ file });
  const written: string[] = [];
  const write = async (): Promise<void> => {
    const _id = `r${String(written.length)}`;
    await store.insert(THINGS, { _id, text: 'x'.repeat(5000) });
    written.push(_id);
  };
  for (let n = 0; n < 100; n += 1) await write();
  const refused = { full: 0, other: 0 };
  for (let round = 0; round < 3; round += 1) {
    disk.fill(0);
    for (let n = 0; n < 50; n += 1)
      await write().catch((error: { code?: string }) => (refused[error.code === 'STORE_FULL' ? 'full' : 'other'] += 1));
    for (const _id of written) expect(await store.get(THINGS, _id)).toBeDefined();
    expect(await store.count(THINGS)).toBe(written.length);
    expect(await store.healthy()).toBe(true);
    disk.clear();
    for (let n = 0; n < 20; n += 1) await write();
  }
  expect(refused.full).toBeGreaterThan(100);
  expect(refused.other).toBe(0);
  await store.close();
  const again = openEmbeddedStore({ file });
  expect(await again.count(THINGS)).toBe(written.length);
  await again.close();
  expect(isSound(file)).toBe(true);
  recordFigure(
    'F5.store',
    `${String(refused.full)} writes refused as STORE_FULL on a full disk, none otherwise; all ${String(written.length)} answered ones there, file sound`,
    import.meta,
  );
}, 60_000);

test('an office on a full disk is read-only within a second, also when it is started there, and writes again when there is room', async () => {
  const disk = newDisk('office', 32);
  if (disk === undefined) return;
  let server = await startSourceServer(await freePort(), disk.folder);
  let cookie = '';
  const seen = new Map<number, number>();
  const ask = async (method: string, place: string, body?: unknown): Promise<Response> => {
    const response = await fetch(server.base + place, {
      method,
      headers: {
        'X-Yizhan-Request': '1',
        'Content-Type': 'application/json',
        ...(cookie === '' ? {} : { Cookie: cookie }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
    return response;
  };
  const upload = async (comment: string): Promise<number> => {
    const form = new FormData();
    const text = `%PDF-1.4\n% ${comment}\n%%EOF\n`;
    form.append('file', new Blob([text]), 'a.pdf');
    const headers = { 'X-Yizhan-Request': '1', Cookie: cookie };
    return (await fetch(`${server.base}/api/files`, { method: 'POST', headers, body: form })).status;
  };
  let saved = 0;
  const save = async (): Promise<Response> => {
    const response = await ask('PUT', '/api/drafts/food-license-new', { document: { n: saved + 1 } });
    if (response.ok) saved += 1;
    return response;
  };
  const reads = ['/api/session', '/api/services', '/api/drafts', '/api/cases', '/readyz'];
  const untilStatus = async (wanted: number): Promise<number> => {
    const begun = performance.now();
    while ((await save()).status !== wanted && performance.now() - begun < 15_000) await pause(10);
    return performance.now() - begun;
  };

  expect((await ask('POST', '/api/session', { login: 'owner', password: DEMO_PASSWORD })).status).toBe(200);
  expect((await save()).status).toBe(200);
  expect(await upload('before')).toBeLessThan(300);

  disk.fill(32 * 1024 * 1024 * 0.04);
  const refusedAfter = await untilStatus(507);
  const refusal = await save();
  expect(refusal.status).toBe(507);
  expect(await refusal.json()).toMatchObject({ code: 'STORE_FULL' });
  expect(refusal.headers.get('retry-after')).not.toBeNull();
  // What the log and others still take must not matter either.
  disk.fill(0);
  for (let turn = 0; turn < 20; turn += 1)
    for (const place of reads) expect(`${place} ${String((await ask('GET', place)).status)}`).toBe(`${place} 200`);
  expect(await upload('meanwhile')).toBe(507);
  expect((await ask('POST', '/api/session', { login: 'head', password: DEMO_PASSWORD })).status).toBe(507);
  for (let turn = 0; turn < 20; turn += 1) expect((await save()).status).toBe(507);

  disk.clear();
  const resumedAfter = await untilStatus(200);
  expect(await upload('after')).toBeLessThan(300);
  const drafts = (await (await ask('GET', '/api/drafts')).json()) as unknown;
  expect(JSON.stringify(drafts)).toContain(`"n":${String(saved)}`);
  server.signal('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(isSound(path.join(disk.folder, 'yizhan.sqlite'))).toBe(true);

  disk.fill(0);
  server = await startSourceServer(await freePort(), disk.folder);
  for (const place of reads) expect(`${place} ${String((await ask('GET', place)).status)}`).toBe(`${place} 200`);
  expect(await (await ask('GET', '/api/drafts')).text()).toContain(`"n":${String(saved)}`);
  expect((await save()).status).toBe(507);
  expect(server.output()).toContain('"event":"disk","level":"full"');
  disk.clear();
  const startedResumedAfter = await untilStatus(200);
  expect(await (await ask('GET', '/api/drafts')).text()).toContain(`"n":${String(saved)}`);
  server.signal('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(isSound(path.join(disk.folder, 'yizhan.sqlite'))).toBe(true);

  expect([...seen.keys()].filter((status) => status >= 500 && status !== 507)).toEqual([]);
  recordFigure(
    'F5',
    `full disk under a running office: writes answer 507 after ${String(Math.round(refusedAfter))} ms, reads go on, writes again ${String(Math.round(resumedAfter))} ms after there is room; the same when it is started on a full disk (${String(Math.round(startedResumedAfter))} ms); nothing saved lost, file sound`,
    import.meta,
  );
  // The goal is one second; a machine that has much else to do is given three.
  expect(refusedAfter).toBeLessThan(3000);
  expect(Math.max(resumedAfter, startedResumedAfter)).toBeLessThan(10_000);
}, 180_000);
