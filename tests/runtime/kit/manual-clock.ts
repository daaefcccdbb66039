import type { Clock } from '../../../runtime/seams/clock.js';

/** A clock that stands still until it is set; delays pass in real time, at most `cap` ms. */
export interface ManualClock extends Clock {
  set(ms: number): void;
  advance(ms: number): void;
  /** Time passes for what is measured by `ticks`, without a change of the time of day: the clock was set, or the process stood still. */
  pass(ms: number): void;
}

/** Starts at `start` (ms since the epoch). */
export function manualClock(start: number, cap = 5): ManualClock {
  let now = start;
  let ticks = 0;
  return {
    now: () => now,
    ticks: () => ticks,
    pass: (ms) => {
      ticks += ms;
    },
    set: (ms) => {
      now = ms;
    },
    advance: (ms) => {
      now += ms;
      ticks += ms;
    },
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.min(cap, delayMs));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
