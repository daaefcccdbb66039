import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../runtime/seams/store.js';
import { HISTORY, WORKLIST } from '../../runtime/store/collections.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { processOf } from '../kit/process-builder.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { commanding, starting, worldOn, type World } from './kit/host-world.js';
import { realEngine } from './kit/real-engine.js';

/*
 * Whoever completes a task sees the worklist without it, and with what comes next, also when another process is asked and when what
 * follows lies in another instance: a called one that ends and lets its caller go on. The relay is slow here.
 */

const ENGINE = realEngine(
  processOf('calls')
    .start('s')
    .user('first')
    .call('sub', 'called')
    .user('last')
    .end('e')
    .row('s', 'first', 'sub', 'last', 'e')
    .plan(),
  processOf('called').start('s').user('inner').end('e').row('s', 'inner', 'e').plan(),
);
const STEPS = ['first', 'inner', 'last'];
/** Completions on each store; the goal counts 10,000 on each. */
const COUNTS = { memory: 450, embedded: 360, mongo: 96 };
const CLIENTS = 16;

/** A store in which everything that is not the commit of a command itself takes its time: reads of the relay and its confirmations. */
const slowRelay = (store: Store): Store => {
  let turn = 0;
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, (turn += 1) % 4));
  return {
    ...store,
    find: async (collection, query) => {
      await later();
      return store.find(collection, query);
    },
    commit: async (writes, options) => {
      const isCommand = writes.some((write) => write.op === 'insert' && write.collection.name === HISTORY.name);
      if (!isCommand) await later();
      return store.commit(writes, options);
    },
  };
};

for (const kind of STORES) {
  describe(`the worklist after a completion, on ${kind.name}`, () => {
    let place: StorePlace;
    let ours: Store;
    let theirs: Store;
    let world: World;
    beforeAll(async () => {
      place = await kind.create();
      ours = await place.open();
      theirs = await place.open();
      world = worldOn(slowRelay(ours), ENGINE);
    });
    afterAll(async () => {
      await world.host.stop();
      await ours.close();
      await theirs.close();
      await place.dispose();
    });

    const shown = async (rootId: string) => (await theirs.find(WORKLIST, { where: { rootId } })).records;

    const walk = async (rootId: string): Promise<number> => {
      await world.host.commands.start({ ...starting(rootId, {}), processId: 'calls' });
      for (const [place, step] of STEPS.entries()) {
        const rows = await shown(rootId);
        expect(rows.map((row) => row.elementId)).toEqual([step]);
        const { instanceId = '', workItemId = '' } = rows[0] ?? {};
        const claim = commanding(instanceId, `claim-${rootId}-${String(place)}`, { type: 'claimWorkItem', workItemId });
        expect(await world.host.commands.run(claim)).toMatchObject({ ok: true });
        expect(await shown(rootId)).toMatchObject([{ workItemId, state: 'claimed', assignee: 'u-window-chen' }]);
        const complete = commanding(instanceId, `complete-${rootId}-${String(place)}`, {
          type: 'completeWorkItem',
          workItemId,
          variables: {},
        });
        expect(await world.host.commands.run(complete)).toMatchObject({ ok: true });
      }
      expect(await shown(rootId)).toEqual([]);
      return STEPS.length;
    };

    test('shows it at once, asked of another process', async () => {
      const cases = Math.ceil((DEEP ? 10_000 : COUNTS[kind.name]) / STEPS.length);
      let next = 0;
      let completions = 0;
      const client = async (): Promise<void> => {
        for (let mine = (next += 1); mine <= cases; mine = next += 1) {
          const done = await walk(`case-${String(mine)}`);
          completions += done;
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
      expect(world.errors).toEqual([]);
      expect(completions).toBe(cases * STEPS.length);
      recordFigure(
        `read-your-writes.${kind.name}`,
        `${String(completions)} completions, the worklist of another process right after each: 0 stale`,
        import.meta,
      );
    }, 600_000);
  });
}
