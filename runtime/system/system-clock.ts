import type { Clock } from '../seams/clock.js';

const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const SYSTEM_CLOCK: Clock = Object.freeze<Clock>({
  now: () => Date.now(),
  ticks: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(LONGEST_DELAY_MS, Math.max(0, delayMs)));
    timer.unref();
    return () => clearTimeout(timer);
  },
});
