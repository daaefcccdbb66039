import { PlatformError } from '../../seams/platform-error.js';
import type { MongoPlace } from './connection.js';

const COPY = 'copy';
const UNFINISHED = 'a copy into this database has not ended';

interface CopyNote {
  readonly _id: string;
  readonly since: number;
}

/** Notes that a copy into the database has begun (`since`: ms since the epoch): no office opens it until it has ended. */
export async function markCopying({ connection }: MongoPlace, since: number): Promise<void> {
  const notes = connection.collection<CopyNote>('meta');
  await notes.replaceOne({ _id: COPY }, { since }, { upsert: true });
}

/** Notes that the copy has ended and was found whole. */
export async function markCopied({ connection }: MongoPlace): Promise<void> {
  await connection.collection<CopyNote>('meta').deleteOne({ _id: COPY });
}

/** Throws STORE_UNAVAILABLE while a copy into the database has not ended. */
export async function requireNoCopy({ connection }: MongoPlace): Promise<void> {
  const note = await connection.collection<CopyNote>('meta').findOne({ _id: COPY });
  if (note !== null) throw new PlatformError('STORE_UNAVAILABLE', UNFINISHED);
}

/** True for the error of `requireNoCopy`. */
export function isUnfinishedCopy(error: unknown): boolean {
  return error instanceof PlatformError && error.message === UNFINISHED;
}
