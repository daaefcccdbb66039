import type { ApprovalMode, ApprovalPolicyPlan, ProcessPlan } from '../../engine/model/plan.js';
import { limit, loop, processOf, value } from './process-builder.js';

type Random = () => number;

const MODES: readonly ApprovalMode[] = ['all', 'any', 'inTurn', 'vote'];
const VOICES: readonly string[] = [
  'u-a, u-b, u-c',
  '=["u-a", "role:clerk", {user: "u-c", weight: 3}]',
  '=[{user: "u-a", weight: 2, secondWeight: 10}, {role: "clerk", weight: 1, secondWeight: 5}, "u-a"]',
  '=people',
  'u-clerk, u-b',
  '=[]',
  '=[{user: "u-a", weight: -1}]',
  '=[{user: "u-a", role: "clerk"}, 7]',
];

/**
 * A process with two approvals in a row whose policies are drawn at random: people, roles, weights, vetoes, thresholds, what follows when
 * nobody is there, when time is up, when the applicant or the approver of before is asked.
 */
export function randomApproval(random: Random): ProcessPlan {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const policy = (): ApprovalPolicyPlan => {
    const mode = pick(MODES as readonly [ApprovalMode, ...ApprovalMode[]]);
    const of = pick(['approval', 'quorum'] as const);
    const threshold = {
      of,
      base: pick(['present', 'all'] as const),
      weight: pick(['first', 'second'] as const),
      numerator: pick([1, 2]),
      denominator: 3,
      strict: random() < 0.5,
    } as const;
    const timeUp = {
      action: pick(['pass', 'refuse', 'count', 'escalate', 'remind'] as const),
      at: pick(['due', 'yellow', 'red', 'black'] as const),
    };
    return {
      mode,
      approvers: value(pick(VOICES as readonly [string, ...string[]])),
      refusal: pick(['end', 'goOn'] as const),
      earlyFinish: random() < 0.5,
      thresholds: mode === 'vote' ? [threshold] : [],
      ...(random() < 0.3 ? { veto: value(pick(['u-a', 'role:clerk'])) } : {}),
      ...(random() < 0.2 ? { decision: 'answer', opinion: 'said' } : {}),
      outcome: 'outcome',
      ...(random() < 0.7 ? { results: 'votes', tally: 'tally' } : {}),
      sameApprover: pick(['ask', 'pass'] as const),
      ...(random() < 0.3 ? { previous: ['first'] } : {}),
      emptyApprover: pick(['incident', 'pass', 'refuse', 'escalate'] as const),
      applicantIsApprover: pick(['ask', 'pass', 'refuse', 'escalate'] as const),
      ...(random() < 0.3 ? { applicant: '"u-b"' } : {}),
      ...(random() < 0.6 ? { timeUp } : {}),
      ...(random() < 0.8 ? { escalateTo: value(pick(['role:clerk', 'u-boss'])) } : {}),
    };
  };
  const task = () => ({
    policy: policy(),
    limits: [limit('step', { promised: value('1'), legal: value('2') })],
    ...(random() < 0.5 ? { dueDate: value('="2026-03-02T12:00:00+08:00"') } : {}),
    ...(random() < 0.2 ? { loop: loop('parallel', { cardinality: '2' }) } : {}),
  });
  return processOf('p')
    .start('start')
    .user('first', task())
    .user('second', task())
    .user('after')
    .end('end')
    .row('start', 'first', 'second', 'after', 'end')
    .plan();
}
