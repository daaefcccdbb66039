import type { CaseRow, WorkItem } from './types.js';

/** Work items gathered by their case, in the order in which the cases first appear. */
export function casesOf(items: readonly WorkItem[]): readonly CaseRow[] {
  const steps = new Map<string, WorkItem[]>();
  for (const item of items) steps.set(item.caseId, [...(steps.get(item.caseId) ?? []), item]);
  return [...steps].map(([caseId, list]) => ({ caseId, caseNumber: list[0]?.caseNumber ?? '', steps: list }));
}
