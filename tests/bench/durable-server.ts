import { sessionCookieName } from '../../runtime/access/cookies.js';
import { createApp } from '../../runtime/http/create-app.js';
import { listen } from '../../runtime/http/listen.js';
import { benchOffice, itemEndings, startChains, worker } from './durable-office.js';
import { openPlace, type Place } from './durable-place.js';

/*
 * The office behind HTTP, in a process of its own, so that it does not share a core with those who ask. It is told what to do by messages:
 * start more chains, say how much memory is in use or processor time was spent, end.
 */

/** What the server is asked. */
export type Asked =
  | { readonly ask: 'chains'; readonly count: number }
  | { readonly ask: 'memory' }
  | { readonly ask: 'spent' }
  | { readonly ask: 'end' };

/** A chain to complete: instance id and the cookie of its worker. */
export interface Offered {
  readonly instanceId: string;
  readonly cookie: string;
}

/** What it answers. */
export type Told =
  | { readonly tell: 'ready'; readonly port: string; readonly endings: readonly string[] }
  | { readonly tell: 'chains'; readonly chains: readonly Offered[] }
  | { readonly tell: 'memory'; readonly rss: number; readonly heap: number }
  | { readonly tell: 'spent'; readonly micros: number };

const [, , kind = 'embedded', at = '', people = '100'] = process.argv;
const PEOPLE = Number(people);
const store = await openPlace({ kind: kind === 'mongo' ? 'mongo' : 'embedded', at } satisfies Pick<
  Place,
  'kind' | 'at'
>);
const { office, host } = await benchOffice(store);
await office.registers.seed('people', Array.from({ length: PEOPLE }, (_, place) => ({ ...worker(place) })) as never);
const cookies: string[] = [];
for (let place = 0; place < PEOPLE; place += 1)
  cookies.push(`${sessionCookieName(false)}=${await office.sessions.open(worker(place).userId, null)}`);
const app = createApp(office, {
  webFolder: '/nonexistent',
  trustProxy: false,
  version: '0',
  processMetrics: false,
  isReady: () => true,
});
const { port } = await listen(app, { host: '127.0.0.1', port: 0 });
await host.start();

const tell = (told: Told): void => void process.send?.(told);

const answer = async (asked: Asked): Promise<void> => {
  if (asked.ask === 'end') process.exit(0);
  if (asked.ask === 'spent') {
    const { user, system } = process.cpuUsage();
    return tell({ tell: 'spent', micros: user + system });
  }
  if (asked.ask === 'memory') {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return tell({ tell: 'memory', rss, heap: heapUsed });
  }
  const chains = await startChains(office, asked.count, PEOPLE);
  tell({
    tell: 'chains',
    chains: chains.map(({ instanceId }, place) => ({ instanceId, cookie: cookies[place % PEOPLE] ?? '' })),
  });
};

process.on('message', (asked) => void answer(asked as Asked));
tell({ tell: 'ready', port: String(port), endings: await itemEndings(office) });
