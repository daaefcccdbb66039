import type { Actor } from '../actor.js';
import type { StandIn } from '../person.js';

/** What every command carries: a globally unique id, the instant in ms since the epoch (UTC), and the actor. */
export interface CommandHead {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
  /** The actor does it in this person's place; the host has looked it up in the table of standing proxies. */
  readonly onBehalfOf?: StandIn;
}

/** What every operation of people on a running instance carries beside the head: why. It stands in the history. */
export interface OperationHead extends CommandHead {
  readonly reason?: string;
}
