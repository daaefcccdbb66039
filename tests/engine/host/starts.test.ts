import { describe, expect, it } from '@jest/globals';
import { EMPTY_HOST } from '../../../engine/host/host-state.js';
import { publishSignal } from '../../../engine/host/publish-signal.js';
import { receiveMessage } from '../../../engine/host/receive-message.js';
import type { StartPlace } from '../../../engine/host/start-places.js';
import { startsByData, startsBySignal } from '../../../engine/host/starts.js';

const place = (elementId: string, trigger: StartPlace['trigger']): StartPlace => ({
  processId: 'p',
  elementId,
  trigger,
});
const message = (correlationKey: string, timeToLive = 0) => ({
  messageId: `m-${correlationKey}`,
  messageName: 'order',
  correlationKey,
  timeToLive,
  variables: { order: correlationKey },
  at: 0,
});
const world = (newId: string, ...active: readonly string[]) => ({
  newId,
  isActive: (id: string) => active.includes(id),
});
const HEARS = place('start', { kind: 'message', name: 'order', oncePerKey: false });
const ONCE = place('start', { kind: 'message', name: 'order', oncePerKey: true });

describe('a message that nobody waits for', () => {
  it('begins one process, and is not kept beside that', () => {
    const received = receiveMessage(EMPTY_HOST, [HEARS, { ...HEARS, processId: 'q' }], message('A', 1000), world('i1'));
    expect(received.start).toEqual({ processId: 'p', startEventId: 'start', variables: { order: 'A' } });
    expect(received.host.messages).toEqual([]);
  });

  it('begins nothing once per key while what it began is active', () => {
    const first = receiveMessage(EMPTY_HOST, [ONCE], message('A'), world('i1'));
    expect(first.start).toBeDefined();
    expect(receiveMessage(first.host, [ONCE], message('A'), world('i2', 'i1')).start).toBeUndefined();
    expect(receiveMessage(first.host, [ONCE], message('B'), world('i2', 'i1')).start).toBeDefined();
    expect(receiveMessage(first.host, [ONCE], message('A'), world('i2')).start).toBeDefined();
  });

  it('is kept when it begins nothing', () => {
    expect(receiveMessage(EMPTY_HOST, [], message('A', 1000), world('i1')).host.messages).toHaveLength(1);
  });

  it('goes to who waits before it begins anything', () => {
    const subscription = { instanceId: 'i', subscriptionId: 'b1', messageName: 'order', correlationKey: 'A', order: 1 };
    const host = { ...EMPTY_HOST, subscriptions: { 'i:b1': subscription } };
    const received = receiveMessage(host, [HEARS], message('A'), world('i2'));
    expect(received.start).toBeUndefined();
    expect(received.dispatches).toHaveLength(1);
  });
});

describe('a correlation key', () => {
  const waiting = (subscriptionId: string, correlationKey: string, order: number) => ({
    instanceId: 'i',
    subscriptionId,
    messageName: 'order',
    correlationKey,
    order,
  });

  it('leads a message to who waits for its value before who begins a conversation', () => {
    const host = {
      ...EMPTY_HOST,
      subscriptions: { 'i:b1': waiting('b1', '', 1), 'i:b2': waiting('b2', 'k=["7"]', 2) },
    };
    const keyed = { ...message('x'), keys: ['k=["7"]'] };
    expect(receiveMessage(host, [], keyed, world('n')).dispatches[0]?.body).toMatchObject({ subscriptionId: 'b2' });
    const other = { ...message('x'), keys: ['k=["8"]'] };
    expect(receiveMessage(host, [], other, world('n')).dispatches[0]?.body).toMatchObject({ subscriptionId: 'b1' });
  });
});

describe('a signal', () => {
  it('goes to all who wait in other instances, oldest first, and begins every process', () => {
    const waits = (instanceId: string, order: number) =>
      ({ instanceId, subscriptionId: 'b1', kind: 'signal', messageName: 'x', correlationKey: '', order }) as const;
    const host = { ...EMPTY_HOST, subscriptions: { a: waits('a', 2), b: waits('b', 1), c: waits('c', 3) } };
    const { dispatches } = publishSignal(host, { signalId: 's', signalName: 'x', variables: {} }, 'c');
    expect(dispatches.map(({ instanceId }) => instanceId)).toEqual(['b', 'a']);
    const places = [
      place('one', { kind: 'signal', name: 'x', part: 1 }),
      { ...place('two', { kind: 'signal', name: 'x' }), processId: 'q' },
    ];
    expect(startsBySignal(places, 'x', {})).toEqual([
      { processId: 'p', startEventId: 'one', startPart: 1, variables: {} },
      { processId: 'q', startEventId: 'two', variables: {} },
    ]);
  });
});

describe('data', () => {
  it('begin a process when its condition becomes true, and again after it was false', () => {
    const places = [place('low', { kind: 'conditional', condition: 'stock < 10' })];
    let host = EMPTY_HOST;
    const begun = [12, 9, 8, 11, 3].map((stock) => {
      const step = startsByData(host, places, { stock }, () => stock < 10);
      host = step.host;
      return step.starts.length;
    });
    expect(begun).toEqual([0, 1, 0, 0, 1]);
  });
});
