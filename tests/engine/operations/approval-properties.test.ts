import { describe, it } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../../engine/core/replay.js';
import { transition } from '../../../engine/core/transition.js';
import type { Actor } from '../../../engine/model/actor.js';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { ApprovalMode, ApprovalPolicyPlan } from '../../../engine/model/plan.js';
import type { Program } from '../../../engine/model/program.js';
import type { InstanceState, WorkItem } from '../../../engine/model/state.js';
import { planUndo, planWithdrawal } from '../../../engine/operations/plan-restoration.js';
import { MONDAY, person } from '../../kit/instance-driver.js';
import { loop, processOf, programOf, value } from '../../kit/process-builder.js';
import { policy, share } from './approval-kit.js';

const PEOPLE = ['u-a', 'u-b', 'u-c', 'u-d', 'u-e'];
const ADMIN = person('u-root', ['sysadmin', 'approver']);

const modes = fc.constantFrom<ApprovalMode>('all', 'any', 'inTurn', 'vote');
const shapes = fc.constantFrom('row', 'branch', 'sub', 'loop');
const policies = fc
  .record({
    mode: modes,
    count: fc.integer({ min: 1, max: 4 }),
    refusal: fc.constantFrom('end' as const, 'goOn' as const),
    earlyFinish: fc.boolean(),
    veto: fc.boolean(),
    hasRole: fc.boolean(),
    timeUp: fc.constantFrom(undefined, 'pass' as const, 'refuse' as const, 'count' as const, 'escalate' as const),
  })
  .map(({ mode, count, refusal, earlyFinish, veto, hasRole, timeUp }): ApprovalPolicyPlan => {
    const people = [...PEOPLE.slice(0, count), ...(hasRole ? ['role:head'] : [])];
    return policy(mode, {
      approvers: value(people.join()),
      refusal,
      earlyFinish,
      thresholds: mode === 'vote' ? [share('approval', 'first', 1, 2)] : [],
      ...(veto ? { veto: value('u-a') } : {}),
      ...(timeUp ? { timeUp: { action: timeUp, at: 'due' }, escalateTo: value('role:head') } : {}),
    });
  });

