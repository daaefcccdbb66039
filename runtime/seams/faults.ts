/** Places where a test may kill the process to prove that nothing is lost. */
export type FaultPoint =
  | 'commit:before'
  | 'commit:after'
  | 'relay:before'
  | 'relay:projection'
  | 'relay:after'
  | 'job:before'
  | 'job:done'
  | 'job:after';

/**
 * `hit` is called when control passes a fault point; `subject` says on what: the type of a command (`completeWorkItem`), for a relay of the
 * instance's latest one, for a job its job type. `job:done` lies between the work of a handler and the commit of its result. In production
 * it does nothing; a configured implementation ends the process by SIGKILL at the n-th hit of one point. It never throws and never waits.
 */
export interface Faults {
  hit(point: FaultPoint, subject: string): void;
}
