import type { Background } from '../use-cases/background.js';
import type { Office } from '../use-cases/office.js';
import { clearPastNotices } from './keep-board.js';

/** How often notices are looked for that say they are shown though their days are over or their case has ended. */
const EVERY_MS = 10 * 60_000;

/** Takes personal data out of notices whose case ended before their days did. */
export function createBoardSweep(office: Office): Background {
  const { clock, log } = office;
  let stopped = false;
  let cancel: () => void = () => undefined;
  let round: Promise<void> = Promise.resolve();
  let sweptAt = clock.now();
  const sweep = async (): Promise<void> => {
    // A clock that wakes people early does not make more work.
    if (Math.abs(clock.now() - sweptAt) < EVERY_MS) return wait();
    sweptAt = clock.now();
    try {
      const count = await clearPastNotices(office);
      if (count > 0) log.info('notices-cleared', { count });
    } catch (error) {
      log.error('board-sweep-failed', {}, error);
    }
    if (!stopped) wait();
  };
  const wait = (): void => {
    cancel = clock.after(EVERY_MS, () => void (round = sweep()));
  };
  return {
    start: wait,
    stop: async () => {
      stopped = true;
      cancel();
      await round;
    },
  };
}
