import { describe, expect, it } from '@jest/globals';
import { drive, person } from '../../kit/instance-driver.js';
import { loop, processOf, programOf, timer, value } from '../../kit/process-builder.js';

describe('a parallel multi-instance activity', () => {
  const sign = (more = {}) =>
    programOf(
      processOf('p')
        .start('start')
        .user('sign', {
          assignee: value('=who'),
          loop: loop('parallel', {
            collection: 'inspectors',
            inputElement: 'who',
            outputElement: '{by: who, ok: ok}',
            outputCollection: 'signed',
            ...more,
          }),
        })
        .boundary('late', 'sign', timer('duration', 'PT1H'))
        .end('end')
        .end('endLate')
        .row('start', 'sign', 'end')
        .row('late', 'endLate')
        .plan(),
    );
  const inspectors = ['u-1', 'u-2', 'u-3'];

  it('gives every item its instance and collects the outputs in the order of the items', () => {
    const run = drive(sign()).start({ inspectors });
    expect(Object.values(run.state.workItems).map(({ assignee }) => assignee)).toEqual(inspectors);
    run
      .done('sign', { ok: 3 }, person('u-3'), 2)
      .done('sign', { ok: 1 }, person('u-1'))
      .done('sign', { ok: 2 }, person('u-2'));
    expect(run.variables).toMatchObject({
      signed: [
        { by: 'u-1', ok: 1 },
        { by: 'u-2', ok: 2 },
        { by: 'u-3', ok: 3 },
      ],
    });
    expect(run.state).toMatchObject({ status: 'completed', performers: { sign: ['u-3', 'u-1', 'u-2'] } });
  });

  it('ends early when its condition holds, and cancels the rest', () => {
    const run = drive(sign({ completionCondition: 'numberOfCompletedInstances / numberOfInstances > 0.5' })).start({
      inspectors,
    });
    run.done('sign', {}, person('u-1')).done('sign', {}, person('u-2'));
    expect(run.state).toMatchObject({ status: 'completed', workItems: {} });
    expect(run.trail('workItemCancelled')).toEqual(['sign']);
  });

  it('sees the value of the instance that just completed in its condition', () => {
    const run = drive(sign({ completionCondition: 'some x in signed satisfies x.ok = false' })).start({ inspectors });
    run.done('sign', { ok: true }, person('u-2'), 1);
    expect(run.state.status).toBe('active');
    expect(run.done('sign', { ok: false }, person('u-1')).state.status).toBe('completed');
  });

  it('is one activity for its boundary event', () => {
    const run = drive(sign()).start({ inspectors }).done('sign', {}, person('u-1')).fire('late');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'endLate', workItems: {}, timers: {} });
    expect(run.trail('timerScheduled')).toEqual(['late']);
  });

  it('passes on with an empty list when there is nothing to do', () => {
    expect(drive(sign()).start({ inspectors: [] }).variables).toEqual({ inspectors: [], signed: [] });
  });

  it('stops with an incident when there is no list', () => {
    const run = drive(sign()).start();
    expect(run.incidents).toEqual(['sign EXPRESSION_FAILED']);
    expect(run.resolve({ inspectors: ['u-1'] }).item('sign').assignee).toBe('u-1');
  });

  it('throws an error of one instance at the activity as a whole', () => {
    const plan = processOf('p')
      .start('start')
      .service('job', { loop: loop('parallel', { cardinality: '3' }) })
      .boundary('caught', 'job', { kind: 'error' })
      .end('end')
      .end('saved')
      .row('start', 'job', 'end')
      .row('caught', 'saved')
      .plan();
    const run = drive(programOf(plan)).start();
    run.accept({ type: 'throwJobError', jobId: run.job('job'), errorCode: 'E', message: 'm', variables: {} });
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'saved', jobs: {} });
  });
});

describe('a sequential multi-instance activity', () => {
  it('starts the next instance when one has completed, over the items as they were at the beginning', () => {
    const plan = processOf('p')
      .start('start')
      .sub('each', (inner) => inner.start('s').user('ask').end('e').row('s', 'ask', 'e'), {
        loop: loop('sequential', {
          collection: 'list',
          inputElement: 'item',
          outputElement: 'item + loopCounter',
          outputCollection: 'out',
        }),
      })
      .end('end')
      .row('start', 'each', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ list: [10, 20] });
    expect(Object.keys(run.state.workItems)).toHaveLength(1);
    run.done('ask', { list: [] }).done('ask');
    expect(run.variables).toEqual({ list: [], out: [11, 22] });
    expect(run.state.status).toBe('completed');
  });

  it('of a thousand scripts runs in one go', () => {
    const plan = processOf('p')
      .start('start')
      .script('add', 'n + 1', 'n', { loop: loop('sequential', { cardinality: '1500' }) })
      .end('end')
      .row('start', 'add', 'end')
      .plan();
    expect(drive(programOf(plan)).start({ n: 0 }).variables).toEqual({ n: 1500 });
  });
});
