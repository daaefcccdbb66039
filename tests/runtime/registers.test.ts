import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject, RegisterDefinition } from '../../engine/index.js';
import { checkFormat } from '../../engine/index.js';
import { registerHandlers } from '../../runtime/registers/handlers.js';
import { createRegisters } from '../../runtime/registers/create-registers.js';
import type { ExecutableJob } from '../../runtime/seams/job-executor.js';
import type { Registers } from '../../runtime/seams/registers.js';
import type { Store } from '../../runtime/seams/store.js';
import { REGISTER_VERSIONS } from '../../runtime/store/collections.js';
import { createAjvValidator, schemaFault } from '../../runtime/validation/ajv-validator.js';
import { SEALING, START, stores } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

const PEOPLE: RegisterDefinition = {
  key: 'people',
  title: { zh: '人员', en: 'People' },
  keyProperty: 'userId',
  unique: [['login'], ['idNo']],
  schema: {
    type: 'object',
    required: ['userId', 'name'],
    additionalProperties: false,
    properties: {
      userId: { type: 'string' },
      login: { type: 'string' },
      name: { type: 'string' },
      roles: { type: 'array', items: { type: 'string' } },
      idNo: { type: 'string', format: 'id-no', 'x-class': 'L4' },
      points: { type: 'integer' },
    },
  },
};
const ID = '370303199001010017';

