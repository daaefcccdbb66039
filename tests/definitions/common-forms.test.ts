import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { formRules, type FormDefinition, type JsonObject } from '../../engine/index.js';
import { FULL_ACCESS } from '../../engine/form/field-access.js';
import { applySubmission } from '../../engine/form/submission.js';
import { createAjvValidator } from '../../runtime/validation/ajv-validator.js';

const validate = createAjvValidator();

/** Places and codes of what is wrong with a document of a common form. */
function faults(formId: string, document: JsonObject): readonly string[] {
  const read = JSON.parse(readFileSync(`definitions/common/forms/${formId}.json`, 'utf8')) as FormDefinition;
  const form = { ...read, id: formId };
  const config = { deliver: { radius: 200 } };
  const result = applySubmission({
    form,
    access: { formId, ...FULL_ACCESS },
    patch: document,
    actorId: 'u-test',
    validate,
    rules: formRules(form),
    today: '2026-03-02',
    environment: { now: Date.parse('2026-03-02T10:00:00+08:00'), config },
  });
  return result.ok ? [] : result.faults.map((fault) => `${fault.pointer} ${fault.code}`);
}

const file = { fileId: 'a'.repeat(64), name: 's.png', size: 9, type: 'image/png' };

describe('a delivery to the door', () => {
  const done = (more: JsonObject): JsonObject => ({
    attempt: 1,
    result: 'done',
    receiverName: '王小满',
    relation: 'self',
    idChecked: true,
    target: { lat: 36.81, lng: 118.05 },
    point: { lat: 36.81, lng: 118.05 },
    signature: file,
    ...more,
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['at the address, signed', {}, []],
    ['with a photo in the place of a signature', { signature: null, photo: file }, []],
    ['with neither', { signature: null }, ['/signature rule:R-PROOF']],
    // 0.0017 degrees of latitude are 189 m, 0.0019 are 211 m; of longitude at 36.81 north 0.0022 are 196 m, 0.0023 are 205 m.
    ['189 m to the north', { point: { lat: 36.8117, lng: 118.05 } }, []],
    ['211 m to the north', { point: { lat: 36.8119, lng: 118.05 } }, ['/point rule:R-PLACE']],
    ['196 m to the east', { point: { lat: 36.81, lng: 118.0522 } }, []],
    ['205 m to the east', { point: { lat: 36.81, lng: 118.0523 } }, ['/point rule:R-PLACE']],
    ['far away, with the reason', { point: { lat: 36.9, lng: 118.05 }, farReason: '约定在单位签收' }, []],
    ['without a place though the address has one', { point: null }, ['/point rule:R-PLACE']],
    ['without a place where the address has none', { point: null, target: null }, []],
    ['without a look at the ID', { idChecked: false }, ['/idChecked const']],
  ])('is recorded %s', (_, more, expected) => {
    const document = Object.fromEntries(Object.entries(done(more)).filter(([, value]) => value !== null));
    expect(faults('deliveryRecord', document)).toEqual(expected);
  });
});

describe('a bad rating', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['that is named is called back', { named: true, finding: 'fixable', plan: '改进' }, ['/reachedOn rule:R-CALLED']],
    ['without a name may be looked into at once', { named: false, finding: 'fixable', plan: '改进' }, []],
  ])('%s', (_, document, expected) => {
    expect(faults('callBack', document)).toEqual(expected);
  });

  it('is appealed against with a reason, or put right', () => {
    expect(faults('badFix', { answer: 'appeal' })).toEqual(['/appealReason required']);
    expect(faults('badFix', { answer: 'fixed', done: '已改', doneOn: '2026-03-02' })).toEqual([]);
  });
});
