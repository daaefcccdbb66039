import { describe, expect, it } from '@jest/globals';
import { findInRegister, insertRow, updateRow } from '../../../engine/host/register-action.js';

const rows = [
  { uscc: 'A', name: '小满餐馆', active: true },
  { uscc: 'B', name: '大暑面馆', active: false },
];

describe('a register', () => {
  it('finds rows by equal properties', () => {
    expect(findInRegister(rows, { active: false })).toMatchObject({
      ok: true,
      answer: { row: { uscc: 'B' }, rows: [{ uscc: 'B' }] },
    });
    expect(findInRegister(rows, { uscc: 'C' })).toMatchObject({ answer: { row: null, rows: [] } });
  });

  it('refuses a second row with the same key', () => {
    expect(insertRow(rows, 'uscc', { uscc: 'A' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    expect(insertRow(rows, 'uscc', { name: 'x' })).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
  });

  it('updates one row and leaves the rows given untouched', () => {
    const result = updateRow({ rows, keyProperty: 'uscc', key: 'A', set: { active: false } });
    expect(result).toMatchObject({ ok: true, answer: { row: { active: false, name: '小满餐馆' } } });
    expect(rows[0]?.active).toBe(true);
  });

  it('refuses an update whose expectation no longer holds, or of a row that is not there', () => {
    const stale = { rows, keyProperty: 'uscc', key: 'A', set: { active: false }, expect: { active: false } };
    expect(updateRow(stale)).toMatchObject({ ok: false, code: 'REGISTER_CONFLICT' });
    expect(updateRow({ rows, keyProperty: 'uscc', key: 'Z', set: {} })).toMatchObject({
      ok: false,
      code: 'ROW_NOT_FOUND',
    });
  });
});
