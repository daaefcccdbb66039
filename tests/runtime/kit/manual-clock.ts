import type { Clock } from '../../../runtime/seams/clock.js';

/** A clock that stands still until it is set; delays pass in real time, at most `cap` ms. */
export interface ManualClock extends Clock {
  set(ms: number): void;
  advance(ms: number): void;
}

/** Starts at `start` (ms since the epoch). */
export function manualClock(start: number, cap = 5): ManualClock {
  let now = start;
  return {
    now: () => now,
    set: (ms) => {
      now = ms;
    },
    advance: (ms) => {
      now += ms;
    },
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.min(cap, delayMs));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
