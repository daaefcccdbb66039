const finished = new Set<string>();

/** Notes that this page has completed a task: its page may stand for a moment longer, but there is nothing to read again. */
export function markFinished(workItemId: string): void {
  finished.add(workItemId);
}

/** Whether this page has completed the task. */
export function isFinished(workItemId: unknown): boolean {
  return typeof workItemId === 'string' && finished.has(workItemId);
}
