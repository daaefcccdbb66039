import { describe, expect, it } from '@jest/globals';
import { checkable } from '../../../designer/form-view/schema/checkable.js';
import { withDefaults } from '../../../designer/form-view/schema/defaults.js';
import { pageOrder } from '../../../designer/form-view/schema/page-order.js';
import { writablePatch } from '../../../designer/form-view/schema/patch.js';
import { tidy } from '../../../designer/form-view/schema/tidy.js';

describe('a tidy document', () => {
  it('has no empty texts, empty objects or missing values', () => {
    const untidy = { a: '', b: { c: '' }, d: null, e: 0, f: false, g: [] } as const;
    expect(tidy(untidy)).toEqual({ e: 0, f: false, g: [] });
  });

  it('has no keys whose value is undefined, as a cleared field leaves them', () => {
    const cleared = { a: undefined, rows: [{ b: undefined }] } as never;
    expect(Object.keys(tidy(cleared))).toEqual(['rows']);
    expect(tidy(cleared)['rows']).toEqual([{}]);
  });

  it('keeps empty rows, because a person has just added them', () => {
    expect(tidy({ rows: [{ name: '' }, { name: 'x' }] })).toEqual({ rows: [{}, { name: 'x' }] });
  });

  it('is the same object when nothing had to be changed', () => {
    const document = { a: 'x', rows: [{}, { b: 1 }] };
    expect(tidy(document)).toBe(document);
    expect(tidy(document)['rows']).toBe(document.rows);
  });
});

describe('defaults', () => {
  const schema = {
    type: 'object',
    required: ['place'],
    properties: {
      way: { type: 'string', default: 'window' },
      truth: { type: 'boolean', const: true },
      place: { type: 'object', properties: { region: { type: 'string', const: '370303' }, road: { type: 'string' } } },
      store: { type: 'object', properties: { region: { type: 'string', const: '370303' } } },
    },
  };

  it('fill in defaults and fixed values, but never give a promise', () => {
    expect(withDefaults(schema, {})).toEqual({ way: 'window', place: { region: '370303' } });
  });

  it('leave what is there alone', () => {
    expect(withDefaults(schema, { way: 'post' })['way']).toBe('post');
  });
});

describe('what is sent', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { type: 'string', readOnly: true },
      note: { type: 'string' },
      rows: {
        type: 'array',
        items: { type: 'object', properties: { code: { type: 'string', readOnly: true }, result: { type: 'string' } } },
      },
    },
  };

  it('leaves out fields that may only be read, in rows too', () => {
    const after = { name: 'x', note: 'n', rows: [{ code: 'A1', result: 'yes' }] };
    expect(writablePatch(schema, {}, after)).toEqual({ note: 'n', rows: [{ result: 'yes' }] });
  });

  it('says null for what was taken away', () => {
    expect(writablePatch(schema, { note: 'n' }, {})).toEqual({ note: null });
  });
});

describe('rules for this node', () => {
  it('do not speak of values the reader may not mend, which may be masked', () => {
    const schema = {
      type: 'object',
      properties: {
        idNo: { type: 'string', title: '身份证号', format: 'id-no', readOnly: true },
        note: { type: 'string', minLength: 2 },
      },
    };
    expect(checkable(schema)).toEqual({
      type: 'object',
      properties: { idNo: { title: '身份证号', readOnly: true }, note: { type: 'string', minLength: 2 } },
    });
  });
});

describe('errors', () => {
  it('stand in the order of the page: sections, then the order of the form, rows by number', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string' },
        rows: { type: 'array', items: { type: 'object', properties: { x: {}, y: {} } } },
        b: { type: 'string' },
      },
    };
    const uiSchema = { 'ui:sections': [{ title: '一', fields: ['b', 'rows'] }] };
    const pointers = ['/a', '/rows/10/x', '/rows/2/y', '/rows/2/x', '/rows', '/b'];
    expect([...pointers].sort(pageOrder(schema, uiSchema))).toEqual([
      '/b',
      '/rows',
      '/rows/2/x',
      '/rows/2/y',
      '/rows/10/x',
      '/a',
    ]);
  });
});
