import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import type { InstanceState, Retry, Token } from '../model/state.js';
import type { Draft } from './draft.js';
import type { PlanIndex } from './plan-index.js';
import { elementOf } from './plan-index.js';
import { need } from './working.js';

/** What wakes a resting token. */
export type Signal =
  | { readonly type: 'result'; readonly variables: JsonObject; readonly inputs?: JsonObject }
  | { readonly type: 'fired' }
  | { readonly type: 'scopeCompleted'; readonly scopeId: string }
  | { readonly type: 'instanceCompleted' }
  | { readonly type: 'compensated' }
  | { readonly type: 'retry'; readonly retry: Retry };

/** One thing left to do in this transition. */
export type Step =
  | {
      readonly kind: 'enter';
      readonly tokenId: string;
      readonly elementId: string;
      readonly flowId?: string;
      readonly payload?: JsonObject;
    }
  | { readonly kind: 'signal'; readonly tokenId: string; readonly signal: Signal };

/** One transition in progress: the program, the draft it writes to, and the steps still to do, oldest first. */
export interface Run {
  readonly program: Program;
  readonly index: PlanIndex;
  readonly draft: Draft;
  readonly environment: FeelEnvironment;
  readonly agenda: Step[];
  /** Elements entered by flows so far, by scope: the guard against loops that never wait. */
  readonly steps: Map<string, number>;
  /** The last end event reached at the level of the process. */
  lastEndEventId: string | undefined;
}

/** The state so far. */
export function stateOf(run: Run): InstanceState {
  return run.draft.work.state;
}

/** The instant of the command, ms since epoch, UTC. */
export function nowOf(run: Run): number {
  return run.draft.command.at;
}

/** A token that must be there. */
export function tokenOf(run: Run, tokenId: string): Token {
  return need(run.draft.work.state, 'tokens', tokenId);
}

/** The element a token rests on. */
export function elementAt(run: Run, token: Token): ElementPlan {
  return elementOf(run.index, token.elementId);
}

/** Wakes a token later in this transition. */
export function wake(run: Run, tokenId: string, signal: Signal): void {
  run.agenda.push({ kind: 'signal', tokenId, signal });
}
