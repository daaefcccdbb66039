import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Binary, MongoClient, type Collection, type Document } from 'mongodb';
import { startWireServer, type WireServer } from '../kit/mongo-wire/start-wire-server.js';

// The server that stands in for MongoDB in the tests, asked by the real driver: what the adapter's tests rest on.

const TOPOLOGIES = ['standalone', 'replicaSet', 'sharded'] as const;

let names = 0;
const fresh = (client: MongoClient): Collection<Document & { _id: string }> =>
  client.db('wire').collection(`c${String((names += 1))}`);

describe.each(TOPOLOGIES)('a %s server', (topology) => {
  let server: WireServer;
  let client: MongoClient;
  beforeAll(async () => {
    server = await startWireServer({ topology });
    client = await MongoClient.connect(server.uri, { serverSelectionTimeoutMS: 3000 });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  test('gives back what was stored', async () => {
    const c = fresh(client);
    const record = {
      _id: '张三',
      n: 1,
      big: 1_793_000_000_000,
      half: 0.5,
      list: [1, 'two', null, { three: 3 }],
      at: new Date(5),
      bytes: new Binary(new Uint8Array([0, 255, 7])),
      deep: { 'a.b': 1, $c: 2, '': 3 },
    };
    await c.insertOne(record);
    expect(await c.findOne({ _id: '张三' })).toEqual(record);
    expect(await c.findOne({ _id: '李四' })).toBeNull();
  });

  test('lets one of 50 racers change one revision', async () => {
    const c = fresh(client);
    await c.insertOne({ _id: 'r', revision: 1 });
    const racers = Array.from({ length: 50 }, (_, racer) =>
      c.findOneAndUpdate({ _id: 'r', revision: 1 }, { $set: { racer }, $inc: { revision: 1 } }),
    );
    const won = (await Promise.all(racers)).filter((one) => one !== null);
    expect(won).toHaveLength(1);
    expect((await c.findOne({ _id: 'r' }))?.['revision']).toBe(2);
  });

  test('holds unique indexes, an absent field being null', async () => {
    const c = fresh(client);
    await c.createIndex({ name: 1, key: 1 }, { unique: true });
    await c.insertOne({ _id: '1', name: 'a', key: 'x' });
    await c.insertOne({ _id: '2', name: 'a' });
    await expect(c.insertOne({ _id: '3', name: 'a', key: null })).rejects.toMatchObject({ code: 11000 });
    await expect(c.updateOne({ _id: '2' }, { $set: { key: 'x' } })).rejects.toMatchObject({
      code: 11000,
      message: expect.stringContaining('name_1_key_1'),
    });
    await expect(c.insertOne({ _id: '1', name: 'b' })).rejects.toMatchObject({ code: 11000, keyValue: { _id: '1' } });
    await c.deleteOne({ _id: '1' });
    await c.updateOne({ _id: '2' }, { $set: { key: 'x' } });
  });

  test('goes on after an error when a bulk is not ordered', async () => {
    const c = fresh(client);
    await c.insertOne({ _id: 'b' });
    const all = [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }];
    await expect(c.insertMany(all, { ordered: false })).rejects.toMatchObject({ code: 11000, insertedCount: 2 });
    expect(await c.countDocuments()).toBe(3);
    expect(await c.countDocuments({ _id: { $in: ['a', 'c'] } })).toBe(2);
    expect(await c.estimatedDocumentCount()).toBe(3);
  });

  test('an upsert guarded by a number inserts, replaces, or meets the newer one', async () => {
    const c = fresh(client);
    const put = (srcSeq: number): Promise<unknown> =>
      c.replaceOne({ _id: 'p', srcSeq: { $lt: srcSeq } }, { srcSeq }, { upsert: true });
    await put(3);
    await put(5);
    await expect(put(4)).rejects.toMatchObject({ code: 11000 });
    expect(await c.findOne({ _id: 'p' })).toEqual({ _id: 'p', srcSeq: 5 });
  });

  test('gives long results in batches', async () => {
    const c = fresh(client);
    await c.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: String(n).padStart(4, '0'), n })));
    const cursor = c.find({ n: { $gte: 100 } }, { sort: { n: -1 }, batchSize: 70 });
    const found = await cursor.toArray();
    expect(found.map(({ n }) => n as number)).toEqual(Array.from({ length: 900 }, (_, n) => 999 - n));
    const open = c.find({}, { batchSize: 10 });
    await open.next();
    await open.close();
  });

  test.each([
    ['$where', { $where: 'true' }],
    ['$expr', { $expr: {} }],
    ['$text', { $text: { $search: 'a' } }],
    ['$mod', { a: { $mod: [2, 0] } }],
  ])('refuses %s by name', async (name, filter) => {
    await expect(fresh(client).find(filter).toArray()).rejects.toThrow(`does not know query operator ${name}`);
  });

  test('refuses what stands outside the portable subset', async () => {
    const c = fresh(client);
    await c.insertOne({ _id: 'a', list: [1] });
    await expect(c.updateOne({ _id: 'a' }, [{ $set: { a: 1 } }])).rejects.toThrow('pipeline');
    await expect(c.findOneAndUpdate({ _id: 'a' }, { $set: { a: 1 } }, { projection: { a: 1 } })).rejects.toThrow(
      'projection',
    );
    await expect(c.updateOne({ _id: 'a' }, { $set: { 'list.$[x]': 2 } }, { arrayFilters: [{ x: 1 }] })).rejects.toThrow(
      'arrayFilters',
    );
    await expect(c.createIndex({ at: 1 }, { expireAfterSeconds: 5 })).rejects.toThrow('expireAfterSeconds');
    await expect(c.createIndex({ at: 1 }, { partialFilterExpression: { a: 1 } })).rejects.toThrow(
      'partialFilterExpression',
    );
    await expect(c.aggregate([{ $lookup: {} }]).toArray()).rejects.toThrow('$lookup');
    await expect(c.distinct('a')).rejects.toThrow('distinct');
    await expect(c.find({}, { hint: 'x' }).toArray()).rejects.toThrow('hint');
    await expect(c.updateOne({ _id: 'a' }, { $rename: { a: 'b' } })).rejects.toThrow('$rename');
  });
});
