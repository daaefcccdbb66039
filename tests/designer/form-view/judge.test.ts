import { describe, expect, it } from '@jest/globals';
import { activeRequired } from '../../../designer/form-view/schema/active-required.js';
import { say } from '../../../designer/form-view/say.js';
import { createValidateJson } from '../../../designer/form-view/validate/cfworker-faults.js';
import { errorTree } from '../../../designer/form-view/validate/error-tree.js';
import { createJudge } from '../../../designer/form-view/validate/form-faults.js';
import { createRjsfValidator } from '../../../designer/form-view/validate/rjsf-validator.js';

import type { JsonObject } from '../../../engine/index.js';

const today = '2026-03-02';
const validate = createValidateJson(() => today);
const schema = {
  type: 'object',
  required: ['idNo', 'place', 'platform', 'truth'],
  properties: {
    idNo: { type: 'string', title: '身份证号', format: 'id-no' },
    place: {
      type: 'object',
      title: '地址',
      required: ['road'],
      properties: { road: { type: 'string', title: '路名', minLength: 2 } },
    },
    online: { type: 'boolean', title: '网络经营' },
    platform: {
      type: 'string',
      title: '平台',
      'x-show': { type: 'object', required: ['online'], properties: { online: { const: true } } },
    },
    staff: {
      type: 'array',
      title: '从业人员',
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string', title: '姓名' } } },
    },
    truth: { type: 'boolean', title: '承诺', const: true },
  },
};
const good = { idNo: '370303196503120028', place: { road: '共青团西路' }, truth: true };
const { judge, explain } = createJudge({ schema, validate, today });
const textsOf = (given: JsonObject) => {
  const { document, faults } = judge(given);
  return faults.map((fault) => explain(fault, document)).map(({ pointer, text }) => [pointer, say(text, 'zh')]);
};

describe('a form judges a document', () => {
  it('names the field and the fault, in words', () => {
    expect(textsOf({ ...good, idNo: '370303196503120029' })).toEqual([['/idNo', '身份证号：校验码错误']]);
  });

  it('asks for each missing part of a group at its own field', () => {
    const places = textsOf({}).map(([pointer]) => pointer);
    expect(places).toContain('/place/road');
    expect(places).not.toContain('/place');
  });

  it('does not ask for what is not shown, and leaves it out', () => {
    const hidden = judge({ ...good, platform: '美团' });
    expect(hidden.faults).toEqual([]);
    expect(hidden.document).toEqual(good);
    const shown = judge({ ...good, online: true });
    expect(shown.faults.map((fault) => fault.pointer)).toEqual(['/platform']);
  });

  it('says which row is meant', () => {
    expect(textsOf({ ...good, staff: [{ name: '王' }, {}] })).toEqual([
      ['/staff/1/name', '从业人员（第 2 行）姓名：请填写'],
    ]);
  });

  it('tells one error for each field', () => {
    const errors = textsOf({ ...good, truth: false });
    expect(errors).toHaveLength(1);
  });
});

describe('what must be filled in', () => {
  it('follows if/then, allOf and dependentRequired', () => {
    const conditional = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' }, b: {}, c: {}, d: {} },
      allOf: [
        {
          if: { required: ['a'], properties: { a: { const: 'x' } } },
          then: { required: ['b'] },
          else: { required: ['c'] },
        },
      ],
      dependentRequired: { a: ['d'] },
    };
    expect([...activeRequired(conditional, { a: 'x' }, validate)].sort()).toEqual(['/a', '/b', '/d']);
    expect([...activeRequired(conditional, {}, validate)].sort()).toEqual(['/a', '/c']);
  });
});

describe('errors for rjsf', () => {
  it('are a tree by the parts of the pointer', () => {
    const text = { zh: '请填写', en: 'is required' };
    expect(errorTree([{ pointer: '/staff/1/name', code: 'required', text }], 'zh')).toEqual({
      staff: { 1: { name: { __errors: ['请填写'] } } },
    });
  });

  it('come from the same checker behind its interface', () => {
    const validator = createRjsfValidator({ validate, today: () => today, lang: 'en' });
    expect(validator.isValid({ type: 'string' }, { a: 1 }, {})).toBe(false);
    const { errors } = validator.validateFormData({ ...good, idNo: 'x' }, schema as never);
    expect(errors).toHaveLength(1);
    expect(validator.rawValidation(schema as never, { ...good, platform: '美团' }).errors).toEqual([]);
  });
});