function programWith(decision: ApprovalPolicyPlan, shape: string): Program {
  const builder = processOf('p').start('start').end('end');
  const due = { policy: decision, dueDate: value('="2026-03-02T12:00:00+08:00"') };
  if (shape === 'branch') {
    builder.and('split').and('join').user('decide', due).user('other').row('start', 'split', 'decide', 'join', 'end');
    builder.row('split', 'other', 'join');
  } else if (shape === 'sub') {
    builder.sub('sub', (inner) => {
      inner.start('s').user('decide', due).end('e').row('s', 'decide', 'e');
    });
    builder.row('start', 'sub', 'end');
  } else {
    builder.user('decide', shape === 'loop' ? { ...due, loop: loop('parallel', { cardinality: '2' }) } : due);
    builder.row('start', 'decide', 'end');
  }
  return programOf(builder.plan());
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** One voice, one work item: whoever has to answer now has exactly one, nobody else has any. */
function checkApprovals(state: InstanceState): void {
  for (const { id: tokenId, approval } of Object.values(state.tokens)) {
    if (!approval) continue;
    const items = Object.values(state.workItems).filter((item) => item.tokenId === tokenId);
    const silent = approval.approvers.filter(({ vote }) => vote === undefined);
    must(silent.length > 0, 'an open approval still waits for somebody');
    const waits = (after: readonly string[] = []): boolean => silent.some(({ id }) => after.includes(id));
    for (const { id, after } of silent) {
      const mine = items.filter(({ approverId }) => approverId === id);
      must(mine.length <= 1, 'nobody is asked twice');
      const isAsked = mine[0] !== undefined && mine[0].isHeld === undefined;
      must(isAsked === !waits(after), `${id} is asked when it is the turn, and not before`);
    }
    must(
      items.every(({ approverId }) => silent.some(({ id }) => id === approverId)),
      'every work item is somebody who has to answer',
    );
    const ids = approval.approvers.map(({ id }) => id);
    must(new Set(ids).size === ids.length, 'ids of approvers are different');
  }
}

/** A random thing to do with a random work item. */
function choice(
  state: InstanceState,
  history: readonly HistoryEvent[],
  random: (below: number) => number,
): readonly [CommandBody, Actor] | undefined {
  const items = Object.values(state.workItems);
  const item = items[random(items.length)];
  if (item === undefined) return undefined;
  const holder = person(item.assignee ?? 'u-h', ['head']);
  const other = PEOPLE[random(PEOPLE.length)] ?? '';
  const to = { userId: other, roles: ['head'] };
  const { id: workItemId, tokenId } = item;
  const approvers = state.tokens[tokenId]?.approval?.approvers ?? [];
  const timer = Object.values(state.timers)[0];
  const acts: readonly (() => readonly [CommandBody, Actor] | undefined)[] = [
    () => vote(item, (['approve', 'refuse', 'abstain'] as const)[random(3)] ?? 'approve', holder),
    () => vote(item, 'approve', holder),
    () => [{ type: 'claimWorkItem', workItemId }, person(other, ['head'])],
    () => [{ type: 'releaseWorkItem', workItemId }, holder],
    () => [{ type: 'transferWorkItem', workItemId, to, reason: 'x' }, holder],
    () => [{ type: 'delegateWorkItem', workItemId, to }, holder],
    () => [{ type: 'resolveWorkItem', workItemId }, holder],
    () => {
      const position = (['before', 'after', 'beside'] as const)[random(3)] ?? 'beside';
      return [
        { type: 'addSigners', workItemId, signers: [random(3) === 0 ? { group: 'head' } : { user: to }], position },
        holder,
      ];
    },
    () => [
      { type: 'removeSigner', tokenId, approverId: approvers[random(approvers.length)]?.id ?? '', reason: 'x' },
      ADMIN,
    ],
    () => [{ type: 'suspendWorkItem', workItemId, reason: 'x' }, ADMIN],
    () => [{ type: 'resumeWorkItem', workItemId }, ADMIN],
    () => timer && [{ type: 'fireTimer', timerId: timer.id }, SYSTEM],
    () => restoring(planWithdrawal(history, state, other), person(other)),
    () => restoring(planUndo(history, state), ADMIN),
  ];
  return acts[random(acts.length)]?.();
}

function vote(
  { id: workItemId }: WorkItem,
  decision: 'approve' | 'refuse' | 'abstain',
  actor: Actor,
): readonly [CommandBody, Actor] {
  return [{ type: 'completeWorkItem', workItemId, variables: {}, vote: { decision } }, actor];
}

function restoring(plan: ReturnType<typeof planUndo>, actor: Actor): readonly [CommandBody, Actor] | undefined {
  return plan.ok ? [{ ...plan.body, reason: 'x' }, actor] : undefined;
}

/** What brings an instance on in any case: everybody takes what is theirs and agrees. */
function onward(state: InstanceState): readonly [CommandBody, Actor] | undefined {
  const items = Object.values(state.workItems);
  const ready = items.find((item) => item.state === 'ready');
  if (ready) return [{ type: 'claimWorkItem', workItemId: ready.id }, person(`u-${ready.id}`, ['head'])];
  const delegated = items.find((item) => item.state === 'delegated');
  if (delegated) return [{ type: 'resolveWorkItem', workItemId: delegated.id }, person(delegated.assignee ?? '')];
  const resting = items.find((item) => item.state === 'suspended' && item.isHeld === undefined);
  if (resting) return [{ type: 'resumeWorkItem', workItemId: resting.id }, ADMIN];
  const claimed = items.find((item) => item.state === 'claimed');
  return claimed && vote(claimed, 'approve', person(claimed.assignee ?? ''));
}

function driveRandomly(program: Program, steps: readonly number[]): void {
  const history: HistoryEvent[] = [];
  let state: InstanceState | undefined;
  let count = 0;
  let cursor = 0;
  const random = (below: number): number => {
    cursor += 1;
    return below === 0 ? 0 : (steps[cursor % steps.length] ?? 0) % below;
  };
  const send = (body: CommandBody, actor: Actor): boolean => {
    count += 1;
    const command = { id: `k${count}`, at: MONDAY + 36_000_000 + count, actor, ...body } as Command;
    const outcome = transition(program, state, command);
    if (!outcome.ok) return false;
    history.push(...outcome.history);
    state = outcome.state;
    must(isDeepStrictEqual(replay(history), state), 'replay(history) is the state');
    checkApprovals(state);
    return true;
  };
  send({ type: 'startInstance', instanceId: 'i', rootId: 'i', variables: {}, config: {} }, person('u-owner'));
  for (let step = 0; step < 30 && state?.status === 'active'; step += 1) {
    const chosen = choice(state, history, random);
    if (chosen) send(...chosen);
  }
  for (let step = 0; step < 100 && state?.status === 'active'; step += 1) {
    const next = onward(state);
    must(next !== undefined && send(...next), `stuck: ${JSON.stringify(next)}`);
  }
  must(state?.status === 'completed', `the instance ends, it is ${state?.status ?? 'not there'}`);
  must(Object.keys(state?.timers ?? {}).length === 0, 'no timer is left');
}

describe('random operations on approvals', () => {
  it('lose nobody, ask nobody twice, and every approval comes to its end', () => {
    fc.assert(
      fc.property(policies, shapes, fc.array(fc.nat(), { minLength: 40, maxLength: 80 }), (decision, shape, steps) => {
        driveRandomly(programWith(decision, shape), steps);
      }),
      { numRuns: 300 },
    );
  });
});
