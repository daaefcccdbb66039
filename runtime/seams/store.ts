/**
 * The store port: named collections of plain JSON records. Every adapter (memory, embedded, MongoDB) passes the same contract test.
 *
 * Promises of every operation:
 * - a write that has returned survives a crash of the process and a loss of power; a write that threw `STORE_UNAVAILABLE` has an unknown
 *   outcome: read again; after `STORE_FULL`, `BAD_QUERY` and `STORE_CLOSED` nothing was written;
 * - each single write is atomic; a `commit` of several is one durable step where `atomic` says so, else a crash may leave its first write and
 *   any of the others;
 * - a read sees every write that returned before it began, in all processes;
 * - records go in and come out by value: changing an object after a call changes nothing in the store;
 * - a record is JSON: members that are undefined are dropped, there are no dates; lone halves of surrogate pairs become U+FFFD;
 * - records are taken as they are when the call is made, not when it is carried out.
 */

/** Anything with an `_id` that JSON can carry. `_id` is 1 to 400 characters of well-formed Unicode. */
export interface StoreRecord {
  readonly _id: string;
}

/** A named collection of records of one shape. Made by `collection()` in `runtime/store/collections.ts`, where its indexes stand. */
export interface Collection<T extends StoreRecord> {
  readonly name: string;
  /** Never present: carries the record type for the compiler. */
  readonly shape?: T;
}

/** A value a field can be compared with. */
export type Scalar = string | number | boolean | null;

/**
 * A condition on one field. A bare scalar means equality; null also matches an absent field. `has`: the field is a list that contains at
 * least one of these (null is never contained). `prefix`: text that starts with this. Ranges match numbers by numbers and text by text, never
 * an absent field. A list or an object is not null, `{ not: null }` matches it; ask a list by `has` only: whether a list of one text equals that
 * text is not promised. A field holds either booleans or numbers, not both: whether `true` equals 1 is not promised.
 */
export type Condition =
  | Scalar
  | { readonly in: readonly Scalar[] }
  | { readonly not: Scalar }
  | { readonly has: readonly Scalar[] }
  | { readonly prefix: string }
  | {
      readonly gt?: number | string;
      readonly gte?: number | string;
      readonly lt?: number | string;
      readonly lte?: number | string;
    };

/** All conditions must hold; keys are field names or dotted paths (`values.idNo`), letters, digits, `_` and `-` only. */
export type Where = Readonly<Record<string, Condition>>;

/** Equality on fields, for guarded writes. */
export type Expected = Readonly<Record<string, Scalar>>;

/**
 * Ascending unless `descending`. Absent and null come before numbers, numbers before text, text in code point order, false before true.
 * Where lists and objects come is not promised.
 */
export interface SortKey {
  readonly field: string;
  readonly descending?: boolean;
}

/** Ties are always broken by `_id`, in the direction of the last sort key. `limit` is 1 to 1000, default 100. `cursor` is a `nextCursor`. */
export interface Query {
  readonly where?: Where;
  /** At least one of these must hold, in addition to `where`. */
  readonly any?: readonly Where[];
  readonly sort?: readonly SortKey[];
  readonly limit?: number;
  readonly cursor?: string;
}

/** One page. `nextCursor` is absent on the last page; a page after it starts behind the last record even when records changed meanwhile. */
export interface Page<T> {
  readonly records: readonly T[];
  readonly nextCursor?: string;
}

/**
 * Full text over the `searchText` field (string or array of strings) of collections that declare it: words by prefix, Chinese by any
 * run of characters, names also by pinyin initials; all parts of `text` must occur. Newest `_id` first.
 */
export interface SearchQuery {
  readonly text: string;
  readonly where?: Where;
  readonly any?: readonly Where[];
  readonly limit?: number;
}

/** Records that `claimDue` can take: jobs, timers, sweeps. All instants are ms since the epoch. */
export interface Claimable extends StoreRecord {
  readonly state: 'due' | 'leased' | 'dead';
  readonly dueAt: number;
  readonly attempts: number;
  /** Grows with each claim; a holder whose fence is old has lost the lease. */
  readonly fence: number;
  readonly owner?: string;
  readonly leaseUntil?: number;
}

/** Takes up to `limit` records that are due, or whose lease ran out, oldest `dueAt` first; with `only`, those of one of the two kinds. */
export interface Claim {
  readonly now: number;
  readonly owner: string;
  readonly leaseMs: number;
  readonly limit: number;
  readonly where?: Where;
  readonly only?: 'due' | 'leased';
}

