import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { GridFSBucket, MongoClient, type Collection, type Document } from 'mongodb';
import { fc } from '../kit/fast-check.js';
import type { Topology } from '../kit/mongo-wire/cluster.js';
import { compileFilter } from '../kit/mongo-wire/match.js';
import { startWireProcess } from '../kit/mongo-wire/start-wire-process.js';
import { startWireServer, type WireServer } from '../kit/mongo-wire/start-wire-server.js';
import { Query } from 'mingo';

// What the wire server does when things go wrong, and that it is quick enough to carry large tests.

type Records = Collection<Document & { _id: string }>;

const MAJORITY = { w: 'majority', j: true } as const;

function serving(topology: Topology, more: { readonly nodes?: number; readonly demandsMajority?: boolean } = {}) {
  const live: { server?: WireServer; client?: MongoClient } = {};
  let names = 0;
  beforeAll(async () => {
    live.server = await startWireServer({ topology, ...more });
    live.client = await MongoClient.connect(live.server.uri, { serverSelectionTimeoutMS: 8000, retryWrites: true });
  });
  afterAll(async () => {
    await live.client?.close();
    await live.server?.stop();
  });
  afterEach(() => live.server?.faults.clear());
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('not started');
    return value;
  };
  return {
    server: (): WireServer => must(live.server),
    client: (): MongoClient => must(live.client),
    fresh: (): Records =>
      must(live.client)
        .db('wire')
        .collection(`f${String((names += 1))}`),
  };
}

describe('a replica set', () => {
  const { server, fresh, client } = serving('replicaSet');

  test('answers a retried write as it answered the first', async () => {
    const c = fresh();
    await c.insertOne({ _id: 'a', n: 0 });
    const inc = { $inc: { n: 1 } };
    server().faults.next({ command: 'findAndModify', action: 'dropReply' });
    expect(await c.findOneAndUpdate({ _id: 'a' }, inc, { returnDocument: 'after' })).toEqual({ _id: 'a', n: 1 });
    server().faults.next({ command: 'update', action: 'dropReply' });
    expect(await c.updateOne({ _id: 'a' }, inc)).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    server().faults.next({ command: 'insert', action: 'dropReply' });
    expect((await c.insertMany([{ _id: 'b' }, { _id: 'c' }])).insertedCount).toBe(2);
    server().faults.next({ command: 'delete', action: 'dropReply' });
    expect((await c.deleteOne({ _id: 'c' })).deletedCount).toBe(1);
    expect(await c.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 2 });
    expect(await c.countDocuments()).toBe(2);
  });

  test('leaves the outcome unknown when both replies are lost', async () => {
    const c = fresh();
    await c.insertOne({ _id: 'a', n: 0 });
    server().faults.next({ command: 'update', action: 'dropReply', times: 2 });
    await expect(c.updateOne({ _id: 'a' }, { $inc: { n: 1 } })).rejects.toThrow();
    expect(await c.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1 });
  });

  test('does nothing when the request is lost, and the driver asks again', async () => {
    const c = fresh();
    for (const action of ['dropBefore', 'notWritablePrimary', 'close'] as const) {
      server().faults.next({ command: 'insert', action });
      await c.insertOne({ _id: action });
    }
    expect(await c.countDocuments()).toBe(3);
  });

  test('writes and then says that no majority has answered yet', async () => {
    const c = fresh();
    server().faults.next({ command: 'insert', action: 'writeConcernError' });
    await expect(c.insertOne({ _id: 'a' })).rejects.toMatchObject({ name: 'MongoWriteConcernError' });
    server().faults.next({ command: 'findAndModify', action: 'writeConcernError' });
    await expect(c.findOneAndUpdate({ _id: 'a' }, { $set: { n: 1 } })).rejects.toThrow();
    expect(await c.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1 });
  });

  test('can be slow', async () => {
    const c = fresh();
    server().faults.next({ command: 'find', action: 'delay', ms: 60 });
    const before = performance.now();
    await c.findOne({ _id: 'a' });
    expect(performance.now() - before).toBeGreaterThan(55);
  });

  test('carries GridFS', async () => {
    const bucket = new GridFSBucket(client().db('files'), { chunkSizeBytes: 1000 });
    const content = Buffer.from(Array.from({ length: 3500 }, (_, at) => at % 251));
    await new Promise((resolve, reject) => {
      bucket.openUploadStream('scan.pdf').once('finish', resolve).once('error', reject).end(content);
    });
    const parts: Buffer[] = [];
    for await (const part of bucket.openDownloadStreamByName('scan.pdf')) parts.push(part as Buffer);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  test('takes reads and writes by _id in far less than a millisecond among 10,000 documents, and ranges by index', async () => {
    const c = fresh();
    await c.createIndex({ state: 1, dueAt: 1 });
    await c.createIndex({ owner: 1 });
    const all = Array.from({ length: 10_000 }, (_, n) => ({
      _id: `id-${String(n)}`,
      state: 'due',
      dueAt: (n * 7919) % 10_000,
      owner: `o${String(n % 100)}`,
    }));
    for (let at = 0; at < all.length; at += 1000) await c.insertMany(all.slice(at, at + 1000));
    const before = performance.now();
    for (let n = 0; n < 200; n += 1) {
      await c.updateOne({ _id: `id-${String(n * 40)}` }, { $set: { dueAt: -n } });
      await c.findOne({ _id: `id-${String(n * 40)}` });
    }
    const each = (performance.now() - before) / 400;
    const due = await c.find({ state: 'due', dueAt: { $lte: 5000 } }, { sort: { dueAt: 1 }, limit: 3 }).toArray();
    expect(due.map(({ dueAt }) => dueAt as number)).toEqual([-199, -198, -197]);
    expect(each).toBeLessThan(20);
  }, 30_000);
});

