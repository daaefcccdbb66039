import type { Clock } from '../../../../runtime/seams/clock.js';
import type { Store, Write } from '../../../../runtime/seams/store.js';
import type { ManualClock } from '../../kit/manual-clock.js';

/** A store operation that waits for its turn. */
export interface Step {
  readonly actor: string;
  readonly name: string;
}

/** Which of the actors that wait goes on; `last` went before. */
export type Choose = (actors: readonly string[], last: string | undefined) => string;

/**
 * Makes the order in which several processes reach one store a decision. While a race runs, every operation of a view is held back until the
 * scheduler grants it, one at a time, and delays pass only when nothing else can go on: the same decisions give the same race.
 */
export interface Stepper {
  /** The store as one process sees it. `split`: a commit reaches the store write by write, as in MongoDB. */
  view(actor: string, store: Store, split: boolean): Store;
  /** A clock whose delays are part of the race. */
  clock(base: ManualClock): Clock;
  /** Runs a race to its end, the steps in the order they were granted. Throws an Error when nothing moves any more. */
  run<T>(begin: () => Promise<T>, choose: Choose): Promise<{ readonly answer: T; readonly steps: readonly Step[] }>;
}

interface Waiting extends Step {
  go(): Promise<void>;
}

interface Delay {
  readonly at: number;
  readonly callback: () => void;
}

const STUCK_MS = 5_000;
const HELD_BACK = [
  'get',
  'insert',
  'compareAndSet',
  'upsertIfNewer',
  'remove',
  'find',
  'count',
  'search',
  'append',
  'claimDue',
];

// Facts that are only ever added are no step each: nobody competes for them.
const isAdded = ({ op, collection }: Write): boolean =>
  op === 'insert' && ['history', 'commands', 'feed'].includes(collection.name);

function partsOf(writes: readonly Write[]): readonly (readonly Write[])[] {
  const parts: Write[][] = [];
  for (const [at, write] of writes.entries()) {
    const before = writes[at - 1];
    if (at > 1 && before !== undefined && isAdded(before) && isAdded(write)) parts.at(-1)?.push(write);
    else parts.push([write]);
  }
  return parts;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A scheduler that lets everything pass until `run`. */
export function createStepper(): Stepper {
  let racing = false;
  let waiting: Waiting[] = [];
  let delays: Delay[] = [];
  let passed = 0;

  const held = <T>(actor: string, name: string, act: () => Promise<T>): Promise<T> => {
    if (!racing) return act();
    return new Promise<T>((resolve, reject) => {
      const go = (): Promise<void> => act().then(resolve, reject);
      waiting.push({ actor, name, go });
    });
  };

  const splitCommit = async (
    some: (writes: readonly Write[]) => Promise<readonly boolean[]>,
    writes: readonly Write[],
    guarded: boolean,
  ): Promise<readonly boolean[]> => {
    const answers: boolean[] = [];
    for (const part of partsOf(writes)) {
      if (guarded && answers[0] === false) answers.push(...part.map(() => false));
      else answers.push(...(await some(part)));
    }
    return answers;
  };

  // Everything the processes do between two steps is done by promises and turns of the event loop: a few turns later nothing moves.
  const quiet = async (): Promise<void> => {
    for (let turns = 0; turns < 4; turns += 1) await turn();
  };

  return {
    view: (actor, store, split) => {
      const view: Record<string, unknown> = { ...store };
      for (const name of HELD_BACK) {
        const call = store[name as 'get'] as unknown as (...values: readonly unknown[]) => Promise<unknown>;
        view[name] = (...values: readonly unknown[]) => held(actor, name, () => call(...values));
      }
      const commit: Store['commit'] = (writes, options) => {
        const name = (write: Write | undefined): string => `commit ${write?.op ?? ''} ${write?.collection.name ?? ''}`;
        if (!split || !racing) return held(actor, name(writes[0]), () => store.commit(writes, options));
        const some = (part: readonly Write[]) => held(actor, name(part[0]), () => store.commit(part));
        return splitCommit(some, writes, options?.guarded === true);
      };
      return { ...view, commit, atomic: split ? false : store.atomic } as unknown as Store;
    },

    clock: (base) => ({
      now: base.now,
      ticks: base.ticks,
      after: (delayMs, callback) => {
        if (!racing) return base.after(delayMs, callback);
        const delay: Delay = { at: passed + delayMs, callback };
        delays.push(delay);
        return () => {
          delays = delays.filter((one) => one !== delay);
        };
      },
    }),

    run: async (begin, choose) => {
      const steps: Step[] = [];
      let over = false;
      let last: string | undefined;
      racing = true;
      const work = begin();
      const done = (): void => {
        over = true;
      };
      work.then(done, done);
      let moved = performance.now();
      try {
        for (;;) {
          await quiet();
          const actors = [...new Set(waiting.map(({ actor }) => actor))].sort();
          if (actors.length > 0) {
            const chosen = choose(actors, last);
            const at = waiting.findIndex(({ actor }) => actor === chosen);
            const [step] = waiting.splice(at, 1);
            if (step === undefined) throw new Error(`nobody is called ${chosen}`);
            last = chosen;
            steps.push({ actor: step.actor, name: step.name });
            await step.go();
            moved = performance.now();
            continue;
          }
          if (over) return { answer: await work, steps };
          const next = delays.reduce<Delay | undefined>((a, b) => (a === undefined || b.at < a.at ? b : a), undefined);
          if (next !== undefined) {
            delays = delays.filter((one) => one !== next);
            passed = Math.max(passed, next.at);
            next.callback();
            moved = performance.now();
          } else if (performance.now() - moved > STUCK_MS) {
            const told = steps.map(({ actor, name }) => `${actor} ${name}`).join(', ');
            throw new Error(`nothing moves any more after: ${told}`);
          }
        }
      } finally {
        racing = false;
        for (const { go } of waiting) void go();
        for (const { callback } of delays) setImmediate(callback);
        waiting = [];
        delays = [];
      }
    },
  };
}
