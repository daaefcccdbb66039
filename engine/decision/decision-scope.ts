import type { FeelRun } from '../feel/run.js';
import type { FeelType } from '../feel/types.js';
import type { FeelValue } from '../feel/value.js';
import type { Problem } from '../model/problem.js';
import type { Text } from '../model/text.js';
import type { DmnNode } from './dmn-node.js';
import type { DmnType, TypeTable } from './item-types.js';
import type { Table } from './table-model.js';

/** What a table rested on while it was evaluated: values as they were, made plain only when somebody asks. */
export interface TableTrace {
  readonly tableId: string;
  readonly labels: readonly string[];
  readonly values: readonly FeelValue[];
  readonly outputNames: readonly string[];
  readonly hits: readonly { readonly ruleId: string; readonly outputs: readonly FeelValue[] }[];
}

/** One decision, knowledge model or service that was evaluated. `tables` are those in its own logic. */
export interface Traced {
  readonly id: string;
  readonly tables: TableTrace[];
  value: FeelValue;
}

/** One evaluation of a model: what FEEL needs (`engine/feel/run.ts`), and what has been evaluated so far, in order of completion. */
export interface DecisionRun extends FeelRun {
  readonly trace: Traced[];
  /** The tables of whatever is being evaluated. */
  tables: TableTrace[];
  /** The first table that has no answer where it was meant to have one. */
  failure: Text | undefined;
}

/** Whether an evaluation of FEEL is one of a decision model: the only ones its functions are called in. */
export function isDecisionRun(run: FeelRun): run is DecisionRun {
  return 'trace' in run;
}

/** What an expression sees, by name. Each scope has an object of its own; tables write the value under test to `?`. */
export type Variables = Record<string, FeelValue>;

/** A boxed expression as a closure. What goes wrong is null and a warning in `run`; over budget it throws `FeelFailure`. */
export type Logic = (variables: Variables, run: DecisionRun) => FeelValue;

/** A boxed expression made ready, with its type as far as it is known. */
export interface CompiledLogic {
  readonly logic: Logic;
  readonly type: FeelType;
}

/** What compiling a boxed expression needs. */
export interface LogicScope {
  /** Names of the model that hold blanks or operator signs. */
  readonly names: readonly string[];
  /** Variables in scope and their types. */
  readonly variables: Readonly<Record<string, FeelType>>;
  readonly types: TypeTable;
  /** The id a problem names where an element has none. */
  readonly around: string;
  readonly problems: Problem[];
  /** Variables that expressions read; filled while compiling. */
  readonly reads: Set<string>;
  /** The tables of the model; filled while compiling. */
  readonly tables: Table[];
  /** Compiles an expression of any kind; undefined, with a Problem noted, where it cannot be executed. */
  readonly compile: (node: DmnNode | undefined, scope: LogicScope, declared?: DmnType) => CompiledLogic | undefined;
}
