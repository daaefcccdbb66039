import { entryOf, isContext, isForbiddenKey, isList, isRecord, kindOf } from '../feel/kinds.js';
import type { FeelRun } from '../feel/run.js';
import { midnight } from '../feel/temporal.js';
import { parseTemporal } from '../feel/temporal-text.js';
import type { FeelValue } from '../feel/value.js';
import { FEEL } from '../feel/value.js';
import type { DmnType } from './item-types.js';
import { nothing } from './warn.js';

/** A value as a type wants it; undefined when it cannot be had (DMN 1.5, 10.3.2.9.4). Null is of every type. */
export function converted(value: FeelValue, type: DmnType, run: FeelRun): FeelValue | undefined {
  if (value === null || type.accepts(value, run)) return value;
  if (isList(value)) {
    const [only] = value;
    return type.of === undefined && value.length === 1 && only !== undefined ? converted(only, type, run) : undefined;
  }
  if (type.of !== undefined) {
    const item = converted(value, type.of, run);
    if (item === undefined) return undefined;
    const list = [item];
    return type.accepts(list, run) ? list : undefined;
  }
  if (type.feel.kind === 'date and time' && isRecord(value) && value[FEEL] === 'date') {
    const moment = midnight(value);
    return type.accepts(moment, run) ? moment : undefined;
  }
  return undefined;
}

/** A value as a type wants it; null and a warning that names `what` when it cannot be had (DMN 1.5, 10.3.2.9.4). */
export function coerced(value: FeelValue, type: DmnType, run: FeelRun, what: string): FeelValue {
  const result = converted(value, type, run);
  if (result !== undefined) return result;
  const kind = kindOf(value);
  return nothing(
    run,
    'NOT_OF_TYPE',
    `${what} 的值不属于类型 ${type.name}（实际为 ${kind}）`,
    `The value of ${what} is not of type ${type.name} (it is a ${kind})`,
  );
}

/**
 * A value from outside as its type wants to read it: ISO 8601 text becomes a date, time or duration where the type is one; members that
 * a context does not hold are null, as everywhere in JSON. Judges nothing: `coerced` does.
 */
export function fromOutside(value: FeelValue, type: DmnType): FeelValue {
  if (value === null) return null;
  if (type.of !== undefined) {
    const { of } = type;
    return isList(value) ? value.map((item) => fromOutside(item, of)) : fromOutside(value, of);
  }
  if (type.members !== undefined) return isContext(value) ? contextFromOutside(value, type.members) : value;
  switch (type.feel.kind) {
    case 'date':
    case 'time':
    case 'date and time':
    case 'days and time duration':
    case 'years and months duration':
      return typeof value === 'string' ? temporal(value, type.feel.kind) : value;
    default:
      return value;
  }
}

/** A text as a value of a kind of time; as it is when it does not stand for one. */
function temporal(source: string, kind: string): FeelValue {
  const value = parseTemporal(source);
  return value !== undefined && kindOf(value) === kind ? value : source;
}

function contextFromOutside(value: FeelValue, members: ReadonlyMap<string, DmnType>): FeelValue {
  if (!isContext(value)) return value;
  const result: Record<string, FeelValue> = {};
  for (const [key, member] of Object.entries(value)) if (!isForbiddenKey(key)) result[key] = member;
  for (const [key, type] of members) result[key] = fromOutside(entryOf(value, key) ?? null, type);
  return result;
}
