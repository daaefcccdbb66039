import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { Decimal } from '../../../engine/feel/decimal.js';
import {
  add,
  compareNumbers,
  divide,
  fromDecimal,
  multiply,
  quickRound,
  subtract,
} from '../../../engine/feel/number.js';

/** Numbers as people write them: up to six places, positive and negative, small and large. */
const written = fc
  .tuple(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => Number((digits / 10 ** places).toFixed(places)) + 0);

const RUNS = { numRuns: 800 };

describe('arithmetic without the library', () => {
  test('gives what decimals of 34 digits give', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const [one, other] = [new Decimal(a), new Decimal(b)];
        expect(add(a, b)).toEqual(fromDecimal(one.plus(other)));
        expect(subtract(a, b)).toEqual(fromDecimal(one.minus(other)));
        expect(multiply(a, b)).toEqual(fromDecimal(one.times(other)));
        if (b !== 0) expect(divide(a, b)).toEqual(fromDecimal(one.div(other)));
        expect(Math.sign(compareNumbers(a, b))).toBe(one.cmp(other));
      }),
      RUNS,
    );
  });

  test('rounds as decimals do, or leaves it to them', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, 1, 2, 3, 4, 5, 6), (a, places, mode) => {
        const quick = quickRound(a, places, mode);
        if (Number.isNaN(quick)) return;
        const rounding = mode as Parameters<Decimal['toDecimalPlaces']>[1];
        expect(quick).toBe(new Decimal(a).toDecimalPlaces(places, rounding).toNumber() + 0);
      }),
      RUNS,
    );
  });

  test('never leaves a zero with a sign', () => {
    expect(Object.is(multiply(0, -5), 0)).toBe(true);
    expect(Object.is(subtract(0, 0), 0)).toBe(true);
    expect(Object.is(divide(0, -5), 0)).toBe(true);
    expect(Object.is(quickRound(-0.4, 0, 6), 0)).toBe(true);
  });
});
