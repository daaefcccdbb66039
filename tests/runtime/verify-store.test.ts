import { beforeEach, describe, expect, it } from '@jest/globals';
import { createAudit } from '../../runtime/access/audit.js';
import { AUDIT } from '../../runtime/access/access-records.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import {
  CASES,
  collection,
  HISTORY,
  INCIDENTS,
  JOBS,
  KEPT,
  WORKLIST,
  type CollectionName,
} from '../../runtime/store/collections.js';
import { sumOf } from '../../runtime/store/record-sum.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { createSealedNames } from '../../runtime/use-cases/sealed-names.js';
import { quarantineInstance, releaseInstance } from '../../runtime/verify/quarantine-instance.js';
import { reportText } from '../../runtime/verify/report-text.js';
import { verifyStore } from '../../runtime/verify/verify-store.js';
import { processOf, timer } from '../kit/process-builder.js';
import { commanding, SEALING, starting, worldOn, type World } from './kit/host-world.js';
import { realEngine } from './kit/real-engine.js';

const PLAN = processOf('plain')
  .start('s')
  .and('o')
  .user('task')
  .catch('later', timer('duration', 'PT1H'))
  .service('work')
  .and('c')
  .end('e')
  .row('s', 'o', 'task', 'c', 'e')
  .row('o', 'later', 'c')
  .row('o', 'work', 'c')
  .plan();
const engine = realEngine(PLAN);
const names = createSealedNames(engine.packages);

let store: Store;
let world: World;
const parts = () => ({ store, sealing: SEALING, packages: engine.packages, names, now: world.clock.now, pauseMs: 0 });
const found = async (settled = false) =>
  (await verifyStore({ ...parts(), settled })).findings.map(
    ({ code, collection, id }) => `${code} ${collection}/${id}`,
  );
const begin = async (id: string, caseNumber = `N-${id}`): Promise<void> => {
  const variables = { case: { number: caseNumber, applicantId: 'u', applicantName: '王小满', orgPath: '/x' } };
  const begun = await world.host.commands.start({ ...starting(id, {}), processId: 'plain', variables });
  expect(begun.ok).toBe(true);
};

beforeEach(async () => {
  store = createMemoryStore();
  world = worldOn(store, engine);
  await begin('one');
});

