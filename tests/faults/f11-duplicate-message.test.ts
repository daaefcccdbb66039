import { afterAll, expect, test } from '@jest/globals';
import type { PublishOutcome } from '../../runtime/seams/messages.js';
import { HISTORY, MESSAGES } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { message, processOf } from '../kit/process-builder.js';
import { STORES } from '../kit/stores.js';
import { CLERK } from '../runtime/kit/host-world.js';
import { startingWorld } from '../runtime/kit/starting-world.js';

/*
 * F11: the same message a hundred times at once, through two processes on one store, while two instances wait for it: one of them gets it, once,
 * and every publication has the same answer.
 */

const ROUNDS = DEEP ? 20 : 1;
const COPIES = 100;

const waiting = processOf('p')
  .start('start')
  .catch('wait', message('paid', '"K"'))
  .end('end')
  .row('start', 'wait', 'end')
  .plan();

const figures: string[] = [];
afterAll(() => recordFigure('F11', figures.join('; '), import.meta));

for (const kind of STORES) {
  test(
    `the same message ${String(COPIES)} times at once is correlated once, on ${kind.name}`,
    async () => {
      const total = { correlated: 0, answers: 0 };
      for (let round = 0; round < ROUNDS; round += 1) {
        const place = await kind.create();
        const store = await place.open();
        const world = await startingWorld(store, waiting);
        const other = world.another();
        for (const instanceId of ['i1', 'i2'])
          await world.host.commands.start({
            instanceId,
            commandId: instanceId,
            actor: CLERK,
            packageHash: 'fake-hash',
            processId: 'p',
            rootId: instanceId,
            variables: {},
            config: {},
          });
        const publish = (host: typeof other): Promise<PublishOutcome> =>
          host.messages.publish({
            messageId: 'm1',
            messageName: 'paid',
            correlationKey: 'K',
            timeToLive: 0,
            variables: {},
            actor: CLERK,
          });
        const outcomes = await Promise.all(
          Array.from({ length: COPIES }, (_, copy) => publish(copy % 2 === 0 ? world.host : other)),
        );
        total.answers += new Set(outcomes.map((one) => JSON.stringify(one))).size;
        const rows = (await store.find(HISTORY, { limit: 1000 })).records;
        total.correlated += rows.flatMap(historyRecords).filter(({ type }) => type === 'messageReceived').length;
        expect(await store.count(MESSAGES)).toBe(1);
        await other.stop();
        await world.host.stop();
        await store.close();
        await place.dispose();
      }
      figures.push(
        `${kind.name}: ${String(COPIES)} copies at once, ${String(total.correlated / ROUNDS)} correlated, ${String(total.answers / ROUNDS)} answer`,
      );
      expect(total).toEqual({ correlated: ROUNDS, answers: ROUNDS });
    },
    DEEP ? 600_000 : 60_000,
  );
}
