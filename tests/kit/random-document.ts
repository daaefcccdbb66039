import { fc } from './fast-check.js';
import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';

const FORMAT_SAMPLES: Readonly<Record<string, readonly string[]>> = {
  'id-no': [
    '370303196503120028',
    '370303199001011239',
    '370303196503120029',
    '37030319650312002X',
    '370303650312002',
    '',
  ],
  uscc: ['92370303MA3C000115', '12370303MB2A000114', '92370303MA3C000116', '92370303MI3C000115'],
  mobile: ['19900001001', '12900001001', '1990000100'],
  date: ['2026-03-02', '2024-02-29', '2026-02-29', '2026-13-01', '20260302', '2026-3-2'],
  'date-time': ['2026-03-02T10:00:00+08:00', '2026-03-02', '2026-03-02T25:00:00Z'],
  'person-name': ['王小满', 'Anna Lind', '阿依古丽·买买提', '王', '1234'],
  uri: ['https://example.org/a', 'example', 'http:/'],
};

const ODD_VALUES = fc.constantFrom<JsonValue>(
  null,
  true,
  false,
  0,
  -1,
  1.5,
  10_000_001,
  '',
  ' ',
  '是',
  'x'.repeat(501),
  {},
  [],
);

/** Documents that mostly fit a schema and now and then do not: wrong types, missing keys, values just outside the limits. */
export function randomDocument(schema: JsonObject): fc.Arbitrary<JsonValue> {
  return fc.oneof({ weight: 14, arbitrary: fitting(schema) }, { weight: 1, arbitrary: ODD_VALUES });
}

function fitting(node: JsonObject): fc.Arbitrary<JsonValue> {
  const branches = node['oneOf'] ?? node['anyOf'];
  if (Array.isArray(branches)) {
    const values = (branches as readonly JsonValue[]).flatMap((one) =>
      isObject(one) && 'const' in one ? [one['const'] ?? null] : [],
    );
    if (values.length > 0) return fc.constantFrom(...values);
  }
  if (Array.isArray(node['enum'])) return fc.constantFrom(...(node['enum'] as readonly JsonValue[]));
  if ('const' in node) return fc.constant(node['const'] ?? null);
  const type = Array.isArray(node['type']) ? (node['type'] as readonly JsonValue[])[0] : node['type'];
  switch (type) {
    case 'object':
      return randomObject(node);
    case 'array':
      return randomList(node);
    case 'integer':
      return fc.integer({ min: Number(node['minimum'] ?? 0) - 1, max: Math.min(Number(node['maximum'] ?? 200), 200) });
    case 'number':
      return fc.double({
        min: Number(node['minimum'] ?? -10) - 1,
        max: Number(node['maximum'] ?? 10) + 1,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    default:
      return randomText(node);
  }
}

function randomObject(node: JsonObject): fc.Arbitrary<JsonValue> {
  const properties = isObject(node['properties']) ? node['properties'] : {};
  const parts = Object.entries(properties).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  const model = Object.fromEntries(parts.map(([key, child]) => [key, randomDocument(child)]));
  const known = fc.record(model, { requiredKeys: [] }).map((object) => object as JsonObject);
  const whole = fc.record(model).map((object): JsonObject => object);
  const extra = fc
    .tuple(known, fc.constantFrom('extra', 'a/b~c', '标题'))
    .map(([object, key]): JsonObject => ({ ...object, [key]: 1 }));
  return fc.oneof({ weight: 5, arbitrary: whole }, { weight: 4, arbitrary: known }, { weight: 1, arbitrary: extra });
}

function randomList(node: JsonObject): fc.Arbitrary<JsonValue> {
  const items = isObject(node['items']) ? randomDocument(node['items']) : ODD_VALUES;
  return fc.array(items, { maxLength: Math.min(Number(node['maxItems'] ?? 4) + 1, 6) });
}

function randomText(node: JsonObject): fc.Arbitrary<JsonValue> {
  const samples = typeof node['format'] === 'string' ? FORMAT_SAMPLES[node['format']] : undefined;
  if (samples !== undefined) return fc.constantFrom(...samples);
  const texts = fc.string({ unit: fc.constantFrom('a', '9', '张', '𠮷', ' ', '/', '-'), maxLength: 12 });
  const typical = fc.constantFrom<string>(
    'https://example.org',
    'a'.repeat(64),
    '/staff/0/idNo',
    '张店区共青团西路1号',
  );
  const limit = node['maxLength'];
  const long =
    typeof limit === 'number'
      ? fc.integer({ min: limit - 1, max: limit + 1 }).map((n) => '𠮷'.repeat(Math.max(0, n)))
      : texts;
  return fc.oneof(texts, typical, long);
}
