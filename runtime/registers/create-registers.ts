import {
  findRows,
  isObject,
  type JsonObject,
  type JsonValue,
  type Problem,
  type RegisterDefinition,
  type SchemaFault,
  type ValidateJson,
} from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import { PlatformError } from '../seams/platform-error.js';
import type { RegisterRecord } from '../seams/records.js';
import type { RegisterOutcome, Registers } from '../seams/registers.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { REGISTER_VERSIONS, REGISTERS } from '../store/collections.js';
import { inserting, replacing } from '../store/writes.js';
import { findRecords } from './find-rows.js';
import { keyOf, knownRegister, recordOf, rowIdOf, rowOf, type KnownRegister } from './register-row.js';
import { release, reservationIds, reserve } from './reservations.js';
import { createSequences } from './sequence.js';

const RECENT = 32;
const MAX_TRIES = 10;

/** What registers need. `schemaFault` judges a JSON Schema, `validate` checks values against it. */
export interface RegisterParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly validate: ValidateJson;
  readonly schemaFault: (schema: JsonObject) => string | undefined;
}

const conflict = (message: string): RegisterOutcome => ({ ok: false, code: 'REGISTER_CONFLICT', message });

const withoutNulls = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const faultText = (faults: readonly SchemaFault[]): string =>
  faults
    .slice(0, 5)
    .map((fault) => `${fault.pointer || '/'} ${fault.keyword}`)
    .join(', ');

const problemOf = (definition: RegisterDefinition, fault: string): Problem => ({
  severity: 'error',
  rule: 'register-schema',
  file: `registers/${definition.key}.json`,
  pointer: '/schema',
  text: {
    zh: `登记簿的 JSON Schema 无法使用：${fault}`,
    en: `The JSON Schema of the register cannot be used: ${fault}`,
  },
});

