import type { Server } from 'node:http';
import type { EventStreams } from '../http/event-streams.js';
import { stopListening } from '../http/listen.js';
import type { Log } from '../seams/log.js';
import type { Store } from '../seams/store.js';

/** How long the server still takes requests after it has said that it is not ready: whoever stands before it looks elsewhere meanwhile, ms. */
const NOTICE_MS = 1_000;
/** How long requests that run may take, and then jobs; what is not done by then is done by another process when its lease is over, ms. */
const REQUESTS_MS = 4_000;
const JOBS_MS = 3_000;

/** What has to be ended, from the outside inwards. `unready` makes `/readyz` say no. */
export interface StopParts {
  readonly unready: () => void;
  readonly streams: EventStreams;
  readonly server: Server;
  readonly host: { stop(): Promise<void> };
  readonly store: Store;
  readonly log: Log;
}

/**
 * Ends a server under load within ten seconds: not ready, then no new connection, open streams end, requests and jobs that
 * run are waited for, the store is closed. Nothing is lost by what is cut off: its lease runs out and another process takes it.
 */
export async function stopGracefully({ unready, streams, server, host, store, log }: StopParts): Promise<void> {
  const began = performance.now();
  unready();
  await pause(NOTICE_MS);
  const closed = stopListening(server, REQUESTS_MS);
  streams.close();
  await closed;
  const isDone = await within(JOBS_MS, host.stop());
  await within(1_000, store.close());
  log.info('stopped', { ms: Math.round(performance.now() - began), jobsDone: isDone });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** True when the work was done in time; it goes on all the same. */
function within(ms: number, work: Promise<void>): Promise<boolean> {
  return Promise.race([work.then(() => true), pause(ms).then(() => false)]);
}
