import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileDecisions, type CompiledDecisionModel } from '../../engine/decision/compile-decision.js';
import type { JsonObject, JsonValue } from '../../engine/model/json.js';

const models = new Map<string, CompiledDecisionModel>();

beforeAll(async () => {
  for (const id of ['D-FOOD-1', 'D-FOOD-2', 'D-FOOD-BAN']) {
    const result = await compileDecisions(readFileSync(`definitions/food-license-new/decisions/${id}.dmn`, 'utf8'));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    models.set(id, result.decisions);
  }
});

function ask(id: string, context: JsonObject): JsonValue {
  const result = models.get(id)?.evaluate(id, context);
  return result?.ok === true ? result.value : `failed: ${JSON.stringify(result)}`;
}

const shipped = readdirSync('definitions').flatMap((folder) => {
  const decisions = `definitions/${folder}/decisions`;
  return existsSync(decisions) ? readdirSync(decisions).map((file) => `${decisions}/${file}`) : [];
});

it.each(shipped)('%s has no gap, overlap or idle rule but those it declares', async (file) => {
  const result = await compileDecisions(readFileSync(file, 'utf8'));
  expect(result.ok && result.warnings.map(({ text }) => text.en)).toEqual([]);
});

it('a declared gap is there', async () => {
  const xml = readFileSync('definitions/food-license-new/decisions/D-FOOD-1.dmn', 'utf8');
  const result = await compileDecisions(xml.replace('gaps="true"', ''));
  expect(result.ok && result.warnings.map(({ rule, elementId }) => [rule, elementId])).toEqual([
    ['table-gap', 'D-FOOD-1_table'],
  ]);
});

describe('D-FOOD-1 (domain 5.1)', () => {
  it.each<[string, JsonObject, string, string | null]>([
    ['edible farm produce only', { onlyFarmProduce: true, catering: true }, 'none', null],
    ['prepacked food only', { onlyPrepacked: true }, 'food-prepack-filing', null],
    ['hospital with special medical food', { medicalSpecialOnly: true }, 'none', null],
    ['producer selling own products', { producerOwn: true, fixedShop: false }, 'none', null],
    ['stall without a shop', { fixedShop: false, catering: true }, 'food-stall-filing', null],
    ['canteen', { canteen: true, catering: true }, 'food-license-new', 'canteen'],
    [
      'small catering, 49.99 m2',
      { catering: true, bizArea: 4999, prefersRegistration: true },
      'small-catering-register',
      null,
    ],
    ['exactly 50 m2', { catering: true, bizArea: 5000, prefersRegistration: true }, 'food-license-new', 'catering'],
    [
      'small, but raw aquatic food',
      { catering: true, bizArea: 3000, prefersRegistration: true, forbiddenFood: true },
      'food-license-new',
      'catering',
    ],
    ['small, but the licence is preferred', { catering: true, bizArea: 3000 }, 'food-license-new', 'catering'],
    ['bulk food', { bulk: true }, 'food-license-new', 'sale'],
    ['management only', { managementOnly: true }, 'food-license-new', 'catering'],
  ])('%s', (_, facts, process, kind) => {
    expect(ask('D-FOOD-1', facts)).toMatchObject({ process, kind });
  });
});

describe('D-FOOD-2 (domain 5.3)', () => {
  const plain = {
    applyType: 'new',
    conditions: null,
    projects: ['hotFood'],
    remarks: [],
    coldCake: false,
    coldMeat: false,
    bulkCooked: false,
    simpleMaking: false,
  };
  it.each<[string, JsonObject, string, boolean, number]>([
    ['hot food', {}, 'full', false, 0],
    ['raw food', { projects: ['rawFood'] }, 'full', true, 0],
    ['cold meat', { projects: ['coldFood'], coldMeat: true }, 'full', true, 0],
    ['cold-processed cakes', { projects: ['coldFood'], coldCake: true }, 'full', true, 0],
    ['plain cold food', { projects: ['coldFood'] }, 'full', false, 0],
    ['central kitchen', { remarks: ['centralKitchen'] }, 'full', true, 0],
    ['collective delivery', { remarks: ['collectiveDelivery'] }, 'full', true, 0],
    ['school canteen', { remarks: ['schoolCanteen'] }, 'full', true, 0],
    ['simple making', { simpleMaking: true }, 'simplified', false, 0],
    [
      'simple making never for cold meat',
      { projects: ['coldFood'], coldMeat: true, simpleMaking: true },
      'full',
      true,
      0,
    ],
    ['bulk food', { projects: ['bulkSale'] }, 'full', false, 0],
    ['cooked food sold loose', { projects: ['bulkSale'], bulkCooked: true }, 'full', true, 0],
    ['catering and cooked food sold loose', { projects: ['hotFood', 'bulkSale'], bulkCooked: true }, 'full', true, 0],
    ['management only', { projects: ['chainCatering'] }, 'none', false, 0],
    ['change of text items', { applyType: 'change', conditions: 'text' }, 'none', false, 0],
    ['change to fewer projects', { applyType: 'change', conditions: 'fewer' }, 'none', false, 30],
    ['change that affects safety', { applyType: 'change', conditions: 'affects' }, 'full', false, 0],
    ['extension, conditions unchanged', { applyType: 'extend', conditions: 'unchanged' }, 'none', false, 30],
    [
      'extension, conditions changed',
      { applyType: 'extend', conditions: 'affects', projects: ['rawFood'] },
      'full',
      true,
      0,
    ],
    ['replacement', { applyType: 'reissue' }, 'none', false, 0],
    ['cancellation', { applyType: 'cancel' }, 'none', false, 0],
  ])('%s', (_, change, onsite, highRisk, postCheckDays) => {
    expect(ask('D-FOOD-2', { ...plain, ...change })).toEqual({ onsite, highRisk, postCheckDays });
  });
});

describe('D-FOOD-BAN', () => {
  it.each<[number, boolean, boolean, string]>([
    [0, true, true, 'ok'],
    [0, false, false, 'ok'],
    [0, true, false, 'inactive'],
    [1, true, true, 'banned'],
    [2, true, false, 'banned'],
  ])('%s bans, found %s, active %s gives %s', (activeBans, subjectFound, subjectActive, outcome) => {
    expect(ask('D-FOOD-BAN', { activeBans, subjectFound, subjectActive })).toMatchObject({ outcome });
  });
});
