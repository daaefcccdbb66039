import { describe, expect, test } from '@jest/globals';
import type { Connection, Work } from '../../runtime/store/embedded/connection.js';
import { createWriteQueue } from '../../runtime/store/embedded/write-queue.js';

const BUSY = Object.assign(new Error('database is locked'), { errcode: 5 });
const FULL = Object.assign(new Error('database or disk is full'), { errcode: 13 });
const BROKEN = Object.assign(new Error('disk I/O error'), { errcode: 778 });

/** A database that keeps what was committed, and fails where it is told to. */
function fakeConnection() {
  const log: string[] = [];
  const durable: string[] = [];
  let pending: string[] = [];
  let open = false;
  const fail = { begin: [] as unknown[], commit: [] as unknown[] };
  const connection: Connection = {
    run: (sql) => {
      pending.push(sql);
      return 1;
    },
    get: () => undefined,
    all: () => [],
    exec: () => undefined,
    transaction: (work) => {
      const refused = fail.begin.shift();
      if (refused !== undefined) throw refused;
      open = true;
      pending = [];
      try {
        const result = work();
        const broken = fail.commit.shift();
        if (broken !== undefined) throw broken;
        durable.push(...pending);
        log.push(`commit ${pending.join(' ')}`);
        return result;
      } finally {
        open = false;
      }
    },
    savepoint: (work) => {
      const before = [...pending];
      try {
        return work();
      } catch (cause) {
        pending = before;
        throw cause;
      }
    },
    snapshot: (work) => work(),
    once: (_key, read) => read(),
    forget: () => undefined,
    inTransaction: () => open,
    close: () => undefined,
  };
  const lose = (): void => {
    open = false;
  };
  return { connection, log, durable, fail, lose };
}

const writing =
  (name: string): Work<string> =>
  (connection) => {
    connection.run(name);
    return name;
  };

const failing =
  (name: string, cause: unknown): Work<string> =>
  (connection) => {
    connection.run(name);
    throw cause;
  };

describe('write queue', () => {
  test('carries out all writes of one turn together, in their order', async () => {
    const { connection, log } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => queue.add(writing(name))))).toEqual(['a', 'b', 'c']);
    expect(await queue.add(writing('d'))).toBe('d');
    expect(log).toEqual(['commit a b c', 'commit d']);
  });

  test('waits for nobody: what comes in the next turn is in the next transaction', async () => {
    const { connection, log } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    const first = queue.add(writing('a'));
    const second = new Promise((resolve) => setImmediate(() => resolve(queue.add(writing('b')))));
    await Promise.all([first, second]);
    expect(log).toEqual(['commit a', 'commit b']);
  });

  test('answers nobody before the commit', async () => {
    const { connection, durable } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    await Promise.all(
      ['a', 'b'].map(async (name) => {
        await queue.add(writing(name));
        expect(durable).toEqual(['a', 'b']);
      }),
    );
  });

  test('a write that fails undoes itself only', async () => {
    const { connection, log } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    const outcomes = await Promise.allSettled([
      queue.add(writing('a')),
      queue.add(failing('b', BROKEN)),
      queue.add(writing('c')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'STORE_UNAVAILABLE' } });
    expect(log).toEqual(['commit a c']);
  });

  test('a failure that ends the transaction is told to all', async () => {
    const { connection, durable, lose } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    const outcomes = await Promise.allSettled([
      queue.add(writing('a')),
      queue.add(() => {
        lose();
        throw BROKEN;
      }),
      queue.add(writing('c')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(durable).toEqual([]);
    expect(await queue.add(writing('d'))).toBe('d');
  });

  test('a commit that fails is told to all', async () => {
    const { connection, durable, fail } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    fail.commit.push(BROKEN);
    const outcomes = await Promise.allSettled([queue.add(writing('a')), queue.add(writing('b'))]);
    expect(outcomes).toMatchObject([
      { reason: { code: 'STORE_UNAVAILABLE' } },
      { reason: { code: 'STORE_UNAVAILABLE' } },
    ]);
    expect(durable).toEqual([]);
  });

  test('where space is short, what fits is written and the rest is refused', async () => {
    const { connection, log, fail } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    fail.commit.push(FULL, undefined, FULL, undefined);
    const outcomes = await Promise.allSettled(['a', 'large', 'c'].map((name) => queue.add(writing(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'STORE_FULL' } });
    expect(log).toEqual(['commit a', 'commit c']);
  });

  test('waits for another process without holding up the loop, and keeps the order', async () => {
    const { connection, log, fail } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    fail.begin.push(BUSY, BUSY, BUSY, BUSY);
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const first = queue.add(writing('a'));
    await new Promise((resolve) => setTimeout(resolve, 3));
    const second = queue.add(writing('b'));
    await Promise.all([first, second]);
    clearInterval(counting);
    expect(log).toEqual(['commit a b']);
    expect(turns).toBeGreaterThan(0);
  });

  test('gives up after its patience, and then nothing was written', async () => {
    const { connection, durable, fail } = fakeConnection();
    const queue = createWriteQueue(connection, 30);
    fail.begin.push(...Array.from({ length: 200 }, () => BUSY));
    await expect(queue.add(writing('a'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    fail.begin.length = 0;
    expect(await queue.add(writing('b'))).toBe('b');
    expect(durable).toEqual(['b']);
  });

  test('is drained when nothing waits', async () => {
    const { connection, log, fail } = fakeConnection();
    const queue = createWriteQueue(connection, 1000);
    await queue.drained();
    fail.begin.push(BUSY);
    void queue.add(writing('a'));
    await queue.drained();
    expect(log).toEqual(['commit a']);
  });
});
