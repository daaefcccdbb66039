import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createDiskFiles } from '../../runtime/documents/disk-files.js';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { collection } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { connectMongo } from '../../runtime/store/mongo/connection.js';
import { markCopying } from '../../runtime/store/mongo/copy-mark.js';
import { createGridFiles } from '../../runtime/store/mongo/grid-files.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { openDataFolder } from '../../runtime/system/data-folder.js';
import { ALL_COLLECTIONS, digestOf, type Digest } from '../../runtime/tools/copy-store.js';
import { main } from '../../runtime/tools/store-copy.js';
import { createMongoPlace, type MongoTestPlace } from '../kit/mongo-place.js';

interface Thing extends StoreRecord {
  readonly srcSeq: number;
  readonly [field: string]: unknown;
}

const ROWS = collection<Thing>('worklist');
const CASES = collection<StoreRecord>('cases');
/** Each test copies some fifty collections once or twice. */
jest.setTimeout(30_000);

const PHOTO = Buffer.alloc(700_000, 7);

const folders = mkdtempSync(path.join(tmpdir(), 'yizhan-copy-'));
let made = 0;
const newFolder = (): string => path.join(folders, String((made += 1)));
let database: MongoTestPlace;
let printed: string[];

/** A data folder with records of all kinds, marks of removed ones, and files. */
const filledFolder = async (): Promise<string> => {
  const folder = newFolder();
  const places = openDataFolder(folder);
  const store = openEmbeddedStore({ file: places.store });
  await store.append(
    CASES,
    Array.from({ length: 450 }, (_, i) => ({
      _id: `案件-${String(i)}`,
      n: i / 3,
      searchText: [`王小满 ${String(i)}`],
    })),
  );
  await store.upsertIfNewer(ROWS, {
    _id: 'a',
    srcSeq: 4,
    'x.y': 1,
    $z: { $ref: 'q', $id: 1 },
    nothing: null,
    list: [[]],
  });
  await store.upsertIfNewer(ROWS, { _id: 'gone', srcSeq: 1 });
  await store.remove(ROWS, 'gone', { srcSeq: 9 });
  await store.remove(ROWS, 'never', { srcSeq: 2 });
  await store.close();
  const files = createDiskFiles(places.files);
  await files.put(PHOTO, 'image/png');
  await files.put(Buffer.from('信'), 'text/plain');
  return folder;
};

const digestsOfFolder = async (folder: string): Promise<readonly Digest[]> => {
  const store = openEmbeddedStore({ file: path.join(folder, 'yizhan.sqlite') });
  const digests = [];
  for (const name of ALL_COLLECTIONS) digests.push(await digestOf(store, name));
  await store.close();
  return digests;
};

beforeAll(() => {
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});
beforeEach(async () => {
  printed = [];
  database = await createMongoPlace();
});
afterEach(() => database.dispose());
afterAll(() => {
  jest.restoreAllMocks();
  rmSync(folders, { recursive: true, force: true });
});

describe('store:copy', () => {
  test('moves everything to MongoDB and back, marks and files too', async () => {
    const folder = await filledFolder();
    const back = newFolder();
    expect(await main(['--from', folder, '--to', database.uri])).toBe(0);
    expect(printed.join('')).toContain('已复制并核对：453 条记录，2 个文件。');
    const { store, place } = await openMongo(database.uri);
    expect(await store.search(CASES, { text: 'wxm', limit: 1000 })).toHaveLength(450);
    expect(await store.get(ROWS, 'a')).toMatchObject({ 'x.y': 1, $z: { $ref: 'q', $id: 1 } });
    expect(await store.upsertIfNewer(ROWS, { _id: 'never', srcSeq: 2 })).toBe(false);
    const files = createGridFiles(place);
    expect(await files.list()).toEqual(
      readdirSync(path.join(folder, 'files'), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => one.name)
        .sort(),
    );
    await store.close();
    expect(await main(['--from', database.uri, '--to', back])).toBe(0);
    expect(printed.join('')).toContain('Copy the folder keys');
    expect(await digestsOfFolder(back)).toEqual(await digestsOfFolder(folder));
    expect(existsSync(path.join(back, 'yizhan.sqlite.copying'))).toBe(false);
  });

  test('refuses a target that is not empty, and changes nothing there', async () => {
    const folder = await filledFolder();
    const { store } = await openMongo(database.uri);
    await store.insert(CASES, { _id: 'other' });
    expect(await main(['--from', folder, '--to', database.uri])).toBe(1);
    expect(printed.join('')).toContain('The target is not empty');
    expect(await store.count(CASES)).toBe(1);
    await store.close();
    const other = await filledFolder();
    expect(await main(['--from', folder, '--to', other])).toBe(1);
  });

  test('an interrupted copy is no office, and is finished by --resume', async () => {
    const folder = await filledFolder();
    const place = await connectMongo(database.uri);
    await markCopying(place, 1);
    await place.connection.collection<{ _id: string }>('cases').insertOne({ _id: '案件-1' });
    await place.close();
    await expect(openMongo(database.uri)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await main(['--from', folder, '--to', database.uri])).toBe(1);
    expect(printed.join('')).toContain('--resume');
    expect(await main(['--from', folder, '--to', database.uri, '--resume'])).toBe(0);
    const { store } = await openMongo(database.uri);
    expect(await store.count(CASES)).toBe(450);
    await store.close();
  });

  test('says which collection differs when the target holds something else', async () => {
    const folder = await filledFolder();
    const place = await connectMongo(database.uri);
    await markCopying(place, 1);
    await place.close();
    const { store } = await openMongo(database.uri, { copying: true });
    await store.insert(ROWS, { _id: 'stranger', srcSeq: 1 });
    await store.close();
    expect(await main(['--from', folder, '--to', database.uri, '--resume'])).toBe(1);
    expect(printed.join('')).toContain('these collections differ: worklist');
    await expect(openMongo(database.uri)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('names a damaged file and does not end as if all were well', async () => {
    const folder = await filledFolder();
    const place = await connectMongo(database.uri);
    await place.close();
    const file = path.join(folder, 'files', readdirSync(path.join(folder, 'files'))[0] ?? '');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(path.join(file, readdirSync(file)[0] ?? ''), 'changed');
    expect(await main(['--from', folder, '--to', database.uri])).toBe(1);
    expect(printed.join('')).toContain('1 files are damaged at the source');
  });

  test('tells how it is used, and of a folder without a store', async () => {
    expect(await main(['--from', 'x'])).toBe(2);
    expect(await main(['--nonsense'])).toBe(2);
    expect(printed.join('')).toContain('npm run store:copy');
    expect(await main(['--from', newFolder(), '--to', database.uri])).toBe(1);
    expect(printed.join('')).toContain('There is no store');
  });
});
