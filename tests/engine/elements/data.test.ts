import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import { mappings, processOf, programOf } from '../../kit/process-builder.js';

describe('an activity with input sets', () => {
  const plan = processOf('p')
    .start('start')
    .and('fork')
    .user('bring')
    .service('use', { data: { inputSets: [{ variables: ['order'] }, { variables: ['draft', 'approval'] }] } })
    .end('end')
    .row('start', 'fork', 'bring', 'end')
    .row('fork', 'use', 'end')
    .plan();

  it('waits until the data of one set are there', () => {
    const run = drive(programOf(plan)).start({ draft: 1 });
    expect(run.state.jobs).toEqual({});
    expect(run.done('bring', { approval: true }).job('use')).toBeDefined();
  });

  it('begins at once when they are there', () => {
    expect(drive(programOf(plan)).start({ order: 1 }).job('use')).toBeDefined();
  });

  it('is an incident when nothing is left to bring them, and goes on when somebody does', () => {
    const run = drive(programOf(plan)).start().done('bring');
    expect(run.incidents).toEqual(['use DEADLOCK']);
    expect(run.resolve({ order: 1 }).job('use')).toBeDefined();
  });

  it('is left by its boundary event while it waits', () => {
    const late = processOf('p')
      .start('start')
      .service('use', { data: { inputSets: [{ variables: ['order'] }] } })
      .boundary('late', 'use', { kind: 'message', message: { name: 'late', correlationKey: '"k"' } })
      .end('end')
      .end('endLate')
      .row('start', 'use', 'end')
      .row('late', 'endLate');
    const run = drive(programOf(late.plan())).start();
    expect(run.incidents).toEqual([]);
    expect(run.deliver('late').state).toMatchObject({ status: 'completed', endEventId: 'endLate' });
  });
});

describe('the state of a data object', () => {
  it('is set by the activity that leaves it in that state, and awaited by the one that needs it', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('approve', { data: { states: [{ variable: 'order', state: 'approved' }] } })
      .service('ship', {
        data: { inputSets: [{ variables: ['order'], states: [{ variable: 'order', state: 'approved' }] }] },
      })
      .end('end')
      .row('start', 'fork', 'approve', 'end')
      .row('fork', 'ship', 'end');
    const run = drive(programOf(plan.plan())).start({ order: { id: 1 } });
    expect(run.state.jobs).toEqual({});
    run.done('approve');
    expect(run.job('ship')).toBeDefined();
    expect(run.state.scopes[run.state.rootScopeId]?.dataStates).toEqual({ order: 'approved' });
  });
});

describe('an activity with output sets', () => {
  const plan = processOf('p')
    .start('start')
    .service('find', {
      data: { outputSets: [['found'], ['reason']] },
      outputs: mappings({ shop: 'found', why: 'reason' }),
    })
    .end('end')
    .row('start', 'find', 'end')
    .plan();

  it('completes with the values of one of them', () => {
    expect(drive(programOf(plan)).start().jobDone('find', { reason: 'gone' }).variables).toMatchObject({ why: 'gone' });
  });

  it('is an incident without, until somebody gives them', () => {
    const run = drive(programOf(plan)).start().jobDone('find', { other: 1 });
    expect(run.incidents).toEqual(['find DATA_MISSING']);
    expect(run.resolve({ found: 7 }).variables).toMatchObject({ shop: 7 });
    expect(run.state.status).toBe('completed');
  });
});

describe('the data of a sub-process', () => {
  it('live in it and hide those of the same name outside', () => {
    const plan = processOf('p')
      .start('start')
      .sub('sub', (inner) => inner.start('s').script('set', '1', 'note').end('e').row('s', 'set', 'e'), {
        data: { locals: ['note'] },
      })
      .end('end')
      .row('start', 'sub', 'end');
    expect(drive(programOf(plan.plan())).start({ note: 'outer' }).variables).toEqual({ note: 'outer' });
  });
});

describe('token quantities', () => {
  const twice = () => processOf('p').start('start').throw('a', { kind: 'none' }, { completionQuantity: 2 });

  it('lets as many tokens leave by each flow as the model says', () => {
    const run = drive(programOf(twice().end('x').end('y').row('start', 'a', 'x').row('a', 'y').plan())).start();
    expect(run.trail('elementCompleted')).toEqual(['start', 'a', 'x', 'x', 'y', 'y']);
  });

  it('begins when so many tokens have come, and takes them together', () => {
    const plan = twice().user('pair', { startQuantity: 2 }).end('end').row('start', 'a', 'pair', 'end').plan();
    const run = drive(programOf(plan)).start();
    expect(Object.keys(run.state.workItems)).toHaveLength(1);
    expect(run.done('pair').state.status).toBe('completed');
  });

  it('waits for the others, whichever flow they come by', () => {
    const plan = processOf('p')
      .start('start')
      .and('fork')
      .user('b')
      .user('c')
      .user('all', { startQuantity: 2 })
      .end('end');
    plan.row('start', 'fork', 'b', 'all', 'end').row('fork', 'c', 'all');
    const run = drive(programOf(plan.plan())).start().done('b');
    expect(run.trail('elementEntered')).not.toContain('all');
    expect(run.done('c').item('all')).toBeDefined();
  });

  it('is an incident when the others cannot come any more, and a person can let it begin', () => {
    const plan = twice().user('three', { startQuantity: 3 }).end('end').row('start', 'a', 'three', 'end').plan();
    const run = drive(programOf(plan)).start();
    expect(run.incidents).toEqual(['three DEADLOCK']);
    expect(run.resolve().done('three').state.status).toBe('completed');
  });
});

describe('a task that the engine passes', () => {
  it('completes as soon as it is reached, undefined or manual, with its mappings', () => {
    const plan = processOf('p')
      .start('start')
      .task('a', { outputs: mappings({ n: 'n + 1' }) })
      .task('b', { type: 'manualTask', inputs: mappings({ m: 'n' }), outputs: mappings({ n: 'm * 10' }) })
      .end('end')
      .row('start', 'a', 'b', 'end');
    expect(drive(programOf(plan.plan())).start({ n: 1 }).variables).toEqual({ n: 20 });
  });
});
