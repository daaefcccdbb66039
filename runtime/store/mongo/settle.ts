import { isUncertain, unknownOutcome } from './failures.js';
import { inTime } from './in-time.js';

const TRIES = 3;

/** Carries out a write that may safely be sent again: it tells by its stamp whether an earlier try got through. Throws STORE_UNAVAILABLE. */
export async function settle<R>(write: () => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTime(write());
    } catch (cause) {
      if (!isUncertain(cause)) throw cause;
      if (tries >= TRIES) throw unknownOutcome(cause);
    }
  }
}

/**
 * Carries out a write that must not be applied on top of another's. After a lost answer `landed` looks whether it is there; if not, it is sent
 * again, and when it then does not apply, nobody can tell whether it had been applied and overwritten. Throws STORE_UNAVAILABLE.
 */
export async function settleOnce(write: () => Promise<boolean>, landed: () => Promise<boolean>): Promise<boolean> {
  let first: unknown;
  try {
    return await inTime(write());
  } catch (cause) {
    if (!isUncertain(cause)) throw cause;
    first = cause;
  }
  const there = await settle(async () => (await landed()) || (await write()));
  if (!there) throw unknownOutcome(first);
  return true;
}
