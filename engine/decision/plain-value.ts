import { Decimal } from '../feel/decimal.js';
import { isContext, isForbiddenKey, isList, isRecord } from '../feel/kinds.js';
import { dateText, durationText, isoDateTimeText, timeText } from '../feel/temporal-text.js';
import type { FeelValue } from '../feel/value.js';
import { FEEL } from '../feel/value.js';
import type { JsonValue } from '../model/json.js';

/** A value of FEEL as plain JSON: dates, times and durations as ISO 8601 text; what has no such form (functions, ranges) is null. */
export function plainValue(value: FeelValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(plainValue);
  if (value instanceof Decimal) return value.toNumber();
  if (isRecord(value)) {
    switch (value[FEEL]) {
      case 'date':
        return dateText(value);
      case 'time':
        return timeText(value);
      case 'date and time':
        return isoDateTimeText(value);
      case 'days and time duration':
      case 'years and months duration':
        return durationText(value);
      default:
        return null;
    }
  }
  return isContext(value) ? plainContext(value) : null;
}

function plainContext(value: Readonly<Record<string, FeelValue>>): JsonValue {
  const plain: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) if (!isForbiddenKey(key)) plain[key] = plainValue(member);
  return plain;
}
