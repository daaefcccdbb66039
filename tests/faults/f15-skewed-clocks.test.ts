import { afterAll, expect, test } from '@jest/globals';
import { HISTORY, JOBS } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import type { Store } from '../../runtime/seams/store.js';
import type { EffectBody } from '../../engine/index.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { STORES } from '../kit/stores.js';
import { START, starting, worldOn } from '../runtime/kit/host-world.js';

/*
 * F15: three processes on one store whose clocks lie five minutes apart, more than a lease. One sees leases of the others as run out and takes
 * their jobs over while they still work: attempts may be doubled, results are not, and no timer fires twice.
 */

const SKEWS = [-5 * 60_000, 0, 5 * 60_000];
const CASES = DEEP ? 300 : 12;
const figures: string[] = [];
afterAll(() => recordFigure('F15', figures.join('; '), import.meta));

const effects: readonly EffectBody[] = [
  { type: 'scheduleTimer', timerId: 'm1', elementId: 'e', dueAt: START + 1000 },
  { type: 'createJob', jobId: 'j1', elementId: 'e', jobType: 'work', retries: 10, variables: {}, headers: {} },
];

for (const kind of STORES) {
  test(
    `clocks that lie five minutes apart double no result, on ${kind.name}`,
    async () => {
      const place = await kind.create();
      const stores: Store[] = [];
      let attempts = 0;
      const worlds = [];
      for (const skew of SKEWS) {
        const store = await place.open();
        stores.push(store);
        const world = worldOn(store);
        world.clock.set(START + skew);
        world.handlers.set('work', async () => {
          attempts += 1;
          await new Promise((resolve) => setTimeout(resolve, 2));
          return { kind: 'completed', variables: {} };
        });
        worlds.push(world);
      }
      const [first] = worlds;
      const [store] = stores;
      if (first === undefined || store === undefined) throw new Error('no world');
      for (let i = 0; i < CASES; i += 1)
        await first.host.commands.start(starting(`c${String(i)}`, { startInstance: effects }));
      for (let round = 0; round < 200 && (await store.count(JOBS)) > 0; round += 1) {
        await Promise.all(worlds.map((world) => world.host.worker.tick()));
        for (const world of worlds) world.clock.advance(1000);
      }
      const rows: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.find(HISTORY, { limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
        rows.push(
          ...page.records
            .flatMap(historyRecords)
            .filter(({ type }) => type === 'commandAccepted')
            .map(({ instanceId, data }) => `${instanceId} ${String((data as { commandType?: string }).commandType)}`),
        );
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      const count = (type: string): number => rows.filter((row) => row.endsWith(` ${type}`)).length;
      const once = { jobs: count('completeJob'), timers: count('fireTimer'), left: await store.count(JOBS) };
      figures.push(
        `${kind.name}: ${String(CASES)} timers and ${String(CASES)} jobs by clocks 5 min apart: ${String(once.timers)} firings, ${String(once.jobs)} results of ${String(attempts)} attempts`,
      );
      expect(once).toEqual({ jobs: CASES, timers: CASES, left: 0 });
      for (const world of worlds) await world.host.stop();
      for (const one of stores) await one.close();
      await place.dispose();
    },
    DEEP ? 600_000 : 60_000,
  );
}
