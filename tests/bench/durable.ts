import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import { collection } from '../../runtime/store/collections.js';
import { replacing } from '../../runtime/store/writes.js';
import { CHAIN } from './chain-package.js';
import { benchOffice, completeOnce, itemEndings, startChains, type Chain } from './durable-office.js';
import { newPlace, openPlace, type Place } from './durable-place.js';
import type { Asked, Offered, Told } from './durable-server.js';

/*
 * Durable completions of tasks a second, at the use case and over HTTP, by 1, 16 and 64 clients who ask again when they are answered, beside
 * what the raw store commits in the same run: the ratio is the figure.
 *
 *   npm run bench -- durable [seconds=4] [stores=embedded,mongo] [clients=1,16,64] [soak=20] [warm=1500]
 *
 * Before anything is measured `warm` completions are made, by as many clients as there will be: until then the processor time is that of the
 * compiler of JavaScript, and a busy server takes one new connection in each turn of its loop, so that the last of 64 clients waits for seconds.
 */

const options = new Map(process.argv.slice(2).map((one) => one.split('=') as [string, string | undefined]));
const SECONDS = Number(options.get('seconds') ?? 4);
const SOAK = Number(options.get('soak') ?? 20);
const WARM = Number(options.get('warm') ?? 1500);
const CLIENTS = (options.get('clients') ?? '1,16,64').split(',').map(Number);
const MOST = Math.max(...CLIENTS, 16);
const WARM_CHAINS = Math.max(MOST, Math.ceil(WARM / CHAIN));
const STORES = (options.get('stores') ?? 'embedded,mongo').split(',') as Place['kind'][];
/** Long enough for all the work there is. */
const UNTIL_DONE = 3600;
/** One person may ask 600 times a minute. */
const PEOPLE = 1000;

interface Rate {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** So many clients, each asking again when it is answered; a client without work ends. */
async function closedLoop(clients: number, seconds: number, work: (client: number) => Promise<boolean>): Promise<Rate> {
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const client = async (number: number): Promise<void> => {
    while (performance.now() < until) {
      const at = performance.now();
      if (!(await work(number))) return;
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const elapsed = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { count: times.length, perSecond: times.length / elapsed, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Processor time of this process in microseconds, all its threads: a busy machine makes work slower to end, hardly longer to do. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** The next work item of a client: its chain from begin to end, then another one. */
function walker<C extends { readonly instanceId: string }>(
  endings: readonly string[],
  take: () => C | undefined,
): () => { readonly chain: C; readonly item: string; readonly turn: number } | undefined {
  let chain: C | undefined;
  let turn = CHAIN;
  return () => {
    if (turn >= CHAIN) {
      chain = take();
      turn = 0;
    }
    if (chain === undefined) return undefined;
    turn += 1;
    return { chain, item: `${chain.instanceId}${endings[turn - 1] ?? ''}`, turn };
  };
}

interface Raw extends StoreRecord {
  readonly revision: number;
  readonly state: string;
}
const RAW = collection<Raw>('instances');
const STATE = 'x'.repeat(1500);

/** Single compare-and-sets of 2 KB records: what the store gives at most. */
async function rawCommits(store: Store, clients: number): Promise<number> {
  const revisions = Array.from({ length: clients }, () => 0);
  const id = (client: number): string => `raw-${String(clients)}-${String(client)}`;
  await store.append(
    RAW,
    revisions.map((revision, client) => ({ _id: id(client), revision, state: STATE })),
  );
  const rate = await closedLoop(clients, Math.max(1, SECONDS / 2), async (client) => {
    const revision = revisions[client] ?? 0;
    const record = { _id: id(client), revision: revision + 1, state: STATE };
    await store.commit([replacing(RAW, { revision }, record)], { guarded: true });
    revisions[client] = revision + 1;
    return true;
  });
  return rate.perSecond;
}

/** `cpu`: processor time in microseconds of the process that completes, for all completions together. */
const show = (what: string, clients: number, { rate, cpu, raw }: { rate: Rate; cpu: number; raw: number }): void => {
  const ms = (value: number): string => `${value.toFixed(1)} ms`.padStart(9);
  console.log(
    `${what.padEnd(20)} ${String(clients).padStart(3)} clients ${rate.perSecond.toFixed(0).padStart(7)}/s  p50 ${ms(rate.p50)}  ` +
      `p95 ${ms(rate.p95)}  p99 ${ms(rate.p99)}   processor ${(cpu / rate.count).toFixed(0).padStart(5)} us each   ` +
      `raw ${raw.toFixed(0).padStart(6)}/s   ratio ${(rate.perSecond / raw).toFixed(2)}`,
  );
};

/** The use case in this process. */
async function atTheUseCase(place: Place, raws: ReadonlyMap<number, number>): Promise<void> {
  const store = await openPlace(place);
  const { office, host } = await benchOffice(store);
  const endings = await itemEndings(office);
  const loop = (clients: number, seconds: number, chains: Chain[]): Promise<Rate> => {
    const walkers = Array.from({ length: clients }, () => walker(endings, () => chains.pop()));
    return closedLoop(clients, seconds, async (client) => {
      const next = walkers[client]?.();
      if (next !== undefined) await completeOnce(office, next.chain.user, next.item, next.turn);
      return next !== undefined;
    });
  };
  await loop(MOST, UNTIL_DONE, [...(await startChains(office, WARM_CHAINS, PEOPLE))]);
  for (const clients of CLIENTS) {
    const chains = [...(await startChains(office, Math.ceil(clients + SECONDS * 250), PEOPLE))];
    const before = spent();
    const rate = await loop(clients, SECONDS, chains);
    show(`${place.kind} use case`, clients, { rate, cpu: spent() - before, raw: raws.get(clients) ?? 1 });
  }
  await host.stop();
  await store.close();
}

/** The server as a child process, and how to ask it. */
async function serve(place: Place): Promise<{
  readonly child: ChildProcess;
  readonly port: string;
  readonly endings: readonly string[];
  ask(asked: Asked): Promise<Told>;
}> {
  const file = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? 'durable-server.ts' : 'durable-server.js', import.meta.url),
  );
  const child = fork(file, [place.kind, place.at, String(PEOPLE)], { execArgv: ['--expose-gc', ...process.execArgv] });
  const told = (): Promise<Told> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the server ended with ${String(code)}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as Told);
      });
    });
  const ready = await told();
  if (ready.tell !== 'ready') throw new Error('the server is not ready');
  const ask = (asked: Asked): Promise<Told> => {
    const answer = told();
    child.send(asked);
    return answer;
  };
  return { child, port: ready.port, endings: ready.endings, ask };
}

