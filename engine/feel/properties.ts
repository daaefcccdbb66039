import { weekdayOfDay } from '../calendar/civil-days.js';
import { chargeList } from './budget.js';
import { Decimal } from './decimal.js';
import { entryOf, isContext, isList, isRecord } from './kinds.js';
import { fromDecimal } from './number.js';
import type { FeelRun } from './run.js';
import { DAY, dayOf, daysTime, SECOND } from './temporal.js';
import type { FeelDate, FeelDaysTime, FeelRange, FeelRecord, FeelTime, FeelValue } from './value.js';
import { FEEL } from './value.js';
import { standardOffset } from './zone.js';

/**
 * The member of a value that a path names (DMN 1.5, 10.3.2.5): the entry of a context, the property of a date,
 * time, duration or range, the list of members of a list's items. Undefined when there is none; null has null everywhere.
 */
export function memberOf(value: FeelValue, name: string, run: FeelRun): FeelValue | undefined {
  if (value === null) return null;
  if (isContext(value)) return entryOf(value, name);
  if (isList(value)) {
    chargeList(run, value.length);
    return value.map((item) => memberOf(item, name, run) ?? null);
  }
  return isRecord(value) ? propertyOf(value, name) : undefined;
}

function propertyOf(value: FeelRecord, name: string): FeelValue | undefined {
  switch (value[FEEL]) {
    case 'date':
      return dateProperty(value, name);
    case 'time':
      return timeProperty(value, name);
    case 'date and time':
      return dateProperty(value.date, name) ?? timeProperty(value.time, name);
    case 'days and time duration':
      return daysTimeProperty(value, name);
    case 'years and months duration':
      if (name === 'years') return Math.trunc(value.months / 12) + 0;
      return name === 'months' ? (value.months % 12) + 0 : undefined;
    case 'range':
      return rangeProperty(value, name);
    case 'function':
      return undefined;
  }
}

function dateProperty(value: FeelDate, name: string): FeelValue | undefined {
  if (name === 'year') return value.year;
  if (name === 'month') return value.month;
  if (name === 'day') return value.day;
  return name === 'weekday' ? weekdayOfDay(dayOf(value)) : undefined;
}

function timeProperty(value: FeelTime, name: string): FeelValue | undefined {
  if (name === 'hour') return value.hour;
  if (name === 'minute') return value.minute;
  if (name === 'second') return value.second;
  if (name === 'timezone') return value.zone ?? null;
  if (name !== 'time offset') return undefined;
  const offset = value.offset ?? (value.zone === undefined ? undefined : standardOffset(value.zone));
  return offset === undefined ? null : daysTime(BigInt(offset) * SECOND);
}

function daysTimeProperty({ nanos }: FeelDaysTime, name: string): FeelValue | undefined {
  const part = (unit: bigint, size: bigint): number => Number((nanos / (unit * SECOND)) % size) + 0;
  if (name === 'days') return fromDecimal(new Decimal(String(nanos / DAY)));
  if (name === 'hours') return part(3600n, 24n);
  if (name === 'minutes') return part(60n, 60n);
  if (name !== 'seconds') return undefined;
  return fromDecimal(new Decimal(String(nanos % (60n * SECOND))).div(1e9));
}

function rangeProperty(value: FeelRange, name: string): FeelValue | undefined {
  if (name === 'start') return value.test === '!=' ? null : (value.low ?? null);
  if (name === 'end') return value.test === '!=' ? null : (value.high ?? null);
  if (name === 'start included') return value.lowIncluded;
  return name === 'end included' ? value.highIncluded : undefined;
}
