import { expect, test } from '@jest/globals';
import { createAudit } from '../../runtime/access/audit.js';
import { AUDIT } from '../../runtime/access/access-records.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { INCIDENTS } from '../../runtime/store/collections.js';
import type { Office } from '../../runtime/use-cases/office.js';
import { publishMessage } from '../../runtime/use-cases/publish.js';
import { recordFigure } from '../kit/figures.js';
import { message, processOf, timer } from '../kit/process-builder.js';
import { CLERK, START } from '../runtime/kit/host-world.js';
import { startingWorld } from '../runtime/kit/starting-world.js';

/*
 * F12: a message comes when its time is over: the timer beside it has fired and its token has gone. It is answered `not-correlated`, noted in
 * the audit log, and raises no incident; with a time to live it is kept and swept, and answered the same when it is asked for again.
 */

const waits = processOf('p')
  .start('start')
  .user('ask')
  .boundary('paid', 'ask', message('paid', '"K"'))
  .boundary('late', 'ask', timer('duration', 'PT1H'))
  .user('after')
  .end('end')
  .end('endPaid')
  .end('endLate')
  .row('start', 'ask', 'end')
  .row('paid', 'endPaid')
  .row('late', 'after', 'endLate')
  .plan();

test('a message whose token has gone is answered, noted, and harms nobody', async () => {
  const store = createMemoryStore();
  const world = await startingWorld(store, waits);
  const start = { commandId: 's', actor: CLERK, packageHash: 'fake-hash', processId: 'p', variables: {}, config: {} };
  await world.host.commands.start({ ...start, instanceId: 'i', rootId: 'i' });
  world.clock.set(START + 3_600_000);
  await world.host.worker.tick();
  const before = await world.host.commands.load('i');
  const office = { messages: world.host.messages, audit: createAudit({ store, clock: world.clock }) };
  const user = { ...CLERK, login: 'x', name: 'x', orgPath: '', communities: [] };
  const send = (messageId: string, timeToLive: number) =>
    publishMessage(office as unknown as Office, user, {
      name: 'paid',
      key: 'K',
      messageId,
      timeToLive,
      variables: {},
      idempotencyKey: null,
    });
  expect(await send('m1', 0)).toEqual({ messageId: 'm1', outcome: 'not-correlated' });
  expect(await send('m1', 0)).toEqual({ messageId: 'm1', outcome: 'not-correlated' });
  expect(await send('m2', 60_000)).toEqual({ messageId: 'm2', outcome: 'buffered' });
  world.clock.advance(60_001);
  await world.host.relay.relayPending();
  expect(await send('m2', 60_000)).toEqual({ messageId: 'm2', outcome: 'not-correlated' });
  const notes = (await store.find(AUDIT, { where: { action: 'message.not-correlated' } })).records;
  const incidents = await store.count(INCIDENTS);
  expect(await world.host.commands.load('i')).toEqual(before);
  expect({ notes: notes.length, incidents, chain: (await office.audit.verify()).ok }).toEqual({
    notes: 3,
    incidents: 0,
    chain: true,
  });
  recordFigure(
    'F12',
    `late messages: answered not-correlated, ${String(notes.length)} of 3 noted, ${String(incidents)} incidents`,
    import.meta,
  );
  await world.host.stop();
});
