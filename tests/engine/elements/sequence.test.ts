import { describe, expect, it } from '@jest/globals';
import { drive, person } from '../../kit/instance-driver.js';
import { mappings, processOf, programOf, value } from '../../kit/process-builder.js';

describe('a sequence of elements', () => {
  it('runs from start to end when nothing has to wait', () => {
    const plan = processOf('p').start('start').throw('a').throw('b').end('end').row('start', 'a', 'b', 'end').plan();
    const run = drive(programOf(plan)).start();
    expect(run.trail('elementEntered')).toEqual(['start', 'a', 'b', 'end']);
    expect(run.trail('elementCompleted')).toEqual(['start', 'a', 'b', 'end']);
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'end', tokens: {}, revision: 1 });
  });

  it('ends without an end event when the last activity has no flow', () => {
    const plan = processOf('p').start('start').throw('a').row('start', 'a').plan();
    expect(drive(programOf(plan)).start().state.status).toBe('completed');
  });

  it('splits behind an activity with several flows and merges token by token', () => {
    const plan = processOf('p')
      .start('start')
      .throw('a')
      .throw('b')
      .throw('c')
      .throw('d')
      .end('end')
      .row('start', 'a', 'b', 'd', 'end')
      .row('a', 'c', 'd')
      .plan();
    expect(drive(programOf(plan)).start().trail('elementCompleted')).toEqual([
      'start',
      'a',
      'b',
      'c',
      'd',
      'd',
      'end',
      'end',
    ]);
  });

  it('gives a service task to the host with its inputs and maps its result', () => {
    const plan = processOf('p')
      .start('start')
      .service('find', { inputs: mappings({ key: 'shop.id' }), outputs: mappings({ 'shop.name': 'row.name' }) })
      .end('end')
      .row('start', 'find', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ shop: { id: 7 } });
    expect(run.effects).toEqual([
      {
        seq: 0,
        type: 'createJob',
        jobId: 'j3',
        elementId: 'find',
        jobType: 'job.find',
        retries: 3,
        variables: { key: 7 },
        headers: {},
      },
    ]);
    run.jobDone('find', { row: { name: '小满' } });
    expect(run.variables).toEqual({ shop: { id: 7, name: '小满' } });
    expect(run.state).toMatchObject({ status: 'completed', jobs: {} });
  });

  it('merges the whole result of a service task without output mappings', () => {
    const plan = processOf('p').start('start').service('find').end('end').row('start', 'find', 'end').plan();
    expect(drive(programOf(plan)).start({ a: 1 }).jobDone('find', { b: 2 }).variables).toEqual({ a: 1, b: 2 });
  });

  it('evaluates a script into its result variable', () => {
    const plan = processOf('p').start('start').script('add', 'n + 1', 'n').end('end').row('start', 'add', 'end').plan();
    expect(drive(programOf(plan)).start({ n: 1 }).variables).toEqual({ n: 2 });
  });

  it('gives a person a work item with form and candidates', () => {
    const plan = processOf('p')
      .start('start')
      .user('ask', { form: { formId: value('=which'), access: [] }, candidateGroups: value('clerk, head') })
      .end('end')
      .row('start', 'ask', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ which: 'foodApplication' });
    expect(run.item('ask')).toMatchObject({
      formId: 'foodApplication',
      candidateGroups: ['clerk', 'head'],
      state: 'ready',
    });
    run.done('ask', { answer: true }, person('u-1', ['clerk']));
    expect(run.variables).toMatchObject({ answer: true });
    expect(run.state).toMatchObject({ status: 'completed', performers: { ask: ['u-1'] }, workItems: {} });
  });
});
