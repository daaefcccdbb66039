import { describe, expect, it } from '@jest/globals';
import { isSensitive, maskDocument } from '../../../runtime/access/mask-document.js';
import { visiblePart } from '../../../runtime/access/visible-part.js';

const SCHEMA = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    idNo: { type: 'string', 'x-class': 'L4', 'x-mask': 'id-no' },
    health: { type: 'string', 'x-class': 'L4' },
    income: { type: 'integer', 'x-class': 'L3' },
    staff: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string', 'x-mask': 'name' }, mobile: { type: 'string', 'x-mask': 'mobile' } },
      },
    },
    home: { type: 'object', 'x-class': 'L3', 'x-mask': 'hidden', properties: { road: { type: 'string' } } },
  },
};
const DOCUMENT = {
  name: '小满面馆',
  idNo: '370303198506150213',
  health: '糖尿病',
  income: 120_000,
  staff: [
    { name: '赵小禾', mobile: '19900001234' },
    { name: '孟秋', mobile: '' },
  ],
  home: { road: '西二路' },
};

describe('masking a document', () => {
  const { document, masked } = maskDocument(DOCUMENT, SCHEMA);

  it('shows what the table of masks allows, in rows as well', () => {
    expect(document).toEqual({
      name: '小满面馆',
      idNo: '370303********0213',
      staff: [
        { name: '赵*禾', mobile: '199****1234' },
        { name: '孟*', mobile: '' },
      ],
    });
  });

  it('names every place that held something', () => {
    expect(masked).toEqual([
      '/idNo',
      '/health',
      '/income',
      '/staff/0/name',
      '/staff/0/mobile',
      '/staff/1/name',
      '/home/road',
    ]);
  });

  it('leaves the original as it was', () => {
    expect(DOCUMENT.idNo).toBe('370303198506150213');
  });

  it('tells which single places may be revealed', () => {
    expect(isSensitive(DOCUMENT, SCHEMA, '/staff/0/mobile')).toBe(true);
    expect(isSensitive(DOCUMENT, SCHEMA, '/name')).toBe(false);
    expect(isSensitive(DOCUMENT, SCHEMA, '/staff/7/mobile')).toBe(false);
  });
});

describe('the visible part of a document', () => {
  const access = {
    formId: 'f',
    fallback: 'read' as const,
    fields: [
      { path: '/idNo', access: 'hidden' as const },
      { path: '/staff/*/mobile', access: 'hidden' as const },
      { path: '/home', access: 'hidden' as const },
    ],
    writable: [],
    complete: false,
  };

  it('holds no hidden value, at any depth', () => {
    const seen = visiblePart(DOCUMENT, access);
    expect(Object.keys(seen)).toEqual(['name', 'health', 'income', 'staff']);
    expect(seen['staff']).toEqual([{ name: '赵小禾' }, { name: '孟秋' }]);
  });

  it('keeps the open fields of a hidden object', () => {
    const opened = { ...access, fields: [...access.fields, { path: '/home/road', access: 'read' as const }] };
    expect(visiblePart(DOCUMENT, opened)['home']).toEqual({ road: '西二路' });
  });
});
