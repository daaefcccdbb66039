import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { connect, type Connection } from '../../runtime/store/embedded/connection.js';
import { migrate, MIGRATIONS, readMark, writeMark } from '../../runtime/store/embedded/migrations.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openPhotostructure } from '../../runtime/store/embedded/photostructure-driver.js';
import { collection } from '../../runtime/store/collections.js';
import type { StoreRecord } from '../../runtime/seams/store.js';

interface Thing extends StoreRecord {
  readonly n?: number;
  readonly text?: string;
  readonly searchText?: string;
}

const THINGS = collection<Thing>('cases');
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-embedded-'));
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

describe('file of the embedded store', () => {
  test('keeps its records when it is opened again', async () => {
    const file = newFile();
    const first = openEmbeddedStore({ file });
    await first.insert(THINGS, { _id: 'x', n: 1 });
    await first.close();
    const second = openEmbeddedStore({ file });
    expect(await second.get(THINGS, 'x')).toEqual({ _id: 'x', n: 1 });
    await second.close();
  });

  test('a closed file is let go: no log and no lock stay, and it may move', async () => {
    const file = newFile();
    const one = openEmbeddedStore({ file });
    const two = openEmbeddedStore({ file });
    await one.insert(THINGS, { _id: 'x', searchText: '王' });
    await two.search(THINGS, { text: '王' });
    await one.close();
    await two.close();
    expect(existsSync(`${file}-wal`) || existsSync(`${file}-shm`)).toBe(false);
    const moved = newFile();
    renameSync(file, moved);
    const again = openEmbeddedStore({ file: moved });
    expect(await again.count(THINGS)).toBe(1);
    await again.close();
  });

  test('refuses a file that is no database', () => {
    expect(() => openEmbeddedStore({ file: folder })).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
  });

  test.each([
    ['WHERE gone = 0 AND f_rootId = ?', 'r_worklist', 'i_worklist_rootId'],
    ['WHERE gone = 0 AND f_caseNumber = ?', 'r_cases', 'i_cases_caseNumber'],
  ])('finds by index: %s', async (where, table, index) => {
    const file = newFile();
    await openEmbeddedStore({ file }).close();
    const plan = rawly(file, (connection) =>
      connection.all(`EXPLAIN QUERY PLAN SELECT body FROM "${table}" ${where}`, ['x']),
    );
    expect(JSON.stringify(plan)).toContain(index);
  });

  test('its log does not grow without end, also while another process has it open', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    const other = openEmbeddedStore({ file });
    const rows = Array.from({ length: 500 }, (_, n) => ({ _id: `r${String(n)}`, text: 'x'.repeat(4000) }));
    for (let turn = 0; turn < 15; turn += 1) {
      await store.append(
        THINGS,
        rows.map((one) => ({ ...one, _id: `${String(turn)}${one._id}` })),
      );
      await other.get(THINGS, 'none');
    }
    const { size } = statSync(`${file}-wal`);
    console.info(`30 MB written: log of ${String(Math.round(size / 1e6))} MB`);
    expect(size).toBeLessThan(20_000_000);
    await other.close();
    await store.close();
  }, 60_000);

  test('refuses to grow beyond its limit, and goes on reading', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file, maxBytes: 3_000_000 });
    let written = 0;
    const fill = async (): Promise<void> => {
      for (; written < 1000; written += 1)
        await store.insert(THINGS, { _id: `f${String(written)}`, text: 'x'.repeat(9000) });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(written).toBeGreaterThan(50);
    expect(await store.count(THINGS)).toBe(written);
    expect(await store.healthy()).toBe(true);
    await store.remove(THINGS, 'f0');
    await store.remove(THINGS, 'f1');
    expect(await store.insert(THINGS, { _id: 'again', text: 'x'.repeat(9000) })).toBe(true);
    await store.close();
  });
});

