import { describe, expect, test } from '@jest/globals';
import { checkSchemaLimits } from '../../../engine/compile/schema-limits.js';
import type { JsonObject } from '../../../engine/model/json.js';

const found = (schema: JsonObject) =>
  checkSchemaLimits(schema, '/schema').map((problem) => `${problem.rule} ${problem.pointer}`);
const nested = (depth: number): JsonObject =>
  depth === 0 ? { type: 'string' } : { properties: { a: nested(depth - 1) } };
const doubling = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => [
    `d${i}`,
    i === 29 ? { type: 'string' } : { anyOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
  ]),
);

describe('limits of a JSON Schema', () => {
  test('lets an ordinary form pass, with definitions that hold themselves inside data', () => {
    const node = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/$defs/node' } } } };
    expect(
      found({
        properties: {
          tree: { $ref: '#/$defs/node' },
          id: { type: 'string', format: 'id-no', 'x-class': 'L3', 'x-mask': 'id-no' },
        },
        $defs: { node },
      }),
    ).toEqual([]);
  });

  test('counts schemas, not combinations of places that stand beside each other', () => {
    const choice = { anyOf: [{ const: 1 }, { const: 2 }, { const: 3 }, { const: 4 }] };
    expect(found({ properties: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`p${i}`, choice])) })).toEqual(
      [],
    );
  });

  test.each<[string, JsonObject, string]>([
    ['a schema over 256 KB', { description: 'x'.repeat(300_000) }, 'schema-size /schema'],
    ['a deep schema', nested(25), `schema-depth /schema${'/properties/a'.repeat(20)}`],
    [
      '1001 properties',
      { properties: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`p${i}`, true])) },
      'schema-properties /schema',
    ],
    ['a remote $ref', { $ref: 'https://example.org/a' }, 'schema-ref /schema/$ref'],
    ['a $ref to the root', { properties: { a: { $ref: '#' } } }, 'schema-ref /schema/properties/a/$ref'],
    ['a $ref to nothing', { $ref: '#/$defs/toString', $defs: {} }, 'schema-ref /schema/$ref'],
    [
      'a $ref loop that eats no data',
      { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } } },
      'schema-ref /schema/$defs/a',
    ],
    ['$dynamicRef', { $dynamicRef: '#a' }, 'schema-ref /schema/$dynamicRef'],
    ['an $id inside', { properties: { a: { $id: 'urn:x' } } }, 'schema-ref /schema/properties/a/$id'],
    ['doubling through $refs', { $ref: '#/$defs/d0', $defs: doubling }, 'schema-branches /schema'],
    ['21 branches', { anyOf: Array.from({ length: 21 }, () => true) }, 'schema-branches /schema/anyOf'],
    ['uniqueItems without bound', { type: 'array', uniqueItems: true }, 'schema-unique /schema/uniqueItems'],
    ['an unknown format', { format: 'star-sign' }, 'schema-keyword /schema/format'],
    ['an unknown class', { 'x-class': 'L5' }, 'schema-keyword /schema/x-class'],
    ['an unknown unit', { 'x-unit': 'acre' }, 'schema-keyword /schema/x-unit'],
    ['an unknown mask', { 'x-mask': 'half' }, 'schema-keyword /schema/x-mask'],
  ])('refuses %s', (_name, schema, expected) => {
    expect(found(schema)).toContain(expected);
  });
});
