import { describe, expect, it } from '@jest/globals';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive } from '../../kit/instance-driver.js';
import type { ProcessBuilder } from '../../kit/process-builder.js';
import { loop, mappings, processOf, programOf } from '../../kit/process-builder.js';

/** A service task with a compensation handler that is told what the task has set. */
function undoable(builder: ProcessBuilder, id: string): ProcessBuilder {
  return builder
    .service(id, { compensationHandlerId: `undo-${id}` })
    .service(`undo-${id}`, { isForCompensation: true, inputs: mappings({ what: 'visit' }) });
}

const jobs = (run: InstanceDriver) => Object.values(run.state.jobs).map(({ elementId }) => elementId);

describe('a transaction that is cancelled', () => {
  const withCancel = (boundary: boolean) => {
    const builder = processOf('p')
      .start('start')
      .transaction('tx', (inner) =>
        undoable(inner.start('s').end('gaveUp', { kind: 'cancel' }), 'book')
          .sub('deep', (deep) =>
            undoable(deep.start('d').user('ask').end('de'), 'order').row('d', 'order', 'ask', 'de'),
          )
          .and('fork')
          .end('e')
          .row('s', 'fork', 'book', 'gaveUp')
          .row('fork', 'deep', 'e'),
      )
      .user('after')
      .end('end')
      .row('start', 'tx', 'after', 'end');
    return boundary ? builder.boundary('out', 'tx', { kind: 'cancel' }).end('left').row('out', 'left') : builder;
  };

  it('gives up what still runs and then undoes, the last first, before anything goes on', () => {
    const run = drive(programOf(withCancel(true).plan()))
      .start()
      .jobDone('order')
      .jobDone('book');
    expect(run.state.workItems).toEqual({});
    expect(jobs(run)).toEqual(['undo-book']);
    run.jobDone('undo-book');
    expect(jobs(run)).toEqual(['undo-order']);
    expect(run.jobDone('undo-order').state).toMatchObject({ status: 'completed', endEventId: 'left', tokens: {} });
    expect(run.trail('transactionCancelled')).toEqual(['tx']);
  });

  it('without a boundary event for it needs the word of a person to go on', () => {
    const run = drive(programOf(withCancel(false).plan()))
      .start()
      .jobDone('order')
      .jobDone('book');
    run.jobDone('undo-book').jobDone('undo-order');
    expect(run.incidents).toEqual(['tx CANCEL_UNCAUGHT']);
    expect(run.resolve().item('after')).toBeDefined();
  });

  it('as one of several instances ends the activity as a whole', () => {
    const plan = processOf('p')
      .start('start')
      .transaction(
        'tx',
        (inner) => inner.start('s').user('ask').end('gaveUp', { kind: 'cancel' }).row('s', 'ask', 'gaveUp'),
        { loop: loop('parallel', { cardinality: '2' }) },
      )
      .boundary('out', 'tx', { kind: 'cancel' })
      .end('end')
      .end('left')
      .row('start', 'tx', 'end')
      .row('out', 'left')
      .plan();
    const run = drive(programOf(plan)).start().done('ask');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'left', workItems: {} });
  });
});

describe('a compensation event sub-process', () => {
  const process = () =>
    undoable(processOf('p').start('start').end('end', { kind: 'compensation' }), 'before')
      .sub(
        'sub',
        (inner) =>
          undoable(inner.start('s').user('change').end('e'), 'book')
            .row('s', 'book', 'change', 'e')
            .eventSub('back', { kind: 'compensation' }, true, (back) =>
              back
                .service('letter', { inputs: mappings({ told: 'place', free: 'note' }) })
                .throw('undoInside', { kind: 'compensation' })
                .end('undone')
                .row('backStart', 'letter', 'undoInside', 'undone'),
            ),
        { inputs: mappings({ place: '"hall"' }) },
      )
      .user('after')
      .row('start', 'before', 'sub', 'after', 'end');

  it('sees the data its sub-process had, and everything else as it is now', () => {
    const run = drive(programOf(process().plan())).start({ note: 1 });
    run.jobDone('before').jobDone('book', { visit: 5 }).done('change', { place: 'garden' }).done('after', { note: 2 });
    expect(Object.values(run.state.jobs)).toEqual([
      expect.objectContaining({ elementId: 'letter', variables: { told: 'garden', free: 2 } }),
    ]);
    run.jobDone('letter');
    expect(jobs(run)).toEqual(['undo-book']);
    run.jobDone('undo-book');
    expect(jobs(run)).toEqual(['undo-before']);
    expect(run.jobDone('undo-before').state.status).toBe('completed');
  });

  it('does not run for a sub-process that has not completed', () => {
    const plan = process().boundary('stop', 'sub', {
      kind: 'message',
      message: { name: 'stop', correlationKey: '"k"' },
    });
    const run = drive(programOf(plan.end('stopped', { kind: 'compensation' }).row('stop', 'stopped').plan()))
      .start()
      .jobDone('before')
      .jobDone('book');
    run.deliver('stop');
    expect(jobs(run)).toEqual(['undo-book']);
    run.jobDone('undo-book').jobDone('undo-before');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'stopped' });
    expect(run.trail('elementEntered')).not.toContain('letter');
  });
});

describe('compensation that nobody waits for', () => {
  it('runs beside its thrower, is cancelled with its scope, and holds the scope open', () => {
    const plan = undoable(processOf('p').start('start').end('end'), 'a')
      .throw('undo', { kind: 'compensation', waitForCompletion: false })
      .user('ask')
      .row('start', 'a', 'undo', 'ask', 'end')
      .plan();
    const run = drive(programOf(plan)).start().jobDone('a').done('ask');
    expect(run.state.status).toBe('active');
    expect(run.jobDone('undo-a').state.status).toBe('completed');
    expect(run.state.scopes[run.state.rootScopeId]?.compensations).toBeUndefined();
  });
});

describe('the order of compensation', () => {
  it('is that of completion, whatever sub-process an activity lay in', () => {
    const plan = undoable(processOf('p').start('start').end('end', { kind: 'compensation' }), 'x')
      .and('fork')
      .and('join')
      .sub('sub', (inner) => undoable(undoable(inner.start('s').end('e'), 'a'), 'b').row('s', 'a', 'b', 'e'))
      .row('start', 'fork', 'sub', 'join', 'end')
      .row('fork', 'x', 'join')
      .plan();
    const run = drive(programOf(plan)).start().jobDone('a').jobDone('x').jobDone('b');
    for (const id of ['undo-b', 'undo-x', 'undo-a']) {
      expect(jobs(run)).toEqual([id]);
      run.jobDone(id);
    }
    expect(run.state.status).toBe('completed');
  });
});