describe('migrations of the embedded store', () => {
  const COLOUR = (connection: Connection): void => writeMark(connection, 'colour', 'red');

  test('go forward, each once', () => {
    const file = newFile();
    const seen: string[] = [];
    rawly(file, (connection) => migrate(connection));
    const more = [
      ...MIGRATIONS,
      COLOUR,
      (connection: Connection) => seen.push(readMark(connection, 'colour') ?? 'none'),
    ];
    rawly(file, (connection) => migrate(connection, more));
    rawly(file, (connection) => migrate(connection, more));
    expect(seen).toEqual(['red']);
    expect(rawly(file, (connection) => readMark(connection, 'schemaVersion'))).toBe(String(more.length));
  });

  test('one that fails leaves the version before it', () => {
    const file = newFile();
    rawly(file, (connection) => migrate(connection));
    const broken = (): void => {
      throw new Error('power is gone');
    };
    expect(() => rawly(file, (connection) => migrate(connection, [...MIGRATIONS, COLOUR, broken]))).toThrow('power');
    rawly(file, (connection) => {
      expect(readMark(connection, 'colour')).toBeUndefined();
      expect(readMark(connection, 'schemaVersion')).toBe(String(MIGRATIONS.length));
    });
  });

  test('a file that a newer program wrote is refused and left as it is', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    await store.insert(THINGS, { _id: 'x' });
    await store.close();
    rawly(file, (connection) => writeMark(connection, 'schemaVersion', '999'));
    expect(() => openEmbeddedStore({ file })).toThrow(expect.objectContaining({ code: 'STORE_VERSION' }));
    rawly(file, (connection) => {
      expect(readMark(connection, 'schemaVersion')).toBe('999');
      expect(connection.get('SELECT count(*) AS n FROM r_cases')).toMatchObject({ n: 1 });
    });
  });

  test('texts are indexed anew when the rules of the tokens have changed', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    await store.append(THINGS, [
      { _id: 'x', searchText: '王小满' },
      { _id: 'y', searchText: '李四' },
    ]);
    await store.remove(THINGS, 'y', { srcSeq: 1 });
    await store.close();
    rawly(file, (connection) => {
      connection.run('DELETE FROM s_cases');
      connection.run("INSERT INTO s_cases (rowid, tokens) VALUES (1, '别的')");
      writeMark(connection, 'tokensVersion', '0');
    });
    const again = openEmbeddedStore({ file });
    expect(await again.search(THINGS, { text: '小满' })).toHaveLength(1);
    expect(await again.search(THINGS, { text: '别的' })).toEqual([]);
    await again.close();
  });

  test('an index that is no longer declared goes, one that is missing comes', async () => {
    const file = newFile();
    await openEmbeddedStore({ file }).close();
    const names = (): string =>
      rawly(file, (connection) =>
        JSON.stringify(connection.all("SELECT name FROM store.sqlite_master WHERE type = 'index'")),
      );
    rawly(file, (connection) => {
      connection.exec('CREATE INDEX store.i_cases_old ON r_cases (src)');
      connection.exec('DROP INDEX i_cases_caseNumber');
    });
    await openEmbeddedStore({ file }).close();
    expect(names()).not.toContain('i_cases_old');
    expect(names()).toContain('i_cases_caseNumber');
  });
});

describe('several processes on one file', () => {
  // Holds the lock of writers in another process until its standard input ends; tells when it has it.
  const HOLDER = `
    import { DatabaseSync } from '@photostructure/sqlite';
    const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
    database.exec('BEGIN IMMEDIATE');
    console.log('held');
    process.stdin.on('end', () => { database.exec('COMMIT'); database.close(); }).resume();
  `;
  const holding = async (file: string): Promise<() => Promise<void>> => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    return () => {
      child.stdin.end();
      return gone;
    };
  };

  test('the lock of another one delays writes, but neither reads nor the event loop', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file });
    await store.insert(THINGS, { _id: 'x', n: 1 });
    const release = await holding(file);
    const lag = monitorEventLoopDelay({ resolution: 1 });
    await pause(5);
    lag.enable();
    const begun = performance.now();
    const state = { written: false };
    const written = store.insert(THINGS, { _id: 'y' }).finally(() => (state.written = true));
    let reads = 0;
    while (performance.now() - begun < 200) {
      expect(await store.get(THINGS, 'x')).toBeDefined();
      reads += 1;
      await pause(1);
    }
    expect(state.written).toBe(false);
    const gone = release();
    expect(await written).toBe(true);
    const waited = performance.now() - begun;
    lag.disable();
    console.info(
      `lock of another process: write after ${String(Math.round(waited))} ms, ${String(reads)} reads meanwhile, loop held up ${String(Math.round(lag.percentile(99) / 1e6))} ms (p99)`,
    );
    expect(reads).toBeGreaterThan(2);
    await gone;
    await store.close();
  });

  test('a lock that is never given back is told after the patience', async () => {
    const file = newFile();
    const store = openEmbeddedStore({ file, patienceMs: 60 });
    const release = await holding(file);
    await expect(store.insert(THINGS, { _id: 'y' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await release();
    expect(await store.get(THINGS, 'y')).toBeUndefined();
    expect(await store.insert(THINGS, { _id: 'y' })).toBe(true);
    await store.close();
  });

  test('three processes that open a new file and write at once all get through, each about as often', async () => {
    const file = newFile();
    const script = path.join('tests', 'runtime', 'kit', 'store-adder-child.ts');
    const run = (name: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', './tests/kit/typescript.js', script, file, name, '1500'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let out = '';
        child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
        child.once('exit', (code) =>
          code === 0 ? resolve(out) : reject(new Error(`${name}: ${String(code)} ${out}`)),
        );
      });
    const told = await Promise.all(['p1', 'p2', 'p3'].map(run));
    const counts = told.map((one) => JSON.parse(one) as { readonly added: number; readonly slowest: number });
    const store = openEmbeddedStore({ file });
    const total = counts.reduce((sum, one) => sum + one.added, 0);
    expect((await store.get(THINGS, 'sum'))?.n).toBe(total);
    expect(await store.count(THINGS, { _id: { prefix: 'p' } })).toBe(total);
    console.info(
      `three processes: ${counts.map((one) => String(one.added)).join(' + ')} commits, slowest ${String(Math.max(...counts.map((one) => one.slowest)))} ms`,
    );
    for (const { added } of counts) expect(added).toBeGreaterThan(0);
    await store.close();
  }, 30_000);
});
