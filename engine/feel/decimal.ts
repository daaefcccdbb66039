import { Decimal as Library } from 'decimal.js';

/**
 * Decimals as DMN 1.5, 10.3.2.3.1 asks (IEEE 754 decimal128): 34 digits, ties to even. The range of exponents is decimal128's; what is
 * greater has no value. See ADR 0033 for the choice of decimal.js and its cost.
 */
export const Decimal = Library.clone({
  precision: 34,
  rounding: Library.ROUND_HALF_EVEN,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -400,
  toExpPos: 400,
  defaults: true,
});

/** A decimal of 34 digits. */
export type Decimal = Library;

/** How to round, as the library numbers it: 0 away from zero, 1 towards it, 2 up, 3 down, 4 to 6 half up, half down, half even. */
export type Rounding = Library.Rounding;
