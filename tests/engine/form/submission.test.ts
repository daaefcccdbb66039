import { describe, expect, it } from '@jest/globals';
import type { FormDefinition, JsonObject, NodeAccess } from '../../../engine/index.js';
import { applySubmission, nodeSchema, writablePart } from '../../../engine/index.js';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import { createAjvValidator } from '../../../runtime/validation/ajv-validator.js';

const form: FormDefinition = {
  id: 'shop',
  title: { zh: '店铺', en: 'Shop' },
  uiSchema: {},
  schema: {
    type: 'object',
    required: ['name', 'idNo', 'staff'],
    properties: {
      name: { type: 'string', title: '名称', minLength: 2 },
      idNo: { type: 'string', title: '身份证号', format: 'id-no', 'x-class': 'L4' },
      area: { type: 'integer', title: '面积', 'x-unit': '0.01m2', exclusiveMinimum: 0 },
      hot: { type: 'boolean', title: '热食' },
      hotNote: {
        type: 'string',
        title: '热食说明',
        minLength: 1,
        'x-show': { properties: { hot: { const: true } }, required: ['hot'] },
      },
      staff: {
        type: 'array',
        title: '从业人员',
        minItems: 1,
        items: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', title: '姓名' },
            idNo: { type: 'string', title: '身份证号', format: 'id-no' },
          },
        },
      },
      opinion: { type: 'string', title: '意见', minLength: 1 },
    },
  },
  rules: [
    {
      id: 'area-when-hot',
      feel: 'not(hot = true) or area != null',
      paths: ['/area'],
      text: { zh: '热食类须填写面积', en: 'Hot food needs an area' },
    },
  ],
};
const validate = createAjvValidator();
const today = '2026-03-02';
const rules = new Map(
  form.rules.map((rule) => {
    const compiled = compileFeel(rule.feel, 'expression');
    if (!compiled.ok) throw new Error('rule does not parse');
    return [rule.feel, compiled.expression] as const;
  }),
);
const all: NodeAccess = { formId: 'shop', fallback: 'write', fields: [], writable: [], complete: true };
const clerk: NodeAccess = {
  formId: 'shop',
  fallback: 'read',
  fields: [
    { path: '/idNo', access: 'hidden' },
    { path: '/opinion', access: 'write', required: true },
    { path: '/staff/*/idNo', access: 'hidden' },
  ],
  writable: [],
  complete: false,
};
const good: JsonObject = {
  name: '小满餐馆',
  idNo: '370303196503120028',
  hot: false,
  staff: [{ name: '王小满', idNo: '370303196503120028' }],
};
const submit = (access: NodeAccess, patch: JsonObject, document?: JsonObject) =>
  applySubmission({
    form,
    access,
    patch,
    actorId: 'u',
    validate,
    rules,
    today,
    ...(document === undefined ? {} : { document }),
  });

