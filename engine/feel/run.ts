import type { FeelEnvironment } from './feel-environment.js';
import type { FeelWarning } from './feel-problem.js';

/** What one evaluation uses up and leaves behind; shared by every expression that is evaluated for one answer. */
export interface FeelRun {
  /** Steps left (`engine/feel/budget.ts`). */
  steps: number;
  /** Levels of closures below the calls that are open (`enterCall`). */
  depth: number;
  readonly warnings: FeelWarning[];
  readonly environment: FeelEnvironment;
}

/** Steps of one evaluation: nodes of the expression, with loops and builtins charged for their size. */
export const MAX_STEPS = 100_000;

/** A new evaluation. */
export function newRun(environment: FeelEnvironment): FeelRun {
  return { steps: MAX_STEPS, depth: 0, warnings: [], environment };
}
