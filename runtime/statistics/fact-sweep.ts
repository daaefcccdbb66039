import type { Background } from '../use-cases/background.js';
import type { Office } from '../use-cases/office.js';
import { gatherFacts } from './gather-facts.js';

/** How often changed cases are read for the statistics, and how many at a time, so that live work hardly feels it. */
const EVERY_MS = 60_000;
const AT_A_TIME = 100;

/** Keeps the facts of statistics near the present, beside the requests. */
export function createFactSweep(office: Office): Background {
  const { clock, log } = office;
  let stopped = false;
  let cancel: () => void = () => undefined;
  let round: Promise<void> = Promise.resolve();
  let sweptAt = clock.now();
  const sweep = async (): Promise<void> => {
    // A clock that wakes people early does not make more work.
    if (Math.abs(clock.now() - sweptAt) < EVERY_MS) return wait(EVERY_MS);
    let isDone = true;
    try {
      isDone = await gatherFacts(office, AT_A_TIME);
    } catch (error) {
      log.error('fact-sweep-failed', {}, error);
    }
    if (isDone) sweptAt = clock.now();
    if (!stopped) wait(isDone ? EVERY_MS : 1_000);
  };
  const wait = (ms: number): void => {
    cancel = clock.after(ms, () => void (round = sweep()));
  };
  return {
    start: () => wait(EVERY_MS),
    stop: async () => {
      stopped = true;
      cancel();
      await round;
    },
  };
}
