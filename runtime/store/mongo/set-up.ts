import { createHash } from 'node:crypto';
import type { Collection } from 'mongoose';
import { PlatformError } from '../../seams/platform-error.js';
import { declared } from '../check-record.js';
import type { MongoPlace } from './connection.js';
import { isDuplicate } from './failures.js';
import { COLLECTION_NAMES, indexesOf } from './schemas.js';

/** The layout of documents this code writes. Raised together with a step that brings older databases forward. */
export const LAYOUT_VERSION = 1;

const META = 'meta';
const LAYOUT = 'layout';

/** What is noted of a database: its layout, and which indexes were made. */
interface Meta {
  readonly _id: string;
  readonly version: number;
  readonly indexes?: string;
}

/** The indexes of all collections as one hash: a database that bears it has them. */
export function indexMark(): string {
  const all = COLLECTION_NAMES.map((name) => [name, indexesOf(declared(name))]);
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

const noteOf = async (notes: Collection<Meta>): Promise<Meta> => {
  const found = await notes.findOne({ _id: LAYOUT });
  if (found !== null) return found;
  try {
    const note: Meta = { _id: LAYOUT, version: LAYOUT_VERSION };
    await notes.insertOne({ ...note });
    return note;
  } catch (cause) {
    // Another process was faster: its note is judged as any other.
    if (!isDuplicate(cause)) throw cause;
    return noteOf(notes);
  }
};

/**
 * Makes the database ready: the note of its layout, and all indexes. Whoever starts does it, any number of processes at once; indexes that are
 * there are left as they are. Throws STORE_VERSION when a newer program wrote the database, else the driver's errors.
 */
export async function setUpDatabase(place: MongoPlace): Promise<void> {
  const notes = place.connection.collection<Meta>(META);
  const { version, indexes } = await noteOf(notes);
  if (version > LAYOUT_VERSION) {
    throw new PlatformError(
      'STORE_VERSION',
      `the database has layout ${String(version)}, this program knows ${String(LAYOUT_VERSION)}`,
    );
  }
  if (indexes === indexMark()) return;
  const wanted = COLLECTION_NAMES.map((name) => ({ name, keys: indexesOf(declared(name)) }));
  await Promise.all(
    wanted
      .filter(({ keys }) => keys.length > 0)
      .map(({ name, keys }) => place.documents(name).createIndexes(keys.map((key) => ({ key: { ...key } })))),
  );
  await notes.updateOne({ _id: LAYOUT }, { $set: { indexes: indexMark() } });
}
