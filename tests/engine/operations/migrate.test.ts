import { describe, expect, it } from '@jest/globals';
import { transition } from '../../../engine/core/transition.js';
import type { MigrateInstance } from '../../../engine/model/commands/migration.js';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import { dryRun } from '../../../engine/operations/migration/dry-run.js';
import { planHash } from '../../../engine/operations/migration/plan-hash.js';
import { planMigration } from '../../../engine/operations/migration/plan-migration.js';
import { InstanceDriver, MONDAY, person } from '../../kit/instance-driver.js';
import { limit, loop, mappings, message, processOf, programOf, timer, value } from '../../kit/process-builder.js';
import { ADMIN, finish, standing, WHY } from '../../kit/operation-shapes.js';

/** A driver that can go on with another program. */
function drive(plan: ProcessPlan) {
  return new InstanceDriver(programOf(plan));
}

function commandFor(old: ProcessPlan, next: ProcessPlan): MigrateInstance {
  const body = { type: 'migrateInstance', plan: planHash(next), mapping: planMigration(old, next), ...WHY } as const;
  return { id: 'migration', at: MONDAY, actor: ADMIN, ...body };
}

/** Migrates and goes on under the new plan: a new driver with the old history. The dry run must have said the same. */
function migrate(run: InstanceDriver, next: ProcessPlan): InstanceDriver {
  const command = { ...commandFor(run.program.plan, next), at: run.at };
  const program = programOf(next);
  const dry = dryRun(program, run.state, command);
  const after = run.onto(program);
  const { id: _id, at: _at, actor, ...body } = command;
  expect(after.send(body, actor)).toMatchObject({ ok: true });
  expect(dry).toMatchObject({ ok: true, state: { tokens: after.state.tokens, workItems: after.state.workItems } });
  return after;
}

function refusals(run: InstanceDriver, next: ProcessPlan): unknown {
  const outcome = transition(programOf(next), run.state, commandFor(run.program.plan, next));
  return outcome.ok ? 'ok' : outcome.rejection;
}

const simple = () => processOf('p').start('start').user('a').user('b').end('end').row('start', 'a', 'b', 'end').plan();

describe('a migration plan', () => {
  it('pairs by id, by name, and by place between known neighbours', () => {
    const old = processOf('p').start('start').user('a').user('b').script('c', '1', 'x').end('end');
    const next = processOf('p').start('start').user('a').user('b2').script('c2', '1', 'x').end('end');
    const one = old.row('start', 'a', 'b', 'c', 'end').plan();
    const other = next.row('start', 'a', 'b2', 'c2', 'end').plan();
    const named = {
      ...other,
      elements: { ...other.elements, b2: { ...other.elements['b2'], name: { zh: '审核', en: 'Check' } } },
    } as ProcessPlan;
    const old2 = { ...one, elements: { ...one.elements, b: { ...one.elements['b'], name: { zh: '审核', en: 'x' } } } };
    expect(planMigration(old2 as ProcessPlan, named)).toEqual({
      elements: { start: 'start', a: 'a', b: 'b2', c: 'c2', end: 'end' },
      flows: { 'start>a': 'start>a', 'a>b': 'a>b2', 'b>c': 'b2>c2', 'c>end': 'c2>end' },
    });
  });

  it('follows a flow into which a step was put', () => {
    const old = processOf('p').start('s').and('o').user('a').user('b').and('j').end('e');
    const next = processOf('p').start('s').and('o').user('a').user('new').user('b').and('j').end('e');
    const mapping = planMigration(
      old.row('s', 'o', 'a', 'j', 'e').row('o', 'b', 'j').plan(),
      next.row('s', 'o', 'a', 'new', 'j', 'e').row('o', 'b', 'j').plan(),
    );
    expect(mapping.flows).toMatchObject({ 'a>j': 'new>j', 'b>j': 'b>j' });
  });

  it('names plans by content, not by the order of keys', () => {
    const plan = simple();
    const turned = { ...plan, elements: Object.fromEntries(Object.entries(plan.elements).toReversed()) };
    expect(planHash(turned)).toBe(planHash(plan));
    expect(planHash({ ...plan, processId: 'q' })).not.toBe(planHash(plan));
  });
});

