import { describe, expect, it, jest } from '@jest/globals';
import { LATEST_BEHAVIOUR } from '../../../engine/core/behaviour-flags.js';
import { transition } from '../../../engine/core/transition.js';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import type { InstanceState, LoopState } from '../../../engine/model/state.js';
import { drive } from '../../kit/instance-driver.js';
import { processOf, programOf } from '../../kit/process-builder.js';

jest.setTimeout(60_000);

const plan = (cardinality: number): ProcessPlan =>
  processOf('p')
    .start('s')
    .service('each', { loop: { mode: 'parallel', cardinality: String(cardinality) } })
    .end('e')
    .row('s', 'each', 'e')
    .plan();

const countersOf = (state: InstanceState): LoopState | undefined =>
  Object.values(state.scopes).find(({ loop }) => loop !== undefined)?.loop;

describe('a parallel multi-instance activity of very many instances', () => {
  it('begins a thousand of them, and others a hundred at a time when there is room', () => {
    const program = programOf(plan(1_150));
    // Not by the driver: with so many tokens its checks after every step take their time.
    let { state } = drive(program).start();
    const complete = (count: number): LoopState | undefined => {
      for (const jobId of Object.keys(state.jobs).slice(0, count)) {
        const body = { type: 'completeJob', jobId, variables: {} } as const;
        const outcome = transition(program, state, { ...body, id: jobId, at: state.startedAt, actor: SYSTEM });
        if (!outcome.ok) throw new Error(outcome.rejection.code);
        ({ state } = outcome);
      }
      return countersOf(state);
    };
    expect(complete(0)).toMatchObject({ total: 1_150, started: 1_000, active: 1_000 });
    expect(complete(99)).toMatchObject({ started: 1_000, active: 901, completed: 99 });
    expect(complete(1)).toMatchObject({ started: 1_100, active: 1_000, completed: 100 });
    expect(complete(100)).toMatchObject({ started: 1_150, active: 950, completed: 200 });
  });

  it('gives each instance its own item and place', () => {
    const loop = {
      mode: 'parallel',
      collection: 'items',
      inputElement: 'item',
      outputCollection: 'all',
      outputElement: 'item * 2',
    } as const;
    const script = processOf('p')
      .start('s')
      .script('each', 'item', 'r', { loop })
      .end('e')
      .row('s', 'each', 'e')
      .plan();
    const items = Array.from({ length: 2_345 }, (_, place) => place);
    const run = drive(programOf(script)).start({ items });
    expect(run.state.status).toBe('completed');
    expect(run.state.scopes[run.state.rootScopeId]?.variables['all']).toEqual(items.map((item) => item * 2));
  });

  it('begins all at once on a plan from before', () => {
    const { behaviour, ...old } = plan(1_150);
    expect(behaviour).toBe(LATEST_BEHAVIOUR);
    expect(countersOf(drive(programOf({ ...old, behaviour: 1 })).start().state)).toMatchObject({ started: 1_150 });
  });

  it('lets one that is added wait for its portion', () => {
    const run = drive(programOf(plan(1_050))).start();
    const scopeId = Object.values(run.state.scopes).find(({ loop }) => loop !== undefined)?.id ?? '';
    run.accept({ type: 'addInstance', scopeId, item: null, reason: 'one more' });
    expect(countersOf(run.state)).toMatchObject({ total: 1_051, started: 1_000 });
  });
});

describe('tokens', () => {
  it('are at most ten thousand: a step that would make more is an incident', () => {
    const fan = { loop: { mode: 'parallel', cardinality: '1000' } } as const;
    const nested = processOf('p')
      .start('s')
      .sub('outer', (inner) => inner.start('i').user('each', fan).end('o').row('i', 'each', 'o'), fan)
      .end('e')
      .row('s', 'outer', 'e')
      .plan();
    const run = drive(programOf(nested)).start();
    expect(Object.keys(run.state.tokens).length).toBeLessThanOrEqual(10_000);
    expect(Object.values(run.state.incidents)[0]).toMatchObject({ code: 'LOOP_BUDGET', elementId: 'each' });
  });
});
