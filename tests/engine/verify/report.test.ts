import { describe, expect, test } from '@jest/globals';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import { verifySoundness } from '../../../engine/verify/verify-soundness.js';
import { diagram } from '../../kit/diagram.js';
import { processOf } from '../../kit/process-builder.js';

describe('the counterexample', () => {
  test('names each element passed and each choice taken, and says at the end what is wrong', () => {
    const report = verifySoundness(diagram('s > t1 > x1 > t2 > a1 > e; x1 > t3 > a1'));
    if (report.verdict !== 'refuted') throw new Error(report.verdict);
    expect(report.counterexample.map(({ elementId, text }) => `${elementId}: ${text.en}`)).toEqual([
      's: It starts with "s"',
      't1: "t1" is passed',
      'x1: "x1" goes on to "t2"',
      't2: "t2" is passed',
      'a1: "a1" waits for a token from "t3" that can never come',
    ]);
    expect(report.text.zh).toBe('“a1”一直等待来自“t3”的令牌，而它不会再来');
  });

  test('leads into the sub-process where the fault is', () => {
    const report = verifySoundness(
      diagram('s > p1 > e', ['p1'], (plan) =>
        plan.sub('p1', (inner) => inner.start('s1').xor('x1').user('t1').row('s1', 'x1', 't1', 'x1')),
      ),
    );
    const ids = report.verdict === 'refuted' ? report.counterexample.map(({ elementId }) => elementId) : [];
    expect([report.verdict, ...ids]).toEqual(['refuted', 'p1', 's1', 'x1']);
  });
});

/** Two choices before a synchronisation; with the same conditions at both they may always agree. */
function twoChoices(first: string, second: string): ProcessPlan {
  const plan = processOf('p').start('s').and('a1').xor('x1').xor('x2').xor('x3').and('a2').end('e');
  plan.row('s', 'a1', 'x1').row('a1', 'x2').row('x3', 'a2', 'e');
  plan.end('e1').user('t1').user('t2').row('t1', 'a2');
  plan.flow('x1', 't1', first).flow('x1', 'e1', { default: true });
  plan.flow('x2', 't2', second).row('t2', 'x3').end('e2').flow('x2', 'e2', { default: true });
  return plan.plan();
}

describe('data', () => {
  test('that may never be so make a fault that is out of scope, and name the elements', () => {
    expect(verifySoundness(twoChoices('big', 'big'))).toMatchObject({
      verdict: 'outOfScope',
      reason: 'data',
      fault: 'deadlock',
      elementIds: ['x1', 'x2'],
    });
  });

  test('that have nothing to do with each other leave the fault as it is', () => {
    expect(verifySoundness(twoChoices('big', 'late'))).toMatchObject({ verdict: 'refuted', fault: 'deadlock' });
  });
});

/** Parallel ways round, each with two ways in: nothing to reduce, only to search. */
function tangled(width: number): ProcessPlan {
  const ways = Array.from({ length: width }, (_, at) => {
    const row = 'a1 > x > t > y > w > a2; x > u > z > w; y > u; z > t';
    return row.replace(/\b[xtyuzw]\b/g, (id) => `${/[xyz]/.test(id) ? 'x' : 't'}${id}${at}`);
  });
  return diagram(`s > a1; a2 > e; ${ways.join('; ')}`);
}

function wide(width: number, length: number): ProcessPlan {
  const ways = Array.from({ length: width }, (_, at) => {
    const tasks = Array.from({ length }, (_task, place) => `t${at}_${place}`);
    return `a1 > ${tasks.join(' > ')} > a2`;
  });
  return diagram(`s > a1; a2 > e; ${ways.join('; ')}`);
}

describe('the number of markings', () => {
  test('does not grow with parallel branches', () => {
    expect(verifySoundness(wide(10, 10))).toEqual({ verdict: 'proven', states: 2 });
    expect(verifySoundness(wide(100, 2))).toEqual({ verdict: 'proven', states: 2 });
  });

  test('is a sum over branches, not a product, where each has to be searched', () => {
    const [ten, twenty] = [10, 20].map((width) => verifySoundness(tangled(width)));
    expect([ten?.verdict, twenty?.verdict]).toEqual(['proven', 'proven']);
    expect(twenty?.states).toBeLessThan(2.2 * (ten?.states ?? 0));
    expect(twenty?.states).toBeLessThan(400);
  });

  test('is the budget: with too few there is no answer, and the same one each time', () => {
    const first = verifySoundness(tangled(10), { maxStates: 20 });
    expect(first).toMatchObject({ verdict: 'unknown', reason: 'budget' });
    expect(verifySoundness(tangled(10), { maxStates: 20 })).toEqual(first);
  });
});