describe('a migration', () => {
  it('keeps a task that somebody holds, under its new name, and goes the new way', () => {
    const run = drive(simple()).start();
    run.claim('a', person('u-1'));
    const { id } = run.item('a');
    const next = processOf('p').start('start').user('a').user('more').user('b').end('end');
    const after = migrate(run, next.row('start', 'a', 'more', 'b', 'end').plan());
    expect(after.item('a')).toMatchObject({ id, assignee: 'u-1', state: 'claimed' });
    after.done('a');
    expect(standing(after)).toEqual(['more']);
    expect(finish(after).state.status).toBe('completed');
  });

  it('describes a task that nobody holds anew', () => {
    const run = drive(simple()).start();
    const next = processOf('p')
      .start('start')
      .user('a', { candidateGroups: value('approver') })
      .user('b')
      .end('end');
    const after = migrate(run, next.row('start', 'a', 'b', 'end').plan());
    expect(after.item('a')).toMatchObject({ state: 'ready', candidateGroups: ['approver'] });
  });

  it('makes another kind of step of a task: a job, a sub-process, a loop', () => {
    const run = () => drive(simple()).start();
    const job = processOf('p').start('start').service('a').user('b').end('end').row('start', 'a', 'b', 'end').plan();
    const withJob = migrate(run(), job);
    expect(withJob.state.workItems).toEqual({});
    expect(standing(withJob.jobDone('a'))).toEqual(['b']);
    const sub = processOf('p')
      .start('start')
      .sub('a', (inner) => inner.start('s').user('x').end('e').row('s', 'x', 'e'))
      .user('b')
      .end('end')
      .row('start', 'a', 'b', 'end')
      .plan();
    expect(standing(migrate(run(), sub))).toEqual(['x']);
    const many = processOf('p')
      .start('start')
      .user('a', { loop: loop('parallel', { cardinality: '2' }) })
      .user('b')
      .end('end')
      .row('start', 'a', 'b', 'end')
      .plan();
    const looping = migrate(run(), many);
    expect(standing(looping)).toEqual(['a', 'a']);
    expect(standing(migrate(looping, simple()))).toEqual(['a']);
    expect(finish(looping).state.status).toBe('completed');
  });

  it('opens a sub-process that comes to lie around steps, once for all of them', () => {
    const flat = processOf('p').start('start').and('o').user('a').user('b').and('j').end('end');
    const run = drive(flat.row('start', 'o', 'a', 'j', 'end').row('o', 'b', 'j').plan()).start();
    run.claim('a', person('u-1'));
    const next = processOf('p')
      .start('start')
      .sub('around', (inner) =>
        inner.start('s').and('o').user('a').user('b').and('j').end('e').row('s', 'o', 'a', 'j', 'e').row('o', 'b', 'j'),
      )
      .boundary('edge', 'around', message('stop', '"k"'))
      .end('end')
      .row('start', 'around', 'end')
      .row('edge', 'end')
      .plan();
    const after = migrate(run, next);
    expect(standing(after)).toEqual(['a', 'b']);
    expect(Object.values(after.state.scopes).map(({ elementId }) => elementId)).toEqual(['p', 'around']);
    expect(after.subscription('edge')).toMatchObject({ messageName: 'stop' });
    expect(after.item('a')).toMatchObject({
      assignee: 'u-1',
      scopeId: after.state.tokens[after.item('a').tokenId]?.scopeId,
    });
    after.done('a');
    expect(finish(after).state.status).toBe('completed');
  });

  it('closes a sub-process that is no more around steps, and keeps its data', () => {
    const old = processOf('p')
      .start('start')
      .sub('around', (inner) => inner.start('s').user('a').user('b').end('e').row('s', 'a', 'b', 'e'), {
        inputs: mappings({ mine: '1' }),
      })
      .boundary('edge', 'around', timer('duration', 'PT1H'))
      .end('end')
      .row('start', 'around', 'end')
      .row('edge', 'end')
      .plan();
    const run = drive(old).start().done('a');
    const after = migrate(run, simple());
    expect(standing(after)).toEqual(['b']);
    expect(after.state.timers).toEqual({});
    expect(after.variables).toEqual({ mine: 1 });
    expect(Object.keys(after.state.scopes)).toHaveLength(1);
    expect(finish(after).state.status).toBe('completed');
  });

  it('takes waiting tokens of a join along; a join that has lost a flow goes on', () => {
    const old = processOf('p').start('s').and('o').user('a').user('b').user('c').and('j').end('e');
    const run = drive(old.row('s', 'o', 'a', 'j', 'e').row('o', 'b', 'j').row('o', 'c', 'j').plan())
      .start()
      .done('a')
      .done('b');
    run.done('c');
    expect(run.state.status).toBe('completed');
    const again = drive(old.plan()).start().done('a');
    const next = processOf('p').start('s').and('o2').user('a').user('b').user('c').user('d').and('j2').end('e');
    const after = migrate(
      again,
      next.row('s', 'o2', 'a', 'j2', 'd', 'e').row('o2', 'b', 'j2').row('o2', 'c', 'j2').plan(),
    );
    expect(standing(after)).toEqual(['b', 'c', 'j2']);
    after.done('b').done('c');
    expect(standing(after)).toEqual(['d']);
  });

  it('keeps running timers, changes waits that differ, opens new ones', () => {
    const host = (build: (p: ReturnType<typeof processOf>) => unknown) => {
      const process = processOf('p').start('start').user('a').end('end').row('start', 'a', 'end');
      build(process);
      return process.plan();
    };
    const old = host((p) =>
      p
        .boundary('late', 'a', timer('duration', 'PT1H'))
        .row('late', 'end')
        .boundary('news', 'a', message('old', '"k"'))
        .row('news', 'end'),
    );
    const next = host((p) =>
      p
        .boundary('late', 'a', timer('duration', 'PT9H'))
        .row('late', 'end')
        .boundary('news', 'a', message('new', '"k"'))
        .row('news', 'end')
        .boundary('more', 'a', message('more', '"k"'), false)
        .row('more', 'end'),
    );
    const run = drive(old).start();
    const { dueAt } = run.timer('late');
    const after = migrate(run, next);
    expect(after.timer('late').dueAt).toBe(dueAt);
    expect(
      Object.values(after.state.subscriptions)
        .map(({ messageName }) => messageName)
        .sort(),
    ).toEqual(['more', 'new']);
  });

  it('counts time limits anew from where they began', () => {
    const limited = (days: string, ...more: readonly string[]) =>
      processOf('p')
        .start('start')
        .user('a', { limits: ['a', ...more].map((key) => limit(key, { promised: value(days) })) })
        .end('end')
        .row('start', 'a', 'end')
        .limits(limit('whole', { legal: value(days) }))
        .plan();
    const run = drive(limited('3')).start();
    run.at = MONDAY + 86_400_000;
    const after = migrate(run, limited('5', 'b'));
    expect(
      Object.values(after.state.limits).map(({ key, startedAt, promised, legal }) => [
        key,
        startedAt,
        promised ?? legal,
      ]),
    ).toEqual([
      ['whole', MONDAY, 5],
      ['a', MONDAY, 5],
      ['b', MONDAY, 5],
    ]);
    expect(after.state.limits).not.toEqual(run.state.limits);
    const without = migrate(after, simple());
    expect(without.state).toMatchObject({ limits: {}, timers: {} });
  });

  it('takes loops along with their counters', () => {
    const many = (id: string) =>
      processOf('p')
        .start('start')
        .sub(id, (inner) => inner.start('s').user('x').end('e').row('s', 'x', 'e'), {
          loop: loop('sequential', { cardinality: '3', outputElement: 'loopCounter', outputCollection: 'out' }),
        })
        .end('end')
        .row('start', id, 'end')
        .plan();
    const run = drive(many('each')).start().done('x');
    const after = migrate(run, many('all'));
    expect(Object.values(after.state.scopes).find(({ loop: at }) => at)).toMatchObject({
      elementId: 'all',
      loop: { started: 2 },
    });
    expect(finish(after).variables).toEqual({ out: [1, 2, 3] });
  });

  it('takes calls, performers and what can be undone along', () => {
    const old = processOf('p')
      .start('start')
      .service('pay', { compensationHandlerId: 'refund' })
      .user('a')
      .call('c', 'child')
      .end('end');
    const one = old.service('refund', { isForCompensation: true }).row('start', 'pay', 'a', 'c', 'end').plan();
    const renamed = processOf('p')
      .start('start')
      .service('pay2', { compensationHandlerId: 'refund2' })
      .user('a2')
      .call('c2', 'child')
      .end('end');
    const two = renamed.service('refund2', { isForCompensation: true }).row('start', 'pay2', 'a2', 'c2', 'end').plan();
    const run = drive(one).start().jobDone('pay').done('a');
    const mapping = planMigration(one, two);
    const program = programOf(two);
    const after = run.onto(program);
    after.accept(
      {
        type: 'migrateInstance',
        plan: planHash(two),
        mapping: { ...mapping, elements: { ...mapping.elements, refund: 'refund2' } },
        ...WHY,
      },
      ADMIN,
    );
    expect(after.state.performers).toEqual({ a2: ['u-1'] });
    expect(after.state.scopes[after.state.rootScopeId]?.compensations).toMatchObject([
      { activityId: 'pay2', handlerId: 'refund2' },
    ]);
    expect(after.callDone('c2').state.status).toBe('completed');
  });

  it('says which element cannot come along, and why', () => {
    const run = drive(simple()).start();
    const gone = processOf('p').start('start').service('z').end('end').row('start', 'z', 'end').plan();
    expect(refusals(run, gone)).toMatchObject({
      code: 'MIGRATION_REFUSED',
      detail: [{ elementId: 'a', text: { en: 'The new version has no counterpart' } }],
    });
    const inLoop = processOf('p')
      .start('start')
      .sub('each', (inner) => inner.start('s').user('a').end('e').row('s', 'a', 'e'), {
        loop: loop('parallel', { cardinality: '2' }),
      })
      .end('end')
      .row('start', 'each', 'end')
      .plan();
    expect(refusals(run, inLoop)).toMatchObject({ code: 'MIGRATION_REFUSED', detail: [{ elementId: 'a' }] });
  });

  it('is refused with another plan than the one that was meant', () => {
    const run = drive(simple()).start();
    const command = { ...commandFor(simple(), simple()), plan: 'other' };
    expect(transition(programOf(simple()), run.state, command)).toMatchObject({ rejection: { code: 'PLAN_MISMATCH' } });
  });
});
