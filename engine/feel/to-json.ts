import type { JsonValue } from '../model/json.js';
import { charge } from './budget.js';
import { isForbiddenKey, isList, isRecord } from './kinds.js';
import type { FeelRun } from './run.js';
import { dateText, durationText, isoDateTimeText, timeText } from './temporal-text.js';
import type { FeelContext, FeelNumber, FeelRecord, FeelValue } from './value.js';
import { FEEL } from './value.js';
import { isNumber } from './number.js';
import { warn } from './warn.js';

/**
 * A FEEL value as plain JSON: dates, times and durations as ISO 8601 text, decimals as the nearest number; what has no JSON form
 * (functions, ranges, numbers beyond those of JSON) becomes null with a warning. Data that came from JSON goes out as the same object.
 * Throws `FeelFailure` over budget.
 */
export function toJson(value: FeelValue, run: FeelRun): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  charge(run, 2);
  if (isNumber(value)) return numberToJson(value, run);
  if (isList(value)) return listToJson(value, run);
  return isRecord(value) ? recordToJson(value, run) : contextToJson(value as FeelContext, run);
}

function noForm(what: string, zh: string, run: FeelRun): null {
  return warn(run, 'NOT_PLAIN_DATA', {
    zh: `结果中含有${zh}，已变为空值`,
    en: `The result holds a ${what}; it became null`,
  });
}

function numberToJson(value: FeelNumber, run: FeelRun): JsonValue {
  const number = Number(value);
  return Number.isFinite(number) ? number : noForm('number beyond those of JSON', '超出范围的数字', run);
}

function listToJson(list: readonly FeelValue[], run: FeelRun): JsonValue {
  let changed: JsonValue[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index] ?? null;
    const json = toJson(item, run);
    if (changed === undefined && json !== item) changed = list.slice(0, index) as JsonValue[];
    changed?.push(json);
  }
  return changed ?? (list as readonly JsonValue[]);
}

function contextToJson(context: FeelContext, run: FeelRun): JsonValue {
  let changed = false;
  const plain: Record<string, JsonValue> = {};
  for (const key of Object.keys(context)) {
    const item = context[key] ?? null;
    if (isForbiddenKey(key)) {
      changed = true;
      continue;
    }
    const json = toJson(item, run);
    changed ||= json !== item;
    plain[key] = json;
  }
  return changed ? plain : (context as Record<string, JsonValue>);
}

function recordToJson(value: FeelRecord, run: FeelRun): JsonValue {
  switch (value[FEEL]) {
    case 'date':
      return dateText(value);
    case 'time':
      return timeText({ ...value, zone: undefined });
    case 'date and time':
      return isoDateTimeText(value);
    case 'days and time duration':
    case 'years and months duration':
      return durationText(value);
    case 'range':
      return noForm('range', '区间', run);
    case 'function':
      return noForm('function', '函数', run);
  }
}
