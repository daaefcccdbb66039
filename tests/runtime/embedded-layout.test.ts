import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { collection } from '../../runtime/store/collections.js';
import { connect, type Connection } from '../../runtime/store/embedded/connection.js';
import { readMark, writeMark } from '../../runtime/store/embedded/migrations.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openPhotostructure } from '../../runtime/store/embedded/photostructure-driver.js';
import { indexSome } from '../../runtime/store/embedded/text-index.js';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { TOKENS_VERSION } from '../../runtime/store/text-tokens.js';

/* How records lie in the file: columns beside the JSON text, texts indexed behind the writes; and files of before. */

type Thing = StoreRecord & Readonly<Record<string, unknown>>;

const CASES = collection<Thing>('cases');
const NEWER = collection<StoreRecord & { readonly srcSeq: number }>('cases');
const JOBS = collection<Thing>('jobs');
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-layout-'));
let files = 0;
const newFile = (): string => path.join(folder, `s${String((files += 1))}.sqlite`);
const rawly = <R>(file: string, work: (connection: Connection) => R): R => {
  const connection = connect(openPhotostructure(file, 1000));
  try {
    return work(connection);
  } finally {
    connection.close();
  }
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file as the first version of the schema had it: indexes over JSON, texts indexed with each write. */
function oldFile(): string {
  const file = newFile();
  rawly(file, (connection) => {
    connection.exec('CREATE TABLE store.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    writeMark(connection, 'schemaVersion', '1');
    writeMark(connection, 'tokensVersion', String(TOKENS_VERSION));
    for (const name of ['cases', 'jobs'])
      connection.exec(`CREATE TABLE store."c_${name}" (row INTEGER PRIMARY KEY, _id TEXT NOT NULL UNIQUE, src INTEGER,
        gone INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL)`);
    connection.exec(`CREATE INDEX store."i_cases_caseNumber" ON "c_cases" (json_extract(body, '$."caseNumber"'), _id)
      WHERE gone = 0`);
    connection.exec(`CREATE VIRTUAL TABLE store."s_cases" USING fts5(tokens, content='', contentless_delete=1,
      tokenize='unicode61 remove_diacritics 0')`);
    const put = (id: string, src: number | null, gone: number, body: object): void =>
      void connection.run('INSERT INTO "c_cases" (_id, src, gone, body) VALUES (?, ?, ?, ?)', [
        id,
        src,
        gone,
        JSON.stringify(body),
      ]);
    put('a', 3, 0, { _id: 'a', srcSeq: 3, caseNumber: 'A-1', submittedAt: 7, searchText: ['王小满'] });
    put('b', null, 0, { _id: 'b', caseNumber: ['x', 'y'], submittedAt: 2.5, endedAt: true });
    put('c', 9, 1, {});
    connection.run("INSERT INTO s_cases (rowid, tokens) VALUES (1, '王小 小满 满')");
    connection.run('INSERT INTO "c_jobs" (_id, src, body) VALUES (?, 1, ?)', [
      'j',
      JSON.stringify({ _id: 'j', state: 'due', dueAt: 5, attempts: 0, fence: 0 }),
    ]);
  });
  return file;
}

describe('a file of the version before', () => {
  test('opens with all it holds: records, marks, texts, jobs', async () => {
    const store = openEmbeddedStore({ file: oldFile() });
    expect((await store.find(CASES, { where: { caseNumber: 'A-1' } })).records).toMatchObject([{ _id: 'a' }]);
    expect((await store.find(CASES, { where: { endedAt: true } })).records).toMatchObject([{ _id: 'b' }]);
    expect(await store.count(CASES, { caseNumber: { not: null } })).toBe(2);
    const sorted = await store.find(CASES, { sort: [{ field: 'submittedAt' }], limit: 1 });
    expect(sorted.records).toMatchObject([{ _id: 'b', submittedAt: 2.5 }]);
    expect(await store.search(CASES, { text: '小满' })).toMatchObject([{ _id: 'a' }]);
    expect(await store.upsertIfNewer(NEWER, { _id: 'c', srcSeq: 8 })).toBe(false);
    expect(await store.compareAndSet(CASES, { caseNumber: 'A-1' }, { _id: 'a', caseNumber: 'A-2' })).toBe(true);
    expect(await store.search(CASES, { text: '小满' })).toEqual([]);
    expect(await store.count(CASES, { caseNumber: 'A-2' })).toBe(1);
    expect(
      await store.claimDue(collection<Thing & { state: 'due'; dueAt: 0; attempts: 0; fence: 0 }>('jobs'), {
        now: 9,
        owner: 'me',
        leaseMs: 10,
        limit: 5,
      }),
    ).toMatchObject([{ _id: 'j', state: 'leased', leaseUntil: 19 }]);
    expect(await store.count(JOBS, { state: 'leased', leaseUntil: { lte: 19 } })).toBe(1);
    await store.close();
  });

  test('indexes are over columns, and the program of before does not find its tables', async () => {
    const file = oldFile();
    await openEmbeddedStore({ file }).close();
    rawly(file, (connection) => {
      expect(() => connection.get('SELECT 1 FROM c_cases')).toThrow('no such table');
      const { sql } = connection.get("SELECT sql FROM store.sqlite_master WHERE name = 'i_cases_caseNumber'") ?? {};
      expect(sql).toContain('"f_caseNumber"');
      expect(readMark(connection, 'text:cases')).toBe('3');
    });
  });
});

describe('columns', () => {
  test('one that is missing, or that another program did not fill, is there when the file is opened again', async () => {
    const file = newFile();
    const first = openEmbeddedStore({ file });
    await first.insert(CASES, { _id: 'a', caseNumber: 'A-1', endedAt: 4 });
    await first.close();
    rawly(file, (connection) => {
      connection.exec('DROP INDEX store.i_cases_endedAt');
      connection.exec('ALTER TABLE store.r_cases DROP COLUMN f_endedAt');
      connection.run('UPDATE r_cases SET f_caseNumber = NULL');
      const columns = JSON.parse(readMark(connection, 'columns') ?? '{}') as { cases: string[] };
      columns.cases = columns.cases.filter((name) => name !== 'endedAt' && name !== 'caseNumber');
      writeMark(connection, 'columns', JSON.stringify(columns));
      writeMark(connection, 'layout', 'another');
    });
    const again = openEmbeddedStore({ file });
    expect(await again.count(CASES, { endedAt: 4 })).toBe(1);
    expect(await again.count(CASES, { caseNumber: 'A-1' })).toBe(1);
    await again.close();
  });

  test('who does not know the columns of a program that took over does not write any more', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    await store.insert(CASES, { _id: 'a' });
    rawly(file, (connection) => writeMark(connection, 'layout', 'of a later program'));
    await expect(store.insert(CASES, { _id: 'b' })).rejects.toMatchObject({ code: 'STORE_VERSION' });
    expect(await store.get(CASES, 'a')).toBeDefined();
    await store.close();
  });

  test('a replacement that changes what is indexed is found by it, one that does not as well', async () => {
    const store = openEmbeddedStore({ file: newFile() });
    await store.insert(CASES, { _id: 'a', caseNumber: 'A-1', n: 1 });
    expect(await store.compareAndSet(CASES, { n: 1 }, { _id: 'a', caseNumber: 'A-1', n: 2 })).toBe(true);
    expect(await store.compareAndSet(CASES, { n: 1 }, { _id: 'a', caseNumber: 'A-1', n: 3 })).toBe(false);
    expect(await store.compareAndSet(CASES, { n: 2 }, { _id: 'a', caseNumber: 'A-2', n: 3 })).toBe(true);
    expect((await store.find(CASES, { where: { caseNumber: 'A-2' } })).records).toEqual([
      { _id: 'a', caseNumber: 'A-2', n: 3 },
    ]);
    expect(await store.count(CASES, { caseNumber: 'A-1' })).toBe(0);
    await store.close();
  });
});

describe('texts are indexed behind the writes', () => {
  /** Indexes all there is, as the store does by itself after a second. */
  const indexAll = (file: string): void =>
    rawly(file, (connection) => {
      while (connection.transaction(() => indexSome(connection, 'cases', 2)));
    });

  test('a search finds what is indexed and what is not yet, changed and gone', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    const other = openEmbeddedStore({ file });
    const found = async (text: string): Promise<readonly string[]> => {
      const [one, two] = [await store.search(CASES, { text }), await other.search(CASES, { text })];
      expect(one).toEqual(two);
      return one.map(({ _id }) => _id);
    };
    const rows = ['a', 'b', 'c', 'd', 'e'].map((_id) => ({ _id, searchText: '王小满' }));
    await store.append(CASES, rows);
    expect(await found('小满')).toEqual(['e', 'd', 'c', 'b', 'a']);
    indexAll(file);
    expect(await found('小满')).toEqual(['e', 'd', 'c', 'b', 'a']);
    await store.compareAndSet(CASES, {}, { _id: 'b', searchText: '李四' });
    await store.remove(CASES, 'c');
    await store.remove(CASES, 'd', { srcSeq: 1 });
    await other.insert(CASES, { _id: 'f', searchText: '王小满' });
    expect(await found('小满')).toEqual(['f', 'e', 'a']);
    expect(await found('ls')).toEqual(['b']);
    indexAll(file);
    expect(await found('小满')).toEqual(['f', 'e', 'a']);
    expect(await found('李四')).toEqual(['b']);
    expect(rawly(file, (connection) => connection.get('SELECT count(*) AS n FROM t_cases'))).toMatchObject({ n: 0 });
    await store.close();
    await other.close();
  });

  test('the number of a row that is gone may come again', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    await store.append(CASES, [
      { _id: 'a', searchText: '王小满' },
      { _id: 'b', searchText: '王小满' },
    ]);
    indexAll(file);
    await store.remove(CASES, 'b');
    await store.insert(CASES, { _id: 'c', searchText: '李四' });
    expect(await store.search(CASES, { text: '小满' })).toMatchObject([{ _id: 'a' }]);
    indexAll(file);
    expect(await store.search(CASES, { text: '小满' })).toMatchObject([{ _id: 'a' }]);
    expect(await store.search(CASES, { text: '李四' })).toMatchObject([{ _id: 'c' }]);
    await store.close();
  });

  test('a store that is left alone indexes by itself', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    await store.append(
      CASES,
      Array.from({ length: 600 }, (_, n) => ({ _id: `r${String(n)}`, searchText: `编号${String(n)}` })),
    );
    const indexed = (): number => rawly(file, (connection) => Number(readMark(connection, 'text:cases') ?? 0));
    const until = Date.now() + 20_000;
    while (indexed() < 600 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(indexed()).toBe(600);
    expect(await store.search(CASES, { text: '599' })).toMatchObject([{ _id: 'r599' }]);
    await store.close();
  });
});
