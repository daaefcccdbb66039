import { describe, expect, it } from '@jest/globals';
import { compileBpmn } from '../../../engine/compile/compile.js';
import type { UserTaskPlan } from '../../../engine/model/plan.js';
import { linkPlan } from '../../../engine/compile/link.js';
import { PLAIN_CALENDAR } from '../../kit/process-builder.js';
import { drive } from '../../kit/instance-driver.js';
import { around, bpmn, ext } from './bpmn.js';

function task(extensions: string, process = ''): string {
  return bpmn(`${process}${around(`<bpmn:userTask id="t">${ext(extensions)}</bpmn:userTask>`)}`);
}

/** A good policy with attributes added or replaced. */
function approval(attributes: Readonly<Record<string, string>> = {}, inner = ''): string {
  const all = { mode: 'all', approvers: 'u-a, role:approver', outcome: 'outcome', ...attributes };
  const text = Object.entries(all).map(([name, value]) => `${name}="${value}"`);
  return `<yizhan:approval ${text.join(' ')}>${inner}</yizhan:approval>`;
}

async function planOf(xml: string): Promise<UserTaskPlan> {
  const result = await compileBpmn(xml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const found = result.plans[0]?.elements['t'];
  if (found?.type !== 'userTask') throw new Error('no user task');
  return found;
}

/** English texts of the errors. */
async function errorsOf(xml: string): Promise<readonly string[]> {
  const result = await compileBpmn(xml);
  return result.ok ? [] : result.problems.filter(({ severity }) => severity === 'error').map(({ text }) => text.en);
}

describe('an approval policy in the model', () => {
  it('is compiled with its defaults', async () => {
    const { policy } = await planOf(task(approval()));
    expect(policy).toEqual({
      mode: 'all',
      approvers: { kind: 'constant', value: 'u-a, role:approver' },
      refusal: 'end',
      earlyFinish: true,
      thresholds: [],
      outcome: 'outcome',
      sameApprover: 'ask',
      emptyApprover: 'incident',
      applicantIsApprover: 'ask',
    });
  });

  it('is compiled with everything it can say', async () => {
    const attributes = {
      approvers: '=case.board',
      refusal: 'goOn',
      decision: '=review.agree',
      opinion: '=review.text',
      results: 'votes',
      tally: 'tally',
      veto: 'u-boss',
      sameApprover: 'pass',
      previous: 'review accept/examine',
      emptyApprover: 'escalate',
      applicantIsApprover: 'refuse',
      applicant: '=case.applicantId',
      timeUp: 'escalate',
      timeUpAt: 'black',
      escalateTo: 'role:street-leader',
    };
    const limit = '<yizhan:timeLimit id="l" promised="3"/>';
    const { policy } = await planOf(task(approval(attributes) + limit));
    expect(policy).toMatchObject({
      approvers: { kind: 'feel', source: 'case.board' },
      decision: 'review.agree',
      previous: ['review', 'accept/examine'],
      timeUp: { action: 'escalate', at: 'black' },
    });
  });

  it('holds thresholds as fractions', async () => {
    const inner =
      '<yizhan:threshold of="quorum" weight="second" share="2/3"/><yizhan:threshold base="all" share="1/2" strict="true"/>';
    const { policy } = await planOf(task(approval({ mode: 'vote', earlyFinish: 'false' }, inner)));
    expect(policy?.earlyFinish).toBe(false);
    expect(policy?.thresholds).toEqual([
      { of: 'quorum', base: 'present', weight: 'second', numerator: 2, denominator: 3, strict: false },
      { of: 'approval', base: 'all', weight: 'first', numerator: 1, denominator: 2, strict: true },
    ]);
  });

  it('runs from XML to its outcome', async () => {
    const result = await compileBpmn(task(approval({ approvers: '=people', results: 'votes' })));
    const plan = result.ok ? result.plans[0] : undefined;
    if (plan === undefined) throw new Error('refused');
    const program = linkPlan(plan, { hash: 'test', calendar: PLAIN_CALENDAR, decisions: new Map() });
    const run = drive(program).start({ people: ['u-a'] });
    const { id: workItemId } = run.item('t');
    run.accept(
      { type: 'completeWorkItem', workItemId, variables: {}, vote: { decision: 'approve' } },
      { kind: 'user', userId: 'u-a', roles: [] },
    );
    expect(run.variables).toMatchObject({ outcome: 'approved', votes: [{ user: 'u-a' }] });
  });

  const threshold = '<yizhan:threshold share="1/2"/>';
  const wrong: readonly [string, string, RegExp][] = [
    ['an unknown mode', approval({ mode: 'some' }), /mode must be one of all, any, inTurn, vote: some/],
    ['nobody to ask', '<yizhan:approval mode="all" outcome="o"/>', /nobody is asked/],
    ['no outcome', '<yizhan:approval mode="all" approvers="u-a"/>', /there is no outcome/],
    ['one variable twice', approval({ results: 'outcome' }), /different variables/],
    ['a vote without a threshold', approval({ mode: 'vote' }), /needs a threshold of="approval"/],
    ['a threshold without a vote', approval({}, threshold), /mode="vote" only/],
    ['a refusal rule in a vote', approval({ mode: 'vote', refusal: 'end' }, threshold), /refusal does not go/],
    ['an early end without a vote', approval({ earlyFinish: 'true' }), /earlyFinish goes with/],
    ['a percentage', approval({ mode: 'vote' }, '<yizhan:threshold share="66%"/>'), /a fraction up to 1/],
    ['more than everything', approval({ mode: 'vote' }, '<yizhan:threshold share="3/2"/>'), /a fraction up to 1/],
    [
      'a base of a quorum',
      approval({ mode: 'vote' }, `${threshold}<yizhan:threshold of="quorum" base="all" share="1/2"/>`),
      /base does not go/,
    ],
    ['an escalation to nobody', approval({ emptyApprover: 'escalate' }), /needs escalateTo/],
    ['earlier steps that pass nobody', approval({ previous: 'x' }), /sameApprover="pass" only/],
    ['time without a due date', approval({ timeUp: 'pass' }), /needs a due date or a time limit/],
    ['a moment without time up', approval({ timeUpAt: 'red' }), /needs timeUp/],
    ['FEEL that does not parse', approval({ approvers: '=a(' }), /approvers/],
    ['an attribute that nobody knows', approval({ colour: 'red' }), /colour/],
  ];

  it.each(wrong)('is refused with %s', async (_name, extensions, text) => {
    const errors = await errorsOf(task(extensions));
    expect(errors.join('\n')).toMatch(text);
  });

  it('is for user tasks only', async () => {
    const xml = bpmn(
      around(`<bpmn:scriptTask id="t">${ext(approval())}<bpmn:script>1</bpmn:script></bpmn:scriptTask>`),
    );
    expect((await errorsOf(xml)).join('\n')).toMatch(/may not be used on scriptTask/);
  });
});

describe('rules of operations in the model', () => {
  const rules = (inner: string): string => `<yizhan:operations>${inner}</yizhan:operations>`;

  it('stand at the process and at user tasks', async () => {
    const own = rules('<yizhan:operation name="nudgeWorkItem" roles="starter holder" period="P1DT2H"/>');
    const all = ext(rules('<yizhan:operation name="transferWorkItem" roles="approver"/>'));
    const result = await compileBpmn(task(own, all));
    const plan = result.ok ? result.plans[0] : undefined;
    expect(plan?.operations).toEqual([{ name: 'transferWorkItem', who: ['approver'] }]);
    expect(plan?.elements['t']).toMatchObject({
      operations: [{ name: 'nudgeWorkItem', who: ['starter', 'holder'], period: 93_600_000 }],
    });
  });

  const wrong: readonly [string, string, RegExp][] = [
    ['an unknown operation', '<yizhan:operation name="dance" roles="holder"/>', /no operation dance/],
    ['nobody named', '<yizhan:operation name="markSeen"/>', /needs roles/],
    ['a period that is none', '<yizhan:operation name="nudgeWorkItem" roles="holder" period="often"/>', /PT4H/],
    ['a period of something else', '<yizhan:operation name="markSeen" roles="holder" period="PT4H"/>', /goes with/],
    [
      'two rules for one',
      '<yizhan:operation name="markSeen" roles="holder"/><yizhan:operation name="markSeen" roles="nobody"/>',
      /ruled twice/,
    ],
  ];

  it.each(wrong)('are refused with %s', async (_name, inner, text) => {
    expect((await errorsOf(task(rules(inner)))).join('\n')).toMatch(text);
  });
});
