import type { Connection, Work } from './connection.js';
import { indexSome } from './text-index.js';

/** How long texts are left to change before they are indexed, in ms: many rows are gone again by then. */
const REST_MS = 1000;
/** Texts of one transaction. */
const MOST = 250;

/** Indexes texts behind the writes. */
export interface TextKeeper {
  /** Texts of this collection have changed. */
  changed(collection: string): void;
  stop(): void;
}

/** Indexes what has changed a second later, some in each transaction. What fails is left for the next time: searches find it all the same. */
export function createTextKeeper(write: (work: Work<boolean>) => Promise<boolean>): TextKeeper {
  const waiting = new Set<string>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const run = async (): Promise<void> => {
    const collections = [...waiting];
    waiting.clear();
    for (const collection of collections) {
      const some = (connection: Connection): boolean => indexSome(connection, collection, MOST);
      while (!isStopped && (await write(some).catch(() => false)));
    }
    timer = undefined;
    if (waiting.size > 0) plan();
  };

  const plan = (): void => {
    if (timer !== undefined || isStopped) return;
    timer = setTimeout(() => void run(), REST_MS);
    // Nobody waits for the index: it keeps no process alive.
    timer.unref();
  };

  return {
    changed: (collection) => {
      waiting.add(collection);
      plan();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
