import type { JsonObject } from '../model/json.js';
import type { ElementPlan, EventPlan, TimerPlan } from '../model/plan.js';
import type { Timer, Token } from '../model/state.js';

/** What waits: the event element, the scope it lies in, and the token it waits with (a catch event, or the host of a boundary event). */
export interface Waiter {
  readonly elementId: string;
  readonly scopeId: string;
  readonly tokenId?: string;
  readonly interrupting: boolean;
  /** Place among the events of a multiple event. */
  readonly part?: number;
}

/** When a timer fires for the first time, and how a cycle goes on. Instants and lengths in ms. */
export type Due = Pick<Timer, 'dueAt' | 'repeat' | 'cycle' | 'unit' | 'workingTime' | 'catchUp' | 'span'>;

/** A wait that is evaluated but not yet written down. */
export type PreparedWait =
  | { readonly kind: 'timer'; readonly waiter: Waiter; readonly due: Due }
  | {
      readonly kind: 'message';
      readonly waiter: Waiter;
      readonly messageName: string;
      readonly correlationKey: string;
    }
  | { readonly kind: 'signal'; readonly waiter: Waiter; readonly signalName: string }
  | { readonly kind: 'conditional'; readonly waiter: Waiter; readonly condition: string };

/** What is thrown and looks for a catcher further out. */
export interface Thrown {
  readonly kind: 'error' | 'escalation' | 'cancel';
  readonly code: string;
}

/** How a throwing position goes on once its event has been thrown. */
export interface Exit {
  /** Completes the element and goes on by its flows, if its token is still there. */
  readonly goOn: () => void;
  /** Notes that the element has completed; its token rests there, for the trigger to end. */
  readonly finish: () => void;
}

/** What starts a process; the host waits for it. `part`: place among the events of a multiple event. */
export type StartTrigger = { readonly part?: number } & (
  | { readonly kind: 'message'; readonly name: string; readonly oncePerKey: boolean }
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'timer'; readonly timer: TimerPlan }
  | { readonly kind: 'conditional'; readonly condition: string }
);

/**
 * What one trigger does at every position of BPMN 2.0.2 tables 10.84 to 10.90. A member that is absent means that it has nothing to do
 * there: an event without a wait is over as soon as it is reached, one that throws nothing passes on. `R` is the run of the engine.
 */
export interface EventTrigger<R, E extends EventPlan> {
  /** What it waits for where it is caught: intermediate, at a boundary, as the start of an event sub-process. May throw `Fault`. */
  readonly wait?: (run: R, event: E, waiter: Waiter, context: JsonObject) => readonly PreparedWait[];
  /** Whether it catches what is thrown: 2 by its code, 1 as one that takes any, 0 not at all. `at` is the catching event. */
  readonly fits?: (event: E, thrown: Thrown, at: ElementPlan, triggers: Triggers<R>) => number;
  /** Throws it from an intermediate or end event. May throw `Fault` as long as it has written nothing down. */
  readonly send?: (run: R, token: Token, element: ElementPlan, event: E, exit: Exit) => void;
  /** A compensation that the throwing token waited for has ended. */
  readonly resume?: (run: R, token: Token, element: ElementPlan, event: E, exit: Exit) => void;
  /** Whether it keeps completed activities open to compensation, at a boundary or as the start of an event sub-process. */
  readonly keeps?: (event: E, at: ElementPlan) => boolean;
  /** What the host waits for where it starts a process. */
  readonly start?: (event: E, at: ElementPlan, triggers: Triggers<R>) => readonly StartTrigger[];
}

/** One trigger for each kind of event. */
export type Triggers<R> = {
  readonly [K in EventPlan['kind']]: EventTrigger<R, Extract<EventPlan, { readonly kind: K }>>;
};

/** The trigger of an event. The registry pairs each kind with its plan, which the compiler cannot follow here. */
export function triggerOf<R>(triggers: Triggers<R>, event: EventPlan): EventTrigger<R, EventPlan> {
  return triggers[event.kind] as EventTrigger<R, EventPlan>;
}
