import { describe, expect, it } from '@jest/globals';
import { activeElements, openWorkItems, takenPath } from '../../../engine/core/inspect.js';
import { replay } from '../../../engine/core/replay.js';
import { feelContext } from '../../../engine/core/scope.js';
import { transition } from '../../../engine/core/transition.js';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { CompiledDecisionModel } from '../../../engine/decision/compile-decision.js';
import { drive, MONDAY } from '../../kit/instance-driver.js';
import { mappings, message, processOf, programOf } from '../../kit/process-builder.js';

const simple = programOf(processOf('p').start('start').user('ask').end('end').row('start', 'ask', 'end').plan());
const head = { id: 'k', at: MONDAY, actor: SYSTEM };

describe('transition', () => {
  it('refuses what does not apply, and changes nothing', () => {
    const run = drive(simple).start();
    const before = JSON.stringify(run.state);
    const start = { ...head, type: 'startInstance', instanceId: 'i', rootId: 'i', variables: {}, config: {} } as const;
    expect(transition(simple, run.state, start)).toEqual({ ok: false, rejection: { code: 'INSTANCE_EXISTS' } });
    expect(transition(simple, undefined, { ...start, startEventId: 'x' })).toEqual({
      ok: false,
      rejection: { code: 'START_EVENT_UNKNOWN' },
    });
    const cancel = { ...head, type: 'cancelInstance', reason: 'r' } as const;
    expect(transition(simple, undefined, cancel)).toEqual({ ok: false, rejection: { code: 'INSTANCE_NOT_FOUND' } });
    const gone: readonly [Parameters<typeof run.send>[0], string][] = [
      [{ type: 'claimWorkItem', workItemId: 'w0' }, 'WORK_ITEM_GONE'],
      [{ type: 'completeWorkItem', workItemId: 'w0', variables: {} }, 'WORK_ITEM_GONE'],
      [{ type: 'releaseWorkItem', workItemId: 'w0' }, 'WORK_ITEM_GONE'],
      [{ type: 'completeJob', jobId: 'j0', variables: {} }, 'JOB_GONE'],
      [{ type: 'failJob', jobId: 'j0', retriesLeft: 0, message: '' }, 'JOB_GONE'],
      [{ type: 'throwJobError', jobId: 'j0', errorCode: 'E', message: '', variables: {} }, 'JOB_GONE'],
      [{ type: 'fireTimer', timerId: 'm0' }, 'TIMER_GONE'],
      [{ type: 'deliverMessage', subscriptionId: 'b0', messageId: 'x', variables: {} }, 'SUBSCRIPTION_GONE'],
      [
        { type: 'childEnded', callId: 'c0', outcome: { kind: 'completed' }, variables: {}, performers: {} },
        'CALL_GONE',
      ],
      [{ type: 'childStatus', callId: 'c0', status: 's' }, 'CALL_GONE'],
      [{ type: 'resolveIncident', incidentId: 'i0', variables: {} }, 'INCIDENT_GONE'],
    ];
    for (const [body, code] of gone) expect(run.send(body)).toEqual({ ok: false, rejection: { code } });
    expect(JSON.stringify(run.state)).toBe(before);
    run.done('ask');
    expect(run.send({ type: 'fireTimer', timerId: 'm0' })).toEqual({
      ok: false,
      rejection: { code: 'INSTANCE_ENDED' },
    });
  });

  it('starts at the start event it is told', () => {
    const plan = processOf('p')
      .start('plain')
      .start('told', { event: message('go') })
      .end('a')
      .end('b')
      .row('plain', 'a')
      .row('told', 'b')
      .plan();
    expect(drive(programOf(plan)).start().state.endEventId).toBe('a');
    expect(drive(programOf(plan)).start({}, { startEventId: 'told' }).state.endEventId).toBe('b');
  });

  it('tells the history so completely that it makes the state again, from any point', () => {
    const run = drive(simple).start({ a: 1 });
    const middle = run.state;
    const seen = run.history.length;
    run.done('ask', { b: 2 });
    expect(replay(run.history.slice(seen), middle)).toStrictEqual(run.state);
    expect(() => replay(run.history.slice(1))).toThrow('HISTORY_GAP');
  });

  it('asks a decision and keeps what it rested on', () => {
    const model: CompiledDecisionModel = {
      decisionIds: ['need'],
      evaluate: (decisionId, { area }) => ({
        ok: true,
        value: Number(area) > 10,
        matchedRules: [
          {
            decisionId,
            ruleIds: ['r1'],
            inputs: { 'shop.area': 20 },
            rules: [{ ruleId: 'r1', outputs: {} }],
            result: true,
          },
        ],
        warnings: [],
      }),
    };
    const plan = processOf('p')
      .start('start')
      .rule('ask', 'need', 'visit')
      .rule('lost', 'other', 'x')
      .end('end')
      .row('start', 'ask', 'lost', 'end')
      .plan();
    const run = drive(programOf(plan, { decisions: new Map([['need', model]]) })).start({ area: 20 });
    expect(run.variables).toEqual({ area: 20, visit: true });
    expect(run.history.find(({ type }) => type === 'decisionEvaluated')?.data).toMatchObject({
      rules: [{ decisionId: 'need', ruleIds: ['r1'], inputs: { shop: { area: 20 } }, result: true }],
    });
    expect(run.incidents).toEqual(['lost DECISION_UNKNOWN']);
  });
});

