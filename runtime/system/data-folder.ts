import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Where things lie in the data folder. All of it, and nothing else, is what a backup must hold. */
export interface DataFolder {
  readonly store: string;
  readonly files: string;
  readonly keys: string;
  readonly keyRing: string;
  readonly log: string;
}

/** Makes the data folder (mode 0700) when it is not there. Throws the system's error when it cannot be written. */
export function openDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.W_OK | constants.X_OK);
  const files = path.join(folder, 'files');
  const keys = path.join(folder, 'keys');
  mkdirSync(files, { recursive: true, mode: 0o700 });
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  return {
    store: path.join(folder, 'yizhan.sqlite'),
    files,
    keys,
    keyRing: path.join(keys, 'sealing.json'),
    log: path.join(folder, 'log', 'yizhan.log'),
  };
}
