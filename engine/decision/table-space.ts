import { kindOf } from '../feel/kinds.js';
import type { FeelKindName, FeelValue } from '../feel/value.js';
import { compileTyped } from '../feel/compile-typed.js';
import type { TypedFeel } from '../feel/compile-typed.js';
import { atomsOf, constantsOf, holds } from './table-atoms.js';
import type { InputColumn, Table } from './table-model.js';

/** One direction of the space a table's inputs make: the columns with one expression, and one value of each kind of values in it. */
export interface Dimension {
  /** What people call it. */
  readonly label: string;
  readonly columns: readonly number[];
  /** Undefined where the cells cannot be decided: then there is one atom that may be anything. */
  readonly atoms: readonly FeelValue[] | undefined;
  /** Whether each of the atoms can come in, independently of other dimensions. */
  readonly certain: boolean;
}

/** The atoms of a rule in one dimension: those that certainly match, and those that may. */
export interface Extent {
  readonly must: ReadonlySet<number>;
  readonly may: ReadonlySet<number>;
}

/** What judging one table may cost, in questions whether a rule holds of an atom; a table that needs more is not judged. */
const MAX_WORK = 2_000_000;

/** The space of a table, with the extent of each rule in each dimension. */
export interface Space {
  /** Questions that may still be asked. */
  readonly work: { left: number };
  readonly dimensions: readonly Dimension[];
  readonly rules: readonly (readonly Extent[])[];
}

/** Lays out the inputs of a table: what its cells and allowed values tell apart. Values that are null are left out unless a cell speaks of null. Undefined for a table that is too large to be judged. */
export function spaceOf(table: Table): Space | undefined {
  const byExpression = new Map<string, number[]>();
  table.inputs.forEach(({ expression }, index) => {
    const columns = byExpression.get(expression.source.trim());
    if (columns) columns.push(index);
    else byExpression.set(expression.source.trim(), [index]);
  });
  const groups = [...byExpression.values()];
  const dimensions = groups.map((columns) => dimensionOf(table, columns, groups));
  const questions = dimensions.reduce((sum, { atoms }) => sum + (atoms?.length ?? 1), 0) * table.rules.length;
  if (questions > MAX_WORK / 4) return undefined;
  const rules = table.rules.map((rule) =>
    dimensions.map((dimension) =>
      extentOf(
        dimension,
        rule.tests.filter(({ column }) => dimension.columns.includes(column)).map(({ test }) => test),
      ),
    ),
  );
  return { work: { left: MAX_WORK - questions }, dimensions, rules };
}

function dimensionOf(table: Table, columns: readonly number[], groups: readonly (readonly number[])[]): Dimension {
  const inputs = columns.flatMap((column) => table.inputs[column] ?? []);
  const label = inputs[0]?.title ?? '';
  const cells = table.rules.flatMap((rule) => rule.tests.filter(({ column }) => columns.includes(column)));
  const limits = inputs.flatMap(limitsOf);
  const known = [...cells.map(({ test }) => test), ...limits.flatMap(({ tests }) => tests ?? [])];
  const constants = known.flatMap((test) => constantsOf(test) ?? []);
  const present = constants.filter((value) => value !== null);
  const kind = kindOfColumn(inputs, present);
  const decidable =
    cells.some(({ test }) => constantsOf(test) !== undefined) || cells.length === 0 || kind === 'boolean';
  const all =
    kind && decidable
      ? atomsOf(
          kind,
          present.filter((value) => kindOf(value) === kind),
        )
      : undefined;
  const allowed = all?.filter((value) =>
    limits.every(({ tests }) => tests === undefined || holds(tests, value) !== false),
  );
  const atoms = allowed && present.length < constants.length ? [...allowed, null] : allowed;
  const certain =
    limits.every(({ tests }) => tests !== undefined && constantsOf(tests) !== undefined) &&
    inputs.every(({ expression }) => isPath(expression)) &&
    !groups.some(
      (other) =>
        other !== columns &&
        related(
          inputs,
          other.flatMap((column) => table.inputs[column] ?? []),
        ),
    );
  return { label, columns, atoms, certain };
}

/** What limits the values of a column: its allowed values and those of its type. Without tests: a limit nobody here understands. */
function limitsOf({ allowed, type }: InputColumn): readonly { readonly tests: TypedFeel | undefined }[] {
  const own = allowed ? [{ tests: allowed }] : [];
  if (type.constrained !== true) return own;
  const compiled =
    type.allowedValues === undefined ? undefined : compileTyped(type.allowedValues, 'unaryTests', { names: [] });
  return [...own, { tests: compiled?.ok === true ? compiled.expression : undefined }];
}

function kindOfColumn(inputs: readonly InputColumn[], constants: readonly FeelValue[]): FeelKindName | undefined {
  const declared = inputs.find(({ type }) => type.feel.kind !== 'any')?.type.feel.kind;
  if (declared !== undefined) return declared === 'function' || declared === 'any' ? undefined : declared;
  const kinds = new Set(constants.map(kindOf));
  const [only] = kinds;
  return kinds.size === 1 ? only : undefined;
}

function isPath({ node }: TypedFeel): boolean {
  let at = node;
  while (at?.kind === 'path') at = at.source;
  return at?.kind === 'name';
}

/** Whether two groups of columns look at the same data, so that not every pair of their values can come in. */
function related(one: readonly InputColumn[], other: readonly InputColumn[]): boolean {
  const reads = (inputs: readonly InputColumn[]): readonly (readonly string[])[] =>
    inputs.flatMap(({ expression }) => expression.reads);
  return reads(one).some((left) =>
    reads(other).some((right) => left.slice(0, right.length).join('\n') === right.slice(0, left.length).join('\n')),
  );
}

function extentOf({ atoms }: Dimension, tests: readonly TypedFeel[]): Extent {
  const values = atoms ?? [null];
  const indexes = values.map((_, index) => index);
  const decided = tests.map((test) => (atoms !== undefined && constantsOf(test) !== undefined ? test : undefined));
  const answers = (index: number): readonly (boolean | undefined)[] =>
    decided.map((test) => (test === undefined ? undefined : holds(test, values[index] ?? null) === true));
  return {
    must: new Set(indexes.filter((index) => answers(index).every((answer) => answer === true))),
    may: new Set(indexes.filter((index) => answers(index).every((answer) => answer !== false))),
  };
}
