import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Claimable, Store, StoreRecord, Write } from '../../runtime/seams/store.js';
import { collection } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { inserting, replacing } from '../../runtime/store/writes.js';

/*
 * What the embedded store does in a second, beside what the disk does in the same run: the ratio is the figure, for disks differ and are
 * shared. `npm run bench store [seconds]`; the file lies in the folder of temporary files.
 */

interface Instance extends StoreRecord {
  readonly revision: number;
  readonly pending: number;
  readonly rootId: string;
  readonly status: string;
  readonly updatedAt: number;
  readonly state: string;
}
interface Fact extends StoreRecord {
  readonly instanceId: string;
  readonly rootId: string;
  readonly seq: number;
  readonly at: number;
}

const INSTANCES = collection<Instance>('instances');
const HISTORY = collection<Fact>('history');
const JOBS = collection<Claimable>('jobs');
const PAGE = 4096;
const SECONDS = Number(process.argv[2] ?? 3);
const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-bench-'));

/** How often something was done in a second, and the time of the processor each took, in microseconds (which a busy machine changes less). */
interface Rate {
  readonly perSecond: number;
  readonly cpu: number;
}

/** How often `work` was carried out by so many clients, each asking again when it was answered. */
async function rateOf(clients: number, work: (client: number, turn: number) => Promise<unknown>): Promise<Rate> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const until = begun + SECONDS * 1000;
  let done = 0;
  const client = async (number: number): Promise<void> => {
    for (let turn = 0; performance.now() < until; turn += 1) {
      await work(number, turn);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: done / seconds, cpu: (user + system) / done };
}

/** What a log needs at least: one page written behind the last and synced. */
async function rawSyncs(): Promise<Rate> {
  const file = openSync(path.join(folder, 'raw'), 'w');
  const page = Buffer.alloc(PAGE, 7);
  const rate = await rateOf(1, async () => {
    writeSync(file, page);
    fsyncSync(file);
  });
  closeSync(file);
  return rate;
}

// 4 KB of state as the runtime keeps it.
const STATE = 'x'.repeat(3800);
const instance = (client: number, revision: number): Instance => ({
  _id: `instance-${String(client)}`,
  revision,
  pending: 0,
  rootId: `instance-${String(client)}`,
  status: 'active',
  updatedAt: 1_795_000_000_000 + revision,
  state: STATE,
});

const replace = (client: number, turn: number): Write =>
  replacing(INSTANCES, { revision: turn }, instance(client, turn + 1));

/** One command as the runtime commits it: the instance, two entries of its history. */
const command = (client: number, turn: number): readonly Write[] => {
  const fact = (part: number): Write =>
    inserting(HISTORY, {
      _id: `instance-${String(client)}:${String(turn)}:${String(part)}`,
      instanceId: `instance-${String(client)}`,
      rootId: `instance-${String(client)}`,
      seq: turn * 2 + part,
      at: turn,
    });
  return [replace(client, turn), fact(0), fact(1)];
};

async function opened(name: string, clients: number): Promise<Store> {
  const store = openEmbeddedStore({ file: path.join(folder, name) });
  await store.append(
    INSTANCES,
    Array.from({ length: clients }, (_, client) => instance(client, 0)),
  );
  return store;
}

async function commits(clients: number, writes: (client: number, turn: number) => readonly Write[]): Promise<Rate> {
  const store = await opened(`commits-${String(clients)}-${String(writes.length)}-${String(Math.random())}`, clients);
  const rate = await rateOf(clients, async (client, turn) => {
    const [won] = await store.commit(writes(client, turn), { guarded: true });
    if (won !== true) throw new Error('an own record was changed by somebody else');
  });
  await store.close();
  return rate;
}

async function reads(): Promise<{ readonly gets: Rate; readonly finds: Rate; readonly claims: Rate }> {
  const store = await opened('reads', 1000);
  const gets = await rateOf(1, (_, turn) => store.get(INSTANCES, `instance-${String(turn % 1000)}`));
  const finds = await rateOf(1, (_, turn) =>
    store.find(INSTANCES, { where: { rootId: `instance-${String(turn % 1000)}` }, limit: 10 }),
  );
  const jobs = Array.from({ length: 20_000 }, (_, i) => ({
    state: 'due' as const,
    dueAt: i,
    attempts: 0,
    fence: 0,
    _id: `j${String(i)}`,
  }));
  for (let i = 0; i < jobs.length; i += 1000) await store.append(JOBS, jobs.slice(i, i + 1000));
  let now = 1_000_000;
  const claims = await rateOf(1, () =>
    store.claimDue(JOBS, { now: (now += 1), owner: 'w', leaseMs: 1_000_000, limit: 10 }),
  );
  await store.close();
  return { gets, finds, claims };
}

const rounded = (value: number): string => Math.round(value).toLocaleString('en');
const say = (what: string, { perSecond, cpu }: Rate, raw?: Rate): void => {
  const ratio = raw === undefined ? '' : `${(perSecond / raw.perSecond).toFixed(2)} x raw`;
  console.log(
    `${what.padEnd(46)} ${rounded(perSecond).padStart(9)} /s ${ratio.padStart(12)} ${rounded(cpu).padStart(7)} us CPU`,
  );
};

try {
  const raw = await rawSyncs();
  say('raw: one page and fsync', raw);
  const single = (client: number, turn: number): readonly Write[] => [replace(client, turn)];
  for (const clients of [1, 16, 64])
    say(`${String(clients)} clients, one record of 4 KB a commit`, await commits(clients, single), raw);
  for (const clients of [1, 16, 64])
    say(`${String(clients)} clients, record and two facts a commit`, await commits(clients, command), raw);
  say('raw again', await rawSyncs(), raw);
  const { gets, finds, claims } = await reads();
  say('get', gets);
  say('find by index', finds);
  say('claim of 10 jobs among 20,000', claims, raw);
  console.log(`file: ${rounded(statSync(path.join(folder, 'reads')).size / 1024)} KiB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
