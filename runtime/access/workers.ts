import { createHash } from 'node:crypto';
import type { Clock } from '../seams/clock.js';
import type { IdSource } from '../seams/id-source.js';
import type { Store } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { StoreRecord } from '../seams/store.js';
import type { SignedIn } from './signed-in.js';

/** The account of a program that works for the office (`_id` = its id). The token itself is never stored. Instants in ms since the epoch. */
export interface WorkerRecord extends StoreRecord {
  readonly name: string;
  /** Job types it may take. */
  readonly types: readonly string[];
  /** SHA-256 of its token, hex. */
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly revokedAt: number | null;
}

/** An account as it is listed. */
export type WorkerAccount = Omit<WorkerRecord, '_id' | 'tokenHash'> & { readonly workerId: string };

/** Accounts of programs: tokens of 256 random bits, kept as hashes, shown once. */
export interface Workers {
  create(account: {
    readonly name: string;
    readonly types: readonly string[];
    readonly by: string;
  }): Promise<{ readonly workerId: string; readonly token: string }>;
  list(): Promise<readonly WorkerAccount[]>;
  /** Ends an account at once; false when there is none. */
  revoke(workerId: string): Promise<boolean>;
  /** Who holds this token, as one with the role `worker`; null for an unknown or ended one. */
  find(token: string): Promise<SignedIn | null>;
  /** The job types an account may take. */
  typesOf(workerId: string): Promise<readonly string[]>;
}

/** All accounts of programs. */
export const WORKERS = collection<WorkerRecord>('workers');

const TOKEN = /^yzw_([0-9A-Z]{26})_[\w-]{43}$/;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes the accounts of programs over the store. */
export function createWorkers(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
}): Workers {
  const { store, clock, ids } = parts;
  return {
    create: async ({ name, types, by }) => {
      const workerId = ids.ulid();
      const token = `yzw_${workerId}_${ids.token(32)}`;
      const about = { name, types, createdAt: clock.now(), createdBy: by, revokedAt: null };
      await store.insert(WORKERS, { _id: workerId, tokenHash: hashOf(token), ...about });
      return { workerId, token };
    },
    list: async () => {
      const page = await store.find(WORKERS, { sort: [{ field: 'createdAt' }], limit: 1000 });
      return page.records.map(({ _id: workerId, tokenHash: _, ...account }) => ({ workerId, ...account }));
    },
    revoke: async (workerId) => {
      const account = await store.get(WORKERS, workerId);
      if (account === undefined) return false;
      if (account.revokedAt !== null) return true;
      return store.compareAndSet(WORKERS, { revokedAt: null }, { ...account, revokedAt: clock.now() });
    },
    find: async (token) => {
      const workerId = TOKEN.exec(token)?.[1];
      const account = workerId === undefined ? undefined : await store.get(WORKERS, workerId);
      // Both sides are hashes of secrets: how long they are equal tells nothing about the token.
      if (account === undefined || account.revokedAt !== null || account.tokenHash !== hashOf(token)) return null;
      const { _id, name } = account;
      return { userId: `worker:${_id}`, login: '', name, roles: ['worker'], orgPath: '', communities: [] };
    },
    typesOf: async (workerId) => (await store.get(WORKERS, workerId))?.types ?? [],
  };
}
