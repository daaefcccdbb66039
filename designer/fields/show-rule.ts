import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { ShowRule } from './field.js';

/** Reads an `x-show` of the usual kind: another field has one of some values, or holds one of them. `kept` for any other. */
export function readShow(condition: JsonValue | undefined): ShowRule | 'kept' | undefined {
  if (condition === undefined) return undefined;
  if (!isObject(condition)) return 'kept';
  const { properties, required } = condition;
  const [entry, ...others] = Object.entries(isObject(properties) ? properties : {});
  if (entry === undefined || others.length > 0 || Object.keys(condition).some((key) => !KNOWN.has(key))) return 'kept';
  const [field, wanted] = entry;
  if (!Array.isArray(required) || required.length !== 1 || required[0] !== field || !isObject(wanted)) return 'kept';
  const { contains } = wanted;
  const values = valuesOf(isObject(contains) ? contains : wanted);
  const extra = Object.keys(wanted).filter((key) => !(isObject(contains) ? AMONG : ONE).has(key));
  return values === undefined || extra.length > 0 ? 'kept' : { field, values, isAmong: isObject(contains) };
}

const KNOWN = new Set(['type', 'required', 'properties']);
const ONE = new Set(['const', 'enum']);
const AMONG = new Set(['type', 'contains']);

/** The `x-show` of a rule. */
export function writeShow({ field, values, isAmong }: ShowRule): JsonObject {
  const wanted: JsonObject = values.length === 1 ? { const: values[0] ?? '' } : { enum: [...values] };
  return {
    type: 'object',
    required: [field],
    properties: { [field]: isAmong ? { type: 'array', contains: wanted } : wanted },
  };
}

function valuesOf(node: JsonObject): ShowRule['values'] | undefined {
  const list = 'const' in node ? [node['const'] ?? null] : node['enum'];
  if (!Array.isArray(list)) return undefined;
  const plain = (list as readonly JsonValue[]).filter(
    (one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean',
  );
  return plain.length === list.length ? plain : undefined;
}