describe('a failed job', () => {
  const plan = processOf('p')
    .start('start')
    .service('find', { inputs: mappings({ key: 'key' }) })
    .end('end')
    .row('start', 'find', 'end')
    .plan();

  it('is tried again by the host as long as it has retries', () => {
    const run = drive(programOf(plan)).start({ key: 1 });
    run.accept({ type: 'failJob', jobId: run.job('find'), retriesLeft: 2, retryAt: MONDAY + 1, message: 'down' });
    expect(run.incidents).toEqual([]);
    expect(Object.values(run.state.jobs)).toEqual([expect.objectContaining({ retriesLeft: 2 })]);
  });

  it('is an incident after the last, and is given out again under its id with inputs evaluated anew', () => {
    const run = drive(programOf(plan)).start({ key: 1 });
    const jobId = run.job('find');
    run.accept({ type: 'failJob', jobId, retriesLeft: 0, message: 'down' });
    expect(run.incidents).toEqual(['find JOB_FAILED']);
    run.resolve({ key: 2 });
    expect(run.incidents).toEqual([]);
    expect(run.effects.at(-1)).toMatchObject({ type: 'createJob', jobId, retries: 3, variables: { key: 2 } });
    expect(run.jobDone('find').state.status).toBe('completed');
  });

  it('that succeeds after all takes its incident away', () => {
    const run = drive(programOf(plan)).start({ key: 1 });
    run.accept({ type: 'failJob', jobId: run.job('find'), retriesLeft: 0, message: 'down' });
    expect(run.jobDone('find').state).toMatchObject({ status: 'completed', incidents: {} });
  });
});

describe('a failing output mapping', () => {
  it('keeps the result until it is repaired', () => {
    const plan = processOf('p')
      .start('start')
      .service('a', { clock: [{ action: 'extend', limitKey: 'x', amount: 'days' }] })
      .end('end')
      .row('start', 'a', 'end')
      .plan();
    const run = drive(programOf(plan)).start().jobDone('a', { found: 7 });
    expect(run.incidents).toEqual(['a EXPRESSION_FAILED']);
    expect(run.variables).toEqual({});
    run.resolve({ days: 1 });
    expect(run.variables).toEqual({ days: 1, found: 7 });
    expect(run.state.status).toBe('completed');
  });
});

describe('what can be read of an instance', () => {
  it('names active elements, open work items and the path taken', () => {
    const run = drive(simple).start();
    expect(activeElements(run.state)).toEqual([
      expect.objectContaining({ elementId: 'ask', reason: 'workItem', since: MONDAY }),
    ]);
    expect(openWorkItems(run.state)).toHaveLength(1);
    run.done('ask');
    expect(takenPath(run.history)).toEqual({
      entered: { start: 1, ask: 1, end: 1 },
      completed: { start: 1, ask: 1, end: 1 },
      cancelled: {},
      flows: { 'start>ask': 1, 'ask>end': 1 },
    });
  });

  it('shows FEEL the variables, the configuration and the time of the office', () => {
    const run = drive(simple).start({ a: 1 }, { config: { food: { decide: 10 } } });
    expect(feelContext(simple, run.state, run.state.rootScopeId, MONDAY)).toEqual({
      a: 1,
      config: { food: { decide: 10 } },
      now: '2026-03-02T10:00:00+08:00',
      today: '2026-03-02',
    });
  });
});
