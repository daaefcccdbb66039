import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject, RegisterDefinition } from '../../engine/index.js';
import { createRegisters } from '../../runtime/registers/create-registers.js';
import type { RegisterQuery, Registers } from '../../runtime/seams/registers.js';
import type { Store } from '../../runtime/seams/store.js';
import { createAjvValidator, schemaFault } from '../../runtime/validation/ajv-validator.js';
import { SEALING, START, stores } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

const text = (zh: string, en: string) => ({ zh, en });

const COMMUNITIES: RegisterDefinition = {
  key: 'communities',
  title: text('社区', 'Communities'),
  keyProperty: 'community',
  unique: [],
  schema: { type: 'object', properties: { community: { type: 'string' }, name: { type: 'string' } } },
};

const FAMILIES: RegisterDefinition = {
  key: 'families',
  title: text('帮扶家庭', 'Families'),
  keyProperty: 'familyNo',
  unique: [],
  place: ['community', 'grid'],
  references: { community: 'communities' },
  period: { from: 'since', to: 'until' },
  list: { filters: ['kind', 'community'], sorts: ['name', 'points'] },
  schema: {
    type: 'object',
    required: ['familyNo', 'name'],
    additionalProperties: false,
    properties: {
      familyNo: { type: 'string' },
      name: { type: 'string' },
      kind: { type: 'string' },
      community: { type: 'string' },
      grid: { type: 'string' },
      mobile: { type: 'string', 'x-class': 'L3' },
      points: { type: 'integer' },
      since: { type: 'string' },
      until: { type: 'string' },
    },
  },
};

for (const kind of stores()) {
  describe(`lists of registers on ${kind.name}`, () => {
    let store: Store;
    let registers: Registers;
    const clock = manualClock(START);
    const make = () =>
      createRegisters({
        store,
        clock,
        sealing: SEALING,
        validate: createAjvValidator(),
        schemaFault,
        orgRoot: '/370303/tyc',
      });
    const add = (values: JsonObject) =>
      registers.insert({ register: 'families', values, commandId: `add:${String(values['familyNo'])}`, by: 'u' });
    const found = async (query: RegisterQuery) =>
      (await registers.find('families', query)).rows.map((row) => row.key).join(' ');

    beforeEach(async () => {
      store = kind.open();
      registers = make();
      await registers.define([COMMUNITIES, FAMILIES]);
      await registers.seed('communities', [{ community: 'c01' }, { community: 'c02' }]);
      for (const row of [
        { familyNo: 'f1', name: '赵一', kind: '低保', community: 'c01', grid: 'g1', points: 30, mobile: '19900010001' },
        { familyNo: 'f2', name: '安二', kind: '特困', community: 'c01', grid: 'g2', points: 7 },
        { familyNo: 'f3', name: '张三', kind: '低保', community: 'c02' },
        { familyNo: 'f4', name: 'Bo 4', kind: '低保', points: 100 },
      ])
        expect(await add(row)).toMatchObject({ ok: true });
    });
    afterEach(() => store.close());
    afterAll(kind.dispose);

    test('sorts Chinese names as a dictionary does, and numbers by size', async () => {
      expect(await found({ sort: { property: 'name' } })).toBe('f2 f4 f3 f1');
      expect(await found({ sort: { property: 'name', descending: true } })).toBe('f1 f3 f4 f2');
      expect(await found({ sort: { property: 'points' } })).toBe('f3 f2 f1 f4');
    });
    test('refuses an order that the register does not offer', async () => {
      await expect(registers.find('families', { sort: { property: 'kind' } })).rejects.toMatchObject({
        code: 'BAD_QUERY',
      });
    });
    test('filters, counts and pages', async () => {
      expect(await found({ where: { kind: '低保' } })).toBe('f1 f3 f4');
      expect(await registers.count('families', { where: { kind: '低保' } })).toBe(3);
      const first = await registers.find('families', { where: { kind: '低保' }, limit: 2 });
      expect(first.rows.map((row) => row.key)).toEqual(['f1', 'f3']);
      expect(await found({ where: { kind: '低保' }, limit: 2, cursor: first.nextCursor ?? '' })).toBe('f4');
    });
    test('shows each person the rows at or below the own place', async () => {
      expect(await found({ within: ['/370303/tyc/c01'] })).toBe('f1 f2');
      expect(await found({ within: ['/370303/tyc/c01/g2'] })).toBe('f2');
      expect(await found({ within: ['/370303/tyc'] })).toBe('f1 f2 f3 f4');
      expect(await found({ within: ['/370303/tyc/c0'] })).toBe('');
      expect(await found({ within: [] })).toBe('');
      expect(await found({ within: ['/370303/tyc/c02'], search: '低保' })).toBe('f3');
      expect(await registers.count('families', { within: ['/370303/tyc/c01'] })).toBe(2);
    });
    test('nobody finds a protected value by searching for it', async () => {
      expect(await found({ search: '19900010001' })).toBe('');
      expect(await found({ search: '1990' })).toBe('');
    });
    test('refuses a reference to a row that is not there', async () => {
      expect(await add({ familyNo: 'f9', name: 'x', community: 'c99' })).toMatchObject({
        ok: false,
        code: 'INVALID',
        faults: [{ pointer: '/community', keyword: 'reference', params: { register: 'communities' } }],
      });
    });
    test('moving a row moves its place', async () => {
      await registers.update({ register: 'families', key: 'f1', set: { community: 'c02' }, commandId: 'm', by: 'u' });
      expect(await found({ within: ['/370303/tyc/c02'] })).toBe('f1 f3');
    });
    test('closes a period once, not before it began', async () => {
      await registers.update({
        register: 'families',
        key: 'f1',
        set: { since: '2026-03-01' },
        commandId: 's',
        by: 'u',
      });
      const close = (on: string, commandId: string) =>
        registers.close({ register: 'families', key: 'f1', on, commandId, by: 'u' });
      expect(await close('2026-02-01', 'c1')).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
      expect(await close('2026-05-01', 'c2')).toMatchObject({ ok: true, row: { values: { until: '2026-05-01' } } });
      expect(await close('2026-05-01', 'c2')).toMatchObject({ ok: true, repeated: true });
      expect(await close('2026-06-01', 'c3')).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    });
    test('keeps the versions of a row', async () => {
      await registers.update({ register: 'families', key: 'f2', set: { points: 9 }, commandId: 'h', by: 'u-chen' });
      expect(await registers.history('families', 'f2')).toMatchObject([
        { revision: 2, by: 'u-chen', values: { points: 9 } },
        { revision: 1, by: 'u', values: { points: 7 } },
      ]);
    });
    test('a definition that lists other properties makes the stored rows anew', async () => {
      const next = make();
      await next.define([{ ...FAMILIES, place: ['grid'], list: { filters: ['grid'], sorts: ['familyNo'] } }]);
      const keys = async (query: RegisterQuery) => (await next.find('families', query)).rows.map((row) => row.key);
      expect(await keys({ where: { grid: 'g2' } })).toEqual(['f2']);
      expect(await keys({ sort: { property: 'familyNo', descending: true } })).toEqual(['f4', 'f3', 'f2', 'f1']);
      expect(await keys({ within: ['/370303/tyc/g1'] })).toEqual(['f1']);
    });
  });
}
