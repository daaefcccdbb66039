import { Decimal } from './decimal.js';
import type { FeelNumber, FeelValue } from './value.js';

/*
 * Arithmetic of DMN 1.5, 10.3.2.3.1. A JavaScript number stands for its shortest decimal text. Two paths give exact results without a
 * decimal library: whole numbers below 2^53, and numbers with at most four decimal places whose digits fit 15 places (money, areas,
 * rates), which are computed as whole ten-thousandths. Everything else goes through `Decimal`.
 */

const SCALE = 10_000;
const EXACT = 1e15;

/** Whether a value is a FEEL number. */
export function isNumber(value: FeelValue | undefined): value is FeelNumber {
  return typeof value === 'number' || (typeof value === 'object' && value instanceof Decimal);
}

/** A number in whole ten-thousandths; NaN when it has more places or too many digits for that. */
function scaled(value: number): number {
  const whole = Math.round(value * SCALE);
  return whole / SCALE === value && whole < EXACT && whole > -EXACT ? whole : NaN;
}

/** The number a decimal is: a JavaScript number where that stands for the same; null when it is beyond the range of decimals. */
export function fromDecimal(value: Decimal): FeelNumber | null {
  if (!value.isFinite()) return null;
  if (value.isZero()) return 0;
  if (value.precision() <= 15) return value.e < 300 && value.e > -300 ? value.toNumber() : value;
  return value.e === 15 && value.isInteger() && Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value;
}

/** The decimal of a number. */
export function toDecimal(value: FeelNumber): Decimal {
  return typeof value === 'number' ? new Decimal(value) : value;
}

/** The number of a text of digits; null beyond the range of decimals. The caller has checked the grammar. */
export function numberOf(text: string): FeelNumber | null {
  return text.length <= 15 && !/e/i.test(text) ? Number(text) : fromDecimal(new Decimal(text).plus(0));
}

/** The sum of two plain numbers where it can be had without decimals, else NaN. */
export function quickSum(left: number, right: number): number {
  const sum = left + right;
  if (Number.isSafeInteger(sum) && Number.isSafeInteger(left) && Number.isSafeInteger(right)) return sum;
  const whole = scaled(left) + scaled(right);
  return whole < EXACT && whole > -EXACT ? whole / SCALE : NaN;
}

/** The product of two plain numbers where it can be had without decimals, else NaN. */
export function quickProduct(left: number, right: number): number {
  const product = left * right;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(left) && Number.isSafeInteger(right)) return product + 0;
  const whole = scaled(left) * scaled(right);
  return whole < EXACT && whole > -EXACT ? whole / (SCALE * SCALE) + 0 : NaN;
}

/** The quotient of two plain numbers where it has at most four places and can be proven exact, else NaN. */
export function quickQuotient(left: number, right: number): number {
  const quotient = left / right;
  const [dividend, divisor] = [scaled(left) * SCALE, scaled(right)];
  const back = scaled(quotient) * divisor;
  const exact = back === dividend && back < Number.MAX_SAFE_INTEGER && back > -Number.MAX_SAFE_INTEGER;
  return exact && divisor !== 0 ? quotient + 0 : NaN;
}

/** How to round a plain number by 0 away from zero, 1 towards it, 2 up, 3 down, 4 to 6 half up, half down, half even (as `decimal.ts`). */
export function quickRound(value: number, places: number, mode: number): number {
  const whole = scaled(value);
  if (!(places >= 0 && places <= 4) || whole !== whole) return NaN;
  const unit = 10 ** (4 - places);
  const low = Math.floor(whole / unit);
  const rest = whole - low * unit;
  if (rest === 0) return value;
  const towardsZero = low < 0 ? low + 1 : low;
  const away = low < 0 ? low : low + 1;
  const tie = mode === 4 ? away : mode === 5 ? towardsZero : low % 2 === 0 ? low : low + 1;
  const nearest = rest * 2 === unit ? tie : rest * 2 < unit ? low : low + 1;
  const rounded = mode === 0 ? away : mode === 1 ? towardsZero : mode === 2 ? low + 1 : mode === 3 ? low : nearest;
  return (rounded * unit) / SCALE + 0;
}

/** The sum; null beyond the range of decimals, as for all of these. */
export function add(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = quickSum(left, right);
    if (sum === sum) return sum;
  }
  return fromDecimal(toDecimal(left).plus(right));
}

/** The number with its sign turned. */
export function negate(value: FeelNumber): FeelNumber {
  return typeof value === 'number' ? 0 - value : value.negated();
}

/** The difference. */
export function subtract(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  return add(left, negate(right));
}

/** The product. */
export function multiply(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = quickProduct(left, right);
    if (product === product) return product;
  }
  return fromDecimal(toDecimal(left).times(right));
}

/** The quotient to 34 digits; null for a division by zero. */
export function divide(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (right === 0) return null;
  if (typeof left === 'number' && typeof right === 'number') {
    const quotient = quickQuotient(left, right);
    if (quotient === quotient) return quotient;
  }
  return fromDecimal(toDecimal(left).div(right));
}

/** `left` to the power of `right`; null where there is none. */
export function power(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (left === 0 && isNumber(right) && compareNumbers(right, 0) < 0) return null;
  if (typeof left === 'number' && Number.isSafeInteger(left) && typeof right === 'number') {
    if (Number.isInteger(right) && right >= 0 && right <= 60) {
      let product = 1;
      for (let index = 0; index < right && Number.isSafeInteger(product); index += 1) product *= left;
      if (Number.isSafeInteger(product)) return product + 0;
    }
  }
  return fromDecimal(toDecimal(left).pow(right));
}

/** Negative, zero or positive, as `left` is less than, equal to or greater than `right`. */
export function compareNumbers(left: FeelNumber, right: FeelNumber): number {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0;
  return toDecimal(left).cmp(right);
}

/** The number as a whole JavaScript number; undefined when it is not whole or beyond 2^53. */
export function wholeOf(value: FeelNumber): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** The number cut to a whole JavaScript number, towards zero, within 2^53. */
export function truncated(value: FeelNumber): number {
  const whole = Math.trunc(typeof value === 'number' ? value : value.toNumber());
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, whole)) + 0;
}

/** The text of a number as FEEL writes it: no exponent, no trailing zeros (10.3.4.1, string). */
export function numberText(value: FeelNumber): string {
  if (typeof value === 'number' && Math.abs(value) < 1e15 && (Math.abs(value) >= 1e-6 || value === 0))
    return String(value);
  return toDecimal(value).toFixed();
}
