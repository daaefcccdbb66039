import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../../runtime/seams/store.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { explore } from './kit/explore.js';
import { runRace } from './kit/race.js';
import { createStepper, type Step } from './kit/stepper.js';
import { COMPLETION_RACES } from './races/completion.js';
import { JOIN_RACES } from './races/joins.js';
import { JOB_RACES } from './races/jobs.js';

const HOW = { most: 60, interruptions: 2, seed: 1 };

// A harness that finds nothing in a store without compare-and-set would find nothing anywhere.
describe('the scheduler', () => {
  const blind = (store: Store): Store => ({
    ...store,
    commit: (writes, options) =>
      store.commit(
        writes.map((write) => (write.op === 'compareAndSet' ? { ...write, expected: {} } : write)),
        options,
      ),
  });
  const twice = (store: Store): Store => ({
    ...store,
    claimDue: (collection, claim) => store.claimDue(collection, { ...claim, leaseMs: -1 }),
  });

  test.each([
    ['join', JOIN_RACES, blind],
    ['complete: the same task', COMPLETION_RACES, blind],
    ['two workers, one service job', JOB_RACES, twice],
  ])('finds what is wrong: %s', async (name, races, broken) => {
    const race = Object.entries(races).find(([key]) => key.includes(name))?.[1];
    if (race === undefined) throw new Error(name);
    await expect(runRace(race, broken(createMemoryStore()), HOW, false)).rejects.toThrow('after ');
  });

  test('tries every interleaving once', async () => {
    const seen = new Set<string>();
    const tried = await explore({ ...HOW, interruptions: 10 }, async (choose) => {
      const stepper = createStepper();
      const views = ['A', 'B'].map((name) => stepper.view(name, createMemoryStore(), false));
      const collection = { name: 'jobs' };
      const racer = async (view: Store): Promise<void> => {
        await view.get(collection, 'a');
        await view.get(collection, 'b');
        await view.get(collection, 'c');
      };
      const { steps } = await stepper.run(() => Promise.all(views.map(racer)), choose);
      seen.add(steps.map(({ actor }: Step) => actor).join(''));
    });
    expect(tried.complete).toBe(true);
    expect(seen.size).toBe(20);
  });

  test('runs the same race for the same choices', async () => {
    const order = async (): Promise<string> => {
      const all: string[] = [];
      await explore({ most: 5, interruptions: 1, seed: 7 }, async (choose) => {
        const stepper = createStepper();
        const store = createMemoryStore();
        const views = ['A', 'B', 'C'].map((name) => stepper.view(name, store, false));
        const racer = (view: Store) => view.insert({ name: 'jobs' }, { _id: 'x' });
        const { answer } = await stepper.run(() => Promise.all(views.map(racer)), choose);
        all.push(answer.join());
      });
      return all.join(' ');
    };
    expect(await order()).toBe(await order());
  });
});
