import type { Clock } from '../seams/clock.js';
import type { FeedStamp } from './feed-records.js';

/** How long a write of unknown outcome may still appear: longer than any connection to a store waits. */
const UNKNOWN_MS = 60_000;

/**
 * Stamps the feed rows of one process. Take a stamp right before the commit that writes the row, and say when the commit is over: `known`
 * is false when it threw, because it may still land.
 */
export interface FeedStamps {
  readonly writer: string;
  stamp(): FeedStamp;
  settled(stamp: FeedStamp, known: boolean): void;
  /** Calls back whenever a commit with a row is over; gives the way to stop that. */
  onSettled(listener: () => void): () => void;
}

/** Makes the stamps of a process; `writer` is unique among processes and starts. */
export function createFeedStamps({ writer, clock }: { readonly writer: string; readonly clock: Clock }): FeedStamps {
  /** Open ticks in order, with when they were given by the clock that nobody sets. */
  const open = new Map<number, number>();
  const listeners = new Set<() => void>();
  let last = 0;
  return {
    writer,
    stamp: () => {
      last = Math.max(last + 1, clock.now());
      const ticks = clock.ticks();
      open.set(last, ticks);
      // The first is the lowest. One that nobody has settled for so long was never used.
      for (const [tick, since] of open) {
        if (ticks - since <= 2 * UNKNOWN_MS) return { writer, tick: last, floor: tick };
        open.delete(tick);
      }
      return { writer, tick: last, floor: last };
    },
    settled: ({ tick }, known) => {
      if (known) open.delete(tick);
      else clock.after(UNKNOWN_MS, () => void open.delete(tick));
      for (const listener of listeners) listener();
    },
    onSettled: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Stamps for a host that nobody listens to. */
export const SILENT_FEED: FeedStamps = {
  writer: 'silent',
  stamp: () => ({ writer: 'silent', tick: 0, floor: 0 }),
  settled: () => undefined,
  onSettled: () => () => undefined,
};
