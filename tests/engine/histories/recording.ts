import { createHash } from 'node:crypto';
import type { Command } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { ProcessPlan } from '../../../engine/model/plan.js';
import type { InstanceState } from '../../../engine/model/state.js';
import type { InstanceDriver } from '../../kit/instance-driver.js';

/** One instance as some version of the engine has run it: what came, what it did, where it stood in the end. */
export interface Recording {
  /** Plans it ran on, the first one first. */
  readonly plans: readonly ProcessPlan[];
  /** Accepted commands, each with the place of its plan. */
  readonly commands: readonly { readonly plan: number; readonly command: Command }[];
  readonly history: readonly HistoryEvent[];
  /** SHA-256 of the last state. */
  readonly stateHash: string;
}

/** The name of a content, whatever the order of its keys. */
export function contentHash(content: unknown): string {
  const sorted = (_key: string, part: unknown): unknown =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part;
  return createHash('sha256').update(JSON.stringify(content, sorted)).digest('hex');
}

/** The name of a state's content. */
export function stateHash(state: InstanceState): string {
  return contentHash(state);
}

/** The recording of what a driver has done. */
export function recordingOf(run: InstanceDriver): Recording {
  const plans = [...new Set(run.accepted.map(({ program }) => program.plan))];
  return {
    plans,
    commands: run.accepted.map(({ command, program }) => ({ plan: plans.indexOf(program.plan), command })),
    history: run.history,
    stateHash: stateHash(run.state),
  };
}
