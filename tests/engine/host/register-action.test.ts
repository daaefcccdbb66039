import { describe, expect, it } from '@jest/globals';
import { findInRegister, insertRow, updateRow } from '../../../engine/host/register-action.js';

const rows = [
  { uscc: 'A', name: '小满餐馆', active: true },
  { uscc: 'B', name: '大暑面馆', active: false },
];

const SHOPS = { keyProperty: 'uscc', unique: [['name', 'road']] };

describe('a register', () => {
  it('finds rows by equal properties', () => {
    expect(findInRegister(rows, { active: false })).toMatchObject({
      ok: true,
      answer: { row: { uscc: 'B' }, rows: [{ uscc: 'B' }] },
    });
    expect(findInRegister(rows, { uscc: 'C' })).toMatchObject({ answer: { row: null, rows: [] } });
  });

  it('refuses a second row with the same key', () => {
    expect(insertRow(rows, SHOPS, { uscc: 'A' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    expect(insertRow(rows, SHOPS, { name: 'x' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
  });

  it('refuses a row that shares a set of unique values, once all of them are filled in', () => {
    const known = [{ uscc: 'A', name: '小满餐馆', road: '西二路' }];
    const taken = { uscc: 'B', name: '小满餐馆', road: '西二路' };
    expect(insertRow(known, SHOPS, taken)).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    expect(insertRow(known, SHOPS, { uscc: 'B', name: '小满餐馆' })).toMatchObject({ ok: true });
    const two = [...known, { uscc: 'B', name: '小满餐馆', road: '西三路' }];
    const move = { rows: two, identity: SHOPS, key: 'B', set: { road: '西二路' } };
    expect(updateRow(move)).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    expect(updateRow({ ...move, set: { road: null } })).toMatchObject({ ok: true, answer: { row: { uscc: 'B' } } });
  });

  it('updates one row and leaves the rows given untouched', () => {
    const result = updateRow({ rows, identity: SHOPS, key: 'A', set: { active: false } });
    expect(result).toMatchObject({ ok: true, answer: { row: { active: false, name: '小满餐馆' } } });
    expect(rows[0]?.active).toBe(true);
  });

  it('refuses an update whose expectation no longer holds, or of a row that is not there', () => {
    const stale = { rows, identity: SHOPS, key: 'A', set: { active: false }, expect: { active: false } };
    expect(updateRow(stale)).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    expect(updateRow({ rows, identity: SHOPS, key: 'Z', set: {} })).toMatchObject({
      ok: false,
      code: 'ROW_NOT_FOUND',
    });
  });
});
