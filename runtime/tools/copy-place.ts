import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createDiskFiles } from '../documents/disk-files.js';
import { listDiskFiles } from '../documents/list-disk-files.js';
import type { Files } from '../seams/files.js';
import type { Store } from '../seams/store.js';
import type { StoreTransfer } from '../seams/store-transfer.js';
import { backupEmbeddedStore } from '../store/embedded/backup.js';
import { openEmbeddedStore } from '../store/embedded/open-embedded-store.js';
import { isUnfinishedCopy, markCopied, markCopying } from '../store/mongo/copy-mark.js';
import { createGridFiles } from '../store/mongo/grid-files.js';
import { openMongo } from '../store/mongo/open-mongo-store.js';
import { openDataFolder } from '../system/data-folder.js';

/** One end of a copy: a data folder or a database. */
export interface CopyPlace {
  readonly store: Store & StoreTransfer;
  readonly files: Files;
  /** The names of all files, in order. */
  list(): Promise<readonly string[]>;
  /** True when an earlier copy into it has not ended. */
  readonly unfinished: boolean;
  /** Nobody opens it as an office from here on, until `finish`. */
  begin(): Promise<void>;
  /** Closes it; an office may open it. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** True for a MongoDB URI; everything else is a folder. */
export function isMongo(place: string): boolean {
  return /^mongodb(\+srv)?:\/\//.test(place);
}

const openDatabase = async (uri: string, unfinished: boolean): Promise<CopyPlace> => {
  const { store, place } = await openMongo(uri, { copying: true });
  const files = createGridFiles(place);
  return {
    store,
    files,
    unfinished,
    list: async () => {
      const names: string[] = [];
      for (let page = await files.list(); page.length > 0; page = await files.list(page.at(-1))) names.push(...page);
      return names;
    },
    begin: () => markCopying(place, Date.now()),
    finish: async () => {
      await markCopied(place);
      await store.close();
    },
    close: () => store.close(),
  };
};

const openFolder = (folder: string, file: string, rest: Pick<CopyPlace, 'unfinished' | 'finish'>): CopyPlace => {
  const store = openEmbeddedStore({ file, leavesTexts: true });
  const filesFolder = path.join(folder, 'files');
  return {
    store,
    files: createDiskFiles(filesFolder),
    list: () => listDiskFiles(filesFolder),
    begin: async () => undefined,
    close: () => store.close(),
    unfinished: rest.unfinished,
    finish: async () => {
      await store.close();
      await rest.finish();
    },
  };
};

/** Opens what is copied from; undefined when the folder has no store. Throws the store's errors. */
export async function openSource(place: string): Promise<CopyPlace | undefined> {
  if (isMongo(place)) {
    // Opened as an office would: what is not whole is no source.
    await (await openMongo(place)).store.close();
    return openDatabase(place, false);
  }
  const file = path.join(place, 'yizhan.sqlite');
  if (!existsSync(file)) return undefined;
  return openFolder(place, file, { unfinished: false, finish: async () => undefined });
}

const holdsUnfinished = async (uri: string): Promise<boolean> => {
  try {
    await (await openMongo(uri)).store.close();
    return false;
  } catch (cause) {
    if (isUnfinishedCopy(cause)) return true;
    throw cause;
  }
};

/**
 * Opens what is copied into. In a folder the store grows under another name and gets its own when all is there, so that a copy cut short is
 * never taken for an office. Throws the store's errors.
 */
export async function openTarget(place: string): Promise<CopyPlace> {
  if (isMongo(place)) {
    return openDatabase(place, await holdsUnfinished(place));
  }
  const { store: file } = openDataFolder(place);
  if (existsSync(file)) return openFolder(place, file, { unfinished: false, finish: async () => undefined });
  const growing = `${file}.copying`;
  const unfinished = existsSync(growing);
  return openFolder(place, growing, {
    unfinished,
    finish: async () => {
      await backupEmbeddedStore(growing, file);
      for (const rest of ['', '-wal', '-shm']) rmSync(growing + rest, { force: true });
    },
  });
}
