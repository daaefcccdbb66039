import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestProblem } from '../use-cases/request-problem.js';
import type { RateClass } from './route.js';

/** Points a minute or longer for one key. `key` says what is counted: the address, or the person where there is one. */
interface Limit {
  readonly points: number;
  readonly seconds: number;
}

const LIMITS: Readonly<Record<RateClass | 'api' | 'program' | 'anonymous', Limit>> = {
  api: { points: 600, seconds: 60 },
  program: { points: 60_000, seconds: 60 },
  anonymous: { points: 600, seconds: 60 },
  login: { points: 60, seconds: 900 },
  lookup: { points: 10, seconds: 600 },
  ballot: { points: 3_000, seconds: 60 },
  verify: { points: 60, seconds: 600 },
  upload: { points: 60, seconds: 3_600 },
  publish: { points: 60, seconds: 3_600 },
};

/** Counters of one process. `spend` throws RequestProblem TOO_MANY when the key has used up its points. */
export interface RateLimits {
  spend(limit: RateClass | 'api' | 'program' | 'anonymous', key: string): Promise<void>;
}

/** Makes the counters. */
export function createRateLimits(): RateLimits {
  const counters = new Map(
    Object.entries(LIMITS).map(([name, limit]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.seconds }),
    ]),
  );
  return {
    spend: async (limit, key) => {
      try {
        await counters.get(limit)?.consume(key);
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) throw new RequestProblem('TOO_MANY');
        throw refusal;
      }
    },
  };
}
