import type { ProcessPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';

/** Time limits: each key is used once in a process, and clock actions name a limit of the same process. */
export function checkLimitKeys(plan: ProcessPlan): Problem[] {
  const problems: Problem[] = [];
  const keys = new Set<string>();
  const elements = Object.values(plan.elements);
  for (const { id, limits } of [{ id: plan.processId, limits: plan.limits }, ...elements]) {
    for (const { key } of limits) {
      if (keys.has(key))
        problems.push(
          errorAt('time-limit', { elementId: id }, `时限 id 重复：${key}`, `The time limit ${key} is defined twice`),
        );
      keys.add(key);
    }
  }
  for (const { id, clock } of elements) {
    for (const { limitKey } of clock) {
      if (limitKey === undefined || keys.has(limitKey)) continue;
      problems.push(
        errorAt(
          'clock',
          { elementId: id },
          `没有名为 ${limitKey} 的时限`,
          `There is no time limit ${limitKey} in this process`,
        ),
      );
    }
  }
  return problems;
}
