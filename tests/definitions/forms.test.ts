import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { formRules, type FormDefinition, type JsonObject, type JsonValue } from '../../engine/index.js';
import { FULL_ACCESS } from '../../engine/form/field-access.js';
import { withValueAt } from '../../engine/form/pointer.js';
import { applySubmission } from '../../engine/form/submission.js';
import { compileFolder } from '../../runtime/packages/compile-folder.js';
import { createAjvValidator } from '../../runtime/validation/ajv-validator.js';

const forms = new Map<string, FormDefinition>();
const validate = createAjvValidator();
const samples = 'definitions/food-license-new/samples/documents';
const sample = (name: string): JsonObject => JSON.parse(readFileSync(`${samples}/${name}.json`, 'utf8')) as JsonObject;

beforeAll(async () => {
  for (const one of (
    await compileFolder('definitions', ['food-license-new', 'volunteer-register'])
  ).packages.values()) {
    for (const form of one.forms.values()) forms.set(form.id, form);
  }
}, 120_000);

/** Places and codes of what is wrong with a whole document, as `pointer code`. */
function faults(formId: string, document: JsonObject, today = '2026-03-02'): readonly string[] {
  const form = forms.get(formId);
  if (form === undefined) throw new Error(`no form ${formId}`);
  const access = { formId, ...FULL_ACCESS };
  const environment = { now: Date.parse(`${today}T10:00:00+08:00`) };
  const rules = formRules(form);
  const result = applySubmission({
    form,
    access,
    patch: document,
    actorId: 'u-test',
    validate,
    rules,
    today,
    environment,
  });
  return result.ok ? [] : result.faults.map((fault) => `${fault.pointer} ${fault.code}`);
}

function changed(document: JsonObject, changes: JsonObject): JsonObject {
  let next: JsonValue = document;
  for (const [pointer, value] of Object.entries(changes))
    next = withValueAt(next, pointer, value === null ? undefined : value);
  return next as JsonObject;
}

describe('F-FOOD-1', () => {
  it.each(readdirSync(samples))('takes the sample %s', (file) => {
    expect(faults('foodApplication', sample(file.replace('.json', '')))).toEqual([]);
  });

  it.each<[string, string, JsonObject, string]>([
    ['a wrong check digit', 'restaurant', { '/legalIdNo': '370303198506150211' }, '/legalIdNo FORMAT_CHECK'],
    ['the letter O in the credit code', 'restaurant', { '/uscc': '9237O303MA3C000115' }, '/uscc'],
    ['a change', 'restaurant', { '/applyType': 'change', '/noChange': true }, '/applyType rule:R-APPLY-TYPE'],
    ['prepacked food only', 'bulk-sale', { '/projects': ['prepackedOnly'] }, '/projects rule:R-PREPACKED'],
    [
      'semi-finished food without a central kitchen',
      'restaurant',
      { '/projects': ['semiFinished'] },
      '/projects rule:R-SEMI',
    ],
    [
      'a school canteen that is no canteen',
      'restaurant',
      { '/kindRemark': ['schoolCanteen'] },
      '/kindRemark rule:R-SCHOOL',
    ],
    ['catering by a seller', 'restaurant', { '/kind': 'sale' }, '/projects rule:R-KIND-SALE'],
    ['a caterer with sales only', 'bulk-sale', { '/kind': 'catering' }, '/projects rule:R-KIND-CATERING'],
    ['simple making with cold meat', 'high-risk', { '/simpleMaking': true }, '/simpleMaking rule:R-SIMPLE'],
    [
      'a set of rules missing',
      'restaurant',
      { '/rulesList': ['selfCheck', 'staffHealth', 'training', 'cleaning'] },
      '/rulesList rule:R-RULES',
    ],
    [
      'a health certificate that ended yesterday',
      'restaurant',
      { '/staff/0/validTo': '2026-03-01' },
      '/staff rule:R-HEALTH',
    ],
    [
      'online business without the remark',
      'restaurant',
      { '/online': true, '/onlinePlatform': '平台', '/onlineUrl': 'https://shop.example' },
      '/kindRemark rule:R-ONLINE',
    ],
    ['vending without the list of machines', 'restaurant', { '/kindRemark': ['vending'] }, '/vending required'],
    ['no layout plan', 'restaurant', { '/layoutFile': null }, '/layoutFile required'],
    ['no equipment', 'restaurant', { '/equipment': [] }, '/equipment minItems'],
    [
      'an agent without a power of attorney',
      'restaurant',
      { '/hasAgent': true, '/agentName': '田小甲', '/agentIdNo': '370303196503120028' },
      '/authorization required',
    ],
    [
      'delivery without an address',
      'restaurant',
      { '/deliverWay': 'delivery', '/deliverSlot': { part: 'am' } },
      '/deliverAddress required',
    ],
    ['no area', 'restaurant', { '/bizArea': 0 }, '/bizArea minimum'],
    ['a place outside the district', 'restaurant', { '/bizAddress/region': '370302' }, '/bizAddress/region const'],
    ['a place in no community of ours', 'restaurant', { '/bizAddress/community': 'c16' }, '/bizAddress/community'],
    ['an untrue declaration', 'restaurant', { '/truth': false }, '/truth const'],
    ['no signature', 'restaurant', { '/signature': null }, '/signature required'],
    ['no safety manager', 'restaurant', { '/safetyStaff': [] }, '/safetyStaff minItems'],
  ])('refuses %s', (_, name, changes, expected) => {
    expect(faults('foodApplication', changed(sample(name), changes))).toContainEqual(expect.stringContaining(expected));
  });

  it('takes a health certificate on its last day', () => {
    expect(faults('foodApplication', changed(sample('restaurant'), { '/staff/0/validTo': '2026-03-02' }))).toEqual([]);
  });

  it('asks managers of chains for no layout and no equipment', () => {
    expect(Object.keys(sample('management-only'))).not.toContain('layoutFile');
  });
});

