import type { TypedFeel } from '../feel/compile-typed.js';
import type { FeelValue } from '../feel/value.js';
import type { DmnType } from './item-types.js';
import type { QuickTest } from './quick-test.js';
import type { Policy } from './table-policy.js';

/** One input column: its expression as text and as closure, its type, and the values allowed in it (unary tests). */
export interface InputColumn {
  readonly label: string;
  /** What the column is called in the drawing; its expression where it has no name. */
  readonly title: string;
  readonly expression: TypedFeel;
  readonly type: DmnType;
  readonly allowed: TypedFeel | undefined;
}

/** One output column. `allowed` judges a value, `fallback` is its value when no rule matches. */
export interface OutputColumn {
  readonly name: string;
  readonly type: DmnType;
  readonly allowed: TypedFeel | undefined;
  readonly fallback: TypedFeel | undefined;
}

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

/** The rules that match, as bits: rule `i` is bit `i % 31` of word `i / 31`. */
export type RuleSet = readonly number[];

/** The rules of a table whose cells are all true for these inputs; undefined when the closures of the cells have to be asked. */
export type RuleIndex = (values: readonly FeelValue[]) => RuleSet | undefined;

/**
 * What the author of a table declares by `<yizhan:intended gaps="true" overlaps="r3 r5" unreachable="r7" unproven="true"/>` in its
 * extension elements: inputs without a rule are meant; these rules may match together; these rules need not be reachable; what cannot
 * be proven has been looked at.
 */
export interface Intended {
  readonly gaps: boolean;
  readonly unproven: boolean;
  /** Groups of rules that may match together, one for each element. */
  readonly overlaps: readonly ReadonlySet<string>[];
  readonly unreachable: ReadonlySet<string>;
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
