import { describe, expect, it } from '@jest/globals';
import type { AdHocSubProcessPlan } from '../../../engine/model/plan.js';
import { drive } from '../../kit/instance-driver.js';
import { message, processOf, programOf } from '../../kit/process-builder.js';

/** start -> the ad-hoc sub-process `any` with a, b and c (c leads to d) -> end */
function anyOrder(extra: Partial<AdHocSubProcessPlan> = {}) {
  return programOf(
    processOf('p')
      .start('start')
      .adHoc('any', (inner) => inner.user('a').user('b').user('c').user('d').row('c', 'd'), extra)
      .boundary('stop', 'any', message('stop', '"k"'))
      .end('end')
      .end('stopped')
      .row('start', 'any', 'end')
      .row('stop', 'stopped')
      .plan(),
  );
}

type Run = ReturnType<typeof drive>;
const scopeOf = (run: Run): string =>
  Object.values(run.state.scopes).find(({ elementId }) => elementId === 'any')?.id ?? '';
const ask = (run: Run, activityId: string) =>
  run.send({ type: 'startAdHocActivity', scopeId: scopeOf(run), activityId, variables: {} });
const open = (run: Run, activityId: string): Run => {
  expect(ask(run, activityId)).toMatchObject({ ok: true });
  return run;
};
const refusal = (run: Run, activityId: string): unknown => {
  const outcome = ask(run, activityId);
  return outcome.ok ? undefined : outcome.rejection.code;
};

describe('an ad-hoc sub-process', () => {
  it('waits for somebody to start one of its activities, each as often as wanted', () => {
    const run = drive(anyOrder({ completionCondition: 'enough' })).start({ enough: false });
    expect(run.state).toMatchObject({ status: 'active', workItems: {} });
    open(open(open(run, 'a'), 'a'), 'b');
    expect(Object.values(run.state.workItems).map(({ elementId }) => elementId)).toEqual(['a', 'a', 'b']);
  });

  it('starts only activities that no flow leads to, and follows the flows between them', () => {
    const run = drive(anyOrder({ completionCondition: 'enough' })).start({ enough: false });
    expect(refusal(run, 'd')).toBe('ACTIVITY_NOT_ENABLED');
    expect(refusal(run, 'end')).toBe('ACTIVITY_NOT_ENABLED');
    open(run, 'c').done('c');
    expect(run.item('d')).toBeDefined();
  });

  it('judges its condition after each activity and cancels what is left', () => {
    const run = drive(anyOrder({ completionCondition: 'enough' })).start({ enough: false });
    open(open(run, 'a'), 'b').done('a');
    expect(run.state.status).toBe('active');
    open(run, 'c').done('c', { enough: true });
    expect(run.state).toMatchObject({ status: 'completed', workItems: {} });
    expect(run.trail('elementCancelled')).toEqual(expect.arrayContaining(['b']));
    expect(run.trail('elementEntered')).not.toContain('d');
  });

  it('without cancelling waits for what runs, and starts nothing more', () => {
    const run = drive(anyOrder({ completionCondition: 'enough', cancelRemainingInstances: false })).start({
      enough: false,
    });
    open(open(run, 'a'), 'b').done('a', { enough: true });
    expect(run.state.status).toBe('active');
    expect(refusal(run, 'c')).toBe('ACTIVITY_NOT_ENABLED');
    expect(run.done('b').state.status).toBe('completed');
  });

  it('that is sequential lets one activity run at a time', () => {
    const run = drive(anyOrder({ completionCondition: 'enough', ordering: 'sequential' })).start({ enough: false });
    open(run, 'a');
    expect(refusal(run, 'b')).toBe('NOT_ALLOWED');
    run.done('a');
    expect(open(run, 'b').item('b')).toBeDefined();
  });

  it('without a condition completes when each activity it offers has been carried out', () => {
    const run = drive(anyOrder()).start();
    open(run, 'a').done('a');
    open(run, 'b').done('b');
    expect(run.state.status).toBe('active');
    open(run, 'c').done('c');
    expect(run.done('d').state.status).toBe('completed');
  });

  it('is an incident when its condition cannot be judged, and judges it again afterwards', () => {
    const run = drive(anyOrder({ completionCondition: 'if enough = null then 1 else enough' })).start();
    open(run, 'a').done('a');
    expect(run.incidents).toEqual(['any EXPRESSION_FAILED']);
    expect(run.resolve({ enough: true }).state.status).toBe('completed');
  });

  it('is left by a boundary event with all that runs in it', () => {
    const run = drive(anyOrder({ completionCondition: 'enough' })).start({ enough: false });
    open(run, 'a').deliver('stop');
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'stopped' });
    expect(refusal(run, 'a')).toBe('INSTANCE_ENDED');
  });

  it('that offers nothing completes at once', () => {
    const plan = processOf('p')
      .start('start')
      .adHoc('any', () => undefined)
      .end('end')
      .row('start', 'any', 'end');
    expect(drive(programOf(plan.plan())).start().state.status).toBe('completed');
  });
});
