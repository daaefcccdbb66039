import { createHash } from 'node:crypto';
import type { Files } from '../seams/files.js';

/** Files in memory, for tests: the same promises as on disk except that nothing survives the process. */
export function createMemoryFiles(): Files {
  const kept = new Map<string, Uint8Array>();
  return {
    put: (bytes, type) => {
      const fileId = createHash('sha256').update(bytes).digest('hex');
      kept.set(fileId, Uint8Array.from(bytes));
      return Promise.resolve({ fileId, size: bytes.length, type });
    },
    get: (fileId) => Promise.resolve(kept.get(fileId)),
    has: (fileId) => Promise.resolve(kept.has(fileId)),
  };
}
