import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { People } from '../../runtime/access/people.js';
import { readWorklist, type WorklistView } from '../../runtime/read/worklist.js';
import type { JobRecord, WorklistRow } from '../../runtime/seams/records.js';
import type { Store, Where } from '../../runtime/seams/store.js';
import type { StoreTransfer } from '../../runtime/seams/store-transfer.js';
import { WORKLIST } from '../../runtime/store/collections.js';
import { claimRecords } from '../../runtime/store/embedded/claim-due.js';
import type { Connection } from '../../runtime/store/embedded/connection.js';
import { countRecords } from '../../runtime/store/embedded/count.js';
import { findRecords } from '../../runtime/store/embedded/find.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openFile } from '../../runtime/store/embedded/open-file.js';
import { PLAIN_CALENDAR } from '../kit/process-builder.js';
import { FAKE_PACKAGES } from './kit/fake-process.js';

/*
 * Tasks of somebody's groups are found by the members of their lists. What a page and its counts read is seen by the plans of SQLite: nobody's
 * task among very many must not be looked for in all of them.
 */

const TASKS = 5000;
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-lists-'));
const file = path.join(folder, 's.sqlite');
let store: Store & StoreTransfer;

const row = (n: number, groups: readonly string[], orgPath = '/370303/tyc/c01'): WorklistRow =>
  ({
    _id: `i${String(n).padStart(6, '0')}:w1`,
    srcSeq: 1,
    state: 'ready',
    name: { zh: '办理', en: 'Handle' },
    candidateGroups: groups,
    candidateUsers: [],
    createdAt: n,
    promisedDueAt: n % 2 === 0 ? n : undefined,
    orgPath,
    searchText: [],
    limits: [],
  }) as unknown as WorklistRow;

const clerk = (roles: readonly string[], orgPath: string) => ({
  userId: 'u-1',
  login: 'c',
  name: '陈',
  roles,
  orgPath,
  communities: [],
});

