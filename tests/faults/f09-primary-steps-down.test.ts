import { describe, expect, test } from '@jest/globals';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { startWireServer } from '../kit/mongo-wire/start-wire-server.js';
import { processOf, value } from '../kit/process-builder.js';
import { soundInstance } from '../runtime/competing/kit/sound.js';
import { CLERK, commanding, starting, worldOn } from '../runtime/kit/host-world.js';
import { realEngine } from '../runtime/kit/real-engine.js';

/*
 * F9: the primary of a replica set of two steps down, again and again, while commands come in: it refuses (`NotWritablePrimary`), cuts its
 * connections, and what no majority has is rolled back. The set is without a primary for a while each time.
 */

const STEPS = DEEP ? 12 : 4;
const ELECTION_MS = DEEP ? 2000 : 300;
/** Between two step-downs. */
const CALM_MS = DEEP ? 3000 : 300;
const CASES = 8;
/** p99 of the pause. */
const PAUSE_MS = 15_000;

const again = processOf('again')
  .start('s')
  .xor('back')
  .user('work', { assignee: value(CLERK.kind === 'user' ? CLERK.userId : '') })
  .row('s', 'back', 'work', 'back')
  .plan();

describe('a primary that steps down', () => {
  test(
    'loses no acknowledged command and holds nobody up for long',
    async () => {
      const server = await startWireServer({ topology: 'replicaSet', nodes: 2, demandsMajority: true });
      const { store } = await openMongo(server.uri);
      const world = worldOn(store, realEngine(again));
      const { commands } = world.host;
      const cases = Array.from({ length: CASES }, (_, at) => `c${String(at)}`);
      for (const id of cases) expect((await commands.start({ ...starting(id, {}), processId: 'again' })).ok).toBe(true);
      const done = new Map(cases.map((id) => [id, 0]));
      const pauses: number[] = [];
      let askedAgain = 0;
      let over = false;

      const work = async (id: string): Promise<void> => {
        while (!over) {
          const begun = performance.now();
          for (;;) {
            const answer = await (async () => {
              const [item] = Object.values((await commands.load(id))?.state.workItems ?? {});
              if (item === undefined) return undefined;
              const body = { type: 'completeWorkItem', workItemId: item.id, variables: {} } as const;
              return commands.run(commanding(id, `${id}:complete-${String(done.get(id))}`, body));
            })().catch(() => undefined);
            if (answer?.ok === true) break;
            askedAgain += 1;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          done.set(id, (done.get(id) ?? 0) + 1);
          pauses.push(performance.now() - begun);
        }
      };

      const workers = cases.map(work);
      let rolledBack = 0;
      for (let step = 0; step < STEPS; step += 1) {
        await new Promise((resolve) => setTimeout(resolve, CALM_MS));
        const how = { electionMs: ELECTION_MS, closing: step % 2 === 0, rollBack: true };
        rolledBack += await server.stepDown(how);
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      over = true;
      await Promise.all(workers);
      await world.host.relay.relayPending();
      let total = 0;
      for (const id of cases) {
        const after = await soundInstance(store, world.host, id);
        expect(after.times('workItemCompleted')).toBe(done.get(id));
        total += done.get(id) ?? 0;
      }
      pauses.sort((a, b) => a - b);
      const p99 = pauses[Math.floor(pauses.length * 0.99)] ?? 0;
      const longest = pauses.at(-1) ?? 0;
      expect(rolledBack).toBe(0);
      expect(p99).toBeLessThan(PAUSE_MS);
      recordFigure(
        'F9',
        `${String(STEPS)} step-downs of ${String(ELECTION_MS)} ms under load: 0 of ${String(total)} acknowledged commands lost, ` +
          `0 doubled, 0 writes rolled back; pause p99 ${(p99 / 1000).toFixed(1)} s, longest ${(longest / 1000).toFixed(1)} s; ` +
          `${String(askedAgain)} asked again by the client`,
        import.meta,
      );
      await store.close();
      await server.stop();
    },
    DEEP ? 600_000 : 90_000,
  );
});
