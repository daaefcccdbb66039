import { monthLength } from '../calendar/civil-days.js';
import { charge, chargeString } from './budget.js';
import { Decimal } from './decimal.js';
import { isRecord } from './kinds.js';
import { add, divide, isNumber, multiply, negate, power, subtract, toDecimal, truncated } from './number.js';
import type { FeelRun } from './run.js';
import type { ArithmeticSign } from './syntax.js';
import {
  DAY,
  dateOfDay,
  dayOf,
  daysTime,
  makeDate,
  makeDateTime,
  midnight,
  SECOND,
  secondOfDay,
  timeOfDay,
  utcNanos,
  utcSecond,
  yearsMonths,
} from './temporal.js';
import type { FeelDate, FeelDateTime, FeelDaysTime, FeelNumber, FeelTime, FeelValue } from './value.js';
import { FEEL } from './value.js';

/** What calculations are charged, in steps: with decimals of 34 digits, a power with a whole exponent, with another, with a time zone. */
const DECIMAL_STEPS = 12;
const POWER_STEPS = 100;
const ROOT_STEPS = 10_000;
const ZONE_STEPS = 500;

/**
 * The value of an arithmetic operation (DMN 1.5, 10.3.2); undefined where the kinds do not fit, null where there is no result.
 */
export function calculate(
  sign: ArithmeticSign,
  left: FeelValue,
  right: FeelValue,
  run: FeelRun,
): FeelValue | undefined {
  if (isNumber(left) && isNumber(right)) {
    charge(run, sign !== '**' ? DECIMAL_STEPS : isWhole(right) ? POWER_STEPS : ROOT_STEPS);
    return numbers(sign, left, right);
  }
  if (left === null || right === null) return undefined;
  charge(run, 2 * DECIMAL_STEPS + (hasZone(left) || hasZone(right) ? ZONE_STEPS : 0));
  if (sign === '+') return plus(left, right, run) ?? plusDuration(right, left);
  if (sign === '-') return minus(left, right);
  if (sign === '*') return times(left, right) ?? times(right, left);
  return sign === '/' ? over(left, right) : undefined;
}

function isWhole(value: FeelNumber): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : value.isInteger();
}

function hasZone(value: FeelValue): boolean {
  return isRecord(value) && value[FEEL] === 'date and time' && value.time.zone !== undefined;
}

function numbers(sign: ArithmeticSign, left: FeelNumber, right: FeelNumber): FeelValue {
  switch (sign) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
    case '**':
      return power(left, right);
  }
}

/** The value with its sign turned; undefined for what has no sign. */
export function opposite(value: FeelValue): FeelValue | undefined {
  if (isNumber(value)) return negate(value);
  if (!isRecord(value)) return undefined;
  if (value[FEEL] === 'days and time duration') return daysTime(-value.nanos);
  return value[FEEL] === 'years and months duration' ? yearsMonths(0 - value.months) : undefined;
}

function plus(left: FeelValue, right: FeelValue, run: FeelRun): FeelValue | undefined {
  if (typeof left === 'string' && typeof right === 'string') {
    chargeString(run, left.length + right.length);
    return left + right;
  }
  return plusDuration(left, right);
}

function plusDuration(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (!isRecord(left) || !isRecord(right)) return undefined;
  if (right[FEEL] === 'days and time duration') {
    if (left[FEEL] === 'days and time duration') return daysTime(left.nanos + right.nanos);
    if (left[FEEL] === 'date and time') return shifted(left, right.nanos);
    if (left[FEEL] === 'date') return shifted(midnight(left), right.nanos)?.date ?? null;
    return left[FEEL] === 'time' ? turned(left, right.nanos) : undefined;
  }
  if (right[FEEL] !== 'years and months duration') return undefined;
  if (left[FEEL] === 'years and months duration') return yearsMonths(left.months + right.months);
  if (left[FEEL] === 'date') return plusMonths(left, right.months) ?? null;
  if (left[FEEL] !== 'date and time') return undefined;
  const date = plusMonths(left.date, right.months);
  return date ? makeDateTime(date, left.time) : null;
}

