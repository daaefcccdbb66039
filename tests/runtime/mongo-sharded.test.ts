import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { collection, COLLECTIONS } from '../../runtime/store/collections.js';
import { createGridFiles } from '../../runtime/store/mongo/grid-files.js';
import { openMongo, type OpenMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { withDatabase } from '../kit/mongo-place.js';
import { startWireServer, type WireServer } from '../kit/mongo-wire/start-wire-server.js';

// A server is started and indexes are made: seconds on a busy machine.
jest.setTimeout(30_000);

interface Row extends StoreRecord {
  readonly srcSeq: number;
  readonly n?: number;
}

const PAGE = readFileSync(new URL('../../runtime/store/mongo/README.md', import.meta.url), 'utf8');
const COMMANDS = [...PAGE.matchAll(/^sh\.shardCollection\('yizhan\.([\w.]+)', \{ (\w+): 'hashed' \}\);$/gm)].map(
  ([, name = '', field = '']) => ({ name, field }),
);
const ROWS = collection<Row>('worklist');
const CASES = collection<StoreRecord & { readonly searchText: string }>('cases');
const JOBS = collection<
  Row & { readonly state: 'due'; readonly dueAt: number; readonly attempts: number; readonly fence: number }
>('jobs');

test('the page on sharding says of each collection whether it is sharded, and how', () => {
  const whole = /These stay whole[^:]*: ([^.]*)\./.exec(PAGE)?.[1] ?? '';
  const kept = [...whole.matchAll(/`(\w+)`/g)].map((match) => match[1]);
  const sharded = COMMANDS.filter(({ name }) => !name.startsWith('fs.'));
  expect(sharded.filter(({ field }) => field !== '_id')).toEqual([]);
  expect([...sharded.map(({ name }) => name), ...kept].sort()).toEqual([...Object.keys(COLLECTIONS), 'meta'].sort());
});

describe('on a sharded cluster', () => {
  let server: WireServer;
  let office: OpenMongo;
  beforeAll(async () => {
    server = await startWireServer({ topology: 'sharded', demandsMajority: true });
    office = await openMongo(withDatabase(server.uri, 'yizhan'));
    const admin = office.place.connection.getClient().db('admin');
    for (const { name, field } of COMMANDS)
      await admin.command({ shardCollection: `yizhan.${name}`, key: { [field]: 'hashed' } });
  });
  afterAll(async () => {
    await office.store.close();
    await server.stop();
  });

  test('each kind of write names its shard', async () => {
    const { store } = office;
    expect(await store.insert(ROWS, { _id: 'a', srcSeq: 1, n: 1 })).toBe(true);
    expect(await store.insert(ROWS, { _id: 'a', srcSeq: 1 })).toBe(false);
    expect(await store.compareAndSet(ROWS, { n: 1 }, { _id: 'a', srcSeq: 2, n: 2 })).toBe(true);
    expect(await store.upsertIfNewer(ROWS, { _id: 'a', srcSeq: 3 })).toBe(true);
    expect(await store.upsertIfNewer(ROWS, { _id: 'a', srcSeq: 2 })).toBe(false);
    expect(await store.remove(ROWS, 'a', { srcSeq: 4 })).toBe(true);
    expect(await store.upsertIfNewer(ROWS, { _id: 'a', srcSeq: 4 })).toBe(false);
    expect(await store.remove(ROWS, 'unseen', { srcSeq: 4 })).toBe(false);
    expect(await store.insert(ROWS, { _id: 'a', srcSeq: 0 })).toBe(true);
    expect(await store.remove(ROWS, 'a', { expected: { srcSeq: 0 } })).toBe(true);
    expect(
      await store.append(ROWS, [
        { _id: 'b', srcSeq: 1 },
        { _id: 'c', srcSeq: 1 },
      ]),
    ).toBe(2);
    const upsert = (_id: string) => ({ op: 'upsertIfNewer', collection: ROWS, record: { _id, srcSeq: 5 } }) as const;
    expect(await store.commit([upsert('b'), upsert('c'), upsert('d'), upsert('e')])).toEqual([true, true, true, true]);
    expect(await store.count(ROWS)).toBe(4);
  });

  test('jobs are found everywhere and taken where they lie', async () => {
    const { store } = office;
    for (const _id of ['1', '2', '3']) {
      await store.insert(JOBS, { _id, srcSeq: 1, state: 'due', dueAt: Number(_id), attempts: 0, fence: 0 });
    }
    const taken = await store.claimDue(JOBS, { now: 2, owner: 'w', leaseMs: 5, limit: 5 });
    expect(taken.map(({ _id, fence }) => [_id, fence])).toEqual([
      ['1', 1],
      ['2', 1],
    ]);
  });

  test('texts are found and files come back', async () => {
    await office.store.insert(CASES, { _id: 'k', searchText: '王小满 满园春餐馆' });
    expect(await office.store.search(CASES, { text: '园春' })).toHaveLength(1);
    const files = createGridFiles(office.place);
    const { fileId } = await files.put(Buffer.alloc(600_000, 1), '');
    expect((await files.get(fileId))?.length).toBe(600_000);
  });
});
