import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { asPlatformError, isBusy } from './sql-errors.js';

/**
 * Carries out a read at once; when another process is just recovering or resetting the file, again after short pauses, for at most
 * `patienceMs`. Throws platform errors only.
 */
export async function readPatiently<R>(work: () => R, patienceMs: number): Promise<R> {
  const begun = performance.now();
  for (;;) {
    try {
      return work();
    } catch (cause) {
      if (!isBusy(cause) || performance.now() - begun > patienceMs) throw asPlatformError(cause);
      await pause(1 + Math.random() * 4);
    }
  }
}
