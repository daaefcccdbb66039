import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../../engine/model/commands/command.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';
import { drive } from '../../kit/instance-driver.js';
import { loop, mappings, processOf, programOf } from '../../kit/process-builder.js';
import { ADMIN, standing, WHY } from '../../kit/operation-shapes.js';

function code(run: InstanceDriver, body: CommandBody): string {
  const outcome = run.send(body, ADMIN);
  return outcome.ok ? 'ok' : outcome.rejection.code;
}

const job = programOf(
  processOf('p')
    .start('start')
    .service('find', { inputs: mappings({ key: 'key' }) })
    .user('after')
    .end('end')
    .row('start', 'find', 'after', 'end')
    .plan(),
);

function incidentOf(run: InstanceDriver): string {
  return Object.keys(run.state.incidents)[0] ?? '';
}

describe('repairing data', () => {
  it('writes into the scope that is named, and tells before and after', () => {
    const run = drive(job).start({ key: 1 });
    expect(code(run, { type: 'setVariables', variables: { key: 2, more: 3 }, ...WHY })).toBe('ok');
    expect(run.variables).toEqual({ key: 2, more: 3 });
    const scopeId = run.state.rootScopeId;
    expect(run.history.at(-1)?.data).toMatchObject({
      before: { scopeId, variables: { key: 1 } },
      after: { scopeId, variables: { key: 2, more: 3 } },
    });
    expect(code(run, { type: 'setVariables', scopeId: 's99', variables: {}, ...WHY })).toBe('SCOPE_GONE');
  });
});

describe('retrying a job', () => {
  it('gives it out again with inputs evaluated anew, and takes its incident away', () => {
    const run = drive(job).start({ key: 1 });
    const jobId = run.job('find');
    run.accept({ type: 'failJob', jobId, retriesLeft: 0, message: 'down' });
    run.accept({ type: 'setVariables', variables: { key: 2 }, ...WHY }, ADMIN);
    expect(code(run, { type: 'retryJob', jobId })).toBe('ok');
    expect(run.incidents).toEqual([]);
    expect(run.effects.at(-1)).toMatchObject({ type: 'createJob', jobId, retries: 3, variables: { key: 2 } });
    expect(code(run, { type: 'retryJob', jobId: 'j99' })).toBe('JOB_GONE');
  });
});

describe('skipping a step', () => {
  it('goes on behind a job that failed, with data set by hand', () => {
    const run = drive(job).start({ key: 1 });
    run.accept({ type: 'failJob', jobId: run.job('find'), retriesLeft: 0, message: 'down' });
    expect(code(run, { type: 'skipStep', incidentId: incidentOf(run), variables: { found: 5 }, ...WHY })).toBe('ok');
    expect(standing(run)).toEqual(['after']);
    expect(run.state).toMatchObject({ jobs: {}, incidents: {} });
    expect(run.variables).toEqual({ key: 1, found: 5 });
    expect(code(run, { type: 'skipStep', incidentId: 'i99', variables: {}, ...WHY })).toBe('INCIDENT_GONE');
  });

  it('takes the flow it is told where no condition holds', () => {
    const plan = processOf('p')
      .start('start')
      .xor('which')
      .user('a')
      .user('b')
      .end('end')
      .row('start', 'which')
      .flow('which', 'a', 'x = 1')
      .flow('which', 'b', 'x = 2')
      .row('a', 'end')
      .row('b', 'end')
      .plan();
    const run = drive(programOf(plan)).start({ x: 3 });
    expect(run.incidents).toEqual(['which NO_FLOW']);
    const skip = { type: 'skipStep', incidentId: incidentOf(run), variables: {}, ...WHY } as const;
    expect(code(run, { ...skip, flowId: 'no' })).toBe('ELEMENT_UNKNOWN');
    expect(code(run, skip)).toBe('ok');
    expect(run.incidents).toEqual(['which NO_FLOW']);
    expect(code(run, { ...skip, incidentId: incidentOf(run), flowId: 'which>b' })).toBe('ok');
    expect(standing(run)).toEqual(['b']);
  });

  it('skips one instance of a loop', () => {
    const plan = processOf('p')
      .start('start')
      .service('each', { loop: loop('sequential', { cardinality: '2' }) })
      .end('end')
      .row('start', 'each', 'end')
      .plan();
    const run = drive(programOf(plan)).start();
    run.accept({ type: 'failJob', jobId: run.job('each'), retriesLeft: 0, message: 'down' });
    expect(code(run, { type: 'skipStep', incidentId: incidentOf(run), variables: {}, ...WHY })).toBe('ok');
    expect(run.jobDone('each').state.status).toBe('completed');
  });
});
