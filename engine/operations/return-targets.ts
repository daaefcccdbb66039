import { indexOf } from '../core/plan-index.js';
import type { ParentCall } from '../model/parent-call.js';
import type { Program } from '../model/program.js';
import type { InstanceState } from '../model/state.js';
import type { EarlierStep } from './earlier-steps.js';
import { earlierSteps } from './earlier-steps.js';

/** Where a task can be returned to. */
export interface ReturnTargets {
  /** Steps of this instance that somebody did, the last one first. */
  readonly steps: readonly EarlierStep[];
  /**
   * The call of the caller, in a called instance: returning to its steps is `returnTask` with `from: {callId}`, sent to that instance with
   * the steps `returnTargets` names there for the call. It cancels the called instance.
   */
  readonly caller?: ParentCall;
}

/** What a screen offers to whoever returns what rests on a token. */
export function returnTargets(program: Program, state: InstanceState, tokenId: string): ReturnTargets {
  const token = state.tokens[tokenId];
  const steps = token === undefined ? [] : earlierSteps(indexOf(program.plan), state, token);
  return state.parent === undefined ? { steps } : { steps, caller: state.parent };
}
