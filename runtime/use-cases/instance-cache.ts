import type { OpenInstance } from './instance-record.js';

/**
 * An instance in memory. `isProjected`: the rows of everything in its history are known to be written, so that the next commit need only
 * write what it changes itself. `bytes` is about what it takes in the store.
 */
export interface HeldInstance {
  readonly instance: OpenInstance;
  readonly isProjected: boolean;
  readonly bytes: number;
}

/** Instances opened lately. It may be behind the store: a commit's compare-and-set is the truth. */
export interface InstanceCache {
  get(instanceId: string): HeldInstance | undefined;
  /** Keeps it, unless a later revision is there already. */
  put(held: HeldInstance): void;
  drop(instanceId: string): void;
}

/**
 * Least recently used ones go first, by number (default 2,000) and by size (default 16 MB as stored; in memory about five times that). An ended
 * instance is not kept.
 */
export function createInstanceCache({ most = 2000, mostBytes = 16 * 1024 * 1024 } = {}): InstanceCache {
  const held = new Map<string, HeldInstance>();
  let bytes = 0;
  const drop = (instanceId: string): void => {
    const known = held.get(instanceId);
    if (known === undefined) return;
    bytes -= known.bytes;
    held.delete(instanceId);
  };
  return {
    get: (instanceId) => {
      const known = held.get(instanceId);
      if (known === undefined) return undefined;
      held.delete(instanceId);
      held.set(instanceId, known);
      return known;
    },
    put: (next) => {
      const { _id, revision, status, pending } = next.instance;
      const known = held.get(_id);
      if (known !== undefined && known.instance.revision > revision) return;
      drop(_id);
      if (status !== 'active' && pending === 0) return;
      held.set(_id, next);
      bytes += next.bytes;
      for (const oldest of held.keys()) {
        if (held.size <= most && bytes <= mostBytes) break;
        drop(oldest);
      }
    },
    drop,
  };
}