beforeAll(async () => {
  store = openEmbeddedStore({ file });
  const entries = Array.from({ length: TASKS }, (_, n) => {
    const record = JSON.parse(JSON.stringify(row(n, n === 4321 ? ['reviewer'] : ['window-clerk']))) as WorklistRow;
    return { _id: record._id, srcSeq: 1, record };
  });
  await store.writeRaw('worklist', entries);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The plans of everything a question asks of the file. */
function plansOf(ask: (connection: Connection) => void): readonly string[] {
  const connection = openFile({ file });
  const plans: string[] = [];
  const note = (sql: string, values: Parameters<Connection['all']>[1]): void => {
    for (const step of connection.all(`EXPLAIN QUERY PLAN ${sql}`, values)) plans.push(String(step['detail']));
  };
  const watched: Connection = {
    ...connection,
    get: (sql, values) => (note(sql, values), connection.get(sql, values)),
    all: (sql, values) => (note(sql, values), connection.all(sql, values)),
  };
  ask(watched);
  connection.close();
  return plans;
}

const readyFor = (groups: readonly string[]): { readonly where: Where; readonly any: readonly Where[] } => ({
  where: { state: 'ready' },
  any: [{ candidateUsers: { has: ['u-1'] } }, { candidateGroups: { has: groups } }],
});

test('few tasks among many are looked up by their rows, and none is walked through', () => {
  for (const groups of [['reviewer'], ['nobody']]) {
    const { where, any } = readyFor(groups);
    const plans = plansOf((connection) => {
      const page = findRecords(connection, 'worklist', { where, any, sort: [{ field: 'createdAt' }], limit: 50 });
      expect(page.records).toHaveLength(groups[0] === 'reviewer' ? 1 : 0);
      expect(countRecords(connection, 'worklist', where, any, 1000)).toBe(page.records.length);
    });
    const walks = plans.filter((step) => /r_worklist/.test(step) && !/rowid=\?/.test(step));
    expect(walks).toEqual([]);
  }
});

test('so are the tasks of a place without any', () => {
  const any: readonly Where[] = [{ orgPath: '/370303/tyc/c09' }, { orgPath: { prefix: '/370303/tyc/c09/' } }];
  const plans = plansOf((connection) => {
    expect(findRecords(connection, 'worklist', { any, sort: [{ field: 'promisedDueAt' }] }).records).toEqual([]);
    expect(countRecords(connection, 'worklist', {}, any, 1000)).toBe(0);
  });
  const walks = plans.filter((step) => /r_worklist/.test(step) && !/rowid=\?|orgPath/.test(step));
  expect(walks).toEqual([]);
});

test('so are the few jobs of a case, and those that wait for a program outside', async () => {
  const job = (n: number) => ({
    _id: `j${String(n)}`,
    srcSeq: 1,
    rootId: `c${String(n)}`,
    state: 'due',
    dueAt: n,
    queue: n === 7 ? 'scan' : null,
  });
  await store.writeRaw(
    'jobs',
    Array.from({ length: TASKS }, (_, n) => ({ _id: job(n)._id, srcSeq: 1, record: job(n) })),
  );
  const plans = plansOf((connection) => {
    const where: Where = { state: 'due', queue: { gt: '' } };
    expect(findRecords(connection, 'jobs', { where }).records).toHaveLength(1);
    const claim = { now: TASKS, owner: 'o', leaseMs: 1000, limit: 8, where: { queue: null, rootId: 'c4000' } };
    expect(connection.transaction(() => claimRecords<JobRecord>('jobs', claim)(connection))).toMatchObject([
      { _id: 'j4000' },
    ]);
  });
  const walks = plans.filter((step) => /r_jobs/.test(step) && !/rowid=\?|i_jobs_(queue|rootId)/.test(step));
  expect(walks).toEqual([]);
  expect(plans.filter((step) => /i_jobs_queue/.test(step) && !/f_queue>\?/.test(step))).toEqual([]);
});

test('many tasks are met in their order, without reading and sorting all', () => {
  const { where, any } = readyFor(['window-clerk']);
  const plans = plansOf((connection) => {
    const page = findRecords<WorklistRow>(connection, 'worklist', {
      where,
      any,
      sort: [{ field: 'createdAt' }],
      limit: 3,
    });
    expect(page.records.map(({ createdAt }) => createdAt)).toEqual([0, 1, 2]);
    expect(countRecords(connection, 'worklist', where, any, 1000)).toBe(1000);
  });
  expect(plans.filter((step) => /TEMP B-TREE/.test(step))).toEqual([]);
});

test('the worklist of a clerk says the same by either way', async () => {
  const parts = {
    store,
    people: { nameOf: async () => '陈' } as unknown as People,
    packages: FAKE_PACKAGES,
    calendar: PLAIN_CALENDAR,
    now: 0,
  };
  const open = async (view: WorklistView, roles: readonly string[], place: string) => {
    const query = { view, sort: 'timeLeft', search: undefined, cursor: undefined, limit: 50 } as const;
    const { items, counts } = await readWorklist(parts, clerk(roles, place), query);
    return { items: items.length, counts };
  };
  const [here, away] = ['/370303/tyc', '/370303/tyc/c09'];
  expect(await open('groups', ['reviewer'], here)).toEqual({ items: 1, counts: { mine: 0, groups: 1, all: 1000 } });
  expect(await open('groups', ['approver'], away)).toEqual({ items: 0, counts: { mine: 0, groups: 0, all: 0 } });
  expect(await open('all', ['window-clerk'], here)).toEqual({
    items: 50,
    counts: { mine: 0, groups: 1000, all: 1000 },
  });
});

test('the members of a list follow whatever writes its row', async () => {
  const has = async (group: string): Promise<readonly string[]> =>
    (await store.find(WORKLIST, { any: [{ candidateGroups: { has: [group] } }] })).records.map(({ _id }) => _id);
  const one = row(9001, ['a', 'b', 'a']);
  const plain = JSON.parse(JSON.stringify(one)) as WorklistRow;
  const id = one._id;
  expect(await store.insert(WORKLIST, plain)).toBe(true);
  expect([await has('a'), await has('b'), await has('c')]).toEqual([[id], [id], []]);
  expect(await store.upsertIfNewer(WORKLIST, { ...plain, srcSeq: 2, candidateGroups: ['b', 'c'] })).toBe(true);
  expect([await has('a'), await has('b'), await has('c')]).toEqual([[], [id], [id]]);
  expect(await store.upsertIfNewer(WORKLIST, { ...plain, srcSeq: 1 })).toBe(false);
  expect(await has('a')).toEqual([]);
  expect(await store.compareAndSet(WORKLIST, {}, { ...plain, srcSeq: 3, candidateGroups: ['d'] })).toBe(true);
  expect([await has('b'), await has('d')]).toEqual([[], [id]]);
  expect(await store.remove(WORKLIST, id, { srcSeq: 4 })).toBe(true);
  expect(await has('d')).toEqual([]);
  expect(await store.upsertIfNewer(WORKLIST, { ...plain, srcSeq: 5 })).toBe(true);
  expect(await has('a')).toEqual([id]);
  expect(await store.remove(WORKLIST, id)).toBe(true);
  expect(await has('a')).toEqual([]);
});

test('a file from before gets the lists of its rows when it is opened', async () => {
  const old = path.join(folder, 'old.sqlite');
  const before = openEmbeddedStore({ file: old });
  await before.insert(WORKLIST, JSON.parse(JSON.stringify(row(1, ['reviewer']))) as WorklistRow);
  await before.close();
  const raw = openFile({ file: old });
  for (const name of ['candidateGroups', 'candidateUsers']) {
    for (const trigger of ['added', 'changed', 'removed']) raw.exec(`DROP TRIGGER "l_worklist_${name}_${trigger}"`);
    raw.exec(`DROP TABLE "l_worklist_${name}"`);
  }
  raw.close();
  const after = openEmbeddedStore({ file: old });
  const { where, any } = readyFor(['reviewer']);
  expect((await after.find(WORKLIST, { where, any })).records).toHaveLength(1);
  await after.close();
});
