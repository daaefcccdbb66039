import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { CommandStartedEvent } from 'mongodb';
import { PlatformError } from '../../runtime/seams/platform-error.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import { collection, COLLECTIONS, type CollectionSpec } from '../../runtime/store/collections.js';
import { CONNECT_OPTIONS, connectMongo, databaseOf, type MongoPlace } from '../../runtime/store/mongo/connection.js';
import { createGridFiles } from '../../runtime/store/mongo/grid-files.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { requireSameKeys } from '../../runtime/store/mongo/same-keys.js';
import { indexesOf } from '../../runtime/store/mongo/schemas.js';
import { setUpDatabase } from '../../runtime/store/mongo/set-up.js';
import { sentenceFor } from '../../runtime/system/announce.js';
import { readSettings } from '../../runtime/system/settings.js';
import { createMongoPlace, type MongoTestPlace } from '../kit/mongo-place.js';

// A server is started and indexes are made: seconds on a busy machine.
jest.setTimeout(30_000);

interface Thing extends StoreRecord {
  readonly [field: string]: unknown;
}
type Row = Thing & { readonly srcSeq: number };

const THINGS = collection<Thing>('commands');
const ROWS = collection<Row>('worklist');
const JOBS = collection<
  Row & { readonly state: 'due'; readonly dueAt: number; readonly attempts: number; readonly fence: number }
>('jobs');

let database: MongoTestPlace;
let store: Store;
let place: MongoPlace;

beforeAll(async () => {
  database = await createMongoPlace();
  ({ store, place } = await openMongo(database.uri));
});
afterAll(async () => {
  await store.close();
  await database.dispose();
});

