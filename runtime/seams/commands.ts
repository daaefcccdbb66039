import type {
  Actor,
  CommandBody,
  InstanceState,
  JsonObject,
  JsonValue,
  ParentCall,
  Program,
  Rejection,
  RestartInstance,
} from '../../engine/index.js';

/** A refusal of the decision itself, before the engine is asked. `code` may be the engine's or the caller's own. */
export interface Refusal {
  readonly refuse: { readonly code: string; readonly detail?: JsonValue };
}

/** What a decision sees: the state now, the program it runs, and the instant of the command. */
export interface DecisionView {
  readonly state: InstanceState;
  readonly program: Program;
  readonly packageHash: string;
  /** ms since the epoch: `at` of the command. */
  readonly at: number;
}

/**
 * One command for one instance. `commandId` makes it idempotent: the same id is applied once, a repetition answers like the first.
 * `decide` may run several times (conflicts) and must not have effects; it is awaited outside of any lock other than the instance's queue.
 */
export interface CommandRequest {
  readonly instanceId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly decide: (view: DecisionView) => CommandBody | Refusal | Promise<CommandBody | Refusal>;
  /** A case that was archived is brought back for this command; without it the refusal is INSTANCE_ENDED. */
  readonly revives?: boolean;
  /** The package version and process to put the instance on: the command (a migration) is judged by that program, and the instance keeps it. */
  readonly onto?: { readonly packageHash: string; readonly processId: string };
}

/** Starts an instance on a package version. A root instance has `rootId` = `instanceId` and no `parent`. */
export interface StartRequest {
  readonly instanceId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly packageHash: string;
  readonly processId: string;
  readonly rootId: string;
  readonly parent?: ParentCall;
  /** Element ids of the call activities on the way from the root; empty or absent for a root. */
  readonly callPath?: readonly string[];
  readonly startEventId?: string;
  /** Which of several events of a multiple start event came. */
  readonly startPart?: number;
  readonly businessKey?: string;
  readonly variables: JsonObject;
  readonly config: JsonObject;
  readonly performers?: Readonly<Record<string, readonly string[]>>;
  /** Sent in place of `startInstance`: the instance begins in the middle, as another one stood. */
  readonly begin?: Omit<RestartInstance, 'id' | 'at' | 'actor'>;
  /** How many instances in a row were started by an event of the one before; absent: nobody's event starts it. */
  readonly hops?: number;
}

/**
 * `repeated`: this command id was applied before; `state` is then the state now. A refusal changed nothing; its code is one of the
 * engine's RejectionCode or the code of the decision's own refusal.
 */
export type CommandResult =
  | {
      readonly ok: true;
      readonly repeated: boolean;
      /** Revision the command made. */
      readonly revision: number;
      readonly state: InstanceState;
    }
  | { readonly ok: false; readonly rejection: Rejection | Refusal['refuse'] };

/** An instance as it stands, unsealed. */
export interface LoadedInstance {
  readonly state: InstanceState;
  readonly packageHash: string;
  /** Element ids of the call activities on the way from the root. */
  readonly callPath: readonly string[];
}

/**
 * The only way to change an instance. `run` and `start` resolve when the commit is durable and its projections and immediate follow-ups
 * (children, messages) are done: read your own writes. They throw PlatformError BUSY when too many wait already, COMMAND_CONFLICT after
 * many lost races against other processes, STORE_UNAVAILABLE when the outcome could not be found out.
 */
export interface Commands {
  run(request: CommandRequest): Promise<CommandResult>;
  start(request: StartRequest): Promise<CommandResult>;
  /** The instance now, or undefined. */
  load(instanceId: string): Promise<LoadedInstance | undefined>;
  /** All instances of a case, root first, in order of creation. */
  loadCase(rootId: string): Promise<readonly LoadedInstance[]>;
  /** Waits until no due job of the case is left or `timeoutMs` have passed; true when it settled. */
  drain(rootId: string, timeoutMs: number): Promise<boolean>;
}
