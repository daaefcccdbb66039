import { describe, expect, it } from '@jest/globals';
import { fieldList } from '../../../designer/form-view/schema/field-list.js';
import { localise } from '../../../designer/form-view/schema/localise.js';
import { choicesOf } from '../../../designer/form-view/schema/options.js';
import { planForm } from '../../../designer/form-view/schema/plan-form.js';

const schema = {
  type: 'object',
  required: ['kind'],
  properties: {
    kind: { type: 'string', title: '业态', oneOf: [{ const: 's', title: '销售' }] },
    mode: { type: 'string', title: '方式', enum: ['a', 'b'] },
    note: { type: 'string', title: '备注', readOnly: true },
    code: { type: 'string', const: '370303' },
    rows: {
      type: 'array',
      title: '清单',
      items: {
        type: 'object',
        title: '行',
        properties: { name: { type: 'string', title: '名称' }, no: { type: 'string', readOnly: true } },
      },
    },
  },
};
const plan = (change: Partial<Parameters<typeof planForm>[0]> = {}) =>
  planForm({
    schema,
    uiSchema: {},
    lang: 'zh',
    hidden: new Set(),
    required: new Set(['/kind']),
    onlyWritable: false,
    ...change,
  });
const keysOf = (value: unknown): string[] => Object.keys(value as object);

describe('the plan of a form', () => {
  it('leaves out what is hidden now and what can only be one thing', () => {
    expect(keysOf(plan({ hidden: new Set(['/mode']) }).schema['properties'])).toEqual(['kind', 'note', 'rows']);
  });

  it('shows only what can be written when a correction is answered', () => {
    expect(keysOf(plan({ onlyWritable: true }).schema['properties'])).toEqual(['kind', 'mode', 'rows']);
  });

  it('marks as required what is required now', () => {
    expect(plan({ required: new Set(['/mode']) }).schema['required']).toEqual(['mode']);
  });

  it('keeps rows where they are when a part of them may only be read', () => {
    expect(plan().uiSchema['rows']).toMatchObject({
      'ui:options': { addable: false, removable: false, orderable: false },
    });
  });

  it('takes texts in the language of the reader', () => {
    const uiSchema = { mode: { 'ui:help': { zh: '说明', en: 'Help' } } };
    expect(plan({ uiSchema, lang: 'en' }).uiSchema['mode']).toMatchObject({ 'ui:help': 'Help' });
  });
});

describe('a localised schema', () => {
  const english = localise(schema, {
    '/properties/kind/title': 'Kind',
    '/properties/kind/oneOf/0/title': 'Sale',
    '/properties/mode/enum/1': 'B',
    '/properties/rows/items/properties/name/title': 'Name',
  });
  const properties = english['properties'] as unknown as Readonly<Record<string, { readonly title: string }>>;

  it('has English titles and choices, and Chinese where there is none', () => {
    expect(properties['kind']?.title).toBe('Kind');
    expect(choicesOf(properties['kind'] as never)).toEqual([{ value: 's', label: 'Sale' }]);
    expect(choicesOf(properties['mode'] as never)?.map((choice) => choice.label)).toEqual(['a', 'B']);
    expect(properties['note']?.title).toBe('备注');
  });

  it('is the list a field is chosen from by its title', () => {
    expect(
      fieldList(schema)
        .map((field) => [field.pointer, field.title])
        .slice(0, 2),
    ).toEqual([
      ['/kind', '业态'],
      ['/mode', '方式'],
    ]);
  });
});