/** Registers over the store. See the seam for their promises. */
export function createRegisters(parts: RegisterParts): Registers {
  const { store, clock, sealing, validate, schemaFault } = parts;
  const registers = new Map<string, KnownRegister>();
  const nextNumber = createSequences(store, clock);
  let latest = 0;
  // Thousandths of a ms: rows inserted in the same ms by one process keep their order.
  const nextOrder = (): number => {
    latest = Math.max(latest + 1, clock.now() * 1000);
    return latest;
  };

  const known = (register: string): KnownRegister => {
    const found = registers.get(register);
    if (found === undefined) throw new PlatformError('REGISTER_UNKNOWN', register);
    return found;
  };
  const faultsOf = (one: KnownRegister, values: JsonObject): RegisterOutcome | undefined => {
    const faults = validate(one.definition.schema, values as JsonValue);
    return faults.length === 0 ? undefined : { ok: false, code: 'INVALID', message: faultText(faults) };
  };
  const done = (one: KnownRegister, record: RegisterRecord, repeated: boolean): RegisterOutcome => ({
    ok: true,
    row: rowOf(sealing, one, record),
    repeated,
  });
  const version = (record: RegisterRecord, commandId: string) =>
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

  const insert: Registers['insert'] = async ({ register, values: given, commandId, by }) => {
    const one = known(register);
    const values = withoutNulls(given);
    const invalid = faultsOf(one, values);
    if (invalid !== undefined) return invalid;
    const key = keyOf(one, values);
    if (key === undefined) return { ok: false, code: 'INVALID', message: `/${one.definition.keyProperty} required` };
    const rowId = rowIdOf(sealing, one, key);
    const old = await store.get(REGISTERS, rowId);
    if (old !== undefined) {
      return old.recent.includes(commandId) ? done(one, old, true) : conflict(`${one.definition.keyProperty} exists`);
    }
    const ids = reservationIds(sealing, one, values);
    if (!(await reserve(store, ids, rowId))) return conflict('a unique value is taken');
    const now = clock.now();
    const record = recordOf(sealing, one, {
      key,
      revision: 1,
      values,
      recent: [commandId],
      order: nextOrder(),
      createdAt: now,
      updatedAt: now,
      updatedBy: by,
    });
    const [added] = await store.commit([inserting(REGISTERS, record), version(record, commandId)]);
    if (added === true) return done(one, record, false);
    const winner = await store.get(REGISTERS, rowId);
    return winner?.recent.includes(commandId) === true
      ? done(one, winner, true)
      : conflict(`${one.definition.keyProperty} exists`);
  };

  type Update = Parameters<Registers['update']>[0];
  const tryUpdate = async (one: KnownRegister, request: Update): Promise<RegisterOutcome | undefined> => {
    const { key, set, expect, commandId, by } = request;
    const old = await store.get(REGISTERS, rowIdOf(sealing, one, key));
    if (old === undefined) return { ok: false, code: 'ROW_NOT_FOUND', message: `no such row in ${request.register}` };
    if (old.recent.includes(commandId)) return done(one, old, true);
    const before = rowOf(sealing, one, old).values;
    if (expect !== undefined && findRows([before], expect).length === 0) return conflict('the row is not as expected');
    const values = withoutNulls({ ...before, ...set });
    if (keyOf(one, values) !== keyOf(one, before)) return conflict('the key of a row cannot change');
    const invalid = faultsOf(one, values);
    if (invalid !== undefined) return invalid;
    const held = reservationIds(sealing, one, before);
    const needed = reservationIds(sealing, one, values);
    if (!(await reserve(store, needed, old._id))) return conflict('a unique value is taken');
    const record = recordOf(sealing, one, {
      key,
      revision: old.revision + 1,
      values,
      recent: [...old.recent, commandId].slice(-RECENT),
      order: old.order,
      createdAt: old.createdAt,
      updatedAt: clock.now(),
      updatedBy: by,
    });
    const [won] = await store.commit([replacing(REGISTERS, { revision: old.revision }, record)]);
    if (won !== true) return undefined;
    await store.commit([version(record, commandId)]);
    await release(
      store,
      [...held].filter((id) => !needed.has(id)),
      old._id,
    );
    return done(one, record, false);
  };

  return {
    define: async (definitions) => {
      const list = [...definitions];
      const problems = list.flatMap((definition) => {
        const fault = isObject(definition.schema) ? schemaFault(definition.schema) : 'not an object';
        return fault === undefined ? [] : [problemOf(definition, fault)];
      });
      if (problems.length === 0)
        for (const definition of list) registers.set(definition.key, knownRegister(definition));
      return problems;
    },
    definitions: () => [...registers.values()].map((one) => one.definition),
    get: async (register, key) => {
      const one = known(register);
      const record = await store.get(REGISTERS, rowIdOf(sealing, one, key));
      return record === undefined ? undefined : rowOf(sealing, one, record);
    },
    find: async (register, query) => {
      const one = known(register);
      const page = await findRecords(store, sealing, one, query ?? {});
      const rows = page.records.map((record) => rowOf(sealing, one, record));
      return { rows, ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }) };
    },
    insert,
    update: async (request) => {
      const one = known(request.register);
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const outcome = await tryUpdate(one, request);
        if (outcome !== undefined) return outcome;
        await new Promise<void>((resolve) => void clock.after(2 ** tries, resolve));
      }
      throw new PlatformError('COMMAND_CONFLICT', `register ${request.register}`);
    },
    nextNumber,
    seed: async (register, rows) => {
      const one = known(register);
      let count = 0;
      for (const values of rows) {
        const key = keyOf(one, values);
        const outcome = await insert({ register, values, commandId: `seed:${register}:${key ?? ''}`, by: 'system' });
        if (!outcome.ok && outcome.code === 'INVALID')
          throw new PlatformError('PACKAGE_BROKEN', `sample row of ${register}: ${outcome.message}`);
        if (outcome.ok && !outcome.repeated) count += 1;
      }
      return count;
    },
  };
}
