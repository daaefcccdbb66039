import { PlatformError } from '../../seams/platform-error.js';

// Result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte is the primary code.
const BUSY = 5;
const FULL = 13;
const PROTOCOL = 15;
const IOERR_SHMSIZE = 4874;

const codeOf = (cause: unknown): number =>
  typeof cause === 'object' && cause !== null && 'errcode' in cause ? Number(cause.errcode) : 0;

/** Another process holds the file just now: nothing was written, and trying again is right. */
export function isBusy(cause: unknown): boolean {
  const primary = codeOf(cause) & 0xff;
  return primary === BUSY || primary === PROTOCOL;
}

/** There is no space, or the file has reached its limit: nothing was written. */
export function isFull(cause: unknown): boolean {
  const code = codeOf(cause);
  return (code & 0xff) === FULL || code === IOERR_SHMSIZE;
}

/** What a failure of SQLite is to callers of the port: STORE_FULL, or STORE_UNAVAILABLE (unknown outcome). Platform errors stay as they are. */
export function asPlatformError(cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  if (isFull(cause)) return new PlatformError('STORE_FULL', 'no space left for the embedded store', { cause });
  return new PlatformError('STORE_UNAVAILABLE', 'the embedded store failed', { cause });
}
