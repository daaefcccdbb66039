import type { Actor, JsonObject } from '../../engine/index.js';
import type { CommandRunner, Committed } from '../use-cases/run-command.js';

/** An instance that an event begins. `instanceId` is decided before and the same at every attempt, so that one instance begins. */
export interface Begin {
  readonly instanceId: string;
  readonly packageHash: string;
  readonly processId: string;
  readonly startEventId: string;
  readonly startPart?: number;
  readonly actor: Actor;
  readonly variables: JsonObject;
  /** The instance whose event it is; null and absent: it came from outside. */
  readonly thrownBy?: string | null;
}

/** Begins an instance; a repetition answers like the first time. */
export type Beginner = (begin: Begin) => Promise<Committed>;

/** Instances of their own (no parent) with the configuration that is valid now. */
export function createBeginner(parts: {
  readonly runner: CommandRunner;
  readonly configFor: (packageHash: string) => Promise<JsonObject>;
}): Beginner {
  // An event that begins the process that throws it would never end: the runner ends a chain that is too long.
  const hopsAfter = async (thrownBy: string | null | undefined): Promise<number> =>
    thrownBy ? ((await parts.runner.held(thrownBy))?.instance.hops ?? 0) + 1 : 0;
  return async ({ thrownBy, ...begin }) => {
    const { instanceId, packageHash } = begin;
    const hops = await hopsAfter(thrownBy);
    const config = await parts.configFor(packageHash);
    return parts.runner.commitStart({ ...begin, commandId: `begin:${instanceId}`, rootId: instanceId, config, hops });
  };
}
