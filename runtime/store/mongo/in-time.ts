import { unknownOutcome } from './failures.js';

/** Longer than the driver waits for any answer: whatever takes longer than that waits for something that will not come. */
const MOST_MS = 25_000;

/**
 * Gives up a call of the driver that never ends. The driver bounds the wait for an answer, but not the wait until a question is written: on a
 * socket that closed in that very moment it waits for ever. Throws STORE_UNAVAILABLE: the outcome is unknown.
 */
export async function inTime<R>(call: PromiseLike<R>): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unknownOutcome(undefined)), MOST_MS);
    timer.unref();
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
