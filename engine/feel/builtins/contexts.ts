import { builtin, variant } from '../builtin.js';
import { chargeList } from '../budget.js';
import { entryOf, isContext, isForbiddenKey, isList } from '../kinds.js';
import { memberOf } from '../properties.js';
import type { FeelRun } from '../run.js';
import type { FeelContext, FeelValue } from '../value.js';

/** A context from entries; undefined when a key stands twice or is not allowed. */
function contextOf(entries: readonly (readonly [string, FeelValue])[]): FeelContext | undefined {
  const context: Record<string, FeelValue> = {};
  for (const [key, value] of entries) {
    if (isForbiddenKey(key) || Object.hasOwn(context, key)) return undefined;
    context[key] = value;
  }
  return context;
}

function put(run: FeelRun, context: FeelContext, key: string, value: FeelValue): FeelContext | undefined {
  if (isForbiddenKey(key)) return undefined;
  chargeList(run, Object.keys(context).length);
  return { ...context, [key]: value };
}

function putDeep(
  run: FeelRun,
  context: FeelContext,
  keys: readonly FeelValue[],
  value: FeelValue,
): FeelContext | undefined {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return undefined;
  if (rest.length === 0) return put(run, context, key, value);
  const inner = entryOf(context, key);
  const changed = isContext(inner) ? putDeep(run, inner, rest, value) : undefined;
  return changed && put(run, context, key, changed);
}

function fromEntries(run: FeelRun, entries: readonly FeelValue[]): FeelContext | undefined {
  chargeList(run, entries.length);
  const pairs: (readonly [string, FeelValue])[] = [];
  for (const entry of entries) {
    const [key, value] = isContext(entry) ? [entryOf(entry, 'key'), entryOf(entry, 'value')] : [];
    if (typeof key !== 'string' || value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return contextOf(pairs);
}

function merged(run: FeelRun, contexts: readonly FeelValue[]): FeelContext | undefined {
  const result: Record<string, FeelValue> = {};
  for (const context of contexts) {
    if (!isContext(context)) return undefined;
    const keys = Object.keys(context).filter((key) => !isForbiddenKey(key));
    chargeList(run, keys.length);
    for (const key of keys) result[key] = context[key] ?? null;
  }
  return result;
}

function valueAt(run: FeelRun, context: FeelContext, keys: readonly FeelValue[]): FeelValue | undefined {
  let value: FeelValue = context;
  for (const key of keys) {
    if (typeof key !== 'string') return undefined;
    value = isContext(value) ? (memberOf(value, key, run) ?? null) : null;
  }
  return keys.length === 0 ? undefined : value;
}

/** Context functions (DMN 1.5, 10.3.4.8). */
export const CONTEXTS = [
  builtin(
    'get value',
    variant(
      [
        ['m', 'context'],
        ['key', 'string'],
      ],
      (_run, context, key) => entryOf(context, key) ?? null,
    ),
    variant(
      [
        ['context', 'context'],
        ['key', 'string'],
      ],
      (_run, context, key) => entryOf(context, key) ?? null,
    ),
    variant(
      [
        ['context', 'context'],
        ['keys', 'list'],
      ],
      valueAt,
    ),
  ),
  builtin(
    'get entries',
    variant([['m', 'context']], (run, context) => {
      const keys = Object.keys(context).filter((key) => !isForbiddenKey(key));
      chargeList(run, keys.length);
      return keys.map((key) => ({ key, value: context[key] ?? null }));
    }),
  ),
  builtin('context', variant([['entries', 'list']], fromEntries)),
  builtin(
    'context put',
    variant(
      [
        ['context', 'context'],
        ['key', 'string'],
        ['value', 'any'],
      ],
      put,
    ),
    variant(
      [
        ['context', 'context'],
        ['keys', 'list'],
        ['value', 'any'],
      ],
      (run, context, keys, value) => (isList(keys) && keys.length > 0 ? putDeep(run, context, keys, value) : undefined),
    ),
  ),
  builtin('context merge', variant([['contexts', 'list']], merged)),
];
