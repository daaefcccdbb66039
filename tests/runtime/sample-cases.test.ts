import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dateOf, isWorkingDay, type JsonObject } from '../../engine/index.js';
import { createMemoryFiles } from '../../runtime/documents/memory-files.js';
import { createPassingSigner } from '../../runtime/documents/signer.js';
import { packRecords, unpackRecords, waitingFile } from '../../runtime/samples/cases/carry-over.js';
import { loadCases } from '../../runtime/samples/cases/load-cases.js';
import { isOpen } from '../../runtime/samples/cases/opening-time.js';
import { sampleRows } from '../../runtime/samples/load-samples.js';
import { CASES, HISTORY, INCIDENTS, JOBS, WORKLIST } from '../../runtime/store/collections.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { createSealedNames } from '../../runtime/use-cases/sealed-names.js';
import { verifyStore } from '../../runtime/verify/verify-store.js';
import { member, type WebOffice, webOffice } from './kit/web-office.js';

const NOW = '2026-03-04T10:00:00+08:00';
const SERVICES = [
  'food-license-new',
  'food-stall-filing',
  'volunteer-register',
  'office-notice',
  'temporary-relief',
  'small-catering-register',
];
const COUNT = 14;

const store = createMemoryStore();
const key = new Uint8Array(randomBytes(32));
const folder = mkdtempSync(path.join(tmpdir(), 'sample-cases-'));
let web: WebOffice;
let added = 0;

beforeAll(async () => {
  web = await webOffice(NOW, store, key, { shipped: SERVICES });
  const { registers, packages } = web.office;
  const rows = await sampleRows({ registers, packages, today: NOW.slice(0, 10) });
  const shops = rows.find(({ register }) => register === 'shops')?.rows ?? [];
  await registers.seed('shops', shops.slice(0, 20));
  added = await load();
}, 240_000);
afterAll(async () => {
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

const load = (): Promise<number> =>
  loadCases({
    target: {
      store,
      files: createMemoryFiles(),
      keys: { active: 'k1', keys: new Map([['k1', key]]) },
      signer: createPassingSigner(),
      publicUrl: 'http://127.0.0.1:3000',
      orgRoot: '/370303/tyc',
      issuedBy: '体育场街道办事处',
      definitions: path.join(process.cwd(), 'definitions'),
    },
    registers: web.office.registers,
    folder,
    order: { count: COUNT, now: web.clock.now() },
  });
const cases = async () =>
  (await store.find(CASES, { limit: 200 })).records.filter(({ caseNumber }) => caseNumber !== '');
const records = async (): Promise<number> => {
  const counts = [store.count(CASES), store.count(HISTORY), store.count(JOBS), store.count(WORKLIST)];
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
};

describe('cases of the full set', () => {
  it('are whole: the checker of a settled store finds nothing, nothing is overdue, no number is there twice', async () => {
    const { sealing, packages } = web.office;
    const names = createSealedNames(packages);
    const now = web.clock.now();
    const report = await verifyStore({ store, sealing, packages, names, now: () => now, settled: true });
    expect(report.findings).toEqual([]);
    expect(await store.count(INCIDENTS)).toBe(0);
    expect(await store.count(JOBS, { dueAt: { lte: now } })).toBe(0);
    const numbers = (await cases()).map(({ caseNumber }) => caseNumber);
    expect(numbers.length).toBeGreaterThanOrEqual(COUNT - 2);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(added).toBeGreaterThan(numbers.length * 10);
  });

  it('lie within two years, come in opening time, and some are over while some wait', async () => {
    const { calendar } = web.office;
    const found = await cases();
    for (const { caseNumber, submittedAt } of found) {
      expect([caseNumber, isOpen(calendar, submittedAt)]).toEqual([caseNumber, true]);
      expect(isWorkingDay(calendar, dateOf(calendar, submittedAt))).toBe(true);
      expect(submittedAt).toBeGreaterThan(Date.parse('2024-03-01T00:00:00+08:00'));
      expect(submittedAt).toBeLessThan(web.clock.now());
    }
    const over = found.filter(({ endedAt }) => endedAt !== undefined).length;
    expect(over).toBeGreaterThanOrEqual(5);
    expect(found.length - over).toBeGreaterThanOrEqual(3);
    expect(new Set(found.map(({ service }) => service)).size).toBeGreaterThanOrEqual(5);
  });

  it('go on where they are: an applicant of them signs in, and a clerk takes the next task of one', async () => {
    const [row] = (await store.find(WORKLIST, { where: { state: 'ready' }, limit: 1 })).records;
    const groups = row?.candidateGroups.map((group) => group.split('@')[0]) ?? [];
    const clerk = (await web.office.people.all()).find(
      ({ roles, userId }) => !userId.startsWith('u-sample-') && roles.some((role) => groups.includes(role)),
    );
    const browser = await web.as(clerk?.login ?? '');
    const claimed = await browser.post(`/api/work-items/${encodeURIComponent(row?._id ?? '')}/claim`, {});
    expect([claimed.status, claimed.status === 200 ? null : claimed.body]).toEqual([200, null]);
    const theirs = (await cases()).find(({ applicantId = '' }) => applicantId.startsWith('u-sample-'));
    const { login } = (await web.office.people.byId(theirs?.applicantId ?? '')) ?? { login: '' };
    const applicant = await web.as(login);
    expect((await applicant.get(`/api/cases/${theirs?._id ?? ''}`)).status).toBe(200);
    const session = (await web.anonymous().get('/api/session')).body as JsonObject;
    expect(JSON.stringify(session['demoAccounts'])).not.toContain('u-sample-');
    expect(member((await applicant.get('/api/session')).body, 'user')['login']).toBe(login);
  });

  it('are added once: again, and from a way over that was cut short, nothing comes twice', async () => {
    const before = await records();
    expect(await load()).toBe(0);
    await packRecords(store, { folder, rows: new Map(), without: [] });
    expect(existsSync(waitingFile(folder))).toBe(true);
    expect(await unpackRecords(store, { folder })).toBe(0);
    expect(await records()).toBe(before);
  });
});
