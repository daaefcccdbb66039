import type { Doc } from './bson-order.js';
import { isService, isWrite } from './execute.js';

/**
 * What happens to a command. `dropReply`: it is carried out, then its connection is cut; `dropBefore`: cut before; `delay`: it waits `ms`
 * before it is carried out; `notWritablePrimary`: refused so; `writeConcernError`: carried out and answered with a timed-out write concern;
 * `close`: every connection of the node is cut before.
 */
export type FaultAction = 'dropReply' | 'dropBefore' | 'delay' | 'notWritablePrimary' | 'writeConcernError' | 'close';

/**
 * A planted fault: the `nth` (default first) command of this name, `times` in a row (default 1). `write`: any command that writes documents;
 * no name: any but hello, ping and the like.
 */
export interface WireFault {
  readonly command?: string;
  /** Only commands on this collection. */
  readonly collection?: string;
  readonly nth?: number;
  readonly times?: number;
  readonly action: FaultAction;
  /** For `delay`, in ms. */
  readonly ms?: number;
}

/** Faults waiting for their command. */
export interface Faults {
  next(fault: WireFault): void;
  /** Takes back what has not happened yet. */
  clear(): void;
  /** How many faults of each kind have happened. */
  readonly happened: ReadonlyMap<FaultAction, number>;
  /** How many in all. */
  readonly hits: number;
  /** The fault for this command, if one is due; counts it. */
  take(command: Doc): WireFault | undefined;
}

const concerns = ({ command }: WireFault, name: string): boolean => {
  if (command === undefined) return !isService(name);
  return command === 'write' ? isWrite(name) : command === name;
};

/** No faults planted. */
export function createFaults(): Faults {
  let planted: { readonly fault: WireFault; before: number; left: number }[] = [];
  const happened = new Map<FaultAction, number>();
  return {
    next: (fault) => planted.push({ fault, before: (fault.nth ?? 1) - 1, left: fault.times ?? 1 }),
    clear: () => {
      planted = [];
    },
    happened,
    get hits() {
      return [...happened.values()].reduce((sum, one) => sum + one, 0);
    },
    take: (command) => {
      const name = Object.keys(command)[0] ?? '';
      for (const one of planted) {
        const { fault } = one;
        if (!concerns(fault, name)) continue;
        if (fault.collection !== undefined && command[name] !== fault.collection) continue;
        if (one.before > 0) {
          one.before -= 1;
          continue;
        }
        one.left -= 1;
        if (one.left <= 0) planted = planted.filter((other) => other !== one);
        happened.set(fault.action, (happened.get(fault.action) ?? 0) + 1);
        return fault;
      }
      return undefined;
    },
  };
}
