import type { Decimal } from './decimal.js';
import type { FeelRun } from './run.js';
import type { FeelType } from './types.js';

/** Marks the records that are FEEL values of their own; data read from JSON can never carry it. */
export const FEEL: unique symbol = Symbol('feel');

/**
 * A FEEL number (DMN 1.5, 10.3.2.3.1). A JavaScript number stands for its shortest decimal text, so 0.1 is exactly one tenth; what has
 * no such form with at most 15 digits is a `Decimal` of 34 digits. `engine/feel/number.ts` holds the arithmetic.
 */
export type FeelNumber = number | Decimal;

/** A civil date (10.3.2.3.4): years -999999999 to 999999999, months and days from 1. */
export interface FeelDate {
  readonly [FEEL]: 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A time of day (10.3.2.3.3). `offset` is in seconds east of UTC; `zone` is an IANA name; without either the time is local. */
export interface FeelTime {
  readonly [FEEL]: 'time';
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos: number;
  readonly offset: number | undefined;
  readonly zone: string | undefined;
}

/** A date with a time (10.3.2.3.5); `offset` is also set when a `zone` is given: the one in force then. */
export interface FeelDateTime {
  readonly [FEEL]: 'date and time';
  readonly date: FeelDate;
  readonly time: FeelTime;
}

/** A days and time duration (10.3.2.3.6) in nanoseconds. */
export interface FeelDaysTime {
  readonly [FEEL]: 'days and time duration';
  readonly nanos: bigint;
}

/** A years and months duration (10.3.2.3.7) in months, a whole number. */
export interface FeelYearsMonths {
  readonly [FEEL]: 'years and months duration';
  readonly months: number;
}

/**
 * A range (10.3.2.7). An end that is undefined has no limit, as in `(< 10)`; an end that is null is the value null. `test` is set for the
 * unary tests `(= 10)` and `(!= 10)`, whose both ends are that value.
 */
export interface FeelRange {
  readonly [FEEL]: 'range';
  readonly low: FeelValue | undefined;
  readonly high: FeelValue | undefined;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  readonly test?: '=' | '!=';
}

/** A function value (10.3.2.8): a builtin, a FEEL function definition with what it captured, a business knowledge model, a service. */
export interface FeelFunction {
  readonly [FEEL]: 'function';
  readonly name: string;
  /** Names of the formal parameters, for calls by name. */
  readonly parameters: readonly string[];
  readonly type: FeelType;
  /** Arguments in order of the parameters. The caller has checked their number; each type is the function's own affair. */
  readonly call: (args: readonly FeelValue[], run: FeelRun) => FeelValue;
  /** How many closures nest in its body; absent where nobody knows. */
  readonly levels?: number;
  /** Slots that a function definition keeps; open only for the context that names it, so that it can call itself. */
  readonly captured?: FeelValue[];
  /** Ways to call a builtin; absent for others, which take all their parameters. */
  readonly variants?: readonly FeelVariant[];
}

/** One way to call a builtin (`builtin.ts`). */
export interface FeelVariant {
  readonly parameters: readonly { readonly name: string; readonly optional: boolean }[];
  /** How many of them must be given. */
  readonly least: number;
  /** Whether any number of arguments may stand for the one parameter, a list (`list`), or after the last parameter (`more`). */
  readonly rest?: 'list' | 'more';
  /** The value, or undefined when the arguments are not right for this variant. */
  readonly call: (args: readonly (FeelValue | undefined)[], run: FeelRun) => FeelValue | undefined;
}

/** A context (10.3.2.6): plain JSON objects are contexts as they are. Keys that mean something to JavaScript never stand in one. */
export interface FeelContext {
  readonly [key: string]: FeelValue;
}

/** Any value of FEEL. All JSON is a value as it stands: nothing is converted on the way in. */
export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDaysTime
  | FeelYearsMonths
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext;

/** The values that are marked records. */
export type FeelRecord = FeelDate | FeelTime | FeelDateTime | FeelDaysTime | FeelYearsMonths | FeelRange | FeelFunction;

/** The kinds a value can be of, by their names in FEEL. */
export type FeelKindName = 'null' | 'boolean' | 'string' | 'number' | 'list' | 'context' | FeelRecord[typeof FEEL];
