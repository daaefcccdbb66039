import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../seams/files.js';
import { PlatformError } from '../seams/platform-error.js';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Files in a folder, named by the SHA-256 of their content (`ab/abcd...`). A file is written beside its place, flushed, and renamed:
 * after a crash it is there as a whole or not at all. Names never come from outside: only 64 hex digits are looked up. Throws STORE_FULL while
 * `full` says that the disk is, or when it is; reading goes on.
 */
export function createDiskFiles(folder: string, full: () => boolean = () => false): Files {
  const placeOf = (fileId: string): string | undefined =>
    /^[0-9a-f]{64}$/.test(fileId) ? join(folder, fileId.slice(0, 2), fileId) : undefined;
  return {
    put: async (bytes, type) => {
      const fileId = hashOf(bytes);
      const place = join(folder, fileId.slice(0, 2), fileId);
      if (!(await isThere(place))) {
        if (full()) throw new PlatformError('STORE_FULL', 'the disk is nearly full');
        await writeWhole(place, bytes);
      }
      return { fileId, size: bytes.length, type };
    },
    get: async (fileId) => {
      const place = placeOf(fileId);
      if (place === undefined || !(await isThere(place))) return undefined;
      const bytes = await readFile(place);
      if (hashOf(bytes) !== fileId)
        throw new PlatformError('STORE_UNAVAILABLE', `content of file ${fileId} has changed`);
      return bytes;
    },
    has: async (fileId) => {
      const place = placeOf(fileId);
      return place !== undefined && (await isThere(place));
    },
  };
}

async function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isFile(),
    () => false,
  );
}

const isFull = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');

async function writeWhole(place: string, bytes: Uint8Array): Promise<void> {
  const beside = `${place}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(place), { recursive: true });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, place);
  } catch (cause) {
    await rm(beside, { force: true });
    const code = isFull(cause) ? 'STORE_FULL' : 'STORE_UNAVAILABLE';
    throw new PlatformError(code, 'a file could not be written', { cause });
  }
}
