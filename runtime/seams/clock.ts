/**
 * The only source of the current instant. `now` is ms since the epoch, UTC, and may jump (tests, time synchronisation): nobody may rely on it
 * growing. `after` runs `callback` once, about `delayMs` from now, without keeping the process alive; the returned function cancels it.
 */
export interface Clock {
  now(): number;
  after(delayMs: number, callback: () => void): () => void;
}
