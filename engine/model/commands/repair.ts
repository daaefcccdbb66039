import type { JsonObject } from '../json.js';
import type { CommandHead, OperationHead } from './command-head.js';

/** Repairs an incident: sets variables first, then tries the failed step again. */
export interface ResolveIncident extends OperationHead {
  readonly type: 'resolveIncident';
  readonly incidentId: string;
  readonly variables: JsonObject;
}

/** Repairs data: exactly these variables of one scope; absent: of the process. */
export interface SetVariables extends OperationHead {
  readonly type: 'setVariables';
  readonly scopeId?: string;
  readonly variables: JsonObject;
}

/** Gives a failed job out again with fresh retries. */
export interface RetryJob extends OperationHead {
  readonly type: 'retryJob';
  readonly jobId: string;
}

/** Leaves the step of an incident undone: sets variables, then goes on behind it, by `flowId` when the model cannot choose. */
export interface SkipStep extends OperationHead {
  readonly type: 'skipStep';
  readonly incidentId: string;
  readonly variables: JsonObject;
  readonly flowId?: string;
}

/** The host has had to stop something: an incident of the instance as a whole says so. It stands until somebody resolves it. */
export interface RaiseIncident extends CommandHead {
  readonly type: 'raiseIncident';
  readonly code: 'LOOP_BUDGET' | 'INSTANCE_TOO_LARGE' | 'TIMER_FAILED';
  readonly message: string;
}
