import type { Run } from './run.js';

/**
 * Behaviours of released elements that have changed, numbered in the order of their change. A plan carries the highest number there was
 * when it was compiled, so an instance keeps the behaviour it was deployed with, until it is migrated to a newer plan. A number is never
 * used again, and the code of the old behaviour stays as long as plans without it may run.
 */
export const BEHAVIOUR_FLAGS = Object.freeze({
  /** An error of a job that nobody catches is an incident of its token; before, it ended the instance as failed (ADR 0017). */
  uncaughtJobErrorIsIncident: 1,
  /** A parallel multi-instance activity of more than 1,000 instances starts them in portions; before, all at once (ADR 0012). */
  loopsInPortions: 2,
});

/** A change of behaviour, by name. */
export type BehaviourFlag = keyof typeof BEHAVIOUR_FLAGS;

/** What `compile` stamps a plan with. */
export const LATEST_BEHAVIOUR = Math.max(...Object.values(BEHAVIOUR_FLAGS));

/** Whether the plan of a run was compiled with this change. */
export function has(run: Run, flag: BehaviourFlag): boolean {
  return (run.index.plan.behaviour ?? 0) >= BEHAVIOUR_FLAGS[flag];
}
