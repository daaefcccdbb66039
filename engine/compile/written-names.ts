import type { ElementPlan, ProcessPlan } from '../model/plan.js';

/** The variables that a process gives a value by itself: by mappings, loops, data objects and properties. Forms write theirs besides. */
export function writtenNames(plan: ProcessPlan): ReadonlySet<string> {
  const names = new Set<string>(plan.properties ?? []);
  for (const element of Object.values(plan.elements)) for (const name of namesOf(element)) names.add(name);
  return names;
}

function namesOf({ inputs, outputs, loop, data }: ElementPlan): readonly string[] {
  const targets = [...inputs, ...outputs].map(({ target }) => target.split('.')[0] ?? '');
  const inLoop = [loop?.inputElement, loop?.outputCollection, loop?.outputItem];
  return [...targets, ...inLoop, ...(data?.locals ?? [])].filter((name) => name !== undefined);
}
