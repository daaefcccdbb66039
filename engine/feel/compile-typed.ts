import type { FeelProblem } from './feel-problem.js';
import type { FeelRun } from './run.js';
import type { FeelType } from './types.js';
import type { FeelContext, FeelValue } from './value.js';

/** What an expression may rely on while it is read. */
export interface FeelScope {
  /**
   * Names of variables, and of members of contexts that are reached by a path or in a filter. Needed only for names that hold blanks
   * or operator signs: FEEL takes the longest known name (DMN 1.5, 10.3.1.2).
   */
  readonly names: readonly string[];
  /** Types of variables as far as they are known; also their members' names are known names. Named types for `instance of`: `typeNames`. */
  readonly types?: Readonly<Record<string, FeelType>>;
  /** Types of the model by name (item definitions), for `instance of` and typed parameters. */
  readonly typeNames?: Readonly<Record<string, FeelType>>;
}

/** One variable an expression reads: the name, and the path below it as far as it is constant. */
export type FeelRead = readonly [string, ...string[]];

/** A FEEL text made ready once, for callers that hold FEEL values. */
export interface TypedFeel {
  readonly source: string;
  readonly reads: readonly FeelRead[];
  /**
   * The value. Unary tests judge `variables['?']` and give true, false or null. What goes wrong is null and a warning in `run`; over
   * budget it throws `FeelFailure` (`budget.ts`): the caller that made the run catches it.
   */
  readonly evaluate: (variables: FeelContext, run: FeelRun) => FeelValue;
}

/** What `compileTyped` answers. */
export type CompileTypedResult =
  { readonly ok: true; readonly expression: TypedFeel } | { readonly ok: false; readonly problem: FeelProblem };

/** Reads FEEL (DMN 1.5, chapter 10) and makes closures of it: no JSON conversion in or out. Never throws. */
export function compileTyped(
  _source: string,
  _kind: 'expression' | 'unaryTests',
  _scope: FeelScope,
): CompileTypedResult {
  return { ok: false, problem: { message: { zh: '尚未实现', en: 'not yet built' } } };
}
