import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { Approval } from '../model/approval.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Program } from '../model/program.js';
import type { InstanceState, Retry, Token } from '../model/state.js';
import type { Draft } from './draft.js';
import type { PlanIndex } from './plan-index.js';
import { elementOf } from './plan-index.js';
import type { Triggers } from './trigger.js';
import { need } from './working.js';

/** What wakes a resting token. */
export type Signal =
  | { readonly type: 'result'; readonly variables: JsonObject; readonly inputs?: JsonObject }
  /** One of the events behind an event-based gateway has come. */
  | { readonly type: 'chosen'; readonly elementId: string; readonly variables: JsonObject }
  | { readonly type: 'scopeCompleted'; readonly scopeId: string }
  | { readonly type: 'instanceCompleted' }
  /** An activity of an ad-hoc sub-process has completed. */
  | { readonly type: 'activityCompleted'; readonly scopeId: string; readonly activityId: string }
  | { readonly type: 'compensated' }
  /** The step it was returned to is done: straight back (`operations/go-back.ts`). */
  | { readonly type: 'goBack' }
  /** Who had the work item of it before has it again. */
  | { readonly type: 'hold'; readonly userId: string }
  /** The approval it had goes on, with the votes so far. */
  | { readonly type: 'reopen'; readonly approval: Approval }
  /** A listener of its element is done. */
  | { readonly type: 'listened'; readonly variables: JsonObject }
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
  /** What each kind of event does. */
  readonly triggers: Triggers<Run>;
  readonly agenda: Step[];
  /** Elements entered by flows so far, by scope: the guard against loops that never wait. */
  readonly steps: Map<string, number>;
  /** The same for all scopes together. */
  spent: number;
  /** Facts already looked at by those who wait for conditions. */
  watched: number;
  /** Whether a token may wait for others or for data, as of the last look. */
  isHolding: boolean;
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
