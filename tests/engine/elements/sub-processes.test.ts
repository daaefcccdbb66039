import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import { mappings, message, processOf, programOf, timer } from '../../kit/process-builder.js';

describe('an embedded sub-process', () => {
  it('completes when no token is left in it', () => {
    const plan = processOf('p')
      .start('start')
      .sub('sub', (inner) => inner.start('s').and('f').user('a').user('b').row('s', 'f', 'a').row('f', 'b'))
      .end('end')
      .row('start', 'sub', 'end')
      .plan();
    const run = drive(programOf(plan)).start().done('a');
    expect(run.state.status).toBe('active');
    expect(run.done('b').state.status).toBe('completed');
    expect(run.trail('scopeClosed')).toEqual(['sub']);
  });

  it('keeps its inputs to itself and gives back what its output mappings say', () => {
    const plan = processOf('p')
      .start('start')
      .sub(
        'sub',
        (inner) =>
          inner
            .start('s')
            .script('calc', 'local * 2', 'local')
            .script('free', '1', 'outside')
            .end('e')
            .row('s', 'calc', 'free', 'e'),
        {
          inputs: mappings({ local: 'n' }),
          outputs: mappings({ result: 'local' }),
        },
      )
      .end('end')
      .row('start', 'sub', 'end')
      .plan();
    expect(drive(programOf(plan)).start({ n: 4 }).variables).toEqual({ n: 4, outside: 1, result: 8 });
  });
});

describe('an event sub-process', () => {
  const plan = (event: ReturnType<typeof message> | ReturnType<typeof timer>, interrupting: boolean) =>
    programOf(
      processOf('p')
        .start('start')
        .user('work')
        .user('more')
        .end('end')
        .row('start', 'work', 'more', 'end')
        .eventSub('ev', event, interrupting, (inner) =>
          inner.user('handle').end('handled').row('evStart', 'handle', 'handled'),
        )
        .plan(),
    );

  it('that interrupts cancels what runs in its scope and takes its place', () => {
    const run = drive(plan(message('withdraw', '"k"'), true))
      .start()
      .deliver('evStart', { withdrawal: { why: 'x' } });
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['handle']);
    expect(run.variables).toEqual({ withdrawal: { why: 'x' } });
    expect(run.state.subscriptions).toEqual({});
    expect(run.done('handle').state).toMatchObject({ status: 'completed', endEventId: 'handled' });
    expect(run.trail('workItemCancelled')).toEqual(['work']);
  });

  it('that does not interrupt may start again and again, and holds the process open', () => {
    const run = drive(plan(message('ask', '"k"'), false))
      .start()
      .deliver('evStart')
      .deliver('evStart');
    expect(Object.keys(run.state.workItems)).toHaveLength(3);
    run.done('work').done('more');
    expect(run.state.status).toBe('active');
    run.done('handle').done('handle');
    expect(run.state).toMatchObject({ status: 'completed', subscriptions: {} });
  });

  it('starts by a timer cycle', () => {
    const run = drive(plan(timer('cycle', 'R2/PT1H'), false))
      .start()
      .fire('evStart')
      .fire('evStart');
    expect(run.trail('elementEntered').filter((id) => id === 'handle')).toHaveLength(2);
    expect(run.state.timers).toEqual({});
  });

  it('catches an error of its scope before the boundary event does', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .sub('sub', (inner) =>
          inner
            .start('s')
            .service('job')
            .end('e')
            .row('s', 'job', 'e')
            .eventSub('ev', { kind: 'error', errorCode: 'E' }, true, (handler) =>
              handler.user('repair').end('repaired').row('evStart', 'repair', 'repaired'),
            ),
        )
        .boundary('outer', 'sub', { kind: 'error' })
        .end('end')
        .end('lost')
        .row('start', 'sub', 'end')
        .row('outer', 'lost')
        .plan(),
    );
    const fail = (errorCode: string) => {
      const run = drive(program).start();
      return run.accept({ type: 'throwJobError', jobId: run.job('job'), errorCode, message: 'm', variables: {} });
    };
    const caught = fail('E');
    expect(caught.done('repair').state).toMatchObject({ status: 'completed', endEventId: 'end' });
    expect(fail('F').state).toMatchObject({ status: 'completed', endEventId: 'lost' });
  });

  it('does not catch the error it throws itself', () => {
    const program = programOf(
      processOf('p')
        .start('start')
        .service('job')
        .end('end')
        .row('start', 'job', 'end')
        .eventSub('ev', { kind: 'error' }, true, (inner) =>
          inner.end('again', { kind: 'error', errorCode: 'E' }).row('evStart', 'again'),
        )
        .plan(),
    );
    const run = drive(program).start();
    run.accept({ type: 'throwJobError', jobId: run.job('job'), errorCode: 'E', message: 'm', variables: {} });
    expect(run.state.status).toBe('failed');
  });

  it('that cannot be armed is an incident of the scope; everything else goes on', () => {
    const run = drive(plan(message('withdraw', 'number'), true)).start();
    expect(run.incidents).toEqual(['evStart EXPRESSION_FAILED']);
    expect(run.item('work').state).toBe('ready');
    run.resolve({ number: 'N-1' });
    expect(run.subscription('evStart').correlationKey).toBe('N-1');
  });
});