for (const kind of stores()) {
  describe(`registers on ${kind.name}`, () => {
    let store: Store;
    let registers: Registers;
    let serial = 0;
    const make = () =>
      createRegisters({
        store,
        clock: manualClock(START),
        sealing: SEALING,
        validate: createAjvValidator(),
        schemaFault,
        orgRoot: '/370303/tyc',
      });
    const insert = (values: JsonObject, commandId = `i${String((serial += 1))}`) =>
      registers.insert({ register: 'people', values, commandId, by: 'u' });
    const update = (
      key: string,
      set: JsonObject,
      more: { readonly expect?: JsonObject; readonly commandId?: string } = {},
    ) => registers.update({ register: 'people', key, set, commandId: `u${String((serial += 1))}`, by: 'u', ...more });
    beforeEach(async () => {
      store = kind.open();
      registers = make();
      expect(await registers.define([PEOPLE])).toEqual([]);
    });
    afterEach(() => store.close());
    afterAll(kind.dispose);

    test('inserts, reads and finds, sealed values too', async () => {
      expect(await insert({ userId: 'u1', name: '王小满', idNo: ID, roles: ['a'] })).toMatchObject({
        ok: true,
        repeated: false,
        row: { key: 'u1', revision: 1 },
      });
      expect((await registers.get('people', 'u1'))?.values).toEqual({
        userId: 'u1',
        name: '王小满',
        idNo: ID,
        roles: ['a'],
      });
      for (const query of [
        { where: { idNo: ID } },
        { where: { name: '王小满' } },
        { where: { roles: { has: ['a'] } } },
        { search: '小满' },
        { where: { idNo: { in: [ID] } } },
      ]) {
        expect((await registers.find('people', query)).rows.map((row) => row.key)).toEqual(['u1']);
      }
      expect((await registers.find('people', { where: { idNo: '370303199001010025' } })).rows).toEqual([]);
      await expect(registers.find('people', { where: { idNo: { prefix: '37' } } })).rejects.toMatchObject({
        code: 'BAD_QUERY',
      });
    });

    test('stores no ID number in plain', async () => {
      await insert({ userId: 'u1', name: '王小满', idNo: ID });
      await update('u1', { points: 3 });
      for (const name of ['registers', 'registerVersions', 'reservations']) {
        const { records } = await store.find({ name });
        expect(records.length).toBeGreaterThan(0);
        expect(JSON.stringify(records)).not.toContain(ID);
      }
    });

    test('a repeated insert answers like the first, another one conflicts', async () => {
      await insert({ userId: 'u1', name: 'a' }, 'same');
      expect(await insert({ userId: 'u1', name: 'a' }, 'same')).toMatchObject({ ok: true, repeated: true });
      expect(await insert({ userId: 'u1', name: 'a' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    });

    test('keeps unique values unique and gives them back', async () => {
      await insert({ userId: 'u1', name: 'a', login: 'x', idNo: ID });
      expect(await insert({ userId: 'u2', name: 'b', login: 'x' })).toMatchObject({
        ok: false,
        code: 'REGISTER_CONFLICT',
      });
      expect(await insert({ userId: 'u2', name: 'b', login: 'y', idNo: ID })).toMatchObject({ ok: false });
      expect(await insert({ userId: 'u2', name: 'b', login: 'y' })).toMatchObject({ ok: true });
      expect(await update('u2', { login: 'x' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
      expect(await update('u1', { login: 'z' })).toMatchObject({ ok: true });
      expect(await update('u2', { login: 'x' })).toMatchObject({ ok: true });
    });

    test('refuses values against the schema without repeating them', async () => {
      const outcome = await insert({ userId: 'u1', name: 5, extra: ID });
      expect(outcome).toMatchObject({ ok: false, code: 'INVALID' });
      expect(JSON.stringify(outcome)).not.toContain(ID);
    });

    test('updates with a guard, keeps each version, null removes', async () => {
      await insert({ userId: 'u1', name: 'a', points: 1 });
      expect(await update('u1', { points: 2 }, { expect: { points: 9 } })).toMatchObject({
        ok: false,
        code: 'REGISTER_CONFLICT',
      });
      expect(await update('u1', { points: 2 }, { expect: { points: 1 }, commandId: 'once' })).toMatchObject({
        ok: true,
        row: { revision: 2 },
      });
      expect(await update('u1', { points: 2 }, { expect: { points: 1 }, commandId: 'once' })).toMatchObject({
        ok: true,
        repeated: true,
      });
      expect(await update('u1', { points: null })).toMatchObject({
        ok: true,
        row: { values: { userId: 'u1', name: 'a' } },
      });
      expect(await update('u9', { points: 1 })).toMatchObject({ ok: false, code: 'ROW_NOT_FOUND' });
      expect(await update('u1', { userId: 'u2' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
      expect(await store.count(REGISTER_VERSIONS, { rowId: 'people:u1' })).toBe(3);
    });

    test('many updates at once are all applied', async () => {
      await insert({ userId: 'u1', name: 'a' });
      const other = make();
      await other.define([PEOPLE]);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          (i % 2 === 0 ? registers : other).update({
            register: 'people',
            key: 'u1',
            set: { points: i },
            commandId: `race${String(i)}`,
            by: 'u',
          }),
        ),
      );
      expect(outcomes.every((one) => one.ok)).toBe(true);
      expect((await registers.get('people', 'u1'))?.revision).toBe(9);
    });

    test('numbers run without gap or double, also for repeated commands and several processes', async () => {
      const other = make();
      const numbers = await Promise.all(
        Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? registers : other).nextNumber('seq', `c${String(i)}`)),
      );
      expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      expect(await registers.nextNumber('seq', 'c0')).toBe(numbers[0]);
      expect(await other.nextNumber('seq', 'c59')).toBe(numbers[59]);
      expect(await registers.nextNumber('other', 'c0')).toBe(1);
    });

    test('seeds once', async () => {
      const rows = [
        { userId: 'u1', name: 'a' },
        { userId: 'u2', name: 'b' },
      ];
      expect(await registers.seed('people', rows)).toBe(2);
      await update('u1', { name: 'changed' });
      expect(await registers.seed('people', rows)).toBe(0);
      expect((await registers.get('people', 'u1'))?.values['name']).toBe('changed');
    });

    test('refuses an unknown register and a broken schema', async () => {
      await expect(registers.get('nothing', 'x')).rejects.toMatchObject({ code: 'REGISTER_UNKNOWN' });
      const broken = { ...PEOPLE, key: 'broken', schema: { type: 'nonsense' } };
      expect(await registers.define([broken])).toMatchObject([
        { file: 'registers/broken.json', pointer: '/schema', rule: 'register-schema' },
      ]);
      expect(registers.definitions().map((one) => one.key)).toEqual(['people']);
    });

    describe('job handlers', () => {
      const run = async (type: string, variables: JsonObject, jobId = 'j1') => {
        const handler = registerHandlers(registers).get(type);
        const job = {
          jobId,
          instanceId: 'c1',
          rootId: 'c1',
          jobKey: `c1:${jobId}`,
          type,
          elementId: 'e',
          variables,
          headers: {},
          attempt: 1,
          packageHash: 'h',
        };
        return handler?.(job, { now: START, signal: new AbortController().signal });
      };
      test('find gives rows and the first', async () => {
        await insert({ userId: 'u1', name: 'a', roles: ['x'] });
        expect(await run('register.find', { register: 'people', where: { name: 'a', roles: ['x'] } })).toMatchObject({
          variables: { row: { userId: 'u1' } },
        });
        expect(await run('register.find', { register: 'people', where: { name: 'b' } })).toEqual({
          kind: 'completed',
          variables: { rows: [], row: null },
        });
      });
      test('insert is idempotent by job, and a conflict is a BPMN error', async () => {
        const values = { userId: 'u1', name: 'a' };
        expect(await run('register.insert', { register: 'people', values })).toMatchObject({
          kind: 'completed',
          variables: { row: values },
        });
        expect(await run('register.insert', { register: 'people', values })).toMatchObject({ kind: 'completed' });
        expect(await run('register.insert', { register: 'people', values }, 'j2')).toMatchObject({
          kind: 'error',
          code: 'REGISTER_CONFLICT',
        });
        expect(await run('register.update', { register: 'people', key: 'u9', set: {} })).toMatchObject({
          kind: 'error',
          code: 'ROW_NOT_FOUND',
        });
      });
      test('invalid values and unknown registers are failures', async () => {
        expect(await run('register.insert', { register: 'people', values: { userId: 'u1' } })).toMatchObject({
          kind: 'failed',
        });
        expect(await run('register.find', { register: 'nothing', where: {} })).toMatchObject({ kind: 'failed' });
      });
      test('licence numbers are right, run on, and stay the same for one job', async () => {
        const draw = (jobId: string) => run('licence.number', { kind: 2, region: '370303' }, jobId);
        const [first, second, again] = [await draw('j1'), await draw('j2'), await draw('j1')];
        expect(first).toEqual({ kind: 'completed', variables: { licenceNo: 'JY23703030000015' } });
        expect(again).toEqual(first);
        expect(
          checkFormat('food-licence-no', String((second as { variables: JsonObject }).variables['licenceNo'])),
        ).toBeUndefined();
        expect(second).not.toEqual(first);
        expect(await run('licence.number', { kind: 9, region: '370303' })).toMatchObject({ kind: 'failed' });
      });
      test('next-number counts', async () => {
        expect(await run('register.next-number', { sequence: 's' })).toEqual({
          kind: 'completed',
          variables: { number: 1 },
        });
        expect(await run('register.next-number', {})).toMatchObject({ kind: 'failed' });
      });
    });
  });
}

describe('register.find over pages', () => {
  const job: ExecutableJob = {
    jobId: 'j1',
    instanceId: 'c1',
    rootId: 'c1',
    jobKey: 'c1:j1',
    type: 'register.find',
    elementId: 'e',
    variables: { register: 'parts', where: { estateId: 'e01' } },
    headers: {},
    attempt: 1,
    packageHash: 'h',
  };
  const found = async (pages: number): Promise<unknown> => {
    const rows = Array.from({ length: 500 }, (_, at) => ({ values: { partId: `p${String(at)}`, estateId: 'e01' } }));
    const registers = {
      find: (_: string, { cursor = '1' }: { readonly cursor?: string }) =>
        Promise.resolve({ rows, ...(Number(cursor) < pages ? { nextCursor: String(Number(cursor) + 1) } : {}) }),
    } as unknown as Registers;
    return registerHandlers(registers).get('register.find')?.(job, {
      now: START,
      signal: new AbortController().signal,
    });
  };

  test('gives the rows of all of them', async () => {
    const answer = (await found(3)) as { readonly variables: { readonly rows: readonly JsonObject[] } };
    expect(answer.variables.rows).toHaveLength(1500);
  });

  test('fails when they are too many for the variables of a case', async () => {
    expect(await found(11)).toEqual({ kind: 'failed', message: 'more than 5000 rows' });
  });
});
