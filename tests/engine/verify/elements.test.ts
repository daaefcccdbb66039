import { describe, expect, test } from '@jest/globals';
import type { ElementPlan, EventPlan, ProcessPlan } from '../../../engine/model/plan.js';
import { verifySoundness } from '../../../engine/verify/verify-soundness.js';
import { diagram, draw } from '../../kit/diagram.js';
import type { processOf } from '../../kit/process-builder.js';
import { message } from '../../kit/process-builder.js';

/** The verdict, or the fault with the element it is about. */
function judgement(plan: ProcessPlan): string {
  const report = verifySoundness(plan);
  return report.verdict === 'refuted' ? `${report.fault} ${report.elementId}` : report.verdict;
}

/** A plan with one element changed. */
function changed(plan: ProcessPlan, id: string, change: object): ProcessPlan {
  const element = { ...plan.elements[id], ...change } as ElementPlan;
  return { ...plan, elements: { ...plan.elements, [id]: element } };
}

const NEWS = message('news', '"k"');
const CANCEL: EventPlan = { kind: 'cancel' };

describe('a complex gateway', () => {
  const joining = (condition: string | undefined, tasks = 3): ProcessPlan => {
    const ways = ['t1', 't2', 't3'].slice(0, tasks).map((id) => `a1 > ${id} > c`);
    return diagram(`s > a1; ${ways.join('; ')}; c > e`, ['c'], (plan) => plan.complex('c', condition));
  };

  test('fires with two of three, and takes the third at its reset', () => {
    expect(judgement(joining('activationCount >= 2'))).toBe('proven');
    expect(judgement(joining(undefined))).toBe('proven');
  });

  test('waits for ever for more tokens than can come', () => {
    expect(judgement(joining('activationCount >= 3', 2))).toBe('deadlock c');
  });
});

describe('token quantities', () => {
  const plan = diagram('s > t1 > t2 > e');

  test('that fit are sound, and several tokens on the way are wanted', () => {
    const giving = changed(plan, 't1', { completionQuantity: 3 });
    expect(judgement(changed(giving, 't2', { startQuantity: 3 }))).toBe('proven');
    expect(judgement(giving)).toBe('proven');
  });

  test('that do not fit leave tokens behind', () => {
    const giving = changed(plan, 't1', { completionQuantity: 3 });
    expect(judgement(changed(giving, 't2', { startQuantity: 2 }))).toBe('deadlock t2');
  });
});

describe('events', () => {
  const gateway = (ways: string): ProcessPlan => {
    const catches = (plan: ReturnType<typeof processOf>) => plan.catch('c1', NEWS).catch('c2', NEWS);
    return changed(diagram(`s > x1; ${ways}`, ['c1', 'c2'], catches), 'x1', {
      type: 'eventBasedGateway',
      instantiate: false,
      parallel: false,
    });
  };

  test('behind an event gateway only one happens', () => {
    expect(judgement(gateway('x1 > c1 > x2 > e; x1 > c2 > x2'))).toBe('proven');
    expect(judgement(gateway('x1 > c1 > a2 > e; x1 > c2 > a2'))).toBe('deadlock a2');
  });

  test('a parallel event gateway that starts the process waits for all', () => {
    const plan = diagram('x1 > c1 > a2 > e; x1 > c2 > a2', ['c1', 'c2'], (one) =>
      one.catch('c1', NEWS).catch('c2', NEWS),
    );
    const starting = { type: 'eventBasedGateway', instantiate: true };
    expect(judgement(changed(plan, 'x1', { ...starting, parallel: true }))).toBe('proven');
    expect(judgement(changed(plan, 'x1', { ...starting, parallel: false }))).toBe('deadlock a2');
  });

  test('a link goes on at the catch event of its name', () => {
    const link: EventPlan = { kind: 'link', name: 'on' };
    const plan = diagram('s > l1; l2 > t1 > e', ['l1', 'l2'], (one) => one.throw('l1', link).catch('l2', link));
    expect(judgement(plan)).toBe('proven');
    expect(judgement(changed(plan, 'l2', { event: { kind: 'link', name: 'off' } }))).toBe('deadActivity l2');
  });

  test('a cancel end event leads to the cancel boundary event', () => {
    const plan = diagram('s > p1 > e; b > t2 > e2', ['p1', 'b'], (one) =>
      one
        .sub('p1', (inner) => draw(inner.end('c1', CANCEL), 's1 > x1 > t1 > e1; x1 > c1', new Set(['c1'])), {
          type: 'transaction',
        } as object)
        .boundary('b', 'p1', CANCEL),
    );
    expect(judgement(plan)).toBe('proven');
    const never = changed(plan, 'c1', { event: { kind: 'none' } });
    expect(judgement(never)).toBe('deadActivity b');
  });

  test('what lies behind an escalation that interrupts is dead', () => {
    const up: EventPlan = { kind: 'escalation', escalationCode: 'C' };
    const plan = (interrupting: boolean): ProcessPlan =>
      diagram('s > p1 > x1 > e; b > t2 > e2', ['p1', 'b'], (one) =>
        one
          .sub('p1', (inner) => draw(inner.throw('u1', up), 's1 > x2 > u1 > t1 > e1; x2 > e3', new Set(['u1'])))
          .boundary('b', 'p1', up, interrupting),
      );
    expect(judgement(plan(false))).toBe('proven');
    expect(judgement(plan(true))).toBe('deadActivity t1');
  });
});

describe('an ad-hoc sub-process', () => {
  test('is judged with each of its activities carried out', () => {
    const plan = (inner: string): ProcessPlan =>
      diagram('s > h1 > e', ['h1'], (one) => one.adHoc('h1', (inside) => draw(inside, inner)));
    expect(judgement(plan('t1 > t2; t3'))).toBe('proven');
    expect(judgement(plan('t1 > x1 > t3; t2 > x1'))).toBe('lackOfSynchronisation x1');
  });
});

describe('a process without start event', () => {
  test('starts everything that no flow leads to at once', () => {
    expect(judgement(diagram('t1 > a1 > t3; t2 > a1'))).toBe('proven');
    expect(judgement(diagram('t1 > x1 > t3; t2 > x1'))).toBe('lackOfSynchronisation x1');
  });
});
