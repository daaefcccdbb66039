import { FeelFailure } from '../feel/budget.js';
import { compare, equal } from '../feel/compare.js';
import type { TypedFeel } from '../feel/compile-typed.js';
import { compileTyped } from '../feel/compile-typed.js';
import { kindOf } from '../feel/kinds.js';
import { add, divide, isNumber } from '../feel/number.js';
import { newRun } from '../feel/run.js';
import type { Node } from '../feel/syntax.js';
import { childrenOf } from '../feel/syntax.js';
import { dateOfDay, dayOf, daysTime, midnight, yearsMonths, DAY } from '../feel/temporal.js';
import type { FEEL, FeelKindName, FeelValue } from '../feel/value.js';

// Compiled tests never change; this only saves time.
const gathered = new WeakMap<TypedFeel, { readonly constants: readonly FeelValue[] | undefined }>();

/**
 * The values some unary tests speak of, when each of them says the same of all values between two neighbours of these: constants,
 * comparisons, ranges, lists of such, `not(...)`, and conditions over `?` made of such. Undefined for any other test.
 */
export function constantsOf(tests: TypedFeel): readonly FeelValue[] | undefined {
  const known = gathered.get(tests);
  if (known) return known.constants;
  const found: FeelValue[] = [];
  const constants = tests.node !== undefined && gather(tests.node, tests.source, found) ? found : undefined;
  gathered.set(tests, { constants });
  return constants;
}

const PARTS: ReadonlySet<Node['kind']> = new Set(['tests', 'list', 'range', 'compare', 'logic', 'between', 'in']);
const LITERALS: ReadonlySet<string> = new Set(['date', 'time', 'date and time', 'duration']);

function gather(node: Node, source: string, found: FeelValue[]): boolean {
  if (node.kind === 'name') return node.name === '?';
  if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'not')
    return node.args.every((arg) => gather(arg, source, found));
  if (PARTS.has(node.kind)) return childrenOf(node).every((part) => gather(part, source, found));
  if (!isLiteral(node)) return false;
  const value = literalValue(node, source);
  if (value === undefined) return false;
  found.push(value);
  return true;
}

function isLiteral(node: Node): boolean {
  switch (node.kind) {
    case 'number':
    case 'constant':
    case 'at':
      return true;
    case 'negate':
      return isLiteral(node.operand);
    case 'call':
      return node.callee.kind === 'name' && LITERALS.has(node.callee.name) && node.args.every(isLiteral);
    default:
      return false;
  }
}

function literalValue(node: Node, source: string): FeelValue | undefined {
  if (node.kind === 'number') return node.value ?? undefined;
  if (node.kind === 'constant' || node.kind === 'at') return node.value;
  const text = source.slice(node.position.from, node.position.to);
  const compiled = compileTyped(text, 'expression', { names: [] });
  if (!compiled.ok) return undefined;
  const run = newRun({});
  const value = quietly(() => compiled.expression.evaluate({}, run));
  return run.warnings.length > 0 ? undefined : value;
}

/** The value of an expression that is a literal; undefined for any other. */
export function literalOf({ node, source }: TypedFeel): FeelValue | undefined {
  return node !== undefined && isLiteral(node) ? literalValue(node, source) : undefined;
}

/** What tests say of a value; undefined when they are not true and not false of it. */
export function holds(tests: TypedFeel, value: FeelValue): boolean | undefined {
  const answer = quietly(() => tests.evaluate({ '?': value }, newRun({})));
  return typeof answer === 'boolean' ? answer : undefined;
}

function quietly(evaluate: () => FeelValue): FeelValue | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof FeelFailure) return undefined;
    throw error;
  }
}

