import pino from 'pino';
import type { JsonObject } from '../../engine/index.js';
import type { Log } from '../seams/log.js';

/** How much of the log is kept in memory while the file cannot be written. */
const KEPT_CHARACTERS = 1_000_000;
/** Keys that never reach the log, wherever a caller puts them. */
const REDACTED = ['password', 'token', 'idNo', 'mobile', 'cookie', '*.password', '*.token', '*.idNo', '*.mobile'];

/**
 * The structured log: JSON lines in `file`, errors also on standard error. Lines are written at once: a process that is killed, or that
 * ends before the first turn of its event loop, leaves a whole log. `close` flushes.
 */
export function createPinoLog({
  file,
  level,
}: {
  readonly file: string;
  readonly level: string;
}): Log & { readonly close: () => void } {
  const lines = pino.destination({ dest: file, mkdir: true, sync: true, minLength: 0, maxLength: KEPT_CHARACTERS });
  // A log that cannot be written (the disk is full) must not end the office: lines wait, and beyond a limit they are dropped.
  lines.on('error', () => undefined);
  const logger = pino(
    { level, base: null, redact: { paths: REDACTED, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.multistream([
      { level: 'debug', stream: lines },
      { level: 'error', stream: pino.destination({ dest: 2, sync: true }) },
    ]),
  );
  return {
    info: (event, facts) => logger.info({ event, ...facts }),
    warn: (event, facts) => logger.warn({ event, ...facts }),
    error: (event, facts, cause) => logger.error({ event, ...facts, ...causeOf(cause) }),
    close: () => lines.flushSync(),
  };
}

/** The error and what caused it, down to three levels. */
function causeOf(cause: unknown, depth = 0): JsonObject {
  if (!(cause instanceof Error) || depth === 3) return {};
  const inner = causeOf(cause.cause, depth + 1);
  return {
    error: { name: cause.name, message: cause.message, stack: cause.stack ?? '', ...inner },
  };
}
