const LONGEST_MS = 15 * 60_000;

/** Pause after the n-th failed attempt (from 1): 1 s, 4 s, 16 s ... at most 15 minutes, in ms. */
export function backOffMs(attempt: number): number {
  return Math.min(LONGEST_MS, 1000 * 4 ** Math.min(10, Math.max(0, attempt - 1)));
}
