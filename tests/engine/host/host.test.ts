import { describe, expect, it } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { absorbEffect, type EffectSource } from '../../../engine/host/absorb-effect.js';
import { publishMessage, type Publication } from '../../../engine/host/correlate.js';
import { nextDueTimer, withoutTimer } from '../../../engine/host/due-timers.js';
import { EMPTY_HOST, type HostState } from '../../../engine/host/host-state.js';

const source = (instanceId: string, at = 0): EffectSource => ({
  instanceId,
  rootId: 'root',
  businessKey: 'SP-1',
  config: { food: { decide: 5 } },
  at,
});
const subscribe = (host: HostState, instanceId: string, subscriptionId: string, key = 'SP-1') =>
  absorbEffect(host, source(instanceId), {
    seq: 0,
    type: 'openSubscription',
    subscriptionId,
    messageName: 'fixDone',
    correlationKey: key,
  });
const message = (messageId: string, timeToLive = 0, at = 0): Publication => ({
  messageId,
  messageName: 'fixDone',
  correlationKey: 'SP-1',
  timeToLive,
  variables: { done: true },
  at,
});

describe('messages', () => {
  it('reach the subscription that has waited longest', () => {
    let host = subscribe(EMPTY_HOST, 'a', 'b1').host;
    host = subscribe(host, 'b', 'b1').host;
    const step = publishMessage(host, message('m'));
    expect(step.dispatches).toEqual([
      {
        instanceId: 'a',
        commandId: 'm:a:b1',
        body: { type: 'deliverMessage', subscriptionId: 'b1', messageId: 'm', variables: { done: true } },
      },
    ]);
  });

  it('reach a subscription once however often they are published', () => {
    const host = subscribe(EMPTY_HOST, 'a', 'b1').host;
    const first = publishMessage(host, message('m'));
    expect(publishMessage(first.host, message('m')).dispatches).toEqual([]);
  });

  it('do not reach another key', () => {
    const host = subscribe(EMPTY_HOST, 'a', 'b1', 'SP-2').host;
    expect(publishMessage(host, message('m')).dispatches).toEqual([]);
  });

  it('wait for a subscription as long as they live', () => {
    const kept = publishMessage(EMPTY_HOST, message('m', 1000)).host;
    expect(subscribe(kept, 'a', 'b1').dispatches).toHaveLength(1);
    const late = absorbEffect(kept, source('a', 1000), {
      seq: 0,
      type: 'openSubscription',
      subscriptionId: 'b1',
      messageName: 'fixDone',
      correlationKey: 'SP-1',
    });
    expect(late.dispatches).toEqual([]);
    expect(late.host.messages).toEqual([]);
  });

  it('are not kept twice under one id', () => {
    const once = publishMessage(EMPTY_HOST, message('m', 1000)).host;
    expect(publishMessage(once, message('m', 1000)).host.messages).toHaveLength(1);
  });
});

describe('timers', () => {
  it('fire in the order of their instants, and of scheduling where these are equal', () => {
    const timers = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(timers, (instants) => {
        let host = EMPTY_HOST;
        instants.forEach((dueAt, index) => {
          host = absorbEffect(host, source('a'), {
            seq: index,
            type: 'scheduleTimer',
            timerId: `m${index}`,
            elementId: 't',
            dueAt,
          }).host;
        });
        const fired: [number, number][] = [];
        for (let timer = nextDueTimer(host, 10); timer !== undefined; timer = nextDueTimer(host, 10)) {
          fired.push([timer.dueAt, Number(timer.timerId.slice(1))]);
          host = withoutTimer(host, timer);
        }
        expect(fired).toEqual([...fired].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
        expect(fired).toHaveLength(instants.length);
      }),
    );
  });

  it('are forgotten when they are cancelled', () => {
    const host = absorbEffect(EMPTY_HOST, source('a'), {
      seq: 0,
      type: 'scheduleTimer',
      timerId: 'm1',
      elementId: 't',
      dueAt: 1,
    }).host;
    expect(absorbEffect(host, source('a'), { seq: 1, type: 'cancelTimer', timerId: 'm1' }).host.timers).toEqual({});
  });
});

describe('calls', () => {
  it('start a child with the root, number and configuration of the caller', () => {
    const step = absorbEffect(EMPTY_HOST, source('root'), {
      seq: 7,
      type: 'startChild',
      callId: 'c4',
      childInstanceId: 'root-c4',
      processId: 'sub-accept',
      depth: 1,
      variables: { a: 1 },
      performers: { examine: ['u'] },
    });
    expect(step.dispatches).toEqual([
      {
        instanceId: 'root-c4',
        commandId: 'root:e7',
        body: {
          type: 'startInstance',
          instanceId: 'root-c4',
          rootId: 'root',
          parent: { instanceId: 'root', callId: 'c4', depth: 1 },
          businessKey: 'SP-1',
          variables: { a: 1 },
          config: { food: { decide: 5 } },
          performers: { examine: ['u'] },
        },
      },
    ]);
  });

  it('report to the parent and cancel the child by commands that may be repeated', () => {
    const parent = { instanceId: 'root', callId: 'c4', depth: 1 };
    const ended = absorbEffect(EMPTY_HOST, source('root-c4'), {
      seq: 3,
      type: 'reportChildEnd',
      parent,
      outcome: { kind: 'completed' },
      variables: {},
      performers: {},
    });
    expect(ended.dispatches).toMatchObject([
      { instanceId: 'root', commandId: 'root-c4:e3', body: { type: 'childEnded', callId: 'c4' } },
    ]);
    const status = absorbEffect(EMPTY_HOST, source('root-c4'), {
      seq: 4,
      type: 'reportChildStatus',
      parent,
      status: 'correction',
    });
    expect(status.dispatches).toMatchObject([
      { instanceId: 'root', body: { type: 'childStatus', status: 'correction' } },
    ]);
    const cancelled = absorbEffect(EMPTY_HOST, source('root'), {
      seq: 5,
      type: 'cancelChild',
      callId: 'c4',
      childInstanceId: 'root-c4',
    });
    expect(cancelled.dispatches).toMatchObject([{ instanceId: 'root-c4', body: { type: 'cancelInstance' } }]);
  });
});
