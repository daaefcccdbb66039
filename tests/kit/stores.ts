import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlatformError } from '../../runtime/seams/platform-error.js';
import type { Store } from '../../runtime/seams/store.js';
import type { StoreTransfer } from '../../runtime/seams/store-transfer.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { createMongoPlace } from './mongo-place.js';

/** One empty place for records. Each `open` is one process's view of it, closed by whoever opened it; `dispose` throws the place away. */
export interface StorePlace {
  open(): Promise<Store & StoreTransfer>;
  dispose(): Promise<void>;
}

/** A kind of store under test. */
export interface StoreKind {
  readonly name: 'memory' | 'embedded' | 'mongo';
  create(): Promise<StorePlace>;
}

/** A view of a memory store that closes by itself: the store below lives on for the other views. */
const viewOf = (store: Store & StoreTransfer): Store & StoreTransfer => {
  let closed = false;
  const guarded: Record<string, unknown> = { ...store };
  for (const [name, member] of Object.entries(store)) {
    if (typeof member !== 'function') continue;
    const call = member as (...values: readonly unknown[]) => unknown;
    guarded[name] = async (...values: readonly unknown[]) => {
      if (closed) throw new PlatformError('STORE_CLOSED', 'memory store');
      return call(...values);
    };
  }
  const own: Partial<Store> = {
    healthy: async () => !closed && (await store.healthy()),
    close: async () => {
      closed = true;
    },
  };
  return Object.freeze({ ...guarded, ...own }) as unknown as Store & StoreTransfer;
};

const memory: StoreKind = {
  name: 'memory',
  create: async () => {
    const store = createMemoryStore();
    return { open: async () => viewOf(store), dispose: () => store.close() };
  },
};

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'yizhan-store-'));

let template: Promise<string> | undefined;

/** An empty store's file, made once in a test file: to copy it is quicker than to make all tables each time. */
const emptyFile = (): Promise<string> =>
  (template ??= (async () => {
    const file = path.join(newFolder(), 'empty.sqlite');
    await openEmbeddedStore({ file }).close();
    process.once('exit', () => rmSync(path.dirname(file), { recursive: true, force: true }));
    return file;
  })());

const embedded: StoreKind = {
  name: 'embedded',
  create: async () => {
    const folder = newFolder();
    const file = path.join(folder, 'store.sqlite');
    copyFileSync(await emptyFile(), file);
    return {
      open: async () => openEmbeddedStore({ file }),
      dispose: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

/** A database of its own on the server that MONGODB_URI names, or on a wire server. */
const mongo: StoreKind = { name: 'mongo', create: () => createMongoPlace() };

/** Every kind of store: what holds for one must hold for all. */
export const STORES: readonly StoreKind[] = Object.freeze([memory, embedded, mongo]);
