import { performance } from 'node:perf_hooks';
import { PlatformError } from '../../seams/platform-error.js';
import type { Connection, Work } from './connection.js';
import { asPlatformError, isBusy, isFull } from './sql-errors.js';

/** Longest pause in ms before the lock of another process is asked for again. */
const MAX_PAUSE_MS = 8;

interface Entry {
  readonly work: Work<unknown>;
  readonly since: number;
  resolve(value: unknown): void;
  reject(error: PlatformError): void;
}

type Outcome = { readonly value: unknown } | { readonly cause: unknown };

/** Collects the writes of one turn of the event loop and carries them out together. */
export interface WriteQueue {
  /** Resolves when the write is durable. Rejects with STORE_FULL, STORE_UNAVAILABLE, or what the work threw as a platform error. */
  add<R>(work: Work<R>): Promise<R>;
  /** Resolves when nothing is waiting any more. */
  drained(): Promise<void>;
}

/**
 * Group commit: all writes asked for in one turn share one transaction and one fsync, in the order of the calls; nobody waits for
 * stragglers. A write that fails undoes itself only. When another process is writing, the turn is tried again after a pause, without
 * holding up the event loop; after `patienceMs` STORE_UNAVAILABLE is thrown, and then nothing was written.
 */
export function createWriteQueue(connection: Connection, patienceMs: number): WriteQueue {
  let waiting: readonly Entry[] = [];
  let fresh: Entry[] = [];
  let planned = false;
  let pause = 1;
  let idle: (() => void)[] = [];

  const attempt = (entry: Entry, alone: boolean): Outcome => {
    if (alone) return { value: entry.work(connection) };
    try {
      return { value: connection.savepoint(() => entry.work(connection)) };
    } catch (cause) {
      // Some failures end the whole transaction: then it is not this write alone that is undone.
      if (!connection.inTransaction()) throw cause;
      return { cause };
    }
  };

  const settle = (entries: readonly Entry[], outcomes: readonly Outcome[]): void =>
    entries.forEach((entry, i) => {
      const outcome = outcomes[i];
      if (outcome === undefined) return;
      if ('value' in outcome) entry.resolve(outcome.value);
      else entry.reject(asPlatformError(outcome.cause));
    });

  /**
   * True when the entries are settled; false when another process holds the lock. What SQLite keeps to undo one write alone costs as much as
   * the write, and hardly any fails: first all are done without it, and when one throws, everything is undone and done again with it.
   */
  const carryOut = (entries: readonly Entry[], careful = false): boolean => {
    const alone = entries.length === 1;
    let thrown: readonly unknown[] = [];
    try {
      settle(
        entries,
        connection.transaction(() =>
          entries.map((entry) => {
            if (careful) return attempt(entry, alone);
            try {
              return { value: entry.work(connection) };
            } catch (cause) {
              thrown = [cause];
              throw cause;
            }
          }),
        ),
      );
      return true;
    } catch (cause) {
      if (!careful && !alone && thrown.includes(cause)) return carryOut(entries, true);
      if (isBusy(cause)) return false;
      // A large write that does not fit must not take small ones with it. Nothing was written, so each may be tried by itself.
      if (!alone && isFull(cause)) return entries.every((entry) => carryOut([entry]) || refuse(entry));
      settle(
        entries,
        entries.map(() => ({ cause })),
      );
      return true;
    }
  };

  const refuse = (entry: Entry): true => {
    entry.reject(new PlatformError('STORE_UNAVAILABLE', 'another process holds the embedded store'));
    return true;
  };

  const plan = (): void => {
    if (planned) return;
    planned = true;
    if (waiting.length === 0) setImmediate(flush);
    else setTimeout(flush, 1 + Math.random() * pause);
  };

  const flush = (): void => {
    planned = false;
    const entries = [...waiting, ...fresh];
    fresh = [];
    waiting = [];
    if (carryOut(entries)) {
      pause = 1;
    } else {
      const latest = performance.now() - patienceMs;
      waiting = entries.filter((entry) => entry.since > latest || !refuse(entry));
      pause = Math.min(pause * 2, MAX_PAUSE_MS);
    }
    if (waiting.length + fresh.length > 0) {
      plan();
      return;
    }
    const told = idle;
    idle = [];
    for (const tell of told) tell();
  };

  return {
    add: <R>(work: Work<R>) =>
      new Promise<R>((resolve, reject) => {
        fresh.push({ work, since: performance.now(), resolve: (value) => resolve(value as R), reject });
        plan();
      }),
    drained: () =>
      new Promise((resolve) => {
        if (planned) idle.push(resolve);
        else resolve();
      }),
  };
}
