import type { Problem } from '../model/problem.js';

/** Static rules of BPMN that `check` holds and `compile` only warns of, because what the author means is beyond doubt: rule -> why. */
const TOLERATED: Readonly<Record<string, string>> = {
  'formal-expression': 'every expression is FEEL here, whether it says that it is formal or not',
  'target-namespace': 'only needed by files that others import',
};

/** The Problem as `compile` sees it: a tolerated error becomes a warning. */
export function tolerated(problem: Problem): Problem {
  return Object.hasOwn(TOLERATED, problem.rule) ? { ...problem, severity: 'warning' } : problem;
}
