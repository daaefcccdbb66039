import type { InstanceDriver } from './instance-driver.js';
import { person } from './instance-driver.js';
import { loop, processOf, programOf } from './process-builder.js';

/** Reason of every operation in tests. */
export const WHY = { reason: 'because' } as const;
export const ADMIN = person('u-admin', ['sysadmin']);

/** a, b, c in a row. */
export const row = () =>
  programOf(
    processOf('p').start('start').user('a').user('b').user('c').end('end').row('start', 'a', 'b', 'c', 'end').plan(),
  );

/** first, then a1 a2 beside b1 b2, then last. */
export const fork = () =>
  programOf(
    processOf('p')
      .start('start')
      .user('first')
      .and('open')
      .user('a1')
      .user('a2')
      .user('b1')
      .user('b2')
      .and('close')
      .user('last')
      .end('end')
      .row('start', 'first', 'open', 'a1', 'a2', 'close', 'last', 'end')
      .row('open', 'b1', 'b2', 'close')
      .plan(),
  );

/** before, a sub-process of x and y in a sub-process, after. */
export const nested = () =>
  programOf(
    processOf('p')
      .start('start')
      .user('before')
      .sub('outer', (outer) =>
        outer
          .start('os')
          .sub('inner', (inner) => inner.start('is').user('x').user('y').end('ie').row('is', 'x', 'y', 'ie'))
          .end('oe')
          .row('os', 'inner', 'oe'),
      )
      .user('after')
      .end('end')
      .row('start', 'before', 'outer', 'after', 'end')
      .plan(),
  );

/** before, then x and y in each of three instances of a sub-process, then after. */
export const manySub = (mode: 'parallel' | 'sequential') =>
  programOf(
    processOf('p')
      .start('start')
      .user('before')
      .sub('each', (inner) => inner.start('s').user('x').user('y').end('e').row('s', 'x', 'y', 'e'), {
        loop: loop(mode, { cardinality: '3' }),
      })
      .user('after')
      .end('end')
      .row('start', 'before', 'each', 'after', 'end')
      .plan(),
  );

/** before, then sign by three people, then after. */
export const manyTask = (mode: 'parallel' | 'sequential') =>
  programOf(
    processOf('p')
      .start('start')
      .user('before')
      .user('sign', {
        loop: loop(mode, { cardinality: '3', outputElement: 'loopCounter', outputCollection: 'signed' }),
      })
      .user('after')
      .end('end')
      .row('start', 'before', 'sign', 'after', 'end')
      .plan(),
  );

/** before, a call of another process, after. */
export const calling = () =>
  programOf(
    processOf('p')
      .start('start')
      .user('before')
      .call('sub', 'child')
      .user('after')
      .end('end')
      .row('start', 'before', 'sub', 'after', 'end')
      .plan(),
  );

/** Elements of all tokens that are at work or wait at a join, sorted; owners of scopes are left out. */
export function standing(run: InstanceDriver): readonly string[] {
  const owners = new Set(Object.values(run.state.scopes).map(({ ownerTokenId }) => ownerTokenId));
  return Object.values(run.state.tokens)
    .filter(({ id }) => !owners.has(id))
    .map(({ elementId }) => elementId)
    .sort();
}

/** Completes what is open, the first task first, until the instance ends or nothing is left to complete. */
export function finish(run: InstanceDriver): InstanceDriver {
  for (let turns = 0; run.state.status === 'active' && turns < 50; turns += 1) {
    const [item] = Object.values(run.state.workItems);
    const [call] = Object.values(run.state.calls);
    if (item) run.done(item.elementId, {}, person(item.assignee ?? 'u-1'), 0);
    else if (call) run.callDone(call.elementId);
    else break;
  }
  return run;
}

/**
 * What people would see of an instance, without ids and times: each token with the levels around it, each work item with its holder, the
 * counters of loops, what can be returned to.
 */
export function portrait(run: Pick<InstanceDriver, 'state'>): unknown {
  const { state } = run;
  const around = (scopeId: string): string => {
    const scope = state.scopes[scopeId];
    if (scope === undefined) return '?';
    const place = `${scope.kind}:${scope.elementId}${scope.loopIndex === undefined ? '' : `#${scope.loopIndex}`}`;
    return scope.parentId === undefined ? place : `${around(scope.parentId)}/${place}`;
  };
  const sorted = (lines: readonly string[]) => [...lines].sort();
  const { tokens, workItems, scopes, jobs, subscriptions, calls } = state;
  const hanging = [jobs, subscriptions, calls].flatMap((parts) =>
    Object.values<{ readonly elementId: string; readonly tokenId?: string }>(parts).map(({ elementId }) => elementId),
  );
  return {
    tokens: sorted(Object.values(tokens).map(({ scopeId, elementId }) => `${around(scopeId)} ${elementId}`)),
    workItems: sorted(
      Object.values(workItems).map(({ elementId, state: at, assignee = '' }) => `${elementId} ${at} ${assignee}`),
    ),
    scopes: sorted(Object.keys(scopes).map(around)),
    loops: sorted(
      Object.values(scopes).flatMap(({ elementId, loop: at }) => (at ? [`${elementId} ${JSON.stringify(at)}`] : [])),
    ),
    hanging: sorted(hanging),
    status: state.status,
  };
}
