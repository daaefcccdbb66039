import { createBackgroundLoop } from '../jobs/background-loop.js';
import type { Background } from '../use-cases/background.js';
import type { Office } from '../use-cases/office.js';
import { clearPastNotices, recountEnds } from './keep-board.js';

/** How often notices are looked for that say they are shown though their days are over or their case has ended. */
const EVERY_MS = 10 * 60_000;

/** Counts the last days of notices by the calendar in force, and takes personal data out of those whose case ended before their days did. */
export function createBoardSweep(office: Office): Background {
  const { clock, log } = office;
  let sweptAt = clock.now();
  return createBackgroundLoop({
    clock,
    everyMs: EVERY_MS,
    waitsFirst: true,
    work: async () => {
      // A clock that wakes people early does not make more work.
      if (Math.abs(clock.now() - sweptAt) < EVERY_MS) return;
      sweptAt = clock.now();
      const moved = await recountEnds(office);
      if (moved > 0) log.info('notices-recounted', { count: moved });
      const count = await clearPastNotices(office);
      if (count > 0) log.info('notices-cleared', { count });
    },
    failed: (error) => log.error('board-sweep-failed', {}, error),
  });
}
