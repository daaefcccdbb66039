import type { ChildEnded, ChildEscalated, ChildStatus } from './child-command.js';
import type { CommandHead } from './command-head.js';
import type { DeliverMessage, DeliverSignal, FireTimer, RecomputeTimers } from './event-command.js';
import type { CompleteJob, FailJob, ThrowJobError } from './job-command.js';
import type { RaiseIncident, ResolveIncident } from './repair.js';
import type { StartInstance } from './start-instance.js';
import type { TokenOperation } from './token-operation.js';
import type { ClaimWorkItem, CompleteWorkItem, ReleaseWorkItem } from './work-item-command.js';
import type { WorkItemOperation } from './work-item-operation.js';

/** Ends an instance from outside: the parent went away, or an operator decided so. */
export interface CancelInstance extends CommandHead {
  readonly type: 'cancelInstance';
  readonly reason: string;
}

/** Everything that can be asked of an instance. */
export type Command =
  | StartInstance
  | ClaimWorkItem
  | ReleaseWorkItem
  | CompleteWorkItem
  | CompleteJob
  | FailJob
  | ThrowJobError
  | FireTimer
  | RecomputeTimers
  | DeliverMessage
  | DeliverSignal
  | ChildEnded
  | ChildStatus
  | ChildEscalated
  | RaiseIncident
  | ResolveIncident
  | WorkItemOperation
  | CancelInstance
  | TokenOperation;

/** The type keys of all commands. */
export type CommandType = Command['type'];

/** What callers add to a command who know only what is to be done; in whose place it is done belongs to that. */
type Added = Exclude<keyof CommandHead, 'onBehalfOf'>;

/** A command without its head, for callers that add id, instant and actor themselves. */
export type CommandBody = Command extends infer C ? (C extends Command ? Omit<C, Added> : never) : never;
