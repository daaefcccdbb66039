import type { JsonObject } from '../../engine/index.js';

/**
 * Makes creating requests repeatable. `reserve` answers with the plan (ids, numbers, codes) of the first request with this key: `make` runs
 * only when there is none yet, and what it made is durable before `reserve` resolves. A caller that then carries the plan out with ids from
 * it (which are idempotent themselves) creates one thing, however often it is asked and wherever it is killed. `mismatch`: the key was used
 * before for a request with another hash.
 */
export interface Creations {
  reserve(request: {
    /** Includes the user: `create:<userId>:<Idempotency-Key>`. */
    readonly key: string;
    readonly requestHash: string;
    readonly make: () => Promise<JsonObject>;
  }): Promise<{ readonly kind: 'first' | 'repeated'; readonly plan: JsonObject } | { readonly kind: 'mismatch' }>;
}
