import { describe, expect, it } from '@jest/globals';
import { drive } from '../../kit/instance-driver.js';
import { mappings, processOf, programOf } from '../../kit/process-builder.js';

function caller(extra: Parameters<ReturnType<typeof processOf>['call']>[2] = {}) {
  return programOf(
    processOf('p')
      .start('start')
      .user('before')
      .call('accept', 'sub-accept', extra)
      .boundary('refused', 'accept', { kind: 'error', errorCode: 'REFUSED' })
      .end('end')
      .end('endRefused')
      .row('start', 'before', 'accept', 'end')
      .row('refused', 'endRefused')
      .plan(),
  );
}

const startOf = (run: ReturnType<typeof drive>) => run.effects.find(({ type }) => type === 'startChild');

describe('a call activity', () => {
  it('starts the called process with all variables and everybody who has acted', () => {
    const run = drive(caller()).start({ a: 1 }).done('before');
    expect(startOf(run)).toMatchObject({
      processId: 'sub-accept',
      childInstanceId: expect.stringMatching(/^i-c\d+$/),
      depth: 1,
      variables: { a: 1 },
      performers: { before: ['u-1'] },
    });
  });

  it('takes back the variables, and the people under its own name', () => {
    const run = drive(caller())
      .start({ a: 1 })
      .done('before')
      .callDone('accept', { b: 2 }, { examine: ['u-7'] });
    expect(run.variables).toEqual({ a: 1, b: 2 });
    expect(run.state).toMatchObject({
      status: 'completed',
      performers: { accept: ['u-7'], 'accept/examine': ['u-7'] },
    });
  });

  it('with mappings gives only its inputs when the model says so, and takes only its outputs', () => {
    const extra = {
      inputs: mappings({ n: 'a + 1' }),
      outputs: mappings({ sum: 'n + b' }),
      propagateAllParentVariables: false,
    };
    const run = drive(caller(extra)).start({ a: 1 }).done('before');
    expect(startOf(run)).toMatchObject({ variables: { n: 2 } });
    expect(run.callDone('accept', { b: 5 }).variables).toEqual({ a: 1, sum: 7 });
  });

  it('throws an error of the called process at its boundary', () => {
    const run = drive(caller()).start().done('before');
    const callId = Object.keys(run.state.calls)[0] ?? '';
    run.accept({
      type: 'childEnded',
      callId,
      outcome: { kind: 'error', errorCode: 'REFUSED', message: 'no' },
      variables: {},
      performers: {},
    });
    expect(run.state.endEventId).toBe('endRefused');
    expect(run.send({ type: 'childStatus', callId, status: 'x' })).toMatchObject({
      rejection: { code: 'INSTANCE_ENDED' },
    });
  });

  it('whose process failed is an incident, and repairing it calls again', () => {
    const run = drive(caller()).start().done('before');
    const callId = Object.keys(run.state.calls)[0] ?? '';
    run.accept({
      type: 'childEnded',
      callId,
      outcome: { kind: 'failed', message: 'down' },
      variables: {},
      performers: {},
    });
    expect(run.incidents).toEqual(['accept CHILD_FAILED']);
    run.resolve();
    expect(run.asked.filter((type) => type === 'startChild')).toHaveLength(2);
    expect(Object.keys(run.state.calls)).not.toEqual([callId]);
  });

  it('takes over the status of the case from the called process, and passes it on to its own caller', () => {
    const parent = { instanceId: 'q', callId: 'c9', depth: 1 };
    const run = drive(caller()).start({}, { parent }).done('before');
    run.accept({ type: 'childStatus', callId: Object.keys(run.state.calls)[0] ?? '', status: 'correction' });
    expect(run.state.caseStatus).toBe('correction');
    expect(run.effects.at(-1)).toMatchObject({ type: 'reportChildStatus', parent, status: 'correction' });
  });

  it('is cancelled in the called process when it is left', () => {
    const run = drive(caller()).start().done('before').accept({ type: 'cancelInstance', reason: 'x' });
    expect(run.effects.at(-1)).toMatchObject({ type: 'cancelChild' });
    expect(run.state.status).toBe('cancelled');
  });

  it('is refused 17 calls deep', () => {
    const run = drive(caller())
      .start({}, { parent: { instanceId: 'q', callId: 'c', depth: 16 } })
      .done('before');
    expect(run.incidents).toEqual(['accept CALL_DEPTH']);
  });
});

describe('a called instance', () => {
  it('reports what it has set, not what it was given, and its people', () => {
    const plan = processOf('sub-accept')
      .start('start')
      .user('examine')
      .end('end')
      .row('start', 'examine', 'end')
      .plan();
    const parent = { instanceId: 'q', callId: 'c1', depth: 1 };
    const run = drive(programOf(plan))
      .start({ given: 1 }, { parent, performers: { before: ['u-0'] } })
      .done('examine', { answer: 2 });
    expect(run.effects.at(-1)).toMatchObject({
      type: 'reportChildEnd',
      parent,
      outcome: { kind: 'completed' },
      variables: { answer: 2 },
      performers: { examine: ['u-1'] },
    });
    expect(run.effects.at(-1)).not.toHaveProperty('performers.before');
  });
});
