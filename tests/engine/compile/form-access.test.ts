import { describe, expect, test } from '@jest/globals';
import { checkFormAccess } from '../../../engine/compile/check-form-access.js';
import type { FormDefinition } from '../../../engine/model/package.js';
import type { FieldEntryPlan, FormAccessPlan } from '../../../engine/model/plan.js';

const form: FormDefinition = {
  id: 'f',
  title: { zh: '表', en: 'Form' },
  uiSchema: {},
  rules: [],
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      staff: {
        type: 'array',
        items: { type: 'object', properties: { idNo: { type: 'string' }, mobile: { type: 'string' } } },
      },
      address: { $ref: '#/$defs/address' },
      kind: { type: 'string' },
    },
    allOf: [{ if: { properties: { kind: { const: 'x' } } }, then: { properties: { extra: { type: 'string' } } } }],
    $defs: { address: { type: 'object', properties: { road: { type: 'string' } } } },
  },
};

function judge(fields: readonly FieldEntryPlan[], more: Partial<FormAccessPlan> = {}): readonly string[] {
  const access: FormAccessPlan = { form: { kind: 'constant', value: 'f' }, fields, complete: false, ...more };
  return checkFormAccess(access, form, { elementId: 't', file: 'a.bpmn' }).map((problem) =>
    problem.text.en.replace('Form f: ', ''),
  );
}

const all: readonly FieldEntryPlan[] = ['/name', '/staff', '/address', '/kind', '/extra'].map((path) => ({
  path,
  access: 'read',
}));

describe('form access at a node', () => {
  test('is complete when every field has an entry', () => {
    expect(judge(all)).toEqual([]);
  });

  test('is complete when there is a default', () => {
    expect(judge([], { fallback: 'read' })).toEqual([]);
  });

  test('names each field without access, also fields that exist only under a condition', () => {
    expect(judge(all.slice(1))).toEqual(['the field /name has no access']);
    expect(judge(all.slice(0, 4))).toEqual(['the field /extra has no access']);
  });

  test('lets a child inherit from its nearest ancestor', () => {
    expect(judge([...all, { path: '/staff/*/idNo', access: 'hidden' }])).toEqual([]);
  });

  test('asks for the siblings of a child that has an entry when the ancestor has none', () => {
    const others = all.filter((field) => field.path !== '/staff');
    expect(judge([...others, { path: '/staff/*/idNo', access: 'read' }])).toEqual([
      'the field /staff/*/mobile has no access',
    ]);
  });

  test('refuses paths that the schema does not have, and finds those behind a $ref', () => {
    expect(judge([...all, { path: '/address/road', access: 'write' }])).toEqual([]);
    expect(judge([...all, { path: '/address/street', access: 'write' }])).toEqual([
      'there is no field /address/street',
    ]);
    expect(judge([...all, { path: '/staff/0/idNo', access: 'write' }])).toEqual(['there is no field /staff/0/idNo']);
    expect(judge([...all, { path: '/constructor', access: 'write' }])).toEqual(['there is no field /constructor']);
  });

  test('refuses to append to what is no list', () => {
    expect(judge([...all.slice(1), { path: '/name', access: 'append' }])).toEqual([
      '/name is no list and cannot be appended to',
    ]);
    expect(judge([...all.filter((one) => one.path !== '/staff'), { path: '/staff', access: 'append' }])).toEqual([]);
  });

  test('refuses to require what cannot be written', () => {
    expect(judge([...all.slice(1), { path: '/name', access: 'read', required: true }])).toEqual([
      '/name cannot be written and so not be required',
    ]);
    expect(judge([...all.slice(1), { path: '/name', access: 'write', required: true }])).toEqual([]);
  });

  test('wants the signatures of a joint form to be a list', () => {
    expect(judge(all, { joint: '/staff' })).toEqual([]);
    expect(judge(all, { joint: '/name' })).toEqual(['there is no signature list /name']);
  });
});