describe('the invariant checker', () => {
  it('finds nothing in a store that is whole', async () => {
    await createAudit({ store, clock: world.clock }).write({ actorId: 'a', action: 'x', facts: {} });
    expect(await found(true)).toEqual([]);
  });

  it.each([WORKLIST, JOBS, CASES].map(({ name }) => name))('misses a row of %s', async (name) => {
    const rows = collection<StoreRecord>(name as CollectionName);
    const row = (await store.find(rows)).records[0];
    await store.remove(rows, row?._id ?? '');
    expect(await found()).toEqual([`ROW_MISSING ${name}/${row?._id ?? ''}`]);
  });

  it('finds a fact of the history that somebody rewrote with a right checksum, and a link that is another one', async () => {
    await world.host.commands.run(commanding('one', 'k2', { type: 'addComment', text: '已电话告知' }));
    const rows = (await store.find(HISTORY, { sort: [{ field: 'seq' }] })).records;
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ chain }) => chain !== undefined && chain.length === 22)).toBe(true);
    for (const row of rows) {
      const said = { ...row, at: row.at + 1 };
      await store.compareAndSet(HISTORY, {}, { ...said, sum: sumOf(said) });
      expect(await found()).toEqual([`HISTORY_WRONG history/${row._id}`]);
      const { chain: _chain, ...loose } = row;
      await store.compareAndSet(HISTORY, {}, { ...loose, sum: sumOf(loose) });
      expect(await found()).toHaveLength(1);
      await store.compareAndSet(HISTORY, {}, row);
    }
    const record = await store.get(INSTANCES, 'one');
    if (record === undefined) throw new Error('no instance');
    const other = { ...record, chain: 'x'.repeat(22) };
    await store.compareAndSet(INSTANCES, {}, { ...other, sum: sumOf(other) });
    expect(await found()).toEqual(['HISTORY_WRONG history/one']);
  });

  it('finds a row of an instance that is not there', async () => {
    const row = (await store.find(WORKLIST)).records[0];
    if (row === undefined) throw new Error('no row');
    await store.insert(WORKLIST, { ...row, _id: 'two:w1', instanceId: 'two' });
    expect(await found()).toEqual(['ROW_ORPHAN worklist/two:w1']);
  });

  it('finds what waits too long: to be relayed, to be taken over, to be sent', async () => {
    const record = await store.get(INSTANCES, 'one');
    if (record === undefined) throw new Error('no instance');
    const waiting = { ...record, pending: 1 as const };
    await store.compareAndSet(INSTANCES, {}, { ...waiting, sum: sumOf(waiting) });
    const [job] = await store.claimDue(JOBS, { now: world.clock.now(), owner: 'gone', leaseMs: 1000, limit: 1 });
    expect(await found()).toEqual([]);
    world.clock.advance(6 * 60_000);
    expect(await found()).toEqual(['PENDING_OLD instances/one', `LEASE_OLD jobs/${job?._id ?? ''}`]);
    await store.compareAndSet(INSTANCES, {}, record);
    const kept = { instanceId: 'one', commandId: 'k', keptAt: 1, turn: 1, actor: {}, body: {} };
    await store.insert(KEPT, { _id: 'one:k', ...kept });
    expect((await found())[0]).toBe('KEPT_STUCK kept/one:k');
  });

  it('finds a number that two cases bear', async () => {
    await begin('two', 'N-one');
    expect(await found()).toEqual(['ID_TWICE cases/two']);
  });

  it('finds an entry of the audit log that was changed', async () => {
    const audit = createAudit({ store, clock: world.clock });
    for (const action of ['a', 'b', 'c']) await audit.write({ actorId: 'x', action, facts: {} });
    const entry = (await store.find(AUDIT, { sort: [{ field: '_id' }] })).records[1];
    if (entry === undefined) throw new Error('no entry');
    await store.compareAndSet(AUDIT, { hash: entry.hash }, { ...entry, action: 'd' });
    expect(await found()).toEqual([`AUDIT_BROKEN audit/${entry._id}`]);
  });

  it('says so in both languages', async () => {
    const row = (await store.find(WORKLIST)).records[0];
    await store.remove(WORKLIST, row?._id ?? '');
    const text = reportText(await verifyStore(parts()));
    expect(text).toContain(`ROW_MISSING  worklist/${row?._id ?? ''}`);
    expect(text).toContain('发现 1 个问题。\n1 findings.');
    expect(text).toMatch(/instances +1\n/);
  });

  it('looks again before it reports, as a running office changes under its eyes', async () => {
    const row = (await store.find(WORKLIST)).records[0];
    if (row === undefined) throw new Error('no row');
    await store.remove(WORKLIST, row._id);
    const late = { ...parts(), pauseMs: 100 };
    const report = verifyStore(late);
    setTimeout(() => void store.insert(WORKLIST, row), 30);
    expect((await report).findings).toEqual([]);
  });
});

describe('an instance that was marked', () => {
  it('stands still with an incident until the mark is taken off', async () => {
    const item = Object.keys((await world.host.commands.load('one'))?.state.workItems ?? {})[0] ?? '';
    expect(await quarantineInstance(parts(), 'one', 'STATE_BROKEN')).toBe(true);
    expect(await quarantineInstance(parts(), 'one', 'STATE_BROKEN')).toBe(false);
    const claim = commanding('one', 'c1', { type: 'claimWorkItem', workItemId: item });
    await expect(world.host.commands.run(claim)).rejects.toMatchObject({ code: 'INSTANCE_QUARANTINED' });
    expect(await store.get(INCIDENTS, 'one:broken')).toMatchObject({ incident: { code: 'STATE_BROKEN' } });
    expect(await found()).toEqual([]);
    expect(await releaseInstance(parts(), 'one')).toBe(true);
    expect(await store.get(INCIDENTS, 'one:broken')).toBeUndefined();
    expect(await releaseInstance(parts(), 'one')).toBe(false);
    expect((await world.host.commands.run(claim)).ok).toBe(true);
  });
});
