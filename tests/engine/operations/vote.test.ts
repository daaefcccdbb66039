import { describe, expect, it } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import type { Approver, Decision } from '../../../engine/model/approval.js';
import type { ThresholdPlan } from '../../../engine/model/plan.js';
import type { OutcomeRules } from '../../../engine/operations/approval/outcome.js';
import { finalOutcome, outcomeOf } from '../../../engine/operations/approval/outcome.js';
import { tallyOf } from '../../../engine/operations/approval/tally.js';
import { person } from '../../kit/instance-driver.js';
import { value } from '../../kit/process-builder.js';
import { answers, asked, atDecision, policy, share } from './approval-kit.js';

const QUORUM = [share('quorum', 'first', 2, 3), share('quorum', 'second', 2, 3)];
const ORDINARY = [...QUORUM, share('approval', 'first', 1, 2, true), share('approval', 'second', 1, 2, true)];
const SPECIAL = [...QUORUM, share('approval', 'first', 3, 4), share('approval', 'second', 3, 4)];

/** A vote by thresholds. */
function vote(thresholds: readonly ThresholdPlan[], earlyFinish = true): OutcomeRules {
  return { mode: 'vote', refusal: 'end', earlyFinish, thresholds };
}

function voter(place: number, secondWeight: number, decision?: Decision, more: Partial<Approver> = {}): Approver {
  const answer = decision === undefined ? {} : { vote: { decision, at: 0 } };
  return { id: `a${place}`, user: `u${place}`, weight: 1, secondWeight, ...answer, ...more };
}

/** 118 voters with 10,800.00 m2 (in 0.01 m2): so many taking part with so much area, of these so many in favour with so much. */
function estate(present: number, presentArea: number, favour: number, favourArea: number): readonly Approver[] {
  const groups = [
    { count: favour, area: favourArea, decision: 'approve' as const },
    { count: present - favour, area: presentArea - favourArea, decision: 'refuse' as const },
    { count: 118 - present, area: 1_080_000 - presentArea, decision: undefined },
  ];
  return groups.flatMap(({ count, area, decision }) =>
    Array.from({ length: count }, (_, place) => voter(place, place === 0 ? area : 0, decision)),
  );
}

describe('a vote of the owners (domain.md 23, VA to VF)', () => {
  const cases: readonly [string, readonly Approver[], string, string][] = [
    ['VA: just enough heads and area', estate(79, 720_000, 40, 360_001), 'approved', 'refused'],
    ['VB: exactly half of the area', estate(79, 720_000, 40, 360_000), 'refused', 'refused'],
    ['VC: too few heads taking part', estate(78, 900_000, 78, 900_000), 'refused', 'refused'],
    ['VD: too little area taking part', estate(90, 719_999, 90, 719_999), 'refused', 'refused'],
    ['VE: exactly three quarters of both', estate(80, 800_000, 60, 600_000), 'approved', 'approved'],
    ['VF: too few heads in favour', estate(80, 800_000, 59, 650_000), 'approved', 'refused'],
  ];

  it.each(cases)('%s', (_name, approvers, ordinary, special) => {
    expect(finalOutcome(vote(ORDINARY), approvers)).toBe(ordinary);
    expect(finalOutcome(vote(SPECIAL), approvers)).toBe(special);
  });

  it('counts abstentions as taking part', () => {
    const abstaining = [voter(1, 10, 'approve'), voter(2, 10, 'abstain')];
    expect(tallyOf(abstaining).weight).toEqual({ all: 2, present: 2, approved: 1 });
    expect(finalOutcome(vote([share('approval', 'first', 1, 2, true)]), abstaining)).toBe('refused');
  });

  it('passes nothing that nobody is in favour of', () => {
    expect(finalOutcome(vote([share('approval', 'second', 1, 2)]), [voter(1, 0, 'abstain')])).toBe('refused');
  });
});

