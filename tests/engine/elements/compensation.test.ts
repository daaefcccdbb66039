import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import type { ProcessBuilder } from '../../kit/process-builder.js';
import { mappings, message, processOf, programOf } from '../../kit/process-builder.js';

/** A service task with a compensation handler that is given what the task has set. */
function undoable(builder: ProcessBuilder, id: string): ProcessBuilder {
  return builder
    .service(id, { compensationHandlerId: `undo-${id}` })
    .service(`undo-${id}`, { isForCompensation: true, inputs: mappings({ what: 'visit' }) });
}

describe('compensation', () => {
  it('runs the handlers of completed activities one by one, the last first, and waits for them', () => {
    const builder = processOf('p').start('start').throw('undo', { kind: 'compensation' }).end('end');
    undoable(undoable(undoable(builder, 'a'), 'b'), 'c');
    const run = drive(programOf(builder.row('start', 'a', 'b', 'undo', 'end').plan())).start();
    run.jobDone('a', { visit: 1 }).jobDone('b', { visit: 2 });
    expect(Object.values(run.state.jobs)).toEqual([
      expect.objectContaining({ elementId: 'undo-b', variables: { what: 2 } }),
    ]);
    run.jobDone('undo-b', { undone: true });
    expect(Object.values(run.state.jobs)).toEqual([
      expect.objectContaining({ elementId: 'undo-a', variables: { what: 1 } }),
    ]);
    run.jobDone('undo-a');
    expect(run.state.status).toBe('completed');
    expect(run.variables).toEqual({ visit: 2, undone: true });
  });

  it('passes on when there is nothing to compensate, and compensates nothing twice', () => {
    const builder = undoable(processOf('p').start('start').end('end'), 'a')
      .throw('first', { kind: 'compensation' })
      .throw('second', { kind: 'compensation' });
    const run = drive(programOf(builder.row('start', 'a', 'first', 'second', 'end').plan()))
      .start()
      .jobDone('a', { visit: 1 });
    expect(run.jobDone('undo-a').state.status).toBe('completed');
  });

  it('can be asked for one activity', () => {
    const builder = undoable(undoable(processOf('p').start('start').end('end'), 'a'), 'b').throw('undo', {
      kind: 'compensation',
      activityId: 'a',
    });
    const run = drive(programOf(builder.row('start', 'a', 'b', 'undo', 'end').plan()))
      .start()
      .jobDone('a', { visit: 1 })
      .jobDone('b');
    expect(run.jobDone('undo-a').state.status).toBe('completed');
    expect(run.trail('elementEntered')).not.toContain('undo-b');
  });

  it('reaches into a completed sub-process, with the variables it had', () => {
    const builder = processOf('p')
      .start('start')
      .sub('sub', (inner) => undoable(inner.start('s').end('e'), 'a').row('s', 'a', 'e'), {
        inputs: mappings({ visit: '"local"' }),
      })
      .end('end', { kind: 'compensation' });
    const run = drive(programOf(builder.row('start', 'sub', 'end').plan()))
      .start()
      .jobDone('a');
    expect(Object.values(run.state.jobs)).toEqual([
      expect.objectContaining({ elementId: 'undo-a', variables: { what: 'local' } }),
    ]);
    expect(run.jobDone('undo-a').state).toMatchObject({ status: 'completed', endEventId: 'end' });
  });

  it('uses the handler of the sub-process itself instead, if it has one', () => {
    const builder = processOf('p')
      .start('start')
      .sub('sub', (inner) => undoable(inner.start('s').end('e'), 'a').row('s', 'a', 'e'), {
        compensationHandlerId: 'undo-sub',
      })
      .service('undo-sub', { isForCompensation: true })
      .end('end', { kind: 'compensation' });
    const run = drive(programOf(builder.row('start', 'sub', 'end').plan()))
      .start()
      .jobDone('a');
    expect(run.jobDone('undo-sub').state.status).toBe('completed');
    expect(run.trail('elementEntered')).not.toContain('undo-a');
  });

  it('runs once for each instance of a multi-instance activity', () => {
    const builder = processOf('p')
      .start('start')
      .end('end', { kind: 'compensation' })
      .service('a', {
        compensationHandlerId: 'undo-a',
        loop: { mode: 'sequential', collection: '["x", "y"]', inputElement: 'who' },
      })
      .service('undo-a', { isForCompensation: true, inputs: mappings({ what: 'who' }) });
    const run = drive(programOf(builder.row('start', 'a', 'end').plan()))
      .start()
      .jobDone('a')
      .jobDone('a');
    const asked = () => Object.values(run.state.jobs).map(({ variables }) => variables['what']);
    expect(asked()).toEqual(['y']);
    run.jobDone('undo-a');
    expect(asked()).toEqual(['x']);
    expect(run.jobDone('undo-a').state.status).toBe('completed');
  });

  it('undoes a withdrawn case from its interrupting event sub-process, also what an unfinished sub-process had done', () => {
    const builder = undoable(processOf('p').start('start').end('end'), 'book')
      .sub('sub', (inner) => undoable(inner.start('s').user('visit').end('e'), 'order').row('s', 'order', 'visit', 'e'))
      .row('start', 'book', 'sub', 'end')
      .eventSub('withdraw', message('withdraw', '"k"'), true, (inner) =>
        inner
          .throw('undo', { kind: 'compensation' })
          .user('tell')
          .end('endWithdrawn')
          .row('withdrawStart', 'undo', 'tell', 'endWithdrawn'),
      );
    const run = drive(programOf(builder.plan()))
      .start()
      .jobDone('book', { visit: 'b' })
      .jobDone('order', { visit: 'o' });
    run.deliver('withdrawStart');
    expect(run.trail('workItemCancelled')).toEqual(['visit']);
    run.jobDone('undo-order');
    expect(run.state.workItems).toEqual({});
    run.jobDone('undo-book').done('tell');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'endWithdrawn', jobs: {} });
  });

  it('is cancelled with the event that asked for it', () => {
    const builder = undoable(processOf('p').start('start').end('end'), 'a')
      .throw('undo', { kind: 'compensation' })
      .row('start', 'a', 'undo', 'end')
      .eventSub('ev', message('stop', '"k"'), true, (inner) => inner.end('stopped').row('evStart', 'stopped'));
    const run = drive(programOf(builder.plan())).start().jobDone('a').deliver('evStart');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'stopped', jobs: {} });
    expect(run.asked).toContain('cancelJob');
  });
});