describe('F-FOOD-2', () => {
  const row = (code: string, key: boolean, result: string) => ({ code, text: '核查内容', key, result });
  const check = (changes: JsonObject): JsonObject => ({
    level: 'full',
    round: 1,
    inspectors: [
      { userId: 'u-a', name: '甲', certNo: '1' },
      { userId: 'u-b', name: '乙', certNo: '2' },
    ],
    checkDate: '2026-03-03',
    items: [row('C-01', true, 'yes'), row('C-02', false, 'yes')],
    conclusion: 'pass',
    refused: false,
    applicantSign: { fileId: 'a'.repeat(64), name: 'sign.png', size: 10, type: 'image/png' },
    signatures: [],
    ...changes,
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['takes a check with every item fulfilled', {}, []],
    [
      'cannot pass with a key item open',
      { items: [row('C-01', true, 'no')] },
      ['/conclusion rule:R-KEY', '/conclusion rule:R-ALL-YES'],
    ],
    ['cannot pass with any item open', { items: [row('C-02', false, 'no')] }, ['/conclusion rule:R-ALL-YES']],
    ['cannot fail without an open item', { conclusion: 'fail' }, ['/items rule:R-SOME-NO']],
    ['is checked again the same day', { round: 2, firstDate: '2026-03-02' }, ['/checkDate rule:R-SAME-DAY']],
    ['fails when the check is blocked', { refused: true, refuseReason: '拒绝进入' }, ['/conclusion rule:R-BLOCKED']],
    ['says what must be fixed', { conclusion: 'fixNow', items: [row('C-02', false, 'no')] }, ['/fixDemand required']],
  ])('%s', (_, changes, expected) => {
    expect(faults('onsiteCheck', check(changes))).toEqual(expected);
  });
});

