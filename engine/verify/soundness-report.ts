import type { Text } from '../model/text.js';

/**
 * What can be wrong with the flow of a process. When several are, the first of this list is the one that is reported:
 * - `unbounded`: tokens pile up without end;
 * - `lackOfSynchronisation`: two tokens meet on one flow, or at one element that takes tokens one by one, so that it is done twice;
 * - `orJoinViciousCircle`: inclusive gateways wait for one another;
 * - `deadlock`: tokens are left that can never move;
 * - `livelock`: tokens move for ever, and there is no way to the end;
 * - `deadActivity`: no run ever reaches the element.
 */
export type SoundnessFault =
  'unbounded' | 'lackOfSynchronisation' | 'orJoinViciousCircle' | 'deadlock' | 'livelock' | 'deadActivity';

/** One step of a counterexample: the element the designer lights up, and what happens there. */
export interface CounterexampleStep {
  readonly elementId: string;
  readonly text: Text;
}

/** A fault with the way to it. */
export interface Refutation {
  readonly fault: SoundnessFault;
  /** The element that the fault is about. */
  readonly elementId: string;
  /** One sentence. */
  readonly text: Text;
  /** From the start to the fault; the last step says what is wrong there. */
  readonly counterexample: readonly CounterexampleStep[];
}

/**
 * The answer about one process, a plain value. `states` is the number of markings looked at: the budget counts these and nothing else,
 * so that the same plan gets the same answer on every machine. `unknown`: the budget did not do. `outOfScope`: the only ways to the fault
 * need one condition to be true at one element and false at another, which only the data can tell.
 */
export type SoundnessReport =
  | { readonly verdict: 'proven'; readonly states: number }
  | ({ readonly verdict: 'refuted'; readonly states: number } & Refutation)
  | { readonly verdict: 'unknown'; readonly states: number; readonly reason: 'budget'; readonly text: Text }
  | ({
      readonly verdict: 'outOfScope';
      readonly states: number;
      readonly reason: 'data';
      readonly elementIds: readonly string[];
    } & Refutation);

/** `maxStates`: markings that may be looked at; absent: 60,000. */
export interface SoundnessOptions {
  readonly maxStates?: number;
}
