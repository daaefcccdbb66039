import type { Run, Signal } from '../core/run.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan, ElementType } from '../model/plan.js';
import type { Token } from '../model/state.js';

/** The plan of an element type. */
export type PlanOf<T extends ElementType> = ElementPlan extends infer E
  ? E extends ElementPlan
    ? T extends E['type']
      ? E
      : never
    : never
  : never;

/**
 * What one BPMN element does. A step may throw `Fault` as long as it has not written a fact down; the fault becomes an incident and the
 * step is repeated when that is resolved. Time limits, boundary waits, loops, statuses and flows are the core's business.
 */
export interface Behaviour<E extends ElementPlan> {
  /** A token comes in by one of several flows; only for elements that wait for the others. */
  readonly arrive?: (run: Run, token: Token, element: E, flowId: string) => void;
  /** A token is on the element. `payload`: variables of the event that brought it here. */
  readonly enter: (run: Run, token: Token, element: E, payload: JsonObject | undefined) => void;
  /**
   * Judges again whether tokens that wait at it in a scope can go on: asked when no token is on its way any more. Answers whether it has
   * let one go.
   */
  readonly reconsider?: (run: Run, element: E, scopeId: string) => boolean;
  /** What the resting token waited for has come. */
  readonly resume?: (run: Run, token: Token, element: E, signal: Signal) => void;
}
