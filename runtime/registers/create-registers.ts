import {
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
import type { RegisterOutcome, Registers, RegisterRow } from '../seams/registers.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { REGISTERS } from '../store/collections.js';
import { countRecords, findRecords } from './find-rows.js';
import { placeOf } from './place-of.js';
import { keyOf, knownRegister, rowIdOf, rowOf, type KnownRegister } from './register-row.js';
import { reindex } from './reindex.js';
import { rowHistory } from './row-history.js';
import { conflict, createRowDesk, type RowChange } from './row-desk.js';
import { createSequences } from './sequence.js';

const MAX_TRIES = 10;

/** What registers need. `schemaFault` judges a JSON Schema, `validate` checks values against it; `orgRoot` is the office's place. */
export interface RegisterParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly validate: ValidateJson;
  readonly schemaFault: (schema: JsonObject) => string | undefined;
  readonly orgRoot: string;
}

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

const keysIn = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
};

/** Registers over the store. See the seam for their promises. */
export function createRegisters(parts: RegisterParts): Registers {
  const { store, clock, sealing, schemaFault } = parts;
  const registers = new Map<string, KnownRegister>();
  const nextNumber = createSequences(store, clock);

  const known = (register: string): KnownRegister => {
    const found = registers.get(register);
    if (found === undefined) throw new PlatformError('REGISTER_UNKNOWN', register);
    return found;
  };
  const exists = async (register: string, key: string): Promise<boolean> => {
    const target = registers.get(register);
    return target === undefined || (await store.get(REGISTERS, rowIdOf(sealing, target, key))) !== undefined;
  };
  const missingReferences = async (
    { definition }: KnownRegister,
    values: JsonObject,
  ): Promise<readonly SchemaFault[]> => {
    const faults: SchemaFault[] = [];
    for (const [property, register] of Object.entries(definition.references ?? {})) {
      for (const key of keysIn(values[property])) {
        if (await exists(register, key)) continue;
        faults.push({ pointer: `/${property}`, keyword: 'reference', params: { register } });
      }
    }
    return faults;
  };
  const desk = createRowDesk({ ...parts, missingReferences });

  const change = async (one: KnownRegister, request: RowChange): Promise<RegisterOutcome> => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const outcome = await desk.tryUpdate(one, request);
      if (outcome !== undefined) return outcome;
      await new Promise<void>((resolve) => void clock.after(2 ** tries, resolve));
    }
    throw new PlatformError('COMMAND_CONFLICT', `register ${one.definition.key}`);
  };
  const opened = async (one: KnownRegister, rowId: string): Promise<RegisterRow | undefined> => {
    const record = await store.get(REGISTERS, rowId);
    return record === undefined ? undefined : rowOf(sealing, one, record);
  };

  return {
    define: async (definitions) => {
      const list = [...definitions];
      const problems = list.flatMap((definition) => {
        const fault = isObject(definition.schema) ? schemaFault(definition.schema) : 'not an object';
        return fault === undefined ? [] : [problemOf(definition, fault)];
      });
      if (problems.length > 0) return problems;
      const taken = list.map(knownRegister);
      // All are known before anything is written: on a full disk the office reads with what there is.
      for (const one of taken) registers.set(one.definition.key, one);
      for (const one of taken) await reindex(parts, one);
      return problems;
    },
    definitions: () => [...registers.values()].map((one) => one.definition),
    get: async (register, key) => {
      const one = known(register);
      return opened(one, rowIdOf(sealing, one, key));
    },
    placeOf: (register, values) => placeOf(known(register).definition, values, parts.orgRoot),
    byHandle: (register, handle) => opened(known(register), `${register}:${handle}`),
    history: (register, handle) => rowHistory({ store, sealing }, known(register), handle),
    find: async (register, query) => {
      const one = known(register);
      const page = await findRecords(store, sealing, one, query ?? {});
      const rows = page.records.map((record) => rowOf(sealing, one, record));
      return { rows, ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }) };
    },
    count: (register, query) => countRecords(store, sealing, known(register), query ?? {}),
    insert: ({ register, ...row }) => desk.insert(known(register), row),
    update: ({ register, ...request }) => change(known(register), request),
    close: async ({ register, key, on, commandId, by }) => {
      const one = known(register);
      const { period } = one.definition;
      if (period === undefined) throw new PlatformError('BAD_QUERY', `rows of ${register} have no period`);
      const row = await opened(one, rowIdOf(sealing, one, key));
      const from = row?.values[period.from];
      if (typeof from === 'string' && on < from) return conflict('a row cannot end before it begins');
      return change(one, { key, set: { [period.to]: on }, expect: { [period.to]: null }, commandId, by });
    },
    nextNumber,
    seed: async (register, rows) => {
      const one = known(register);
      let count = 0;
      for (const values of rows) {
        const commandId = `seed:${register}:${keyOf(one, values) ?? ''}`;
        const outcome = await desk.insert(one, { values, commandId, by: 'system', trusting: true });
        if (!outcome.ok && outcome.code === 'INVALID')
          throw new PlatformError('PACKAGE_BROKEN', `sample row of ${register}: ${outcome.message}`);
        if (outcome.ok && !outcome.repeated) count += 1;
      }
      return count;
    },
  };
}
