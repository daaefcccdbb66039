import type { JsonObject, Problem, RegisterDefinition, SchemaFault } from '../../engine/index.js';
import type { Where } from './store.js';

/** A row of a register, unsealed. */
export interface RegisterRow {
  readonly register: string;
  readonly key: string;
  /** The key as it may stand in an address: a sealed key is replaced by its blind index. */
  readonly handle: string;
  readonly revision: number;
  readonly orgPath: string;
  readonly values: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

/** A former or present version of a row. */
export interface RegisterRowVersion {
  readonly revision: number;
  readonly at: number;
  readonly by: string;
  readonly values: JsonObject;
}

/**
 * `REGISTER_CONFLICT`: key or unique value taken, or the row is not as expected; `ROW_NOT_FOUND`: no row with this key; `INVALID`: against
 * the register's JSON Schema or with a reference to a row that is not there (`faults`; `message` names pointers and keywords, never values).
 */
export type RegisterOutcome =
  | { readonly ok: true; readonly row: RegisterRow; readonly repeated: boolean }
  | {
      readonly ok: false;
      readonly code: 'REGISTER_CONFLICT' | 'ROW_NOT_FOUND' | 'INVALID';
      readonly message: string;
      readonly faults?: readonly SchemaFault[];
      /** The property whose value is taken. */
      readonly property?: string;
    };

/** What is asked of a register. A search gives the best `limit` rows, unsorted and in one page. */
export interface RegisterQuery {
  /** Conditions on properties of the values; a sealed property can only be compared for equality. */
  readonly where?: Where;
  readonly search?: string;
  /** One of the definition's sort properties; order of arrival when absent. Throws BAD_QUERY for another one. */
  readonly sort?: { readonly property: string; readonly descending?: boolean };
  /** Only rows at or below one of these places of the org tree. */
  readonly within?: readonly string[];
  readonly limit?: number;
  readonly cursor?: string;
}

/**
 * Data tables described by JSON Schema. Writes are idempotent by `commandId`; each keeps the former version. Unique values and keys are
 * reservations. All throw PlatformError REGISTER_UNKNOWN for a register nobody defined.
 */
export interface Registers {
  /** Takes the definitions of a package; a problem for each broken schema, and then nothing is taken. */
  define(definitions: Iterable<RegisterDefinition>): Promise<readonly Problem[]>;
  definitions(): readonly RegisterDefinition[];
  get(register: string, key: string): Promise<RegisterRow | undefined>;
  find(
    register: string,
    query?: RegisterQuery,
  ): Promise<{ readonly rows: readonly RegisterRow[]; readonly nextCursor?: string }>;
  insert(request: {
    readonly register: string;
    readonly values: JsonObject;
    readonly commandId: string;
    readonly by: string;
  }): Promise<RegisterOutcome>;
  /** Where a row with these values would lie in the org tree. */
  placeOf(register: string, values: JsonObject): string;
  /** Sets some properties; a null value removes the property. `expect` and `revision` guard: these values, this revision must hold now. */
  update(request: {
    readonly register: string;
    readonly key: string;
    readonly set: JsonObject;
    readonly expect?: JsonObject;
    readonly revision?: number;
    readonly commandId: string;
    readonly by: string;
  }): Promise<RegisterOutcome>;
  /** Ends the life of a row on a day (`YYYY-MM-DD`): sets the `to` property of its period. A row that has ended is a REGISTER_CONFLICT. */
  close(request: {
    readonly register: string;
    readonly key: string;
    readonly on: string;
    readonly commandId: string;
    readonly by: string;
  }): Promise<RegisterOutcome>;
  /** How many rows a query without `search` finds. */
  count(register: string, query?: Pick<RegisterQuery, 'where' | 'within'>): Promise<number>;
  /** The row of a handle (see RegisterRow). */
  byHandle(register: string, handle: string): Promise<RegisterRow | undefined>;
  /** All versions of a row, newest first. */
  history(register: string, handle: string): Promise<readonly RegisterRowVersion[]>;
  /** The next number of a sequence, from 1; the same `commandId` gets the same number, a number is never given twice. */
  nextNumber(sequence: string, commandId: string): Promise<number>;
  /** Inserts sample rows that are not there yet. Gives how many were new. */
  seed(register: string, rows: readonly JsonObject[]): Promise<number>;
}
