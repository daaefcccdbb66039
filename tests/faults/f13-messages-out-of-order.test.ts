import { expect, test } from '@jest/globals';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { MESSAGES } from '../../runtime/store/collections.js';
import { recordFigure } from '../kit/figures.js';
import { message, processOf } from '../kit/process-builder.js';
import { CLERK } from '../runtime/kit/host-world.js';
import { startingWorld } from '../runtime/kit/starting-world.js';

/*
 * F13: four messages in every order. A process that waits for them one after another: with a time to live each order ends in the same state;
 * without one, exactly those are refused that come before their turn, and whoever sent them is told so. A process that waits for all at once
 * ends in the same state without a time to live, too.
 */

const NAMES = ['a', 'b', 'c', 'd'];

const inTurn = processOf('turns')
  .start('start')
  .catch('a', message('a', '"K"'))
  .catch('b', message('b', '"K"'))
  .catch('c', message('c', '"K"'))
  .catch('d', message('d', '"K"'))
  .end('end')
  .row('start', 'a', 'b', 'c', 'd', 'end')
  .plan();
const atOnce = processOf('once')
  .start('start')
  .and('fork')
  .catch('a', message('a', '"K"'))
  .catch('b', message('b', '"K"'))
  .catch('c', message('c', '"K"'))
  .catch('d', message('d', '"K"'))
  .and('join')
  .end('end')
  .row('start', 'fork', 'a', 'join', 'end')
  .row('fork', 'b', 'join')
  .row('fork', 'c', 'join')
  .row('fork', 'd', 'join')
  .plan();

function permutations<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length <= 1) return [list];
  return list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

async function play(processId: string, order: readonly string[], timeToLive: number) {
  const store = createMemoryStore();
  const world = await startingWorld(store, inTurn, atOnce);
  const start = { commandId: 's', actor: CLERK, packageHash: 'fake-hash', processId, variables: {}, config: {} };
  await world.host.commands.start({ ...start, instanceId: 'i', rootId: 'i' });
  const outcomes: string[] = [];
  for (const name of order) {
    const outcome = await world.host.messages.publish({
      messageId: `m-${name}`,
      messageName: name,
      correlationKey: 'K',
      timeToLive,
      variables: { [name]: order.length },
      actor: CLERK,
    });
    outcomes.push(outcome.kind);
  }
  await world.host.relay.relayPending();
  const { state } = (await world.host.commands.load('i')) ?? {};
  const kept = await store.count(MESSAGES, { state: { in: ['new', 'claimed', 'buffered'] } });
  await world.host.stop();
  const variables = Object.entries(state?.scopes[state.rootScopeId]?.variables ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return { status: state?.status, variables, outcomes, kept };
}

test('four messages in all 24 orders end in the same state, or are refused as documented', async () => {
  const orders = permutations(NAMES);
  const ends = new Set<string>();
  let refused = 0;
  for (const order of orders) {
    for (const [processId, timeToLive] of [
      ['turns', 3_600_000],
      ['once', 0],
    ] as const) {
      const { status, variables, kept } = await play(processId, order, timeToLive);
      ends.add(JSON.stringify([status, variables, kept]));
    }
    // Without a time to live: a message gets through exactly when it is its turn.
    const { outcomes, status } = await play('turns', order, 0);
    let turn = 0;
    for (const [index, name] of order.entries()) {
      const isTurn = name === NAMES[turn];
      if (isTurn) turn += 1;
      expect(outcomes[index]).toBe(isTurn ? 'delivered' : 'expired');
      refused += isTurn ? 0 : 1;
    }
    expect(status).toBe(turn === NAMES.length ? 'completed' : 'active');
  }
  expect([...ends]).toHaveLength(1);
  recordFigure(
    'F13',
    `${String(orders.length)} orders of 4 messages: ${String(ends.size)} final state when kept or awaited at once; ${String(refused)} refused before their turn, each answered`,
    import.meta,
  );
}, 60_000);
