import { Fault } from './fault.js';
import type { Run } from './run.js';
import { tokensInAll } from './working.js';

/** Most tokens that may live in one instance at a time. */
export const MAX_TOKENS = 10_000;

/** Sees to it that the instance has room for more tokens. Throws `Fault` LOOP_BUDGET. */
export function needRoom(run: Run, more: number): void {
  if (tokensInAll(run.draft.work) + more <= MAX_TOKENS) return;
  throw new Fault('LOOP_BUDGET', `more than ${MAX_TOKENS} tokens at a time: a loop that splits without joining?`);
}
