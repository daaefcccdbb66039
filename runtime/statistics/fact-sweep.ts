import { createBackgroundLoop } from '../jobs/background-loop.js';
import type { Background } from '../use-cases/background.js';
import type { Office } from '../use-cases/office.js';
import { gatherFacts } from './gather-facts.js';

/** How often changed cases are read for the statistics, and how many at a time, so that live work hardly feels it. */
const EVERY_MS = 60_000;
const AT_A_TIME = 100;
/** How soon the next of them are read while some are left. */
const SOON_MS = 1_000;

/** Keeps the facts of statistics near the present, beside the requests. */
export function createFactSweep(office: Office): Background {
  const { clock, log } = office;
  let isDone = true;
  let sweptAt = clock.now();
  return createBackgroundLoop({
    clock,
    everyMs: () => (isDone ? EVERY_MS : SOON_MS),
    waitsFirst: true,
    work: async () => {
      // A clock that wakes people early does not make more work.
      if (isDone && Math.abs(clock.now() - sweptAt) < EVERY_MS) return;
      isDone = true;
      isDone = await gatherFacts(office, AT_A_TIME);
      if (isDone) sweptAt = clock.now();
    },
    failed: (error) => {
      sweptAt = clock.now();
      log.error('fact-sweep-failed', {}, error);
    },
  });
}