/** One write of a `commit`. Meanings and answers are those of the operation of the same name. */
export type Write =
  | { readonly op: 'insert'; readonly collection: Collection<StoreRecord>; readonly record: StoreRecord }
  | {
      readonly op: 'compareAndSet';
      readonly collection: Collection<StoreRecord>;
      readonly expected: Expected;
      readonly record: StoreRecord;
    }
  | {
      readonly op: 'upsertIfNewer';
      readonly collection: Collection<StoreRecord>;
      readonly record: StoreRecord & { readonly srcSeq: number };
    }
  | {
      readonly op: 'remove';
      readonly collection: Collection<StoreRecord>;
      readonly id: string;
      readonly guard?: RemoveGuard;
    };

/**
 * `expected`: remove only when these fields hold. `srcSeq`: remove only a record that is not newer, and leave an invisible mark, so that
 * `upsertIfNewer` with this or an older `srcSeq` can never bring the record back.
 */
export interface RemoveGuard {
  readonly expected?: Expected;
  readonly srcSeq?: number;
}

/** How a `commit` is to be carried out. */
export interface CommitOptions {
  /** The first write is a guard: when it is not applied, none of the others is, and all answers are false. */
  readonly guarded?: boolean;
}

/** The port itself. */
export interface Store {
  /** True when a `commit` is one durable step (memory, embedded); false when a crash may leave a part of it (MongoDB). */
  readonly atomic: boolean;
  /** The record, or undefined. */
  get<T extends StoreRecord>(collection: Collection<T>, id: string): Promise<T | undefined>;
  /** Adds a record; false when the `_id` is taken. */
  insert<T extends StoreRecord>(collection: Collection<T>, record: T): Promise<boolean>;
  /** Replaces the record with this `_id` when its fields equal `expected`; false when it is absent or differs. */
  compareAndSet<T extends StoreRecord>(collection: Collection<T>, expected: Expected, record: T): Promise<boolean>;
  /** Adds or replaces the record when none is stored with the same or a higher `srcSeq`; false means "already newer". */
  upsertIfNewer<T extends StoreRecord & { readonly srcSeq: number }>(
    collection: Collection<T>,
    record: T,
  ): Promise<boolean>;
  /** Removes the record; false when there was nothing to remove or the guard did not hold. */
  remove<T extends StoreRecord>(collection: Collection<T>, id: string, guard?: RemoveGuard): Promise<boolean>;
  /** One page of records. Throws BAD_QUERY for a malformed field, limit or cursor. */
  find<T extends StoreRecord>(collection: Collection<T>, query?: Query): Promise<Page<T>>;
  /** How many records match; with `atMost` (from 1) it stops counting there. Throws BAD_QUERY. */
  count<T extends StoreRecord>(
    collection: Collection<T>,
    where?: Where,
    any?: readonly Where[],
    atMost?: number,
  ): Promise<number>;
  /** Full-text search; throws BAD_QUERY for a collection without text index. */
  search<T extends StoreRecord>(collection: Collection<T>, query: SearchQuery): Promise<readonly T[]>;
  /** Inserts those records whose `_id` is new, in one durable step; gives how many were new. For histories and audit trails. */
  append<T extends StoreRecord>(collection: Collection<T>, records: readonly T[]): Promise<number>;
  /** Leases due records: state `leased`, `attempts` and `fence` plus one, `owner`, `leaseUntil = now + leaseMs`. No record goes to two. */
  claimDue<T extends Claimable>(collection: Collection<T>, claim: Claim): Promise<readonly T[]>;
  /**
   * Applies the writes in order and answers for each whether it was applied; a write whose condition fails does not stop the others, unless
   * it is the guard of a `guarded` commit. One durable step where the store is `atomic`; where it is not, a crash may leave the first write
   * and any of the others, but a second write to the record of the first only with all of them: callers must be correct then, too. A
   * malformed write throws BAD_QUERY before anything is written.
   */
  commit(writes: readonly Write[], options?: CommitOptions): Promise<readonly boolean[]>;
  /** True when the store answers. Never throws. */
  healthy(): Promise<boolean>;
  /** Gives up all resources; later calls throw STORE_CLOSED. */
  close(): Promise<void>;
}
