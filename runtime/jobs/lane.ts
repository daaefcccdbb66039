import type { Log } from '../seams/log.js';

/** Work of one kind that runs side by side up to a limit: it is claimed as places become free. */
export interface Lane {
  /** Looks for work unless there is no free place; a lane that looks already looks once more afterwards. */
  look(): void;
  /** Takes nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

/**
 * A lane. `claim` takes up to so many pieces of work; `run` carries one out and never throws. Between two claims the event loop gets its turn,
 * and a claim waits until a quarter of the places is free, so that claims are worth their round trip.
 */
export function createLane<T>(parts: {
  readonly limit: number;
  readonly log: Log;
  readonly claim: (limit: number) => Promise<readonly T[]>;
  readonly run: (work: T) => Promise<void>;
}): Lane {
  const { limit, log, claim, run } = parts;
  const leastFree = Math.max(1, Math.ceil(limit / 4));
  const running = new Set<Promise<void>>();
  let stopping = false;
  let again = false;
  let looking: Promise<void> | undefined;

  const begin = (work: T): void => {
    const ends = run(work).finally(() => {
      running.delete(ends);
      look();
    });
    running.add(ends);
  };

  const fill = async (): Promise<void> => {
    do {
      again = false;
      const free = limit - running.size;
      if (free < leastFree) return;
      const taken = await claim(free);
      taken.forEach(begin);
      if (taken.length === free) again = true;
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (again && !stopping);
  };

  const look = (): void => {
    if (stopping) return;
    again = true;
    looking ??= fill()
      .catch((error: unknown) => {
        again = false;
        log.error('claim-failed', {}, error);
      })
      .finally(() => {
        looking = undefined;
        // A place became free between the last look and its end.
        if (again) look();
      });
  };

  return {
    look,
    stop: async () => {
      stopping = true;
      await looking;
      await Promise.all([...running]);
    },
  };
}
