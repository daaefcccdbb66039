import { afterAll, describe, expect, test } from '@jest/globals';
import { PlatformError } from '../../runtime/seams/platform-error.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import type { FaultAction } from '../kit/mongo-wire/faults.js';
import { startWireServer } from '../kit/mongo-wire/start-wire-server.js';
import { processOf, value } from '../kit/process-builder.js';
import { generator } from '../kit/random-run.js';
import { soundInstance } from '../runtime/competing/kit/sound.js';
import { CLERK, commanding, starting, worldOn } from '../runtime/kit/host-world.js';
import { realEngine } from '../runtime/kit/real-engine.js';

/*
 * F8: the server has written, its answer is lost; also when the answers of both tries of the driver are lost, and on a single node, where
 * the driver does not try again. What the runtime answers must be true, and everything must have happened once.
 */

const DROPS = DEEP ? 1000 : 60;
const CASES = 20;

// A task that comes back as soon as it is done.
const again = processOf('again')
  .start('s')
  .xor('back')
  .user('work', { assignee: value(CLERK.kind === 'user' ? CLERK.userId : '') })
  .row('s', 'back', 'work', 'back')
  .plan();

const ACTIONS: readonly FaultAction[] = ['dropReply', 'dropReply', 'dropReply', 'dropBefore', 'writeConcernError'];

describe('replies that are lost after the write', () => {
  const figures: string[] = [];

  test.each(['replicaSet', 'standalone'] as const)(
    'on a %s: every command is applied exactly once',
    async (topology) => {
      const random = generator(SEED);
      const server = await startWireServer({ topology, demandsMajority: true });
      // The driver looks for its server again at once, not half a second later.
      const { store } = await openMongo(
        `${server.uri}${topology === 'replicaSet' ? '&' : '?'}minHeartbeatFrequencyMS=5`,
      );
      const world = worldOn(store, realEngine(again));
      const cases = Array.from({ length: CASES }, (_, at) => `c${String(at)}`);
      const { commands } = world.host;
      for (const id of cases) expect((await commands.start({ ...starting(id, {}), processId: 'again' })).ok).toBe(true);
      const done = new Map(cases.map((id) => [id, 0]));
      let unknown = 0;

      const complete = async (id: string): Promise<void> => {
        const loaded = await commands.load(id);
        const [item] = Object.values(loaded?.state.workItems ?? {});
        if (item === undefined) throw new Error('no work item');
        const commandId = `${id}:complete-${item.id}`;
        const body = { type: 'completeWorkItem', workItemId: item.id, variables: {} } as const;
        // Whoever gets no answer asks again with the same id, as a browser does with its idempotency key.
        for (let asked = 0; ; asked += 1) {
          const result = await commands.run(commanding(id, commandId, body)).catch((error: unknown) => {
            if (error instanceof PlatformError && error.code === 'STORE_UNAVAILABLE' && asked < 20) return undefined;
            throw error;
          });
          if (result === undefined) {
            unknown += 1;
            continue;
          }
          expect(result.ok).toBe(true);
          done.set(id, (done.get(id) ?? 0) + 1);
          return;
        }
      };

      const happened = (action: FaultAction): number => server.faults.happened.get(action) ?? 0;
      while (happened('dropReply') < DROPS) {
        for (let count = 0; count < CASES / 2; count += 1) {
          const action = ACTIONS[Math.floor(random() * ACTIONS.length)] ?? 'dropReply';
          const nth = 1 + Math.floor(random() * CASES * 2);
          server.faults.next({ command: 'write', action, nth, times: 1 + Math.floor(random() * 3) });
        }
        await Promise.all(cases.map(complete));
      }
      server.faults.clear();
      await world.host.relay.relayPending();
      let total = 0;
      for (const id of cases) {
        const after = await soundInstance(store, world.host, id);
        expect(after.times('workItemCompleted')).toBe(done.get(id));
        expect(after.waitsAt).toEqual(['work']);
        total += done.get(id) ?? 0;
      }
      figures.push(
        `${topology}: ${String(happened('dropReply'))} lost replies (one, two or three in a row), ` +
          `${String(happened('dropBefore'))} lost requests, ${String(happened('writeConcernError'))} unconfirmed writes ` +
          `in ${String(total)} commands: ${String(total)} applied once, ${String(unknown)} asked again by the client`,
      );
      await store.close();
      await server.stop();
    },
    DEEP ? 1_200_000 : 120_000,
  );

  afterAll(() => recordFigure('F8', figures.join('; '), import.meta));
});