const LAID_OUT: ReadonlySet<FeelKindName> = new Set([
  'number',
  'string',
  'date',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** A value of a kind that no test speaks of. */
const ANY_OF: Readonly<Partial<Record<FeelKindName, readonly FeelValue[]>>> = { number: [0], string: ['a'] };

/**
 * One value out of each set of values of a kind that tests about these constants cannot tell apart: the constants, and one between each
 * two neighbours and beyond the outer ones. Undefined when that cannot be said.
 */
export function atomsOf(kind: FeelKindName, constants: readonly FeelValue[]): readonly FeelValue[] | undefined {
  if (kind === 'boolean') return [true, false];
  const sorted = LAID_OUT.has(kind) ? distinct(constants) : undefined;
  const [first, last] = [sorted?.at(0), sorted?.at(-1)];
  if (sorted === undefined) return undefined;
  if (first === undefined || last === undefined) return ANY_OF[kind];
  const outer = [beyond(first, -1), beyond(last, 1)];
  const atoms: FeelValue[] = [];
  // Of texts the later one reads better in an example than the empty one.
  for (const value of kind === 'string' ? outer.reverse() : outer) if (value !== undefined) atoms.push(value);
  for (const [index, value] of sorted.entries()) {
    atoms.push(value);
    const next = sorted[index + 1];
    if (next === undefined) continue;
    const middle = between(value, next);
    if (middle === 'unknown') return undefined;
    if (middle !== 'none') atoms.push(middle.value);
  }
  return atoms;
}

/** In order, each once; undefined when there is no order among them. */
function distinct(values: readonly FeelValue[]): readonly FeelValue[] | undefined {
  const run = newRun({});
  const sorted: FeelValue[] = [];
  for (const value of values) {
    let at = 0;
    for (; at < sorted.length; at += 1) {
      const order = compare(sorted[at] ?? null, value);
      if (order === null) return undefined;
      if (order >= 0) break;
    }
    if (at >= sorted.length || equal(sorted[at] ?? null, value, run) !== true) sorted.splice(at, 0, value);
  }
  return sorted;
}

/** A value before (-1) or after (1) all of its kind that a table speaks of. */
function beyond(value: FeelValue, way: 1 | -1): FeelValue | undefined {
  if (isNumber(value)) return add(value, way) ?? undefined;
  if (typeof value === 'string') return way > 0 ? `${value}~` : value === '' ? undefined : '';
  switch (kindOf(value)) {
    case 'date':
      return isDate(value) ? dateOfDay(dayOf(value) + way) : undefined;
    case 'date and time':
      return isMoment(value) ? midnightOf(dayOf(value.date) + 2 * way) : undefined;
    case 'days and time duration':
      return isDaysTime(value) ? daysTime(value.nanos + BigInt(way) * DAY) : undefined;
    case 'years and months duration':
      return isYearsMonths(value) ? yearsMonths(value.months + way) : undefined;
    default:
      return undefined;
  }
}

/** A value between two neighbours, `none` when there is none, `unknown` when nobody here can tell. */
type Between = { readonly value: FeelValue } | 'none' | 'unknown';

function between(low: FeelValue, high: FeelValue): Between {
  const found = (value: FeelValue | undefined): Between => (value === undefined ? 'unknown' : { value });
  if (isNumber(low) && isNumber(high)) {
    const sum = add(low, high);
    return found((sum === null ? null : divide(sum, 2)) ?? undefined);
  }
  if (typeof low === 'string' && typeof high === 'string') {
    const middle = [`${low} `, `${low}\u0000`].find((text) => (compare(text, high) ?? 0) < 0);
    return middle === undefined ? 'none' : { value: middle };
  }
  if (isDate(low) && isDate(high)) {
    const [from, to] = [dayOf(low), dayOf(high)];
    return to - from > 1 ? found(dateOfDay(Math.floor((from + to) / 2))) : 'none';
  }
  if (isMoment(low) && isMoment(high)) {
    const [from, to] = [dayOf(low.date), dayOf(high.date)];
    return to - from > 2 ? found(midnightOf(Math.floor((from + to) / 2))) : 'unknown';
  }
  if (isDaysTime(low) && isDaysTime(high)) {
    return high.nanos - low.nanos > 1n ? { value: daysTime((low.nanos + high.nanos) / 2n) } : 'none';
  }
  if (isYearsMonths(low) && isYearsMonths(high)) {
    const middle = yearsMonths(Math.floor((low.months + high.months) / 2));
    return high.months - low.months > 1 ? { value: middle } : 'none';
  }
  return 'unknown';
}

function midnightOf(day: number): FeelValue | undefined {
  const date = dateOfDay(day);
  return date && midnight(date);
}

type Marked<Kind extends FeelKindName> = Extract<FeelValue, { readonly [FEEL]: Kind }>;

function isMarked<Kind extends FeelKindName>(value: FeelValue, kind: Kind): value is Marked<Kind> {
  return kindOf(value) === kind;
}
const isDate = (value: FeelValue): value is Marked<'date'> => isMarked(value, 'date');
const isMoment = (value: FeelValue): value is Marked<'date and time'> => isMarked(value, 'date and time');
const isDaysTime = (value: FeelValue): value is Marked<'days and time duration'> =>
  isMarked(value, 'days and time duration');
const isYearsMonths = (value: FeelValue): value is Marked<'years and months duration'> =>
  isMarked(value, 'years and months duration');
