import { mongo } from 'mongoose';
import { PlatformError } from '../../seams/platform-error.js';

const DUPLICATE = 11_000;
const DISK_FULL = 14_031;

const codeOf = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;

/** True when the server refused a document because its `_id` is taken. */
export function isDuplicate(cause: unknown): boolean {
  return codeOf(cause) === DUPLICATE;
}

/**
 * True when nobody can say from the answer alone whether the write was done: the line broke after it was sent, the majority did not confirm
 * in time, or the server stepped down meanwhile. False for a server that was never reached and for a plain refusal.
 */
export function isUncertain(cause: unknown): boolean {
  if (cause instanceof mongo.MongoServerSelectionError) return false;
  if (cause instanceof mongo.MongoNetworkError || cause instanceof mongo.MongoWriteConcernError) return true;
  if (!(cause instanceof mongo.MongoError)) return false;
  return cause.hasErrorLabel('RetryableWriteError') || cause.hasErrorLabel('PoolRequestedRetry');
}

/** The platform's error for whatever the driver threw. */
export function asPlatformError(cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  if (codeOf(cause) === DISK_FULL) return new PlatformError('STORE_FULL', 'the disk of MongoDB is full', { cause });
  return new PlatformError('STORE_UNAVAILABLE', 'MongoDB did not answer as it should', { cause });
}

/** Thrown when the outcome of a write could not be found out. */
export function unknownOutcome(cause: unknown): PlatformError {
  return new PlatformError('STORE_UNAVAILABLE', 'the outcome of a write to MongoDB is unknown', { cause });
}
