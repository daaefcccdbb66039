import type { Clock } from '../seams/clock.js';

/** Work that a process does again and again beside everything else. */
export interface BackgroundLoop {
  /** Does it, and again `everyMs` after each time it has ended. */
  start(): void;
  /** Begins no further time and waits for the one that runs. */
  stop(): Promise<void>;
  /** Whether it is to end: work that lasts looks at this between its parts. */
  isStopped(): boolean;
}

/**
 * Makes a loop. `failed` hears of work that threw, which is done again at its time like any other. `waitsFirst`: the first time comes after
 * `everyMs` as well.
 */
export function createBackgroundLoop(parts: {
  readonly clock: Pick<Clock, 'after'>;
  readonly everyMs: number | (() => number);
  readonly waitsFirst?: boolean;
  readonly work: () => Promise<unknown>;
  readonly failed: (error: unknown) => void;
}): BackgroundLoop {
  const { clock, everyMs, work, failed, waitsFirst = false } = parts;
  let stopped = false;
  let cancel: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();

  const wait = (): void => {
    if (!stopped) cancel = clock.after(typeof everyMs === 'number' ? everyMs : everyMs(), again);
  };

  const again = (): void => {
    if (stopped) return;
    running = work()
      .then(() => undefined)
      .catch(failed)
      .finally(wait);
  };

  return {
    start: waitsFirst ? wait : again,
    stop: async () => {
      stopped = true;
      cancel();
      await running;
    },
    isStopped: () => stopped,
  };
}
