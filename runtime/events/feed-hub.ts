import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import type { Store } from '../seams/store.js';
import { inserting } from '../store/writes.js';
import { hasRead, type FeedPosition, type WriterPosition } from './feed-position.js';
import { FEED, FEED_WRITERS, type FeedRow, type FeedStamp } from './feed-records.js';
import type { FeedStamps } from './feed-stamps.js';
import { sweepFeed } from './sweep-feed.js';

/** What the hub needs. Polls each `pollMs` (500 ms) while somebody listens; own writes are read at once. */
export interface FeedHubParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly stamps: FeedStamps;
  readonly pollMs?: number;
}

/** Hears of new rows, in the order in which each process wrote them, and where the hub stands after the last. */
export type FeedListener = (rows: readonly FeedRow[], position: FeedPosition) => void;

/** The rows that were missed, or `lost`: too many, or swept already, so that the listener has to look at everything anew. */
export type Missed = readonly FeedRow[] | 'lost';

/** A row without its place: what `tell` writes by itself. */
export type FeedNews = Omit<FeedRow, keyof FeedStamp | 'at'>;

/** Reads the feed once for all listeners of this process. */
export interface FeedHub {
  readonly stamps: FeedStamps;
  /** Begins to listen. `position` is where the hub stands: everything behind it comes to the listener. */
  listen(listener: FeedListener): Promise<{ readonly position: FeedPosition; readonly stop: () => void }>;
  /** What lies behind `from` and not behind `to`. */
  missed(from: FeedPosition, to: FeedPosition): Promise<Missed>;
  /** Writes a row that belongs to no instance (a batch, a notice). */
  tell(news: FeedNews): Promise<void>;
  /** Makes this process known to the others; before its first row. */
  join(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const PAGE = 500;
/** More missed rows than this are not told one by one. */
const MOST_MISSED = 2_000;
/** How often the list of processes is read, and how often this one says that it is alive and sweeps, ms. */
const WRITERS_MS = 2_000;
const SWEEP_MS = 5 * 60_000;

interface Reading {
  floor: number;
  /** The highest floor that rows of earlier rounds named: from the next round on, nothing below it can appear. */
  nextFloor: number;
  readonly seen: Set<number>;
}

/** Makes the hub of a process. */
export function createFeedHub(parts: FeedHubParts): FeedHub {
  const { store, clock, log, stamps, pollMs = 500 } = parts;
  const listeners = new Set<FeedListener>();
  const readings = new Map<string, Reading>();
  let writers: readonly string[] = [];
  let writersAt = -Infinity;
  let round: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let cancelPoll: () => void = () => undefined;
  let cancelSweep: () => void = () => undefined;
  let sweeping: Promise<void> = Promise.resolve();

  const knownWriters = async (fresh: boolean): Promise<readonly string[]> => {
    const now = clock.now();
    if (!fresh && now - writersAt < WRITERS_MS && now >= writersAt) return writers;
    const page = await store.find(FEED_WRITERS, { limit: 1000 });
    writers = page.records.map(({ _id }) => _id);
    writersAt = now;
    return writers;
  };

  const rowsFrom = async (writer: string, floor: number, most = Infinity): Promise<FeedRow[]> => {
    const rows: FeedRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.find(FEED, {
        where: { writer, tick: { gte: floor } },
        sort: [{ field: 'tick' }],
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      rows.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== undefined && rows.length <= most);
    return rows;
  };

  /** Where the feed ends now: nobody listened before, so nothing in it is news. */
  const standAtEnd = async (): Promise<void> => {
    readings.clear();
    for (const writer of await knownWriters(true)) {
      const last = (
        await store.find(FEED, { where: { writer }, sort: [{ field: 'tick', descending: true }], limit: 1 })
      ).records[0];
      const floor = last?.floor ?? 0;
      const rows = last === undefined ? [] : await rowsFrom(writer, floor);
      readings.set(writer, { floor, nextFloor: floor, seen: new Set(rows.map(({ tick }) => tick)) });
    }
  };

  const readOne = async (writer: string): Promise<readonly FeedRow[]> => {
    const reading = readings.get(writer) ?? { floor: 0, nextFloor: 0, seen: new Set<number>() };
    readings.set(writer, reading);
    const rows = await rowsFrom(writer, reading.floor);
    const fresh = rows.filter(({ tick }) => !reading.seen.has(tick));
    for (const { tick } of fresh) reading.seen.add(tick);
    // This round began after the rows of the former ones were there, and with them everything below the floors they name.
    reading.floor = reading.nextFloor;
    reading.nextFloor = rows.reduce((highest, { floor }) => Math.max(highest, floor), reading.nextFloor);
    for (const tick of reading.seen) if (tick < reading.floor) reading.seen.delete(tick);
    return fresh;
  };

  const position = (): FeedPosition =>
    new Map(
      [...readings].map(([writer, { floor, seen }]): [string, WriterPosition] => [
        writer,
        { floor, seen: new Set(seen) },
      ]),
    );

  const read = async (): Promise<void> => {
    const rows: FeedRow[] = [];
    for (const writer of await knownWriters(false)) rows.push(...(await readOne(writer)));
    if (rows.length === 0) return;
    const now = position();
    for (const listener of listeners) listener(rows, now);
  };

  const loop = async (): Promise<void> => {
    do {
      again = false;
      await read().catch((error: unknown) => log.error('feed-read-failed', {}, error));
    } while (again && !stopped);
  };

  const look = (): void => {
    if (stopped || listeners.size === 0) return;
    if (round !== undefined) {
      again = true;
      return;
    }
    cancelPoll();
    round = loop().finally(() => {
      round = undefined;
      if (!stopped && listeners.size > 0) cancelPoll = clock.after(pollMs, look);
    });
  };
  const unhear = stamps.onSettled(look);

  const sweep = async (): Promise<void> => {
    await sweepFeed({ store, clock, writer: stamps.writer }).catch((error: unknown) =>
      log.error('feed-sweep-failed', {}, error),
    );
    if (!stopped) cancelSweep = clock.after(SWEEP_MS, () => void (sweeping = sweep()));
  };

  // Counted as soon as they come: the first one moves the hub to the end of the feed, others who come meanwhile wait for that.
  let coming = 0;
  let opening: Promise<void> = Promise.resolve();
  return {
    stamps,
    listen: async (listener) => {
      if (coming === 0) opening = (round ?? Promise.resolve()).then(standAtEnd);
      coming += 1;
      try {
        await opening;
      } catch (error) {
        coming -= 1;
        throw error;
      }
      await round;
      listeners.add(listener);
      const from = position();
      look();
      return {
        position: from,
        stop: () => {
          if (!listeners.delete(listener)) return;
          coming -= 1;
          if (listeners.size === 0) cancelPoll();
        },
      };
    },
    missed: async (from, to) => {
      const rows: FeedRow[] = [];
      for (const writer of to.keys()) {
        rows.push(...(await rowsFrom(writer, from.get(writer)?.floor ?? 0, MOST_MISSED)));
        if (rows.length > MOST_MISSED) return 'lost';
      }
      return rows.filter((row) => !hasRead(from, row) && hasRead(to, row));
    },
    tell: async (news) => {
      const stamp = stamps.stamp();
      try {
        await store.commit([inserting(FEED, { ...news, ...stamp, at: clock.now() })]);
        stamps.settled(stamp, true);
      } catch (error) {
        stamps.settled(stamp, false);
        throw error;
      }
    },
    join: async () => {
      await store.insert(FEED_WRITERS, { _id: stamps.writer, seenAt: clock.now() });
    },
    start: () => {
      cancelSweep = clock.after(SWEEP_MS, () => void (sweeping = sweep()));
    },
    stop: async () => {
      stopped = true;
      unhear();
      cancelPoll();
      cancelSweep();
      await round;
      await sweeping;
    },
  };
}
