import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { CompiledDecisionModel } from '../../../engine/decision/compile-decision.js';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import type { Problem } from '../../../engine/model/problem.js';
import { officeCalendar } from '../calendar/office-calendar.js';

const NAMES = ['ability', 'calendar', 'dibao', 'election', 'meals', 'votes'] as const;
const models = new Map<string, CompiledDecisionModel>();
const warnings = new Map<string, readonly Problem[]>();

for (const name of NAMES) {
  const xml = readFileSync(new URL(`./examples/${name}.dmn`, import.meta.url), 'utf8');
  const result = await compileDecisions(xml);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.problems)}`);
  models.set(name, result.decisions);
  warnings.set(name, result.warnings);
}

function ask(name: (typeof NAMES)[number], decisionId: string, context: JsonObject): JsonValue {
  const result = models.get(name)?.evaluate(decisionId, context, { calendar: officeCalendar() });
  return result?.ok === true ? result.value : `failed: ${JSON.stringify(result)}`;
}

test.each(NAMES)('the tables of %s have no gap, no overlap and no rule that never counts', (name) => {
  expect(warnings.get(name)?.map(({ text }) => text.en)).toEqual([]);
});

describe('calendar', () => {
  test('C1: received on Friday, deemed accepted after 5 wd, decided within 10, with an extension 15', () => {
    const context = { instant: '2026-02-12T18:10:00+08:00' };
    expect(ask('calendar', 'received', context)).toBe('2026-02-13T09:00:00+08:00');
    expect(ask('calendar', 'licence', context)).toMatchObject({
      T0: '2026-02-13',
      deemedAfter: '2026-02-27',
      legal: '2026-03-05',
      extended: '2026-03-12',
    });
  });

  test('C2: T0 is the resubmission', () => {
    expect(ask('calendar', 'licence', { instant: '2026-05-08T10:00:00+08:00' })).toMatchObject({
      T0: '2026-05-08',
      promised: '2026-05-14',
      legal: '2026-05-21',
    });
  });

  test('C3: the window of an extension is counted back', () => {
    expect(ask('calendar', 'window', { from: '2026-12-31' })).toEqual({
      opens: '2026-08-21',
      lastTimelyDay: '2026-12-10',
    });
  });

  test('C4: a last day that is off moves to the next working day', () => {
    expect(ask('calendar', 'filing', { from: '2026-09-05' })).toBe('2026-10-08');
  });

  test('C5: a notice of 7 cd, then an automatic and a human step', () => {
    expect(ask('calendar', 'notice', { from: '2026-09-23' })).toEqual({
      lastDay: '2026-09-30',
      nextStep: '2026-10-01',
      nextHumanStep: '2026-10-08',
    });
  });

  test('C6: the limits of 低保', () => {
    expect(ask('calendar', 'dibaoLimits', { from: '2026-07-06' })).toEqual({
      startBy: '2026-07-09',
      total: '2026-08-17',
      extended: '2026-09-07',
    });
  });
});

describe('votes: 118 persons, 10,800.00 m2', () => {
  const [few, small] = ['参与人数不足', '参与面积不足'];
  const pass = { passed: true, reason: null };
  const fail = (reason: string): JsonObject => ({ passed: false, reason });
  test.each([
    ['VA', 79, 720_000, 40, 360_001, pass, fail('同意人数和面积不足')],
    ['VB', 79, 720_000, 40, 360_000, fail('同意面积不足'), fail('同意人数和面积不足')],
    ['VC', 78, 900_000, 78, 900_000, fail(few), fail(few)],
    ['VD', 90, 719_999, 90, 719_999, fail(small), fail(small)],
    ['VE', 80, 800_000, 60, 600_000, pass, pass],
    ['VF', 80, 800_000, 59, 650_000, pass, fail('同意人数不足')],
  ])('%s', (_id, partPersons, partArea, forPersons, forArea, ordinary, special) => {
    const facts = { totalPersons: 118, totalArea: 1_080_000, partPersons, partArea, forPersons, forArea };
    expect(ask('votes', 'outcome', { ...facts, matter: 'ordinary' })).toEqual(ordinary);
    expect(ask('votes', 'outcome', { ...facts, matter: 'special' })).toEqual(special);
    expect(ask('votes', 'vote', { ...facts, matter: 'special' })).toEqual(special);
  });
});

test('E1: five of six electable candidates are seated, the sixth is alternate', () => {
  const candidates = [
    ['甲', 70, 700_000],
    ['乙', 66, 630_000],
    ['丙', 60, 610_000],
    ['丁', 52, 500_000],
    ['戊', 45, 420_000],
    ['己', 43, 405_000],
    ['庚', 41, 399_000],
  ].map(([name, persons, area]) => ({ name: name ?? '', persons: persons ?? 0, area: area ?? 0 }));
  expect(ask('election', 'result', { candidates, seats: 5, partPersons: 80, partArea: 800_000 })).toEqual({
    elected: ['甲', '乙', '丙', '丁', '戊'],
    alternates: ['己'],
    secondVote: false,
    notElected: ['庚'],
  });
});

describe('低保', () => {
  const members = [
    { name: '甲', disability: 0 },
    { name: '乙', disability: 1 },
    { name: '丙', disability: 0 },
  ];
  const facts = { members, standard: 100_000, propertyOk: true, decidedOn: '2026-08-14' };

  test('B1: 600 a head of 1,000 gives 1,200 a month from the next month on', () => {
    expect(ask('dibao', 'allowance', { ...facts, income: 180_000 })).toEqual({
      household: '低保',
      amount: 120_000,
      paidFrom: '2026-09-01',
      mayApplyAlone: [],
    });
  });

  test('B2: 1,300 a head is near the margin, and the severely disabled member may apply alone', () => {
    expect(ask('dibao', 'allowance', { ...facts, income: 390_000 })).toEqual({
      household: '低保边缘',
      amount: 0,
      paidFrom: null,
      mayApplyAlone: ['乙'],
    });
  });

  test('too much property is none of both', () => {
    expect(ask('dibao', 'household', { ...facts, income: 0, propertyOk: false })).toBe('不符合');
  });
});

describe('ability', () => {
  test.each([
    ['H1', 66, false, false, 0, '轻度失能'],
    ['H2', 66, false, true, 0, '中度失能'],
    ['H3', 30, false, false, 1, '重度失能'],
    ['H4', 30, false, false, 2, '完全失能'],
    ['H5', 90, true, false, 0, '完全失能'],
    ['H6', 90, false, true, 0, '轻度失能'],
  ])('%s: a sum of %d', (_id, sum, coma, diagnosed, careEvents, level) => {
    const facts = { sum, coma, diagnosed, careEvents };
    expect(ask('ability', 'level', facts)).toBe(level);
    expect(ask('ability', 'dayCare', { ...facts, nursing: false })).toBe(
      level.startsWith('轻') || level.startsWith('中'),
    );
  });
});

describe('meals', () => {
  test('M1: of two classes the higher benefit counts', () => {
    const person = { age: 80, register: '低保', livesAlone: true };
    expect(ask('meals', 'price', { ...person, subsidisedToday: 0 })).toEqual({ own: 300, subsidised: true });
  });

  test('M2: a second lunch on the same day is at full price', () => {
    const person = { age: 80, register: '低保', livesAlone: true };
    expect(ask('meals', 'price', { ...person, subsidisedToday: 1 })).toEqual({ own: 1200, subsidised: false });
  });

  test('M3: a meal after the date of death is dropped', () => {
    const meals = ['2026-03-01', '2026-03-02', '2026-03-03'].map((date) => ({ person: 'p', date, meal: '午餐' }));
    expect(ask('meals', 'settled', { meals, diedOn: '2026-03-02' })).toEqual(meals.slice(0, 2));
    expect(ask('meals', 'settled', { meals })).toEqual(meals);
  });

  test.each([
    [59, '无', false, '市场价'],
    [60, '无', false, '9 元'],
    [70, '无', false, '8 元'],
    [70, '无', true, '6 元'],
    [65, '失独', false, '5 元'],
  ])('age %d, %s, alone %s: %s', (age, register, livesAlone, expected) => {
    expect(ask('meals', 'class', { age, register, livesAlone })).toBe(expected);
  });
});