describe('a submission', () => {
  it('takes a complete document', () => {
    expect(submit(all, good)).toEqual({ ok: true, document: good });
  });

  it('names the field by its title and says the fault in both languages', () => {
    const outcome = submit(all, { ...good, idNo: '370303196503120021' });
    expect(outcome).toMatchObject({
      ok: false,
      kind: 'invalid',
      faults: [{ pointer: '/idNo', text: { zh: '身份证号：校验码错误', en: '身份证号: Wrong check digit' } }],
    });
  });

  it('names the row of a fault in a list', () => {
    const outcome = submit(all, { ...good, staff: [{ name: '甲' }, { idNo: '370303196503120028' }] });
    expect(outcome).toMatchObject({
      ok: false,
      faults: [{ pointer: '/staff/1/name', text: { zh: '从业人员（第 2 行）姓名：请填写' } }],
    });
  });

  it('refuses a hidden field by name', () => {
    const outcome = submit(clerk, { opinion: '同意', idNo: '370303196503120028' }, good);
    expect(outcome).toMatchObject({
      ok: false,
      kind: 'forbidden',
      faults: [{ pointer: '/idNo', text: { zh: '身份证号：此环节不能填写该字段' } }],
    });
  });

  it('refuses a read-only field even when its value is the same', () => {
    expect(submit(clerk, { opinion: '同意', name: '小满餐馆' }, good)).toMatchObject({
      ok: false,
      kind: 'forbidden',
      faults: [{ pointer: '/name' }],
    });
  });

  it('asks a node only for what it may write', () => {
    expect(submit(clerk, {}, { name: '小满餐馆' })).toMatchObject({
      ok: false,
      faults: [{ pointer: '/opinion', code: 'required' }],
    });
    expect(submit(clerk, { opinion: '同意' }, good)).toEqual({ ok: true, document: { ...good, opinion: '同意' } });
  });

  it('removes the value of a field that is not shown, and does not ask for it', () => {
    const outcome = submit(all, { ...good, hotNote: '有' });
    expect(outcome).toEqual({ ok: true, document: good });
  });

  it('checks a rule across fields', () => {
    expect(submit(all, { ...good, hot: true })).toMatchObject({
      ok: false,
      faults: [{ pointer: '/area', code: 'rule:area-when-hot', text: { zh: '热食类须填写面积' } }],
    });
  });

  it('shows a limit in the unit people see', () => {
    expect(submit(all, { ...good, area: 0 })).toMatchObject({
      ok: false,
      faults: [{ text: { zh: '面积：必须大于 0.00' } }],
    });
  });

  it('opens just the fields a notice names', () => {
    const notice: NodeAccess = { ...clerk, fields: [], writable: ['/name'] };
    expect(submit(notice, { name: '小满面馆' }, good)).toEqual({ ok: true, document: { ...good, name: '小满面馆' } });
    expect(submit(notice, { hot: true }, good)).toMatchObject({ ok: false, kind: 'forbidden' });
  });

  it('keeps hidden fields of a row when the row is written', () => {
    const rows: NodeAccess = {
      ...clerk,
      fields: [
        { path: '/staff', access: 'write' },
        { path: '/staff/*/idNo', access: 'hidden' },
      ],
    };
    const outcome = submit(rows, { staff: [{ name: '李晓' }] }, good);
    expect(outcome).toEqual({ ok: true, document: { ...good, staff: [{ name: '李晓', idNo: '370303196503120028' }] } });
  });

  it('refuses to change earlier rows of a list that may only grow', () => {
    const grow: NodeAccess = { ...clerk, fields: [{ path: '/staff', access: 'append' }] };
    expect(submit(grow, { staff: [{ name: '另一人' }] }, good)).toMatchObject({ ok: false, kind: 'forbidden' });
    const longer = [...(good['staff'] as readonly JsonObject[]), { name: '李晓' }];
    expect(submit(grow, { staff: longer }, good)).toMatchObject({ ok: true });
  });
});

describe('a joint form', () => {
  const joint: NodeAccess = { ...all, complete: false, joint: '/signatures' };
  const jointForm: FormDefinition = {
    ...form,
    rules: [],
    schema: {
      type: 'object',
      properties: {
        note: { type: 'string', title: '记录' },
        signatures: {
          type: 'array',
          title: '签名',
          items: { type: 'object', properties: { userId: { type: 'string' } } },
        },
      },
    },
  };
  const sign = (actorId: string, patch: JsonObject, document: JsonObject) =>
    applySubmission({ form: jointForm, access: joint, document, patch, actorId, validate, rules: new Map(), today });

  it('lets the first write the body and sign, and the second only sign', () => {
    const first = sign('a', { note: '符合', signatures: [{ userId: 'a' }] }, {});
    expect(first).toMatchObject({ ok: true });
    const document = { note: '符合', signatures: [{ userId: 'a' }] };
    expect(sign('b', { signatures: [{ userId: 'a' }, { userId: 'b' }] }, document)).toMatchObject({ ok: true });
    expect(sign('b', { note: '不符合', signatures: [{ userId: 'a' }, { userId: 'b' }] }, document)).toMatchObject({
      ok: false,
      faults: [{ code: 'body-signed' }],
    });
  });

  it('refuses to write the signature of somebody else, and to go on without the own one', () => {
    expect(sign('b', { signatures: [{ userId: 'a' }] }, {})).toMatchObject({
      ok: false,
      faults: [{ code: 'foreign-signature' }],
    });
    expect(sign('b', { note: '符合' }, {})).toMatchObject({ ok: false, faults: [{ code: 'signature-missing' }] });
  });
});

describe('the schema of a node', () => {
  it('has no hidden field, marks what is read-only, and asks only for what can be written', () => {
    expect(nodeSchema(form.schema, clerk)).toMatchObject({
      required: ['opinion'],
      properties: { name: { readOnly: true }, staff: { readOnly: true, items: { properties: { name: {} } } } },
    });
    const properties = nodeSchema(form.schema, clerk)['properties'] as JsonObject;
    expect(Object.keys(properties)).not.toContain('idNo');
    expect(JSON.stringify(properties['staff'])).not.toContain('idNo');
  });

  it('gives a client the part of a document it may send', () => {
    expect(writablePart({ ...good, opinion: '同意' }, clerk)).toEqual({ opinion: '同意' });
  });
});
