import { charge, chargeString } from './budget.js';
import { isList, isRecord } from './kinds.js';
import { isNumber, numberText } from './number.js';
import type { FeelRun } from './run.js';
import { dateText, dateTimeText, durationText, timeText } from './temporal-text.js';
import type { FeelContext, FeelRecord, FeelValue } from './value.js';
import { FEEL } from './value.js';

/**
 * A value as text, as the builtin `string` writes it (10.3.4.1): a text is itself; inside lists and contexts it stands in quotes.
 * Throws `FeelFailure` over budget.
 */
export function toText(value: FeelValue, run: FeelRun): string {
  const text = typeof value === 'string' ? value : written(value, run);
  chargeString(run, text.length);
  return text;
}

function written(value: FeelValue, run: FeelRun): string {
  charge(run, 2);
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberText(value);
  if (isRecord(value)) return recordText(value, run);
  const text = isList(value)
    ? `[${value.map((item) => written(item, run)).join(', ')}]`
    : `{${Object.entries(value as FeelContext)
        .map(([key, item]) => `${keyText(key)}: ${written(item, run)}`)
        .join(', ')}}`;
  chargeString(run, text.length);
  return text;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function keyText(key: string): string {
  return /^[^{}[\]():,"\\]*$/.test(key) ? key : quoted(key);
}

function recordText(value: FeelRecord, run: FeelRun): string {
  switch (value[FEEL]) {
    case 'date':
      return dateText(value);
    case 'time':
      return timeText(value);
    case 'date and time':
      return dateTimeText(value);
    case 'days and time duration':
    case 'years and months duration':
      return durationText(value);
    case 'function':
      return `function(${value.parameters.join(', ')})`;
    case 'range': {
      if (value.test !== undefined) return `(${value.test} ${written(value.low ?? null, run)})`;
      const { low, high, lowIncluded, highIncluded } = value;
      if (low === undefined) return `(${highIncluded ? '<=' : '<'} ${written(high ?? null, run)})`;
      if (high === undefined) return `(${lowIncluded ? '>=' : '>'} ${written(low, run)})`;
      const ends = `${written(low, run)}..${written(high, run)}`;
      return `${lowIncluded ? '[' : '('}${ends}${highIncluded ? ']' : ')'}`;
    }
  }
}
