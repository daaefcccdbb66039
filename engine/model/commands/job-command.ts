import type { JsonObject } from '../json.js';
import type { CommandHead } from './command-head.js';

/** A service job is done. */
export interface CompleteJob extends CommandHead {
  readonly type: 'completeJob';
  readonly jobId: string;
  readonly variables: JsonObject;
}

/** A service job failed. With `retriesLeft` 0 the engine raises an incident; otherwise the host runs it again at `retryAt`. */
export interface FailJob extends CommandHead {
  readonly type: 'failJob';
  readonly jobId: string;
  readonly retriesLeft: number;
  readonly retryAt?: number;
  readonly message: string;
}

/** A service job ended with a modelled BPMN error. */
export interface ThrowJobError extends CommandHead {
  readonly type: 'throwJobError';
  readonly jobId: string;
  readonly errorCode: string;
  readonly message: string;
  readonly variables: JsonObject;
}
