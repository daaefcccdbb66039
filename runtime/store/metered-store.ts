import type { Meter } from '../seams/meter.js';
import type { Store, Write } from '../seams/store.js';
import { HISTORY } from './collections.js';

/** The operations that are measured: all that touch records. */
const MEASURED = [
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
  'commit',
] as const;

/** A store that tells a meter what is done and how long it takes. A guarded commit whose guard failed counts as refused. */
export function meteredStore<S extends Store>(store: S, meter: Meter): S {
  const measured = Object.fromEntries(
    MEASURED.map((name) => {
      const call = store[name] as (...args: readonly unknown[]) => Promise<unknown>;
      return [
        name,
        async (...args: readonly unknown[]): Promise<unknown> => {
          const began = performance.now();
          try {
            const answer = await call(...args);
            const isRefused = answer === false || (name === 'commit' && isGuardLost(args, answer));
            meter.stored(name, isRefused ? 'refused' : 'done', performance.now() - began);
            if (name === 'commit' && !isRefused) tellFold(meter, args[0] as readonly Write[]);
            return answer;
          } catch (error) {
            meter.stored(name, 'failed', performance.now() - began);
            throw error;
          }
        },
      ];
    }),
  );
  return { ...store, ...measured };
}

function isGuardLost([, options]: readonly unknown[], answer: unknown): boolean {
  const { guarded } = (options ?? {}) as { readonly guarded?: boolean };
  return guarded === true && (answer as readonly boolean[])[0] === false;
}

/** Each command of a commit leaves a row of history. */
function tellFold(meter: Meter, writes: readonly Write[]): void {
  const commands = writes.filter((write) => write.op === 'insert' && write.collection.name === HISTORY.name).length;
  if (commands > 0) meter.folded(commands);
}
