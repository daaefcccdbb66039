import type { CalendarData } from '../calendar/calendar-data.js';
import type { CompiledDecisionModel } from '../decision/compile-decision.js';
import type { CompiledFeel } from '../feel/compile-feel.js';
import type { ProcessPlan } from './plan.js';

/** Plain values and closures a program may consult: the office calendar and the decisions of the package. `hash` names their state. */
export interface Environment {
  readonly hash: string;
  readonly calendar: CalendarData;
  readonly decisions: ReadonlyMap<string, CompiledDecisionModel>;
}

/** A plan made ready to run: every FEEL source compiled once. Never stored. */
export interface Program {
  readonly plan: ProcessPlan;
  readonly environment: Environment;
  /** Closures by FEEL source text. */
  readonly expressions: ReadonlyMap<string, CompiledFeel>;
}
