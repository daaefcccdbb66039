import { PlatformError } from '../seams/platform-error.js';

/** Lets work in as long as not too much waits. */
export interface Admission {
  /** Runs work for a key; throws PlatformError BUSY at once when too much waits already, in all or for this key. */
  run<R>(key: string, work: () => Promise<R>): Promise<R>;
}

/**
 * Bounds what waits in the memory of this process: beyond that, whoever asks is told to come back, which costs nothing and
 * keeps the answers of the others quick. `most` in all (default 1,000), `mostOfOne` for one key (default 250).
 */
export function createAdmission({ most = 1000, mostOfOne = 250 } = {}): Admission {
  const perKey = new Map<string, number>();
  let all = 0;
  return {
    run: async (key, work) => {
      const ofKey = perKey.get(key) ?? 0;
      if (all >= most || ofKey >= mostOfOne) throw new PlatformError('BUSY', `${all} wait, ${ofKey} for ${key}`);
      all += 1;
      perKey.set(key, ofKey + 1);
      try {
        return await work();
      } finally {
        all -= 1;
        const left = (perKey.get(key) ?? 1) - 1;
        if (left === 0) perKey.delete(key);
        else perKey.set(key, left);
      }
    },
  };
}
