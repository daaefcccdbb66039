import type { Retry } from '../model/state.js';

/** Codes of incidents. */
export type FaultCode =
  | 'EXPRESSION_FAILED'
  | 'NO_FLOW'
  | 'LOOP_BUDGET'
  | 'INSTANCE_TOO_LARGE'
  | 'JOB_FAILED'
  | 'TIMER_FAILED'
  | 'CHILD_FAILED'
  | 'CALL_DEPTH'
  | 'DECISION_UNKNOWN'
  | 'NO_CANDIDATES'
  | 'DATA_MISSING'
  | 'ERROR_UNCAUGHT'
  | 'CANCEL_UNCAUGHT'
  | 'DEADLOCK';

/**
 * A step that cannot be carried out: thrown inside the engine only, turned into an incident by the loop that runs steps. Code that may
 * throw it writes no facts before it, except such as `retry` repeats safely.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  retry: Retry | undefined;

  constructor(code: FaultCode, message: string, retry?: Retry) {
    super(message);
    this.name = 'Fault';
    this.code = code;
    this.retry = retry;
  }
}

/** Runs `work`; a fault in it will be tried again at `retry`, unless it knows better itself. */
export function retrying<T>(retry: Retry, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) error.retry ??= retry;
    throw error;
  }
}
