import { chargeList } from './budget.js';
import { compare, equal } from './compare.js';
import { judge } from './compile-operators.js';
import type { Closure, FeelFrame } from './frame.js';
import { isList, isRecord } from './kinds.js';
import { rangeContains } from './range-value.js';
import type { Scope } from './scope.js';
import { bind, placeOf, within } from './scope.js';
import type { Node, NodeOf, Test } from './syntax.js';
import type { FeelRange, FeelValue } from './value.js';
import { FEEL } from './value.js';
import { warnTypes } from './warn.js';

/** What a test says of a value. */
type TestClosure = (input: FeelValue, frame: FeelFrame) => boolean | null;

/** The closure of a range (10.3.1.2). Ends of different kinds give null. */
export function compileRange(node: NodeOf<'range'>, scope: Scope): Closure {
  const [low, high] = [node.low, node.high].map((end) => (end === undefined ? undefined : scope.compile(end)));
  const { lowIncluded, highIncluded, test } = node;
  const place = placeOf(scope, node);
  return (frame) => {
    const [from, to] = [low?.(frame), high?.(frame)];
    const range: FeelRange = { [FEEL]: 'range', low: from, high: to, lowIncluded, highIncluded };
    if (test !== undefined) return { ...range, test };
    const fits = from === undefined || to === undefined || from === null || to === null || compare(from, to) !== null;
    return fits ? range : warnTypes(frame.run, '..', [from, to], place);
  };
}

/**
 * The closure of `value in tests` (10.3.2): true when one test holds, else null when one says nothing. In the tests `?` is the value,
 * except in unary tests, which have judged something by this name before.
 */
export function compileIn(node: NodeOf<'in'>, scope: Scope): Closure {
  const value = scope.compile(node.value);
  const place = placeOf(scope, node);
  const { tests, slot } = within(scope, () => {
    const own = !scope.unary && node.tests.some(({ usesInput }) => usesInput);
    return {
      slot: own ? bind(scope, '?') : undefined,
      tests: node.tests.map((test) => compileTest(test, scope, JUDGING)),
    };
  });
  return (frame) => {
    const input = value(frame);
    if (slot !== undefined) frame.slots[slot] = input;
    const answer = anyOf(tests, input, frame);
    return answer ?? warnTypes(frame.run, 'in', [input], place);
  };
}

/** The closure of unary tests (10.3.1.2) over the variable `?`. */
export function compileTests(node: NodeOf<'tests'>, scope: Scope): Closure {
  const { negated } = node;
  const tests = node.tests.map((test) => compileTest(test, scope, [...JUDGING, ...GIVING]));
  if (tests.length === 0) return () => true;
  return (frame) => {
    const input = frame.variables['?'] ?? null;
    const answer = anyOf(tests, input, frame);
    return negated && answer !== null ? !answer : answer;
  };
}

function anyOf(tests: readonly TestClosure[], input: FeelValue, frame: FeelFrame): boolean | null {
  let unknown = false;
  for (const test of tests) {
    const answer = test(input, frame);
    if (answer === true) return true;
    if (answer === null) unknown = true;
  }
  return unknown ? null : false;
}

/** Kinds of expressions that say by themselves whether a test holds: their truth value is not what the input has to equal. */
const JUDGING: readonly Node['kind'][] = ['compare', 'logic', 'between', 'in'];
/** Kinds that may do so in a cell of a table, which can speak of other variables than its input. */
const GIVING: readonly Node['kind'][] = ['call', 'if', 'instance', 'quantified', 'name', 'path', 'filter'];

/**
 * One test as a closure over the value it judges; constants need no frame. A truth value of an expression of the `judging` kinds is the
 * answer, unless a truth value is judged.
 */
function compileTest(test: Test, scope: Scope, judging: readonly Node['kind'][]): TestClosure {
  const value = scope.compile(test.value);
  const { sign, usesInput } = test;
  if (sign !== undefined) return (input, frame) => judge(sign, input, value(frame), frame);
  if (usesInput) {
    return (input, frame) => {
      const answer = value(frame);
      return answer === null || typeof answer === 'boolean' ? answer : meets(input, answer, frame);
    };
  }
  const { kind } = test.value;
  if (kind === 'number' || kind === 'constant') {
    return (input, frame) => equal(input, value(frame), frame.run);
  }
  const isCondition = judging.includes(kind);
  return (input, frame) => {
    const answer = value(frame);
    if (isCondition && typeof answer === 'boolean' && typeof input !== 'boolean') return answer;
    return meets(input, answer, frame);
  };
}

/** Whether a value is what another value asks for: equal, in the range, among the items of the list (10.3.2). */
function meets(input: FeelValue, asked: FeelValue, frame: FeelFrame): boolean | null {
  if (isRecord(asked) && asked[FEEL] === 'range') return rangeContains(asked, input, frame.run);
  if (!isList(asked)) return equal(input, asked, frame.run);
  chargeList(frame.run, asked.length);
  for (const item of asked) {
    const range = isRecord(item) && item[FEEL] === 'range' ? rangeContains(item, input, frame.run) : false;
    if (range === true || equal(input, item, frame.run) === true) return true;
  }
  return isList(input) && equal(input, asked, frame.run) === true;
}
