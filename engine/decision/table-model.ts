import type { TypedFeel } from '../feel/compile-typed.js';
import type { Policy } from './hit-policy.js';
import type { QuickTest } from './quick-test.js';
import type { RuleIndex } from './rule-index.js';
import type { Intended } from './table-intended.js';
import type { InputColumn, OutputColumn } from './table-columns.js';

/** A cell that tests something. */
export interface Cell {
  readonly column: number;
  readonly test: TypedFeel;
  readonly quick: QuickTest | undefined;
}

/** A rule: only the cells that test something, and a closure for each output that says something. */
export interface Rule {
  readonly id: string;
  readonly tests: readonly Cell[];
  readonly outputs: readonly (TypedFeel | undefined)[];
}

/** A decision table made ready (DMN 1.5, chapter 8). */
export interface Table {
  readonly id: string;
  readonly policy: Policy;
  readonly inputs: readonly InputColumn[];
  readonly labels: readonly string[];
  readonly outputs: readonly OutputColumn[];
  readonly rules: readonly Rule[];
  /** Finds the rules at once where all cells have a short way. */
  readonly index: RuleIndex | undefined;
  /** What its author means to be so (`yizhan:intended`). */
  readonly intended: Intended;
}
