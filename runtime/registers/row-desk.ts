import { findRows, type JsonObject, type JsonValue, type SchemaFault, type ValidateJson } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { RegisterRecord } from '../seams/records.js';
import type { RegisterOutcome } from '../seams/registers.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, Write } from '../seams/store.js';
import { REGISTER_VERSIONS, REGISTERS } from '../store/collections.js';
import { inserting, replacing } from '../store/writes.js';
import { placeOf } from './place-of.js';
import { keyOf, recordOf, rowIdOf, rowOf, type KnownRegister } from './register-row.js';
import { release, reservationIds, reserve, reservedProperty } from './reservations.js';

/** What writing rows needs. `missingReferences`: faults for keys of other registers that nobody has. */
export interface RowDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly validate: ValidateJson;
  /** Root of the org tree: where a row without a place of its own lies. */
  readonly orgRoot: string;
  readonly missingReferences: (known: KnownRegister, values: JsonObject) => Promise<readonly SchemaFault[]>;
}

/** A new row, and whether its references are checked (sample rows come in any order). */
export interface NewRow {
  readonly values: JsonObject;
  readonly commandId: string;
  readonly by: string;
  readonly trusting?: boolean;
}

/** A change of a row; `set` with null removes a property. */
export interface RowChange {
  readonly key: string;
  readonly set: JsonObject;
  readonly expect?: JsonObject;
  /** The revision that must be the present one. */
  readonly revision?: number;
  readonly commandId: string;
  readonly by: string;
}

/** Writes rows of registers: one compare-and-set each, unique values reserved before, the version kept after. */
export interface RowDesk {
  insert(known: KnownRegister, row: NewRow): Promise<RegisterOutcome>;
  /** Undefined: somebody else was faster, try again. */
  tryUpdate(known: KnownRegister, change: RowChange): Promise<RegisterOutcome | undefined>;
}

const RECENT = 32;

/** The outcome when a key, a unique value or the state of the row is in the way. */
export function conflict(message: string, property?: string): RegisterOutcome {
  return { ok: false, code: 'REGISTER_CONFLICT', message, ...(property === undefined ? {} : { property }) };
}

const withoutNulls = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const invalid = (faults: readonly SchemaFault[]): RegisterOutcome => ({
  ok: false,
  code: 'INVALID',
  message: faults
    .slice(0, 5)
    .map((fault) => `${fault.pointer || '/'} ${fault.keyword}`)
    .join(', '),
  faults,
});

const versionOf = (record: RegisterRecord, commandId: string): Write =>
  inserting(REGISTER_VERSIONS, {
    _id: `${record._id}@${String(record.revision)}`,
    register: record.register,
    key: record.key,
    rowId: record._id,
    revision: record.revision,
    at: record.updatedAt,
    by: record.updatedBy,
    commandId,
    values: record.values,
  });

/** See RowDesk. */
export function createRowDesk(parts: RowDeskParts): RowDesk {
  const { store, clock, sealing, validate, orgRoot } = parts;
  let latest = 0;
  // Thousandths of a ms: rows inserted in the same ms by one process keep their order.
  const nextOrder = (): number => {
    latest = Math.max(latest + 1, clock.now() * 1000);
    return latest;
  };

  const faultsOf = async (
    known: KnownRegister,
    values: JsonObject,
    trusting: boolean,
  ): Promise<readonly SchemaFault[]> => {
    const faults = validate(known.definition.schema, values as JsonValue);
    return faults.length > 0 || trusting ? faults : parts.missingReferences(known, values);
  };
  const done = (known: KnownRegister, record: RegisterRecord, repeated: boolean): RegisterOutcome => ({
    ok: true,
    row: rowOf(sealing, known, record),
    repeated,
  });

  const insert: RowDesk['insert'] = async (known, { values: given, commandId, by, trusting = false }) => {
    const { definition } = known;
    const values = withoutNulls(given);
    const faults = await faultsOf(known, values, trusting);
    if (faults.length > 0) return invalid(faults);
    const key = keyOf(known, values);
    if (key === undefined) {
      const params = { missingProperty: definition.keyProperty };
      return invalid([{ pointer: `/${definition.keyProperty}`, keyword: 'required', params }]);
    }
    const rowId = rowIdOf(sealing, known, key);
    const old = await store.get(REGISTERS, rowId);
    if (old !== undefined)
      return old.recent.includes(commandId)
        ? done(known, old, true)
        : conflict(`${definition.keyProperty} exists`, definition.keyProperty);
    const taken = await reserve(store, reservationIds(sealing, known, values), rowId);
    if (taken !== undefined) return conflict('a unique value is taken', reservedProperty(taken));
    const now = clock.now();
    const record = recordOf(sealing, known, {
      key,
      revision: 1,
      orgPath: placeOf(definition, values, orgRoot),
      values,
      recent: [commandId],
      order: nextOrder(),
      createdAt: now,
      updatedAt: now,
      updatedBy: by,
    });
    const [added] = await store.commit([inserting(REGISTERS, record), versionOf(record, commandId)]);
    if (added === true) return done(known, record, false);
    const winner = await store.get(REGISTERS, rowId);
    return winner?.recent.includes(commandId) === true
      ? done(known, winner, true)
      : conflict(`${definition.keyProperty} exists`, definition.keyProperty);
  };

  const tryUpdate: RowDesk['tryUpdate'] = async (known, { key, set, expect, revision, commandId, by }) => {
    const { definition } = known;
    const old = await store.get(REGISTERS, rowIdOf(sealing, known, key));
    if (old === undefined) return { ok: false, code: 'ROW_NOT_FOUND', message: `no such row in ${definition.key}` };
    if (old.recent.includes(commandId)) return done(known, old, true);
    if (revision !== undefined && revision !== old.revision) return conflict('the row has changed since');
    const before = rowOf(sealing, known, old).values;
    if (expect !== undefined && findRows([before], expect).length === 0) return conflict('the row is not as expected');
    const values = withoutNulls({ ...before, ...set });
    if (keyOf(known, values) !== keyOf(known, before)) return conflict('the key of a row cannot change');
    const faults = await faultsOf(known, values, false);
    if (faults.length > 0) return invalid(faults);
    const held = reservationIds(sealing, known, before);
    const needed = reservationIds(sealing, known, values);
    const taken = await reserve(store, needed, old._id);
    if (taken !== undefined) return conflict('a unique value is taken', reservedProperty(taken));
    const record = recordOf(sealing, known, {
      key,
      revision: old.revision + 1,
      orgPath: placeOf(definition, values, orgRoot),
      values,
      recent: [...old.recent, commandId].slice(-RECENT),
      order: old.order,
      createdAt: old.createdAt,
      updatedAt: clock.now(),
      updatedBy: by,
    });
    const [won] = await store.commit([replacing(REGISTERS, { revision: old.revision }, record)]);
    if (won !== true) return undefined;
    await store.commit([versionOf(record, commandId)]);
    await release(
      store,
      [...held].filter((id) => !needed.has(id)),
      old._id,
    );
    return done(known, record, false);
  };

  return { insert, tryUpdate };
}