describe('other forms', () => {
  const roster = [
    { userId: 'u-a', name: '甲', certNo: '1', certValidTo: '2027-01-01', eligible: true },
    { userId: 'u-b', name: '乙', certNo: '2', certValidTo: '2027-01-01', eligible: true },
    { userId: 'u-c', name: '丙', certNo: '3', certValidTo: '2027-01-01', eligible: false },
  ];
  const items = [{ path: '/uscc', item: '代码', problem: '不符', howTo: '改正' }];
  it.each<[string, string, JsonObject, readonly string[]]>([
    [
      'assigns two eligible inspectors',
      'assignment',
      { roster, inspectors: ['u-a', 'u-b'], visitOn: '2026-03-03', slot: 'am' },
      [],
    ],
    [
      'never one alone',
      'assignment',
      { roster, inspectors: ['u-a'], visitOn: '2026-03-03', slot: 'am' },
      ['/inspectors minItems'],
    ],
    [
      'never a declared relative (S2)',
      'assignment',
      { roster, inspectors: ['u-a', 'u-c'], visitOn: '2026-03-03', slot: 'am' },
      ['/inspectors rule:R-ELIGIBLE'],
    ],
    [
      'never somebody unknown',
      'assignment',
      { roster, inspectors: ['u-a', 'u-x'], visitOn: '2026-03-03', slot: 'am' },
      ['/inspectors rule:R-ELIGIBLE'],
    ],
    [
      'keeps the period within the longest one',
      'fixOrder',
      { maxDays: 10, agree: true, days: 11 },
      ['/days rule:R-MAX-DAYS'],
    ],
    [
      'proposes refusal after a failed check',
      'examination',
      { siteFailed: true, paperResult: 'ok', proposal: 'grant', majorInterest: false },
      ['/proposal rule:R-SITE'],
    ],
    [
      'proposes refusal with faulty papers',
      'examination',
      { siteFailed: false, paperResult: 'faulty', proposal: 'grant', majorInterest: false },
      ['/proposal rule:R-PAPER'],
    ],
    ['gives reasons for refusing', 'decision', { result: 'refuse', basis: '办法' }, ['/reasons required']],
    [
      'asks nothing new in a second notice',
      'acceptance',
      { round: 2, previousPaths: ['/bizArea'], finding: 'correct', items, secondReason: '仍不清' },
      ['/items rule:R-SECOND'],
    ],
    [
      'gives a reason for a second notice',
      'acceptance',
      { round: 2, previousPaths: ['/uscc'], finding: 'correct', items },
      ['/secondReason required'],
    ],
    [
      'needs no such reason the first time',
      'acceptance',
      { round: 1, previousPaths: [], finding: 'correct', items },
      [],
    ],
    [
      'names the right authority',
      'acceptance',
      { round: 1, finding: 'not-ours', reason: '不在辖区' },
      ['/authority required'],
    ],
    [
      'holds a hearing seven days after the notice',
      'hearingPlan',
      { earliest: '2026-03-12', date: '2026-03-11', place: '会议室', chair: '钱白露', open: true },
      ['/date rule:R-NOTICE'],
    ],
    [
      'holds a hearing on its day',
      'hearingRecord',
      { plannedDate: '2026-03-12', heldOn: '2026-03-11', present: '各方', minutes: '记录', opinion: '意见' },
      ['/heldOn rule:R-HELD'],
    ],
    ['rates badly with bad tags only', 'rating', { level: 1, tags: ['fast'] }, ['/tags rule:R-TAGS']],
    ['rates well with good tags only', 'rating', { level: 4, tags: ['slow'] }, ['/tags rule:R-TAGS']],
    ['rates without tags', 'rating', { level: 3 }, []],
    ['says why a delivery failed', 'deliveryRecord', { attempt: 1, result: 'failed' }, ['/failReason required']],
    [
      'checks the receiver’s ID',
      'handover',
      {
        receiverName: '王小满',
        relation: 'self',
        idChecked: false,
        signature: { fileId: 'a'.repeat(64), name: 's.png', size: 9, type: 'image/png' },
        handedOn: '2026-03-06',
      },
      ['/idChecked const'],
    ],
  ])('%s', (_, formId, document, expected) => {
    expect(faults(formId, document)).toEqual(expected);
  });
});
