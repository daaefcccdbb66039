import { PlatformError } from '../../seams/platform-error.js';
import type { MongoPlace } from './connection.js';
import { isDuplicate } from './failures.js';
import { COLLECTION_NAMES } from './schemas.js';

/** The layout of documents this code writes. Raised together with a step that brings older databases forward. */
export const LAYOUT_VERSION = 1;

const META = 'meta';

interface Meta {
  readonly _id: string;
  readonly version: number;
}

const markVersion = async (place: MongoPlace): Promise<void> => {
  const meta = place.connection.collection<Meta>(META);
  const found = await meta.findOne({ _id: 'layout' });
  if (found === null) {
    try {
      await meta.insertOne({ _id: 'layout', version: LAYOUT_VERSION });
    } catch (cause) {
      // Another process was faster: its mark is judged as any other.
      if (!isDuplicate(cause)) throw cause;
      await markVersion(place);
    }
  } else if (found.version > LAYOUT_VERSION) {
    throw new PlatformError(
      'STORE_VERSION',
      `the database has layout ${String(found.version)}, this program knows ${String(LAYOUT_VERSION)}`,
    );
  }
};

/**
 * Makes the database ready: the mark of its layout and all indexes. Whoever starts does it, any number of processes at once; what is there is
 * left as it is. Throws STORE_VERSION when a newer program wrote the database, else the driver's errors.
 */
export async function setUpDatabase(place: MongoPlace): Promise<void> {
  await markVersion(place);
  for (const name of COLLECTION_NAMES) {
    const model = place.model(name);
    if (model.schema.indexes().length > 0) await model.createIndexes();
  }
}
