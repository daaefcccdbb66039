import type { JsonObject } from '../model/json.js';
import type { Text } from '../model/text.js';
import type { DecisionTrace } from './decision-trace.js';

/** What must hold at a point of a scenario. Absent members are not checked; `tasks` is the exact set of open work items. */
export interface Expectation {
  readonly status?: string;
  readonly tasks?: readonly ExpectedTask[];
  /** Templates issued since the last expectation, in order. */
  readonly documents?: readonly string[];
  /** Jobs run since the last expectation: each entry must match a later job than the entry before, member by member. */
  readonly effects?: readonly JsonObject[];
  /** Root variables by JSON Pointer. */
  readonly variables?: JsonObject;
  readonly lamps?: Readonly<Record<string, string>>;
  /** Id of the end event, or the status of an instance that ended otherwise. */
  readonly ended?: string;
  readonly incidents?: number;
}

/** `promised` and `legal` are ISO dates of the task's time limit; `candidates` the exact candidate groups. */
export interface ExpectedTask {
  readonly task: string;
  readonly candidates?: readonly string[];
  readonly assignee?: string | null;
  readonly promised?: string;
  readonly legal?: string;
  readonly writable?: readonly string[];
}

/** What somebody does, or time that passes. `at` is `+2h`, `+3d`, `+1wd`, `+1wd 10:00`, or an ISO instant. */
export interface ScenarioStep {
  readonly at?: string;
  readonly do: 'claim' | 'release' | 'complete' | 'message' | 'wait';
  readonly task?: string;
  readonly actor?: string;
  readonly document?: JsonObject;
  readonly message?: string;
  /** The correlation key of the message; without it the number of the case. */
  readonly key?: string;
  /** The code the step must be refused with. */
  readonly refused?: string;
  readonly expect?: Expectation;
}

/** One walk through a service, as data (`scenarios/*.json`). */
export interface Scenario {
  readonly title: Text;
  readonly covers?: string;
  readonly startAt: string;
  readonly config?: JsonObject;
  /** Rows that replace the sample rows of a register. */
  readonly registers?: Readonly<Record<string, readonly JsonObject[]>>;
  /** Fixed results of job types. */
  readonly service?: Readonly<Record<string, JsonObject>>;
  readonly start: {
    readonly actor: string;
    readonly document: string;
    readonly set?: JsonObject;
    readonly refused?: string;
    readonly expect?: Expectation;
  };
  readonly steps: readonly ScenarioStep[];
  readonly end?: Expectation;
}

/** One expectation that did not hold. `step` is `start`, the index of a step, or `end`. */
export interface ScenarioFailure {
  readonly step: string;
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** The outcome of a scenario, with the elements it walked through and the sequence flows it took, by process. */
export interface ScenarioReport {
  readonly ok: boolean;
  readonly failures: readonly ScenarioFailure[];
  readonly visited: Readonly<Record<string, readonly string[]>>;
  readonly taken: Readonly<Record<string, readonly string[]>>;
  /** The decisions that were asked, with the rules that counted. */
  readonly decisions: readonly DecisionTrace[];
}
