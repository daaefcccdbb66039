import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { createGridFiles } from '../../runtime/store/mongo/grid-files.js';
import { WRITE_CONCERN } from '../../runtime/store/mongo/connection.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { CASES, HISTORY, JOBS, WORKLIST } from '../../runtime/store/collections.js';
import type { Collection, StoreRecord } from '../../runtime/seams/store.js';
import { recordFigure } from '../kit/figures.js';
import { startWireServer } from '../kit/mongo-wire/start-wire-server.js';

/*
 * F10: a write that only the primary has is lost when another node takes over. So no write of the adapter may ask for less than a majority
 * with journal: neither in the source, nor because an address says otherwise, nor in any verb.
 */

const FOLDER = path.join('runtime', 'store', 'mongo');

const wide = ({ name }: { readonly name: string }): Collection<StoreRecord & Record<string, unknown>> => ({ name });

describe('write concern', () => {
  test('a write with less than a majority is lost when the primary steps down, and one with a majority is not', async () => {
    const server = await startWireServer({ nodes: 2 });
    const client = await MongoClient.connect(server.uri);
    const collection = client.db('f10').collection<{ _id: string }>('c');
    await collection.insertOne({ _id: 'safe' }, { writeConcern: { w: 'majority', j: true } });
    await collection.insertOne({ _id: 'lost' }, { writeConcern: { w: 1 } });
    expect(await server.stepDown({ closing: true, rollBack: true })).toBe(1);
    expect((await collection.find({}).toArray()).map(({ _id }) => _id)).toEqual(['safe']);
    await client.close();
    await server.stop();
  });

  test('is named in one place of the adapter, and weakened nowhere', () => {
    expect(WRITE_CONCERN).toMatchObject({ w: 'majority', j: true });
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(10);
    const told = files.filter((name) => {
      const source = readFileSync(path.join(FOLDER, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
      return /\bw:\s*['"\d]|writeConcern|journal:|\bj:/.test(source);
    });
    expect(told.filter((name) => name !== 'connection.ts')).toEqual([]);
  });

  test('is asked for by every verb, whatever the address says', async () => {
    // Refuses every write that asks for less.
    const server = await startWireServer({ nodes: 2, demandsMajority: true });
    const { store, place } = await openMongo(`${server.uri}&w=1&journal=false`);
    const row = { _id: 'a', srcSeq: 1 };
    const job = { ...row, state: 'due', dueAt: 1, attempts: 0, fence: 0, kind: 'timer' };
    await store.insert(wide(CASES), row);
    await store.compareAndSet(wide(CASES), { srcSeq: 1 }, { ...row, srcSeq: 2 });
    await store.upsertIfNewer({ name: WORKLIST.name }, row);
    await store.remove(wide(WORKLIST), 'a', { srcSeq: 2 });
    await store.remove(wide(CASES), 'a');
    await store.append(wide(HISTORY), [{ _id: 'h1' }, { _id: 'h2' }]);
    await store.commit([
      { op: 'insert', collection: wide(JOBS), record: job },
      { op: 'insert', collection: wide(HISTORY), record: { _id: 'h3' } },
      { op: 'upsertIfNewer', collection: wide(WORKLIST), record: { _id: 'w', srcSeq: 3 } },
      { op: 'remove', collection: wide(HISTORY), id: 'h1' },
    ]);
    const claim = { now: 5, owner: 'o', leaseMs: 10, limit: 5 };
    expect(await store.claimDue({ name: JOBS.name }, claim)).toHaveLength(1);
    await createGridFiles(place).put(Buffer.from('公示'), 'text/plain');
    expect(await server.stepDown({ closing: true, rollBack: true })).toBe(0);
    expect(await store.count(wide(HISTORY))).toBe(2);
    const verbs = [...server.counts].filter(([name]) => ['insert', 'update', 'delete', 'findAndModify'].includes(name));
    const writes = verbs.reduce((sum, [, count]) => sum + count, 0);
    recordFigure(
      'F10',
      `${String(writes)} writes of every verb, 0 with less than a majority, 0 rolled back`,
      import.meta,
    );
    await store.close();
    await server.stop();
  }, 30_000);
});
