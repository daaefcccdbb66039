import { describe, expect, it } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { readNumber, unitOf, writeNumber } from '../../../designer/form-view/schema/unit.js';

const area = unitOf({ 'x-unit': '0.01m2' });

describe('numbers with a unit', () => {
  it('are shown with decimals and stored as integers', () => {
    expect(writeNumber(113, area)).toBe('1.13');
    expect(writeNumber(5, area)).toBe('0.05');
    expect(readNumber('1.13', area)).toBe(113);
    expect(readNumber('68.5', area)).toBe(6850);
  });

  it('understand full-width digits and separators', () => {
    expect(readNumber('１，２３４．５', area)).toBe(123450);
    expect(readNumber('２', undefined)).toBe(2);
  });

  it('leave what is no number, or too fine, to the rule of the schema', () => {
    expect(readNumber('1.234', area)).toBe('1.234');
    expect(readNumber('约60', area)).toBe('约60');
    expect(readNumber(' ', area)).toBeUndefined();
  });

  it('come back as they went, without rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (value) => {
        expect(readNumber(writeNumber(value, area), area)).toBe(value);
      }),
    );
  });
});
