import type { Clock } from '../../seams/clock.js';

/** A clock that stands where it is put: an office on it lives through years in minutes. */
export interface MovedClock extends Clock {
  /** Puts the clock to an instant (ms since the epoch); never back. */
  goTo(instant: number): void;
}

/** Whoever looks again soon looks after so many real ms; who gives up after a long time has all of it, since work takes real time. */
const MOMENT_MS = 2;
const SOON_MS = 500;

/** Makes one that begins at an instant. */
export function createMovedClock(start: number): MovedClock {
  let now = start;
  return {
    now: () => now,
    ticks: () => performance.now(),
    goTo: (instant) => {
      now = Math.max(now, instant);
    },
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs <= SOON_MS ? Math.min(MOMENT_MS, delayMs) : delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
