import type { Notify } from '../model/effect.js';
import { record } from './draft.js';
import type { Run } from './run.js';

/** Tells people outside the process; nothing happens when there is nobody to tell. */
export function notify(run: Run, notice: Omit<Notify, 'type'>): void {
  const { kind, to, workItemId, elementId } = notice;
  if (to.length === 0) return;
  const facts = workItemId === undefined ? { kind, to } : { kind, to, workItemId };
  record(run.draft, 'noticeSent', elementId, facts, { type: 'notify', ...notice });
}