describe('a vote at a task', () => {
  const electorate = value('=[{user:"u-a",weight:2},{user:"u-b"},{user:"u-c"},{user:"u-d"}]');
  const majority = { approvers: electorate, thresholds: [share('approval', 'first', 1, 2, true)] };

  it('ends as soon as the outcome is fixed', () => {
    const run = atDecision(policy('vote', majority));
    answers(run, 'approve', 'u-a');
    expect(asked(run)).toEqual(['u-b', 'u-c', 'u-d']);
    answers(run, 'approve', 'u-c');
    expect(run.state.status).toBe('completed');
    expect(run.variables).toMatchObject({ outcome: 'approved', tally: { open: 2, weight: { all: 5, approved: 3 } } });
  });

  it('hears everybody when it must not end early', () => {
    const run = answers(atDecision(policy('vote', { ...majority, earlyFinish: false })), 'refuse', 'u-a', 'u-b', 'u-c');
    expect(run.state.status).toBe('active');
    expect(answers(run, 'abstain', 'u-d').variables['outcome']).toBe('refused');
  });

  it('is lost with one veto, and not won while somebody with a veto is silent', () => {
    const veto = policy('vote', { ...majority, veto: value('u-d') });
    expect(answers(atDecision(veto), 'refuse', 'u-d').variables['outcome']).toBe('refused');
    const run = answers(atDecision(veto), 'approve', 'u-a', 'u-b', 'u-c');
    expect(asked(run)).toEqual(['u-d']);
    expect(answers(run, 'approve', 'u-d').variables['outcome']).toBe('approved');
  });

  it('closes with the votes that are there when its time is up', () => {
    const rule = policy('vote', { ...majority, earlyFinish: false, timeUp: { action: 'count', at: 'due' } });
    const run = atDecision(rule, { dueDate: value('="2026-03-03"') });
    answers(run, 'approve', 'u-b');
    expect(run.fire('decide', 'timeUp').variables).toMatchObject({ outcome: 'approved', tally: { open: 3 } });
  });

  it('takes no voter twice', () => {
    const run = atDecision(policy('vote', { ...majority, approvers: value('=["u-a","u-a"]') }));
    expect(run.incidents).toEqual(['decide EXPRESSION_FAILED']);
  });

  it('has a fixed electorate', () => {
    const run = atDecision(policy('vote', majority));
    const { id: workItemId, tokenId } = run.item('decide');
    const signers = [{ user: person('u-x') }];
    expect(run.send({ type: 'addSigners', workItemId, signers, position: 'beside' }, person('u-a'))).toMatchObject({
      rejection: { code: 'NOT_ALLOWED' },
    });
    const remove = { type: 'removeSigner', tokenId, approverId: 'a9', reason: 'x' } as const;
    expect(run.send(remove, person('u-x', ['sysadmin']))).toMatchObject({ rejection: { code: 'NOT_ALLOWED' } });
  });
});

const decisions = fc.constantFrom<Decision>('approve', 'refuse', 'abstain');
const thresholds = fc.array(
  fc
    .record({
      of: fc.constantFrom('approval' as const, 'quorum' as const),
      base: fc.constantFrom('present' as const, 'all' as const),
      weight: fc.constantFrom('first' as const, 'second' as const),
      numerator: fc.integer({ min: 0, max: 12 }),
      denominator: fc.integer({ min: 1, max: 12 }),
      strict: fc.boolean(),
    })
    .filter(({ numerator, denominator }) => numerator <= denominator),
  { minLength: 1, maxLength: 4 },
);
const ballots = fc.array(
  fc.record({
    weight: fc.nat({ max: 4 }),
    secondWeight: fc.nat({ max: 100 }),
    mayVeto: fc.boolean(),
    decision: decisions,
    order: fc.nat(),
  }),
  { minLength: 1, maxLength: 9 },
);

/** The voters after those with the smallest `order` have voted. */
function after(
  cast: readonly { weight: number; secondWeight: number; mayVeto: boolean; decision: Decision; order: number }[],
  count: number,
) {
  const voted = new Set([...cast].sort((one, other) => one.order - other.order).slice(0, count));
  return cast.map((one, place) => {
    const { weight, secondWeight, mayVeto, decision } = one;
    return voter(place, secondWeight, voted.has(one) ? decision : undefined, { weight, mayVeto });
  });
}

