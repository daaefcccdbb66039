import type { FeelRun } from './run.js';
import type { FeelContext, FeelValue } from './value.js';

/** Where a closure finds its values: variables by name, what the expression itself binds by slot. */
export interface FeelFrame {
  readonly variables: FeelContext;
  readonly slots: FeelValue[];
  readonly run: FeelRun;
}

/** One compiled node of an expression. */
export type Closure = (frame: FeelFrame) => FeelValue;
