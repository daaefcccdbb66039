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
}

/** Begins an instance; a repetition answers like the first time. */
export type Beginner = (begin: Begin) => Promise<Committed>;

/** Instances of their own (no parent) with the configuration that is valid now. */
export function createBeginner(parts: {
  readonly runner: CommandRunner;
  readonly configFor: (packageHash: string) => Promise<JsonObject>;
}): Beginner {
  return async (begin) => {
    const { instanceId, packageHash } = begin;
    const config = await parts.configFor(packageHash);
    return parts.runner.commitStart({ ...begin, commandId: `begin:${instanceId}`, rootId: instanceId, config });
  };
}