const post = (agent: Agent, port: string, item: string, cookie: string, turn: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ document: { opinion: `同意 ${String(turn)}`, amount: turn } });
    const sent = request(
      {
        agent,
        port,
        method: 'POST',
        path: `/api/work-items/${encodeURIComponent(item)}/complete`,
        headers: {
          Cookie: cookie,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'X-Yizhan-Request': '1',
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });

async function overHttp(place: Place, raws: ReadonlyMap<number, number>): Promise<void> {
  const { child, port, endings, ask } = await serve(place);
  const agent = new Agent({ keepAlive: true, maxSockets: MOST });
  const more = async (count: number): Promise<Offered[]> => {
    const told = await ask({ ask: 'chains', count });
    return told.tell === 'chains' ? [...told.chains] : [];
  };
  const loop = (clients: number, seconds: number, chains: Offered[]): Promise<Rate> => {
    const walkers = Array.from({ length: clients }, () => walker(endings, () => chains.pop()));
    return closedLoop(clients, seconds, async (client) => {
      const next = walkers[client]?.();
      if (next === undefined) return false;
      const status = await post(agent, port, next.item, next.chain.cookie, next.turn);
      if (status !== 200) throw new Error(`answered ${String(status)}`);
      return true;
    });
  };
  const spentThere = async (): Promise<number> => {
    const told = await ask({ ask: 'spent' });
    return told.tell === 'spent' ? told.micros : 0;
  };
  await loop(MOST, UNTIL_DONE, await more(WARM_CHAINS));
  for (const clients of CLIENTS) {
    const chains = await more(clients + SECONDS * 150);
    const before = await spentThere();
    const rate = await loop(clients, SECONDS, chains);
    show(`${place.kind} HTTP`, clients, { rate, cpu: (await spentThere()) - before, raw: raws.get(clients) ?? 1 });
  }
  if (SOAK > 0) await soak(place, loop, more, ask);
  const ended = once(child, 'exit');
  child.send({ ask: 'end' } satisfies Asked);
  await ended;
  agent.destroy();
}

/** Sixteen clients for a while; the memory after a full collection at several moments, and how it grows in the second half. */
async function soak(
  place: Place,
  loop: (clients: number, seconds: number, chains: Offered[]) => Promise<Rate>,
  more: (count: number) => Promise<Offered[]>,
  ask: (asked: Asked) => Promise<Told>,
): Promise<void> {
  const ROUNDS = 10;
  const points: { readonly at: number; readonly heap: number; readonly rss: number }[] = [];
  let count = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const seconds = SOAK / ROUNDS;
    const rate = await loop(16, seconds, await more(Math.ceil(16 + seconds * 100)));
    count += rate.perSecond * seconds;
    const told = await ask({ ask: 'memory' });
    if (told.tell === 'memory') points.push({ at: (round + 1) * seconds, heap: told.heap, rss: told.rss });
  }
  const late = points.slice(ROUNDS / 2);
  const slope = (of: 'heap' | 'rss'): number => {
    const middle = late.reduce((sum, one) => sum + one.at, 0) / late.length;
    const mean = late.reduce((sum, one) => sum + one[of], 0) / late.length;
    const top = late.reduce((sum, one) => sum + (one.at - middle) * (one[of] - mean), 0);
    const bottom = late.reduce((sum, one) => sum + (one.at - middle) ** 2, 0);
    return (top / bottom) * 600;
  };
  const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  const last = points.at(-1);
  console.log(
    `${place.kind} soak: 16 clients for ${String(SOAK)} s, ${count.toFixed(0)} completions; heap ${mb(last?.heap ?? 0)} MB, RSS ${mb(last?.rss ?? 0)} MB; ` +
      `second half: heap ${mb(slope('heap'))} MB, RSS ${mb(slope('rss'))} MB in 10 minutes; RSS at each tenth: ${points.map(({ rss }) => mb(rss)).join(', ')}`,
  );
}

for (const kind of STORES) {
  const places: Place[] = [];
  try {
    const fresh = async (): Promise<Place> => {
      const place = await newPlace(kind);
      places.push(place);
      return place;
    };
    const rawStore = await openPlace(await fresh());
    const raws = new Map<number, number>();
    for (const clients of CLIENTS) raws.set(clients, await rawCommits(rawStore, clients));
    await rawStore.close();
    await atTheUseCase(await fresh(), raws);
    await overHttp(await fresh(), raws);
  } finally {
    for (const place of places) place.dispose();
  }
}
process.exit(0);
