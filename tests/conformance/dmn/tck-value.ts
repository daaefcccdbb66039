import { equal } from '../../../engine/feel/compare.js';
import { isContext, isList, kindOf } from '../../../engine/feel/kinds.js';
import { isNumber, numberOf, toDecimal } from '../../../engine/feel/number.js';
import { newRun } from '../../../engine/feel/run.js';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../../../engine/feel/temporal-text.js';
import type { FeelValue } from '../../../engine/feel/value.js';
import type { TckValue } from './tck-file.js';

/** A value of a test file as a FEEL value. Throws for a text that is none of its type: the file is wrong, or we are. */
export function feelValue(value: TckValue): FeelValue {
  switch (value.kind) {
    case 'nil':
      return null;
    case 'list':
      return value.items.map(feelValue);
    case 'context':
      return Object.fromEntries(value.members.map(([name, member]) => [name, feelValue(member)]));
    case 'plain':
      return plain(value.type, value.text);
  }
}

function plain(type: string, source: string): FeelValue {
  const text = source.trim();
  switch (type) {
    case 'string':
      return source;
    case 'boolean':
      return text === 'true' || text === '1';
    case 'decimal':
    case 'double':
    case 'float':
    case 'integer':
    case 'int':
    case 'long':
      return found(numberOf(text), type, text);
    case 'date':
      return found(parseDate(text), type, text);
    case 'time':
      return found(parseTime(text), type, text);
    case 'dateTime':
      return found(parseDateTime(text), type, text);
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return found(parseDuration(text), type, text);
    default:
      throw new Error(`a value of type ${type}`);
  }
}

function found<Value>(value: Value | null | undefined, type: string, text: string): Value {
  if (value === null || value === undefined) throw new Error(`not a ${type}: ${text}`);
  return value;
}

/** Test files state results with at least eight digits behind the point. */
const PRECISION = 1e-8;

/** Whether a value is the one a test file expects: numbers to eight digits, all else as FEEL means `=`, member by member. */
export function agrees(actual: FeelValue, expected: FeelValue): boolean {
  if (isNumber(actual) && isNumber(expected)) {
    return toDecimal(actual).minus(toDecimal(expected)).abs().lessThanOrEqualTo(PRECISION);
  }
  if (isList(actual) && isList(expected)) {
    return actual.length === expected.length && actual.every((item, index) => agrees(item, expected[index] ?? null));
  }
  if (isContext(actual) && isContext(expected)) {
    const names = Object.keys(actual);
    const same = names.every(
      (name) => Object.hasOwn(expected, name) && agrees(actual[name] ?? null, expected[name] ?? null),
    );
    return same && names.length === Object.keys(expected).length;
  }
  return kindOf(actual) === kindOf(expected) && equal(actual, expected, newRun({})) === true;
}
