import { isObject } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Creations } from '../seams/creations.js';
import type { CommandRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { COMMANDS } from '../store/collections.js';
import type { SealedNames } from './sealed-names.js';

/** Keeps the plans of creating requests in the collection of commands, sealed with their key as bond. */
export function createCreations(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly names: SealedNames;
}): Creations {
  const { store, clock, sealing, names } = parts;
  const idOf = (key: string): string => `create:${key}`;
  return {
    reserve: async ({ key, requestHash, make }) => {
      const known = (record: CommandRecord): Awaited<ReturnType<Creations['reserve']>> => {
        if (record.requestHash !== requestHash) return { kind: 'mismatch' };
        const plan = sealing.unseal(record._id, record.plan ?? {});
        return { kind: 'repeated', plan: isObject(plan) ? plan : {} };
      };
      const _id = idOf(key);
      const before = await store.get(COMMANDS, _id);
      if (before !== undefined) return known(before);
      const plan = await make();
      const sealed = sealing.seal(_id, plan, await names.forOffice());
      if (await store.insert(COMMANDS, { _id, at: clock.now(), requestHash, plan: sealed }))
        return { kind: 'first', plan };
      // Somebody with the same key was faster: their plan counts, ours was never shown.
      const winner = await store.get(COMMANDS, _id);
      return winner === undefined ? { kind: 'mismatch' } : known(winner);
    },
  };
}
