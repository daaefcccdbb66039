/**
 * The only source of the current instant. `now` is ms since the epoch, UTC, and may jump (tests, time synchronisation): nobody may rely on it
 * growing. `ticks` is ms from an arbitrary beginning that never jumps and never goes back: what lasts is measured by it (leases). `after` runs `callback` once, about `delayMs` from now, without keeping the process alive; the returned function cancels it.
 */
export interface Clock {
  now(): number;
  ticks(): number;
  after(delayMs: number, callback: () => void): () => void;
}