describe('two nodes', () => {
  const { server, fresh } = serving('replicaSet', { nodes: 2 });

  test('go on with the other one after a step-down', async () => {
    const c = fresh();
    await c.insertOne({ _id: 'a', n: 0 }, { writeConcern: MAJORITY });
    const steps = Array.from({ length: 3 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 150));
      await server().stepDown({ electionMs: 50, closing: at % 2 === 0 });
    });
    let n = 0;
    const until = performance.now() + 700;
    while (performance.now() < until) {
      await c.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { writeConcern: MAJORITY });
      n += 1;
    }
    await Promise.all(steps);
    expect((await c.findOne({ _id: 'a' }))?.['n']).toBe(n);
  });

  test('lose a write that only one of them had, and none that a majority had', async () => {
    const c = fresh();
    await c.insertOne({ _id: 'a', n: 0 }, { writeConcern: MAJORITY });
    await c.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { writeConcern: MAJORITY });
    await c.updateOne({ _id: 'a' }, { $inc: { n: 10 } }, { writeConcern: { w: 1 } });
    expect(await server().stepDown({ closing: true, rollBack: true })).toBe(1);
    expect(await c.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1 });
  });
});

describe('a server that demands majority', () => {
  const { fresh } = serving('replicaSet', { demandsMajority: true });

  test('refuses every weaker write by name', async () => {
    const c = fresh();
    await expect(c.insertOne({ _id: 'a' })).rejects.toThrow('a insert on wire.f1 that is not acknowledged');
    await expect(c.deleteMany({}, { writeConcern: { w: 'majority' } })).rejects.toThrow('not acknowledged');
    await c.insertOne({ _id: 'a' }, { writeConcern: MAJORITY });
  });
});

describe('a standalone server', () => {
  const { server, fresh, client } = serving('standalone');

  test('leaves the outcome unknown at the first lost reply, for nothing is retried', async () => {
    const c = fresh();
    server().faults.next({ command: 'insert', action: 'dropReply' });
    await expect(c.insertOne({ _id: 'a' })).rejects.toMatchObject({ name: 'MongoNetworkError' });
    expect(await c.countDocuments()).toBe(1);
  });

  test('knows no transaction numbers', async () => {
    const command = { insert: 'x', documents: [{ _id: 'a' }], txnNumber: 1 };
    await expect(client().db('wire').command(command)).rejects.toMatchObject({ code: 20 });
  });
});

describe('a sharded cluster', () => {
  const { fresh, client } = serving('sharded');

  test('wants the shard key in every write to one document, and in every unique index', async () => {
    const c = fresh();
    await client()
      .db('admin')
      .command({ shardCollection: c.namespace, key: { instanceId: 'hashed' } });
    await c.insertOne({ _id: 'a', instanceId: 'i', n: 0 });
    await expect(c.findOneAndUpdate({ _id: 'a' }, { $inc: { n: 1 } })).rejects.toMatchObject({ code: 61 });
    await expect(c.replaceOne({ _id: 'b' }, { n: 1 }, { upsert: true })).rejects.toMatchObject({ code: 61 });
    await c.updateOne({ _id: 'a' }, { $inc: { n: 1 } });
    await c.findOneAndUpdate({ _id: 'a', instanceId: 'i' }, { $inc: { n: 1 } });
    await expect(c.updateOne({ _id: 'a' }, { $set: { instanceId: 'j' } })).rejects.toMatchObject({ code: 66 });
    await expect(c.createIndex({ n: 1 }, { unique: true })).rejects.toMatchObject({ code: 67 });
    await c.createIndex({ instanceId: 1, n: 1 }, { unique: true });
    expect(await c.findOne({ _id: 'a' })).toEqual({ _id: 'a', instanceId: 'i', n: 2 });
  });
});

describe('a server in a process of its own', () => {
  test('keeps its data when a client is gone', async () => {
    const server = await startWireProcess();
    for (const round of [0, 1]) {
      const client = await MongoClient.connect(server.uri, { writeConcern: MAJORITY });
      const c: Records = client.db('wire').collection('p');
      expect(await c.countDocuments()).toBe(round);
      await c.insertOne({ _id: String(round) });
      await client.close();
    }
    await server.stop();
  }, 30_000);
});

// A second opinion on filters, where the two agree by design: no null, no array as operand, no ranges over lists.
describe('a filter', () => {
  const scalar = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('', 'a', 'ab', 'b', '中'), fc.boolean());
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1, maxLength: 3 }),
    fc.record({ c: scalar }, { noNullPrototype: true }),
  );
  const document = fc.record({ a: value, b: value, d: value }, { requiredKeys: [], noNullPrototype: true });
  const sorted = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('a', 'ab', 'b'));
  const condition = fc.oneof(
    scalar,
    fc.record({ $ne: scalar }),
    fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ $exists: fc.boolean() }),
    ...(['$gt', '$gte', '$lt', '$lte'] as const).map((operator) => sorted.map((one) => ({ [operator]: one }))),
  );
  const fields = fc.dictionary(fc.constantFrom('a', 'b', 'a.c', 'd'), condition, { maxKeys: 2, noNullPrototype: true });
  const filter = fc.oneof(
    fields,
    fc.record({ $or: fc.array(fields, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $and: fc.array(fields, { minLength: 1, maxLength: 3 }) }),
  );

  test('means the same as in another matcher', () => {
    fc.assert(
      fc.property(filter, fc.array(document, { maxLength: 5 }), (wanted, documents) => {
        const ours = compileFilter(wanted);
        const theirs = new Query(wanted);
        for (const one of documents) expect(ours(one)).toBe(theirs.test(one));
      }),
      { numRuns: 500 },
    );
  });
});
