import { createHash } from 'node:crypto';
import type { Collection, mongo } from 'mongoose';
import { trusted } from 'mongoose';
import { PlatformError } from '../../seams/platform-error.js';
import type { Files } from '../../seams/files.js';
import type { MongoPlace } from './connection.js';
import { asPlatformError } from './failures.js';
import { settle } from './settle.js';

/** Bytes of a part, as GridFS has it by default. */
const CHUNK = 255 * 1024;
const PAGE = 1000;

/** A file of GridFS (bucket `fs`); its `_id` and `filename` are the SHA-256 of its content. */
interface GridFile {
  readonly _id: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
}

interface GridChunk {
  readonly _id: string;
  readonly files_id: string;
  readonly n: number;
  readonly data: mongo.Binary | Uint8Array;
}

/** Files in GridFS, and the names of all of them for copies. */
export interface GridFiles extends Files {
  /** Up to 1000 names behind `afterId`, in order. */
  list(afterId?: string): Promise<readonly string[]>;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const bytesOf = (data: GridChunk['data']): Uint8Array =>
  'buffer' in data && data instanceof Uint8Array ? data : data.value();

const answering = async <R>(work: () => Promise<R>): Promise<R> => {
  try {
    return await work();
  } catch (cause) {
    throw asPlatformError(cause);
  }
};

const writeChunks = async (chunks: Collection<GridChunk>, fileId: string, bytes: Uint8Array): Promise<void> => {
  for (let n = 0; n * CHUNK < bytes.length; n += 1) {
    const data = bytes.subarray(n * CHUNK, (n + 1) * CHUNK);
    const chunk: GridChunk = { _id: `${fileId}:${String(n)}`, files_id: fileId, n, data };
    await settle(() => chunks.replaceOne({ _id: chunk._id, files_id: fileId }, { ...chunk }, { upsert: true }));
  }
};

/**
 * Files in GridFS under the names they have on disk, so that any tool for GridFS can read them. The parts have fixed names and go first: a put
 * that a crash cut short is simply done again, and two processes may put one file at once.
 */
export function createGridFiles(place: MongoPlace): GridFiles {
  const files = (): Collection<GridFile> => place.connection.collection<GridFile>('fs.files');
  const chunks = (): Collection<GridChunk> => place.connection.collection<GridChunk>('fs.chunks');
  const indexed = { done: false };
  const ensureIndex = async (): Promise<void> => {
    if (indexed.done) return;
    await chunks().createIndex({ files_id: 1, n: 1 });
    indexed.done = true;
  };
  const has = async (fileId: string): Promise<boolean> => (await files().findOne({ _id: fileId })) !== null;
  return {
    put: (bytes, type) =>
      answering(async () => {
        const fileId = hashOf(bytes);
        const facts = { fileId, size: bytes.length, type };
        if (await has(fileId)) return facts;
        await ensureIndex();
        await writeChunks(chunks(), fileId, bytes);
        const file: GridFile = {
          _id: fileId,
          length: bytes.length,
          chunkSize: CHUNK,
          uploadDate: new Date(),
          filename: fileId,
        };
        await settle(() => files().replaceOne({ _id: fileId }, { ...file }, { upsert: true }));
        return facts;
      }),
    get: (fileId) =>
      answering(async () => {
        if (!(await has(fileId))) return undefined;
        const parts = await chunks().find({ files_id: fileId }).sort({ n: 1 }).toArray();
        const bytes = Buffer.concat(parts.map((part) => bytesOf(part.data)));
        if (hashOf(bytes) !== fileId)
          throw new PlatformError('STORE_UNAVAILABLE', `content of file ${fileId} has changed`);
        return bytes;
      }),
    has: (fileId) => answering(() => has(fileId)),
    list: (afterId) =>
      answering(async () => {
        const filter = afterId === undefined ? {} : { _id: trusted({ $gt: afterId }) };
        const found = await files().find(filter).sort({ _id: 1 }).limit(PAGE).toArray();
        return found.map((file) => file._id);
      }),
  };
}