function minus(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (!isRecord(left) || !isRecord(right)) return undefined;
  const turnedRight = opposite(right);
  if (turnedRight !== undefined) {
    const duration = left[FEEL] === 'days and time duration' || left[FEEL] === 'years and months duration';
    return duration && left[FEEL] !== right[FEEL] ? undefined : plusDuration(left, turnedRight);
  }
  if (left[FEEL] === 'time' && right[FEEL] === 'time') {
    if (isLocal(left) !== isLocal(right)) return undefined;
    return daysTime(BigInt(utcSecond(left) - utcSecond(right)) * SECOND + BigInt(left.nanos - right.nanos));
  }
  const [one, other] = [instantOf(left), instantOf(right)];
  if (one === undefined || other === undefined || isLocal(one.time) !== isLocal(other.time)) return undefined;
  return daysTime(utcNanos(one) - utcNanos(other));
}

/** A time without offset and zone: no span leads from it to one that has either (10.3.2, subtraction). */
function isLocal({ offset, zone }: FeelTime): boolean {
  return offset === undefined && zone === undefined;
}

function instantOf(value: FeelValue): FeelDateTime | undefined {
  if (!isRecord(value)) return undefined;
  if (value[FEEL] === 'date') return midnight(value);
  return value[FEEL] === 'date and time' ? value : undefined;
}

function times(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (!isRecord(left) || !isNumber(right)) return undefined;
  const factor = toDecimal(right);
  if (left[FEEL] === 'days and time duration') return nanosOf(new Decimal(String(left.nanos)).times(factor));
  return left[FEEL] === 'years and months duration' ? monthsOf(new Decimal(left.months).times(factor)) : undefined;
}

function over(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (!isRecord(left)) return undefined;
  if (isNumber(right)) {
    if (left[FEEL] !== 'days and time duration' && left[FEEL] !== 'years and months duration') return undefined;
    if (right === 0) return null;
    if (left[FEEL] === 'days and time duration') return nanosOf(new Decimal(String(left.nanos)).div(right));
    return monthsOf(new Decimal(left.months).div(right));
  }
  if (!isRecord(right)) return undefined;
  if (left[FEEL] === 'days and time duration' && right[FEEL] === 'days and time duration') {
    if (right.nanos === 0n) return null;
    const [one, other] = [new Decimal(String(left.nanos)), new Decimal(String(right.nanos))];
    return divide(one, other);
  }
  if (left[FEEL] === 'years and months duration' && right[FEEL] === 'years and months duration') {
    return divide(left.months, right.months);
  }
  return undefined;
}

/** Durations beyond this many digits of nanoseconds have no value: no date is that far away. */
function nanosOf(value: Decimal): FeelDaysTime | null {
  const whole = value.trunc();
  return whole.isFinite() && whole.e < 40 ? daysTime(BigInt(whole.toFixed(0))) : null;
}

function monthsOf(value: Decimal): FeelValue {
  const whole = truncated(value);
  return Math.abs(whole) < Number.MAX_SAFE_INTEGER ? yearsMonths(whole) : null;
}

/** The same time, months later; a day that the month lacks becomes its last (XML Schema, adding durations to dates). */
export function plusMonths(date: FeelDate, months: number): FeelDate | undefined {
  const count = date.year * 12 + date.month - 1 + months;
  if (!Number.isSafeInteger(count)) return undefined;
  const [year, month] = [Math.floor(count / 12), count - Math.floor(count / 12) * 12 + 1];
  return makeDate(year, month, Math.min(date.day, monthLength(year, month)));
}

/** A date and time moved on the local clock, or on the time line when it has a zone: 24 hours may then not be a day. */
function shifted(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  const local = BigInt(secondOfDay(value.time)) * SECOND + BigInt(value.time.nanos) + nanos;
  const days = local >= 0n ? local / DAY : (local - DAY + 1n) / DAY;
  const dayNumber = dayOf(value.date) + Number(days);
  const date = Number.isSafeInteger(dayNumber) ? dateOfDay(dayNumber) : undefined;
  if (date === undefined) return null;
  const moved = makeDateTime(date, timeOfDay(local - days * DAY, value.time));
  const [before, after] = [value.time.offset, moved.time.offset];
  if (value.time.zone === undefined || before === undefined || after === undefined || before === after) return moved;
  const exact = shifted({ ...moved, time: { ...moved.time, zone: undefined } }, BigInt(after - before) * SECOND);
  return exact && makeDateTime(exact.date, { ...exact.time, zone: moved.time.zone });
}

function turned(value: FeelTime, nanos: bigint): FeelTime {
  const sum = BigInt(secondOfDay(value)) * SECOND + BigInt(value.nanos) + nanos;
  return timeOfDay(((sum % DAY) + DAY) % DAY, value);
}
