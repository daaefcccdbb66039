import { opposite } from '../arithmetic.js';
import { builtin, variant } from '../builtin.js';
import { charge } from '../budget.js';
import type { Rounding } from '../decimal.js';
import { Decimal } from '../decimal.js';
import { compareNumbers, fromDecimal, quickRound, toDecimal, truncated } from '../number.js';
import type { FeelRun } from '../run.js';
import type { FeelNumber, FeelValue } from '../value.js';

/** The scales that decimals have (10.3.2.3.1). */
const [LEAST_SCALE, GREATEST_SCALE] = [-6111, 6176];

/** Rounds to a number of decimal places; undefined for a scale beyond those of decimals. */
function rounded(value: FeelNumber, scale: FeelNumber, mode: Rounding): FeelNumber | null | undefined {
  const places = truncated(scale);
  if (places < LEAST_SCALE || places > GREATEST_SCALE) return undefined;
  const quick = typeof value === 'number' ? quickRound(value, places, mode) : NaN;
  if (quick === quick) return quick;
  const decimal = toDecimal(value);
  if (places >= 0) return fromDecimal(decimal.toDecimalPlaces(places, mode));
  const unit = new Decimal(10).pow(-places);
  return fromDecimal(decimal.div(unit).toDecimalPlaces(0, mode).times(unit));
}

function rounding(name: string, mode: Rounding) {
  return builtin(
    name,
    variant(
      [
        ['n', 'number'],
        ['scale', 'number'],
      ],
      (run, value, scale) => {
        charge(run, 10);
        return rounded(value, scale, mode);
      },
    ),
  );
}

function wholeRounding(name: string, mode: Rounding) {
  return builtin(
    name,
    variant(
      [
        ['n', 'number'],
        ['scale?', 'number'],
      ],
      (run, value, scale = 0) => {
        charge(run, 10);
        return rounded(value, scale, mode);
      },
    ),
  );
}

/** The remainder that has the sign of the divisor (10.3.4.5, modulo). */
function modulo(run: FeelRun, dividend: FeelNumber, divisor: FeelNumber): FeelValue | undefined {
  if (divisor === 0) return undefined;
  if (typeof dividend === 'number' && typeof divisor === 'number') {
    const rest = dividend % divisor;
    if (Number.isSafeInteger(dividend) && Number.isSafeInteger(divisor)) {
      return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest + 0;
    }
  }
  const by = toDecimal(divisor);
  charge(run, 20 + 3 * Math.abs(toDecimal(dividend).e - by.e));
  const rest = toDecimal(dividend).mod(by);
  return fromDecimal(rest.isZero() || rest.isNegative() === by.isNegative() ? rest : rest.plus(by));
}

/** Steps of a transcendental function of 34 digits. */
const SERIES = 4000;

/** Beyond this `exp` is out of the range of decimals. */
const EXP_LIMIT = 15_000;

/** Numeric functions (DMN 1.5, 10.3.4.5). */
export const NUMERIC = [
  rounding('decimal', 6),
  wholeRounding('floor', 3),
  wholeRounding('ceiling', 2),
  rounding('round up', 0),
  rounding('round down', 1),
  rounding('round half up', 4),
  rounding('round half down', 5),
  builtin(
    'abs',
    variant([['n', 'number']], (_run, value) => (compareNumbers(value, 0) < 0 ? opposite(value) : value)),
    variant([['n', 'days and time duration']], (_run, value) => (value.nanos < 0n ? opposite(value) : value)),
    variant([['n', 'years and months duration']], (_run, value) => (value.months < 0 ? opposite(value) : value)),
  ),
  builtin(
    'modulo',
    variant(
      [
        ['dividend', 'number'],
        ['divisor', 'number'],
      ],
      modulo,
    ),
  ),
  builtin(
    'sqrt',
    variant([['number', 'number']], (run, value) => {
      charge(run, 50);
      return compareNumbers(value, 0) < 0 ? undefined : fromDecimal(toDecimal(value).sqrt());
    }),
  ),
  builtin(
    'log',
    variant([['number', 'number']], (run, value) => {
      charge(run, SERIES);
      return compareNumbers(value, 0) <= 0 ? undefined : fromDecimal(toDecimal(value).ln());
    }),
  ),
  builtin(
    'exp',
    variant([['number', 'number']], (run, value) => {
      charge(run, SERIES);
      if (compareNumbers(value, EXP_LIMIT) > 0) return undefined;
      return compareNumbers(value, -EXP_LIMIT) < 0 ? 0 : fromDecimal(toDecimal(value).exp());
    }),
  ),
  builtin(
    'odd',
    variant([['number', 'number']], (_run, value) => toDecimal(value).mod(2).abs().eq(1)),
  ),
  builtin(
    'even',
    variant([['number', 'number']], (_run, value) => toDecimal(value).mod(2).isZero()),
  ),
];
