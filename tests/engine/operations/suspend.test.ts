import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../../engine/model/commands/command.js';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive, MONDAY, person } from '../../kit/instance-driver.js';
import { limit, mappings, processOf, programOf, timer, value } from '../../kit/process-builder.js';
import { ADMIN, calling, finish, manyTask, row, standing, WHY } from '../../kit/operation-shapes.js';

const DAY = 86_400_000;

function code(run: InstanceDriver, body: CommandBody, actor = ADMIN): string {
  const outcome = run.send(body, actor);
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

/** A task with a limit, a job, a timer beside each other. */
function busy(suspendStopsClock: boolean) {
  const plan = processOf('p')
    .start('start')
    .and('f')
    .user('a', { limits: [limit('a', { promised: value('3') })] })
    .service('j', { inputs: mappings({ n: 'n' }) })
    .catch('t', timer('duration', 'PT1H'))
    .and('g')
    .end('end')
    .row('start', 'f', 'a', 'g', 'end')
    .row('f', 'j', 'g')
    .row('f', 't', 'g')
    .plan();
  return programOf({ ...plan, suspendStopsClock });
}

describe('a suspended instance', () => {
  it('refuses whatever comes, loses nothing, and takes it when it goes on', () => {
    const run = drive(busy(false)).start({ n: 1 });
    const job: CommandBody = { type: 'completeJob', jobId: run.job('j'), variables: {} };
    const fire: CommandBody = { type: 'fireTimer', timerId: run.timer('t').id };
    const claim: CommandBody = { type: 'claimWorkItem', workItemId: run.item('a').id };
    run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
    expect(run.state.suspended).toEqual({ at: MONDAY, actorId: 'u-admin', reason: 'because', stopsClock: false });
    run.at += 2 * 3_600_000;
    for (const body of [job, fire, claim]) expect(code(run, body, SYSTEM)).toBe('SUSPENDED');
    expect(code(run, { type: 'suspendInstance', ...WHY })).toBe('SUSPENDED');
    run.accept({ type: 'resumeInstance' }, ADMIN);
    expect(run.state).not.toHaveProperty('suspended');
    run.accept(job).accept(fire).done('a');
    expect(run.state.status).toBe('completed');
    const again = drive(row()).start();
    expect(code(again, { type: 'resumeInstance' })).toBe('NOT_SUSPENDED');
  });

  it('can be repaired and ended', () => {
    const run = drive(busy(false)).start({ n: 1 });
    run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
    run.accept({ type: 'setVariables', variables: { n: 2 }, ...WHY }, ADMIN);
    expect(run.variables).toEqual({ n: 2 });
    run.accept({ type: 'cancelInstance', ...WHY }, ADMIN);
    expect(run.state.status).toBe('cancelled');
  });

  it('has no token moved before it goes on', () => {
    const run = drive(busy(false)).start({ n: 1 });
    const { tokenId } = run.item('a');
    const moves: readonly CommandBody[] = [
      { type: 'jump', from: { tokenId }, elementId: 'g', ...WHY },
      { type: 'modifyInstance', changes: [{ do: 'cancel', tokenId }], ...WHY },
      { type: 'migrateInstance', plan: 'any', mapping: { elements: {}, flows: {} }, ...WHY },
    ];
    run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
    const before = run.state;
    expect(moves.map((body) => code(run, body))).toEqual(moves.map(() => 'SUSPENDED'));
    expect(run.state).toEqual(before);
  });

  it('stops its clock where the process says so', () => {
    const promised = (stops: boolean) => {
      const run = drive(busy(stops)).start({ n: 1 });
      run.at = MONDAY + DAY;
      run.accept({ type: 'suspendInstance', ...WHY }, ADMIN);
      run.at = MONDAY + 3 * DAY;
      run.accept({ type: 'resumeInstance' }, ADMIN);
      return Object.values(run.state.limits)[0]?.promisedDueAt ?? 0;
    };
    expect(promised(true) - promised(false)).toBe(4 * DAY);
  });

  it('suspends what it has called, and lets it go on', () => {
    const run = drive(calling()).start().done('before');
    run.accept({ type: 'suspendInstance', ...WHY }, ADMIN).accept({ type: 'resumeInstance', ...WHY }, ADMIN);
    const childInstanceId = Object.values(run.state.calls)[0]?.childInstanceId;
    const told = run.effects.filter(({ type }) => type === 'restChild');
    expect(told).toMatchObject([
      { childInstanceId, suspended: true, reason: 'because' },
      { childInstanceId, suspended: false },
    ]);
  });
});

describe('a suspended work item', () => {
  it('can be neither claimed nor completed, and goes back to what it was', () => {
    const run = drive(manyTask('parallel')).start().done('before');
    const { id: workItemId } = run.item('sign', 1);
    run.accept({ type: 'claimWorkItem', workItemId }, person('u-1'));
    const held = run.state.workItems[workItemId];
    run.accept({ type: 'suspendWorkItem', workItemId, ...WHY }, ADMIN);
    expect(code(run, { type: 'suspendWorkItem', workItemId, ...WHY })).toBe('SUSPENDED');
    expect(code(run, { type: 'completeWorkItem', workItemId, variables: {} }, person('u-1'))).not.toBe('ok');
    expect(code(run, { type: 'claimWorkItem', workItemId }, person('u-2'))).not.toBe('ok');
    run.accept({ type: 'resumeWorkItem', workItemId }, ADMIN);
    expect(run.state.workItems[workItemId]).toEqual(held);
    expect(code(run, { type: 'resumeWorkItem', workItemId })).toBe('NOT_SUSPENDED');
    expect(code(run, { type: 'resumeWorkItem', workItemId: 'w99' })).toBe('WORK_ITEM_GONE');
    expect(finish(run).state.status).toBe('completed');
  });
});

describe('a suspended job', () => {
  it('is taken back from the host and given out again as it was; a late result waits', () => {
    const run = drive(busy(false)).start({ n: 1 });
    const jobId = run.job('j');
    run.accept({ type: 'suspendJob', jobId, ...WHY }, ADMIN);
    expect(run.effects.at(-1)).toMatchObject({ type: 'cancelJob', jobId });
    expect(code(run, { type: 'suspendJob', jobId, ...WHY })).toBe('SUSPENDED');
    expect(code(run, { type: 'completeJob', jobId, variables: {} })).toBe('SUSPENDED');
    expect(code(run, { type: 'failJob', jobId, retriesLeft: 0, message: '' })).toBe('SUSPENDED');
    expect(code(run, { type: 'throwJobError', jobId, errorCode: 'E', message: '', variables: {} })).toBe('SUSPENDED');
    expect(code(run, { type: 'retryJob', jobId })).toBe('SUSPENDED');
    run.accept({ type: 'resumeJob', jobId }, ADMIN);
    expect(run.effects.at(-1)).toMatchObject({ type: 'createJob', jobId, variables: { n: 1 } });
    expect(code(run, { type: 'resumeJob', jobId })).toBe('NOT_SUSPENDED');
    expect(code(run, { type: 'resumeJob', jobId: 'j99' })).toBe('JOB_GONE');
    run.jobDone('j');
    expect(standing(run)).toEqual(['a', 'g', 't']);
  });
});
