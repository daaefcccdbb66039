import { collection } from '../../../runtime/store/collections.js';
import type { Claimable, Query, Scalar, Store, StoreRecord } from '../../../runtime/seams/store.js';
import type { StoreTransfer } from '../../../runtime/seams/store-transfer.js';

/** A record with fields of every kind a condition can meet. */
export interface Thing extends StoreRecord {
  readonly srcSeq?: number;
  readonly revision?: number;
  readonly a?: Scalar;
  readonly b?: Scalar;
  readonly n?: Scalar;
  readonly tags?: readonly unknown[];
  readonly in?: unknown;
  readonly searchText?: string | readonly string[];
}

/** A record with a source sequence. */
export type Row = Thing & { readonly srcSeq: number };

/** A job as `claimDue` takes it. */
export type Work = Claimable & { readonly kind?: string; readonly queue?: string };

/** Without a text index. */
export const PLAIN = collection<Thing>('commands');
/** With a text index. */
export const TEXT = collection<Thing>('cases');
/** The same, for upserts. */
export const TEXT_ROWS = collection<Row>('cases');
/** For upserts. */
export const ROWS = collection<Row>('subscriptions');
/** For claims. */
export const WORK = collection<Work>('jobs');

/** The store under test, empty at first; `another` opens the same place as another process would. All are closed by the contract. */
export interface Subject {
  readonly store: Store & StoreTransfer;
  another(): Promise<Store & StoreTransfer>;
}

/** One thing every store must do. */
export interface ContractCase {
  readonly title: string;
  run(subject: Subject): Promise<void>;
}

/** Cases of one operation. */
export interface Chapter {
  readonly title: string;
  readonly cases: readonly ContractCase[];
}

/** One case. */
export function contractCase(title: string, run: (subject: Subject) => Promise<void>): ContractCase {
  return { title, run };
}

/** The ids of records, in their order. */
export function ids(records: readonly StoreRecord[]): readonly string[] {
  return records.map((record) => record._id);
}

/** Inserts these one after the other. */
export async function fill(store: Store, records: readonly Thing[]): Promise<void> {
  for (const record of records) await store.insert(PLAIN, record);
}

/** The ids that a query of PLAIN finds. */
export async function found(store: Store, query: Query): Promise<readonly string[]> {
  return ids((await store.find(PLAIN, query)).records);
}

/** What a call rejects with when the query is malformed. */
export const BAD_QUERY = { code: 'BAD_QUERY' };