describe('records in MongoDB', () => {
  const awkward: readonly (readonly [string, unknown])[] = [
    ['names with dots', { 'a.b': 1, a: { 'c.d': [{ 'e.f': 2 }] } }],
    ['names with dollars', { $x: 1, in: { $set: { y: 1 }, $ref: 'c', $id: 'i', $db: 'd' } }],
    ['names the driver reads', { _bsontype: 'ObjectId', in: { _bsontype: 'Long', toBSON: 1 } }],
    ['names with NUL, blanks, nothing', { 'a\0b': 1, ' ': 2, '': 3, in: { '': { '': 0 } } }],
    ['__proto__', JSON.parse('{"__proto__": {"polluted": true}, "in": {"constructor": 1}}')],
    ['names of the document itself', { w: 1, src: 2, gone: true, body: { body: 1 }, tokens: ['x'], json: '{}' }],
    [
      'numbers of all sizes',
      { a: 0, b: -0.1, c: 2 ** 31, d: -(2 ** 53) + 1, e: 1e308, f: 5e-324, g: 1.5, h: 9007199254740993 },
    ],
    ['null, empty lists and objects', { a: null, b: [], c: {}, d: [null, [], {}], e: '', f: false }],
    ['all of Unicode', { a: '驿站\u0000\u{1F600}\uFFFD\u2028', 键: { 值: ['𠮷'] } }],
    ['deep nesting', { deep: JSON.parse(`${'['.repeat(300)}1${']'.repeat(300)}`) }],
    ['long texts', { text: 'ä'.repeat(1_000_000) }],
  ];
  test.each(awkward)('come back as they went in: %s', async (name, value) => {
    const record = { _id: `awkward ${name}`, ...(value as object), find: name } as Thing;
    expect(await store.insert(THINGS, record)).toBe(true);
    expect(JSON.stringify(await store.get(THINGS, record._id))).toBe(JSON.stringify(record));
    const { records } = await store.find(THINGS, { where: { find: name } });
    expect(records).toEqual([record]);
    expect(await store.compareAndSet(THINGS, { find: name }, { ...record, more: 1 })).toBe(true);
    expect(await store.get(THINGS, record._id)).toEqual({ ...record, more: 1 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a leased job keeps its awkward names', async () => {
    const job = {
      _id: 'j',
      srcSeq: 1,
      state: 'due' as const,
      dueAt: 5,
      attempts: 0,
      fence: 0,
      variables: { 'a.b': { $c: 1 } },
    };
    await store.insert(JOBS, job);
    const [taken] = await store.claimDue(JOBS, { now: 5, owner: 'w', leaseMs: 10, limit: 1 });
    expect(taken).toEqual({ ...job, state: 'leased', owner: 'w', leaseUntil: 15, fence: 1, attempts: 1 });
    expect(await store.get(JOBS, 'j')).toEqual(taken);
  });

  test('an operator in a condition is a bad query, not a condition', async () => {
    await expect(store.find(THINGS, { where: { a: { $gt: '' } as never } })).rejects.toMatchObject({
      code: 'BAD_QUERY',
    });
    await expect(store.compareAndSet(THINGS, { a: { $ne: 1 } as never }, { _id: 'x' })).rejects.toMatchObject({
      code: 'BAD_QUERY',
    });
    await expect(store.get(THINGS, { $ne: '' } as never)).rejects.toMatchObject({ code: 'BAD_QUERY' });
  });

  test('the schema is strict: no field beside the envelope, no condition on one', async () => {
    const model = place.model('commands');
    await expect(model.create({ _id: 's', w: 'x', body: {}, other: 1 } as never)).rejects.toThrow(/not in schema/);
    await expect(model.find({ other: 1 } as never)).rejects.toThrow(/strictQuery/);
    // A condition from outside is a value to compare with, never an operator.
    await expect(model.find({ _id: { $ne: 'x' } })).rejects.toThrow(/Cast to string failed/);
  });
});

describe('writes of one process', () => {
  test('to one record keep the order of the calls', async () => {
    const id = 'ordered';
    const answers = [store.insert(ROWS, { _id: id, srcSeq: 0, n: 0 })];
    for (let n = 0; n < 30; n += 1)
      answers.push(store.compareAndSet(ROWS, { n }, { _id: id, srcSeq: n + 1, n: n + 1 }));
    expect(await Promise.all(answers)).toEqual(answers.map(() => true));
  });

  test('the newest of many upserts at once stays, from several connections', async () => {
    const other = (await openMongo(database.uri)).store;
    for (let round = 0; round < 20; round += 1) {
      const id = `race ${String(round)}`;
      const order = [3, 1, 5, 2, 4];
      await Promise.all(
        order.map((srcSeq, i) => (i % 2 === 0 ? store : other).upsertIfNewer(ROWS, { _id: id, srcSeq })),
      );
      expect((await store.get(ROWS, id))?.srcSeq).toBe(5);
    }
    await other.close();
  });

  test('a commit sends the writes of a kind in one command', async () => {
    const write = (i: number) =>
      ({ op: 'upsertIfNewer', collection: ROWS, record: { _id: `bulk ${String(i)}`, srcSeq: 1 } }) as const;
    const guard = { op: 'insert', collection: THINGS, record: { _id: 'bulk' } } as const;
    const commands = await watched(async (other) => {
      expect(await other.commit([guard, ...Array.from({ length: 20 }, (_, i) => write(i))], { guarded: true })).toEqual(
        Array.from({ length: 21 }, () => true),
      );
      expect(await other.commit([guard, write(99)], { guarded: true })).toEqual([false, false]);
    });
    expect(commands.filter(({ command }) => command['update'] === 'worklist')).toHaveLength(1);
    expect(await store.get(ROWS, 'bulk 99')).toBeUndefined();
  });
});

/** The commands a store sends while it does something. */
const watched = async (work: (store: Store) => Promise<void>): Promise<readonly CommandStartedEvent[]> => {
  const commands: CommandStartedEvent[] = [];
  const uri = `${database.uri}${database.uri.includes('?') ? '&' : '?'}monitorCommands=true`;
  const opened = await openMongo(uri);
  opened.place.connection.getClient().on('commandStarted', (event) => commands.push(event));
  await work(opened.store);
  await createGridFiles(opened.place).put(Buffer.from(`watched ${String(Math.random())}`), 'text/plain');
  await opened.store.close();
  return commands;
};

describe('what goes over the wire', () => {
  test('every write waits for the journals of a majority (F10)', async () => {
    const commands = await watched(async (other) => {
      const record = { _id: 'm', srcSeq: 1 };
      await other.insert(ROWS, record);
      await other.compareAndSet(ROWS, { srcSeq: 1 }, { ...record, srcSeq: 2 });
      await other.upsertIfNewer(ROWS, { ...record, srcSeq: 3 });
      await other.remove(ROWS, 'm', { srcSeq: 4 });
      await other.remove(ROWS, 'm');
      await other.append(THINGS, [{ _id: 'm1' }, { _id: 'm2' }, { _id: 'm1' }]);
      await other.append(THINGS, [{ _id: 'm1' }, { _id: 'm3' }]);
      await other.insert(JOBS, { _id: 'm', srcSeq: 1, state: 'due', dueAt: 1, attempts: 0, fence: 0 });
      await other.claimDue(JOBS, { now: 1, owner: 'w', leaseMs: 1, limit: 1 });
      await other.remove(JOBS, 'm', { expected: { owner: 'w' } });
      await other.remove(ROWS, 'm', { expected: { srcSeq: 1 }, srcSeq: 9 });
    });
    const writes = commands.filter(({ commandName }) =>
      ['insert', 'update', 'delete', 'findAndModify'].includes(commandName),
    );
    expect(new Set(writes.map(({ commandName }) => commandName)).size).toBe(4);
    const weak = writes.filter(({ command }) => {
      const concern = command['writeConcern'] as { w?: unknown; j?: unknown; wtimeout?: unknown } | undefined;
      return concern?.w !== 'majority' || concern.j !== true || concern.wtimeout !== 5000;
    });
    expect(weak.map(({ commandName, command }) => [commandName, command['writeConcern']])).toEqual([]);
  });

  test('nothing outside the portable subset is used', async () => {
    const commands = await watched(async (other) => {
      await other.find(ROWS, {
        where: { a: { prefix: 'x' }, b: { has: ['y'] }, c: { in: [1, null] } },
        any: [{ d: { not: null } }, { e: { gt: 1, lte: 4 } }],
        sort: [{ field: 'a', descending: true }],
      });
      await other.count(ROWS, { a: 1 });
      await other.search(ROWS, { text: '王小满 jy' });
    });
    const text = JSON.stringify(commands.map(({ command }) => ({ ...command, lsid: 0, $clusterTime: 0 })));
    const used = new Set([...text.matchAll(/"(\$[a-zA-Z]+)"/g)].map((match) => match[1]));
    const portable = [
      '$and',
      '$or',
      '$ne',
      '$in',
      '$gt',
      '$gte',
      '$lt',
      '$lte',
      '$elemMatch',
      '$type',
      '$not',
      '$set',
      '$eq',
    ];
    // Of the driver itself: the database, and the pipeline that countDocuments is made of.
    const driver = ['$db', '$clusterTime', '$match', '$group', '$sum', '$readPreference'];
    expect([...used].filter((name) => ![...portable, ...driver].includes(name ?? ''))).toEqual([]);
    expect(commands.some(({ commandName }) => /Transaction/.test(commandName))).toBe(false);
  });

  test('a write finds its document by _id, the shard key', async () => {
    const commands = await watched(async (other) => {
      await other.insert(JOBS, { _id: 's', srcSeq: 1, state: 'due', dueAt: 1, attempts: 0, fence: 0 });
      await other.claimDue(JOBS, { now: 1, owner: 'w', leaseMs: 1, limit: 1 });
      await other.compareAndSet(
        JOBS,
        { owner: 'w' },
        { _id: 's', srcSeq: 2, state: 'due', dueAt: 1, attempts: 0, fence: 0 },
      );
      await other.upsertIfNewer(ROWS, { _id: 's', srcSeq: 1 });
      await other.remove(ROWS, 's', { srcSeq: 4 });
      await other.remove(JOBS, 's');
    });
    const filters = commands.flatMap(({ command }): readonly unknown[] => {
      if (command['findAndModify'] !== undefined) return [command['query']];
      const statements = (command['updates'] ?? command['deletes'] ?? []) as readonly { readonly q: unknown }[];
      return statements.map(({ q }) => q);
    });
    expect(filters.length).toBeGreaterThan(5);
    expect(filters.filter((filter) => !/^\{("\$and":\[\{)?"_id":"/.test(JSON.stringify(filter)))).toEqual([]);
  });
});

describe('the database', () => {
  test('has exactly the declared indexes, made once by processes that start together', async () => {
    const fresh = await createMongoPlace();
    const opened = await Promise.all([1, 2, 3].map(() => openMongo(fresh.uri)));
    const { connection } = opened[0]?.place ?? place;
    for (const [name, spec] of Object.entries<CollectionSpec>(COLLECTIONS)) {
      const wanted = indexesOf(spec).map((keys) => JSON.stringify(keys));
      expect(wanted).toHaveLength(spec.indexes.length + (spec.lists?.length ?? 0) + (spec.search === true ? 1 : 0));
      if (wanted.length === 0) continue;
      const found = (await connection.collection(name).indexes()).map(({ key }) => JSON.stringify(key));
      expect([name, found.sort()]).toEqual([name, ['{"_id":1}', ...wanted].sort()]);
    }
    await Promise.all(opened.map((one) => one.store.close()));
    await fresh.dispose();
  });

  test('is refused when a newer program wrote it', async () => {
    const fresh = await createMongoPlace();
    const { connection } = await connectMongo(fresh.uri);
    await connection.collection<{ _id: string; version: number }>('meta').insertOne({ _id: 'layout', version: 999 });
    await connection.close();
    await expect(openMongo(fresh.uri)).rejects.toMatchObject({ code: 'STORE_VERSION' });
    await fresh.dispose();
  });

  test('makes its indexes again when they have changed', async () => {
    const fresh = await createMongoPlace();
    const one = await connectMongo(fresh.uri);
    await setUpDatabase(one);
    const notes = one.connection.collection<{ _id: string; indexes: string }>('meta');
    await notes.updateOne({ _id: 'layout' }, { $set: { indexes: 'of another version' } });
    await one.connection.collection('worklist').dropIndexes();
    await setUpDatabase(one);
    expect((await one.connection.collection('worklist').indexes()).length).toBe(
      COLLECTIONS.worklist.indexes.length + COLLECTIONS.worklist.lists.length + 2,
    );
    await one.close();
    await fresh.dispose();
  });

  test('is one office for one set of keys', async () => {
    const keys = { active: 'k1', sealing: ['k1'], signsWith: 's1', signing: ['s1'] };
    await requireSameKeys(place, keys);
    await requireSameKeys(place, keys);
    await expect(requireSameKeys(place, { ...keys, active: 'k9', sealing: ['k9'] })).rejects.toMatchObject({
      code: 'KEY_UNKNOWN',
    });
    await expect(requireSameKeys(place, { ...keys, signsWith: 's9', signing: ['s9'] })).rejects.toMatchObject({
      code: 'KEY_UNKNOWN',
    });
    await requireSameKeys(place, { ...keys, active: 'k2', sealing: ['k1', 'k2'] });
    await expect(requireSameKeys(place, keys)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
  });

  test.each([
    ['mongodb://h:1/office?x=1', 'office'],
    ['mongodb://u:p%40@h:1,h:2/office', 'office'],
    ['mongodb+srv://h', 'yizhan'],
    ['mongodb://h/?replicaSet=rs0', 'yizhan'],
  ])('%s is database %s', (uri, name) => expect(databaseOf(uri)).toBe(name));

  test('is reached with the settings of the house', () => {
    const { options } = place.connection.getClient();
    expect(options.maxPoolSize).toBe(20);
    expect(options.serverSelectionTimeoutMS).toBe(CONNECT_OPTIONS.serverSelectionTimeoutMS);
    expect(options.readPreference.mode).toBe('primary');
    expect(options.retryWrites).toBe(true);
  });

  test('that does not answer is STORE_UNAVAILABLE within seconds', async () => {
    await expect(openMongo('mongodb://127.0.0.1:1/x')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  }, 20_000);

  test('is named to people without its password', () => {
    const outcome = readSettings({ MONGODB_URI: 'mongodb://office:secret@db.example:1/office?tls=true' }, '/');
    if (!outcome.ok) throw new Error(outcome.text.en);
    for (const code of ['STORE_UNAVAILABLE', 'STORE_VERSION', 'KEY_UNKNOWN'] as const) {
      const { zh, en } = sentenceFor(new PlatformError(code, 'x'), outcome.settings);
      for (const text of [zh, en]) {
        expect(text).toContain('mongodb://db.example:1/office');
        expect(text).not.toContain('secret');
      }
    }
    expect(readSettings({ MONGODB_URI: 'http://x' }, '/').ok).toBe(false);
  });
});

describe('files in GridFS', () => {
  const bytes = Buffer.from(Array.from({ length: 800_000 }, (_, i) => (i * 7) % 251));
  test('come back, under the hash of their content', async () => {
    const files = createGridFiles(place);
    const facts = await files.put(bytes, 'image/png');
    expect(facts).toEqual({ fileId: expect.stringMatching(/^[0-9a-f]{64}$/), size: bytes.length, type: 'image/png' });
    expect(await files.has(facts.fileId)).toBe(true);
    expect(Buffer.from((await files.get(facts.fileId)) ?? []).equals(bytes)).toBe(true);
    expect(await files.put(bytes, 'image/png')).toEqual(facts);
    expect(await files.list()).toContain(facts.fileId);
    const empty = await files.put(Buffer.alloc(0), 'text/plain');
    expect((await files.get(empty.fileId))?.length).toBe(0);
  });
  test('are put whole by many at once, and after a put that was cut short', async () => {
    const many = [1, 2, 3, 4].map(() => createGridFiles(place).put(Buffer.concat([bytes, Buffer.from('x')]), ''));
    const [first] = await Promise.all(many);
    const { fileId } = first ?? { fileId: '' };
    await place.connection.collection<{ _id: string }>('fs.files').deleteOne({ _id: fileId });
    await place.connection.collection<{ _id: string }>('fs.chunks').deleteOne({ _id: `${fileId}:1` });
    expect(await createGridFiles(place).get(fileId)).toBeUndefined();
    await createGridFiles(place).put(Buffer.concat([bytes, Buffer.from('x')]), '');
    expect((await createGridFiles(place).get(fileId))?.length).toBe(bytes.length + 1);
  });
  test('a changed content is not given out', async () => {
    const files = createGridFiles(place);
    const { fileId } = await files.put(Buffer.from('the content'), '');
    await place.connection
      .collection<{ _id: string }>('fs.chunks')
      .updateOne({ _id: `${fileId}:0` }, { $set: { data: Buffer.from('other') } });
    await expect(files.get(fileId)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
  test('a name from outside is looked up as text', async () => {
    expect(await createGridFiles(place).get('../../etc/passwd')).toBeUndefined();
  });
});