describe('the outcome of a vote', () => {
  it('never changes after it was fixed early', () => {
    fc.assert(
      fc.property(thresholds, ballots, (rules, cast) => {
        const end = finalOutcome(vote(rules), after(cast, cast.length));
        for (let count = 0; count <= cast.length; count += 1) {
          const early = outcomeOf(vote(rules), after(cast, count));
          if (early !== undefined) expect(early).toBe(end);
          // Whoever stays away from now on changes nothing, either.
          if (early === 'approved') expect(finalOutcome(vote(rules), after(cast, count))).toBe('approved');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of the votes', () => {
    fc.assert(
      fc.property(thresholds, ballots, fc.infiniteStream(fc.nat()), (rules, cast, orders) => {
        const shuffled = cast.map((one) => ({ ...one, order: orders.next().value as number }));
        const ends = [cast, shuffled].map((list) => {
          for (let count = 0; ; count += 1) {
            const outcome = outcomeOf(vote(rules), after(list, count));
            if (outcome !== undefined) return outcome;
          }
        });
        expect(ends[0]).toBe(ends[1]);
      }),
      { numRuns: 300 },
    );
  });

  it('is fixed no later than it can be: while it is open, both ends are possible', () => {
    fc.assert(
      fc.property(thresholds, ballots, fc.nat({ max: 8 }), (rules, cast, count) => {
        const open = after(cast, Math.min(count, cast.length - 1));
        if (outcomeOf(vote(rules), open) !== undefined) return;
        const all = (decision: Decision) => open.map((one) => (one.vote ? one : { ...one, vote: { decision, at: 0 } }));
        const ends = [
          finalOutcome(vote(rules), all('approve')),
          finalOutcome(vote(rules), all('refuse')),
          finalOutcome(vote(rules), open),
        ];
        expect(new Set(ends).size).toBe(2);
      }),
      { numRuns: 300 },
    );
  });

  it('is what a count by hand gives', () => {
    fc.assert(
      fc.property(thresholds, ballots, fc.nat({ max: 9 }), (rules, cast, count) => {
        const approvers = after(cast, count);
        const sum = (weight: 'weight' | 'secondWeight', decision?: string) =>
          approvers
            .filter(({ vote: one }) => decision === undefined || (decision === '*' ? one : one?.decision === decision))
            .reduce((total, one) => total + one[weight], 0);
        const isReached = (one: ThresholdPlan): boolean => {
          const weight = one.weight === 'first' ? 'weight' : 'secondWeight';
          const part = one.of === 'quorum' ? sum(weight, '*') : sum(weight, 'approve');
          const whole = one.of === 'quorum' || one.base === 'all' ? sum(weight) : sum(weight, '*');
          const difference = part * one.denominator - whole * one.numerator;
          return one.strict ? difference > 0 : difference >= 0;
        };
        const isVetoed = approvers.some((one) => one.mayVeto === true && one.vote?.decision === 'refuse');
        const isLiked = approvers.some((one) => one.vote?.decision === 'approve');
        const passes = !isVetoed && isLiked && rules.every(isReached);
        expect(finalOutcome(vote(rules), approvers)).toBe(passes ? 'approved' : 'refused');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the outcome without weights', () => {
  const rules = (mode: OutcomeRules['mode'], refusal: OutcomeRules['refusal']): OutcomeRules => ({
    mode,
    refusal,
    earlyFinish: true,
    thresholds: [],
  });
  const said = (...answers: readonly (Decision | undefined)[]) => answers.map((one, place) => voter(place, 0, one));

  it.each([
    ['all', 'end', said('approve', undefined), undefined],
    ['all', 'end', said('refuse', undefined), 'refused'],
    ['all', 'goOn', said('refuse', undefined), undefined],
    ['all', 'goOn', said('refuse', 'approve'), 'refused'],
    ['all', 'end', said('approve', 'approve'), 'approved'],
    ['inTurn', 'end', said('refuse', undefined), 'refused'],
    ['inTurn', 'goOn', said('approve', 'approve'), 'approved'],
    ['any', 'end', said('approve', undefined), 'approved'],
    ['any', 'end', said('refuse', undefined), 'refused'],
    ['any', 'goOn', said('refuse', undefined), undefined],
    ['any', 'goOn', said('refuse', 'refuse'), 'refused'],
    ['any', 'goOn', said('refuse', 'approve', undefined), 'approved'],
  ] as const)('by %s with refusal %s', (mode, refusal, approvers, outcome) => {
    expect(outcomeOf(rules(mode, refusal), approvers)).toBe(outcome);
  });

  it('of those who were silent when time was up is a refusal by all, and nothing to one who agreed', () => {
    expect(finalOutcome(rules('all', 'end'), said('approve', undefined))).toBe('refused');
    expect(finalOutcome(rules('any', 'end'), said('approve', undefined))).toBe('approved');
    expect(finalOutcome(rules('any', 'end'), said(undefined))).toBe('refused');
  });

  it('is refused by a veto although others could go on', () => {
    const vetoed = [voter(1, 0, 'refuse', { mayVeto: true }), voter(2, 0)];
    expect(outcomeOf(rules('any', 'goOn'), vetoed)).toBe('refused');
    expect(outcomeOf(rules('all', 'goOn'), vetoed)).toBe('refused');
  });
});
