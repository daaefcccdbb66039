import { describe, expect, test } from '@jest/globals';
import type { Field } from '../../designer/fields/field.js';
import { fieldLines, moveBy, moveField, moveIn, moveOut, withInserted } from '../../designer/fields/field-tree.js';
import { readFields } from '../../designer/fields/read-fields.js';
import { readShow, writeShow } from '../../designer/fields/show-rule.js';
import { renamed, withoutRulesOf } from '../../designer/fields/show-rules.js';
import { writeFields } from '../../designer/fields/write-fields.js';
import { inFileOrder, inShownOrder, uiSchemaOf } from '../../designer/form-builder/ui-order.js';
import type { JsonObject } from '../../engine/index.js';

const line = (name: string, children?: readonly Field[]): Field => ({
  name,
  title: name,
  english: '',
  kind: children === undefined ? 'text' : 'group',
  isRequired: false,
  options: [],
  protection: 'L1',
  mask: '',
  ...(children === undefined ? {} : { children }),
});
const names = (fields: readonly Field[] | undefined): string =>
  fieldLines(fields ?? [])
    .map(({ field, path }) => '-'.repeat(path.length - 1) + field.name)
    .join(' ');

const TREE = [line('a'), line('g', [line('x'), line('y')]), line('b')];

describe('moving fields', () => {
  test('goes up and down among siblings, and no further', () => {
    expect(names(moveBy(TREE, [2], -1)?.fields)).toBe('a b g -x -y');
    expect(names(moveBy(TREE, [1, 0], 1)?.fields)).toBe('a g -y -x b');
    expect(moveBy(TREE, [0], -1)).toBeUndefined();
    expect(moveBy(TREE, [1, 1], 1)).toBeUndefined();
  });

  test('goes into the group above and out of a group behind it', () => {
    expect(moveIn(TREE, [2])).toMatchObject({ path: [1, 2] });
    expect(names(moveIn(TREE, [2])?.fields)).toBe('a g -x -y -b');
    expect(names(moveOut(TREE, [1, 0])?.fields)).toBe('a g -y x b');
    expect([moveIn(TREE, [1]), moveOut(TREE, [0])]).toEqual([undefined, undefined]);
  });

  test('drops a field in front of another one, never into itself, and tells where it stands then', () => {
    expect(moveField(TREE, [0], [3])).toMatchObject({ path: [2] });
    expect(names(moveField(TREE, [0], [1, 1])?.fields)).toBe('g -x -a -y b');
    expect(moveField(TREE, [0], [1, 1])?.path).toEqual([0, 1]);
    expect(moveField(TREE, [1], [1, 0])).toBeUndefined();
    expect(moveField(TREE, [1], [2])).toBeUndefined();
  });

  test('gives a name that is taken another number', () => {
    expect(names(withInserted(TREE, [1, 2], line('x')))).toBe('a g -x -y -x2 b');
  });
});

describe('conditions of fields', () => {
  test.each<[JsonObject, unknown]>([
    [
      { type: 'object', required: ['kind'], properties: { kind: { const: 'new' } } },
      { field: 'kind', values: ['new'], isAmong: false },
    ],
    [
      { type: 'object', required: ['kind'], properties: { kind: { enum: [1, 2] } } },
      { field: 'kind', values: [1, 2], isAmong: false },
    ],
    [
      { type: 'object', required: ['kinds'], properties: { kinds: { type: 'array', contains: { const: 'a' } } } },
      { field: 'kinds', values: ['a'], isAmong: true },
    ],
  ])('%j is read and written', (condition, rule) => {
    const read = readShow(condition);
    expect(read).toEqual(rule);
    expect(read === undefined || read === 'kept' ? undefined : writeShow(read)).toEqual(condition);
  });

  test.each<JsonObject>([
    { type: 'object', not: { required: ['a'] } },
    { type: 'object', required: ['a', 'b'], properties: { a: { const: 1 }, b: { const: 2 } } },
    { type: 'object', required: ['a'], properties: { a: { minimum: 3 } } },
    { type: 'object', properties: { a: { const: 1 } } },
  ])('%j is kept for the file', (condition) => {
    expect(readShow(condition)).toBe('kept');
  });

  test('follow the field they speak of, and go with it', () => {
    const shown: Field = { ...line('b'), show: { field: 'a', values: [true], isAmong: false } };
    expect(renamed([line('c'), shown], 'a', 'c')[1]?.show).toMatchObject({ field: 'c' });
    expect(withoutRulesOf([shown], 'a')[0]).not.toHaveProperty('show');
  });
});

describe('groups and lists', () => {
  const text = (title: string): JsonObject => ({ type: 'string', title });
  const schema: JsonObject = {
    type: 'object',
    required: ['home'],
    properties: {
      home: { type: 'object', title: '住址', required: ['road'], properties: { road: text('路'), door: text('门') } },
      rows: { type: 'array', title: '明细', items: { type: 'object', properties: { what: text('名称') } } },
    },
  };
  const english = {
    '/properties/home/title': 'Address',
    '/properties/home/properties/road/title': 'Road',
    '/properties/rows/items/properties/what/title': 'What',
    '/properties/rows/items/properties/what/description': 'In short',
  };

  test('hold fields that can be renamed and moved, with their English texts', () => {
    const fields = readFields({ schema, english });
    expect(names(fields)).toBe('home -road -door rows -what');
    const moved = moveField(fields, [1, 0], [0, 0]);
    const written = writeFields({ schema, english }, moved?.fields ?? []);
    expect(written.schema).toMatchObject({
      properties: {
        home: { required: ['road'], properties: { what: text('名称'), road: text('路'), door: text('门') } },
        rows: { items: { properties: {} } },
      },
    });
    expect(written.english).toEqual({
      '/properties/home/title': 'Address',
      '/properties/home/properties/what/title': 'What',
      '/properties/home/properties/what/description': 'In short',
      '/properties/home/properties/road/title': 'Road',
    });
  });
});

describe('the order of a form', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { type: 'string', title: name }])),
  };
  const fields = readFields({ schema, english: {} });
  const uiSchema: JsonObject = {
    'ui:order': ['d', 'c', 'b', 'a'],
    'ui:sections': [
      { title: '一', fields: ['d', 'c'] },
      { title: '二', fields: ['b', 'a'] },
    ],
    c: { 'ui:help': 'x' },
  };

  test('is that of its sections, and the file keeps its own', () => {
    const shown = inShownOrder(fields, uiSchema);
    expect(names(shown)).toBe('d c b a');
    expect(names(inFileOrder(shown, uiSchema, ['a', 'b', 'c', 'd']))).toBe('a b c d');
    expect(uiSchemaOf(uiSchema, shown)).toEqual(uiSchema);
  });

  test('puts a field that was moved into the section it stands in, and forgets one that has gone', () => {
    const shown = inShownOrder(fields, uiSchema);
    const moved = moveField(shown, [3], [1])?.fields ?? [];
    expect(uiSchemaOf(uiSchema, moved)['ui:sections']).toEqual([
      { title: '一', fields: ['d', 'a', 'c'] },
      { title: '二', fields: ['b'] },
    ]);
    const left = shown
      .filter(({ name }) => name !== 'c')
      .map((one) => (one.name === 'd' ? { ...one, name: 'e' } : one));
    expect(uiSchemaOf(uiSchema, left)).toEqual({
      'ui:order': ['e', 'b', 'a'],
      'ui:sections': [
        { title: '一', fields: ['e'] },
        { title: '二', fields: ['b', 'a'] },
      ],
    });
  });
});
