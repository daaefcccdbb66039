import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileDecisions, type CompiledDecisionModel } from '../../engine/decision/compile-decision.js';
import type { JsonObject, JsonValue } from '../../engine/model/json.js';

const FILES = {
  'D-AID-1': 'assistance-pairing',
  'D-AID-2': 'assistance-need',
  'D-AID-3': 'assistance-pairing',
  'D-DIBAO-1': 'dibao-application',
  'D-DIBAO-3': 'dibao-review',
  'D-RELIEF-1': 'temporary-relief',
} as const;

const models = new Map<string, CompiledDecisionModel>();

beforeAll(async () => {
  for (const [id, folder] of Object.entries(FILES)) {
    const result = await compileDecisions(readFileSync(`definitions/${folder}/decisions/${id}.dmn`, 'utf8'));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    models.set(id, result.decisions);
  }
});

function ask(id: keyof typeof FILES, context: JsonObject): JsonValue {
  const result = models.get(id)?.evaluate(id, context);
  return result?.ok === true ? result.value : `failed: ${JSON.stringify(result)}`;
}

const PLAIN: JsonObject = {
  dibaoClass: 'none',
  ill: 0,
  disabled: 0,
  inSchool: false,
  alone: false,
  noEarner: false,
  disaster: false,
  unsafe: false,
};

describe('D-AID-1: the score of a family', () => {
  it.each<[string, JsonObject, number]>([
    ['nothing', {}, 0],
    ['a minimum allowance', { dibaoClass: 'dibao' }, 20],
    ['destitute', { dibaoClass: 'tekun' }, 25],
    ['near margin', { dibaoClass: 'margin' }, 12],
    ['heavy spending', { dibaoClass: 'rigid' }, 12],
    ['two seriously ill, each 10', { ill: 2 }, 20],
    ['one severely disabled', { disabled: 1 }, 10],
    ['a child in school', { inSchool: true }, 5],
    ['an elder alone', { alone: true }, 10],
    ['nobody earns', { noEarner: true }, 10],
    ['a sudden disaster', { disaster: true }, 15],
    ['an unsafe house', { unsafe: true }, 8],
    ['all together', { dibaoClass: 'dibao', ill: 1, disabled: 1, inSchool: true, noEarner: true, unsafe: true }, 63],
  ])('%s', (_, facts, score) => {
    expect(ask('D-AID-1', { ...PLAIN, ...facts })).toBe(score);
  });
});

describe('D-AID-2: is state aid possible?', () => {
  const need: JsonObject = { type: 'appliance', urgent: false, inDibao: false, lowIncome: false, disabled: false };
  it.each<[string, JsonObject, string]>([
    ['an appliance', {}, 'none'],
    ['low income without an allowance', { lowIncome: true }, 'dibao'],
    ['low income with an allowance', { lowIncome: true, inDibao: true }, 'none'],
    ['urgent medical care', { type: 'medical', urgent: true }, 'relief'],
    ['medical care', { type: 'medical' }, 'medical'],
    ['care in a disabled family', { type: 'care', disabled: true }, 'disabled'],
    ['care otherwise', { type: 'care' }, 'none'],
    ['work', { type: 'job' }, 'job'],
  ])('%s', (_, facts, aid) => {
    expect(ask('D-AID-2', { ...need, ...facts })).toBe(aid);
  });
});

describe('D-AID-3: may they be paired?', () => {
  it.each<[boolean, boolean, boolean, string]>([
    [false, false, true, 'ok'],
    [true, false, true, 'relative'],
    [false, true, true, 'full'],
    [false, false, false, 'wrong'],
  ])('relative %s, full %s, proper %s', (relative, full, proper, outcome) => {
    expect(ask('D-AID-3', { relative, full, proper })).toBe(outcome);
  });
});

describe('D-DIBAO-1: the class of the family', () => {
  const family: JsonObject = {
    propertyOk: true,
    belowStandard: false,
    belowMargin: false,
    severe: false,
    belowDisposable: true,
    heavy: false,
  };
  it.each<[string, JsonObject, string, boolean]>([
    ['B1: below the standard', { belowStandard: true, belowMargin: true }, 'dibao', false],
    ['B2: below the margin line', { belowMargin: true }, 'margin', false],
    ['B2 with a severe disability', { belowMargin: true, severe: true }, 'margin', true],
    ['heavy spending', { heavy: true }, 'rigid', false],
    ['heavy spending, above the disposable income', { heavy: true, belowDisposable: false }, 'none', false],
    ['above everything', { belowDisposable: false }, 'none', false],
    ['too much property', { propertyOk: false, belowStandard: true, belowMargin: true }, 'none', false],
  ])('%s', (_, facts, expected, alone) => {
    expect(ask('D-DIBAO-1', { ...family, ...facts })).toMatchObject({ class: expected, alone });
  });
});

describe('D-DIBAO-3: the outcome of a review', () => {
  const review: JsonObject = { wasDibao: true, class: 'dibao', refused: false, jobFound: false, direction: 'same' };
  it.each<[string, JsonObject, string]>([
    ['nothing changes', {}, 'keep'],
    ['income falls', { direction: 'up' }, 'raise'],
    ['income rises', { direction: 'down' }, 'cut'],
    ['work refused three times', { refused: true }, 'share'],
    ['above the standard', { class: 'margin' }, 'stop'],
    ['above the standard after finding work', { class: 'none', jobFound: true }, 'gradual'],
    ['a near-margin family still within the rules', { wasDibao: false, class: 'margin' }, 'keep'],
    ['a near-margin family no longer', { wasDibao: false, class: 'none' }, 'stop'],
  ])('%s', (_, facts, outcome) => {
    expect(ask('D-DIBAO-3', { ...review, ...facts })).toMatchObject({ outcome });
  });
});

describe('D-RELIEF-1: help first', () => {
  it.each<[boolean, boolean, string]>([
    [true, true, 'first'],
    [true, false, 'full'],
    [false, true, 'full'],
  ])('urgent %s, within the limit %s', (urgent, within, way) => {
    expect(ask('D-RELIEF-1', { urgent, within })).toBe(way);
  });
});
