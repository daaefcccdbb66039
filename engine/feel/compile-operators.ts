import { calculate, opposite } from './arithmetic.js';
import { charge } from './budget.js';
import { compare, equal } from './compare.js';
import { quickProduct, quickQuotient, quickSum } from './number.js';
import type { Closure, FeelFrame } from './frame.js';
import type { FeelPosition } from './feel-problem.js';
import type { Scope } from './scope.js';
import { placeOf } from './scope.js';
import type { ArithmeticSign, CompareSign, NodeOf } from './syntax.js';
import type { FeelValue } from './value.js';
import { warnTypes } from './warn.js';

/** The closure of an arithmetic operation: whole numbers directly, everything else by `calculate`. */
export function compileArithmetic(node: NodeOf<'arithmetic'>, scope: Scope): Closure {
  const [left, right] = [scope.compile(node.left), scope.compile(node.right)];
  const { sign } = node;
  const place = placeOf(scope, node);
  const quick = QUICK[sign];
  if (quick === undefined) return (frame) => slowly(sign, left(frame), right(frame), frame, place);
  return (frame) => {
    const one = left(frame);
    const other = right(frame);
    if (typeof one === 'number' && typeof other === 'number') {
      const result = quick(one, other);
      if (result === result) return result;
    }
    return slowly(sign, one, other, frame, place);
  };
}

const QUICK: Readonly<Partial<Record<ArithmeticSign, (left: number, right: number) => number>>> = {
  '+': quickSum,
  '-': (left, right) => quickSum(left, -right),
  '*': quickProduct,
  '/': quickQuotient,
};

function slowly(
  sign: ArithmeticSign,
  left: FeelValue,
  right: FeelValue,
  frame: FeelFrame,
  place: FeelPosition,
): FeelValue {
  const result = calculate(sign, left, right, frame.run);
  return result ?? warnTypes(frame.run, sign, [left, right], place);
}

/** The closure of a minus sign. */
export function compileNegate(node: NodeOf<'negate'>, scope: Scope): Closure {
  const operand = scope.compile(node.operand);
  const place = placeOf(scope, node);
  return (frame) => {
    const value = operand(frame);
    const result = opposite(value);
    return result === undefined ? warnTypes(frame.run, '-', [value], place) : result;
  };
}

/** What a sign says of two values (DMN 1.5, 10.3.2); null where it says nothing. */
export function judge(sign: CompareSign, left: FeelValue, right: FeelValue, frame: FeelFrame): boolean | null {
  if (sign === '=') return equal(left, right, frame.run);
  if (sign === '!=') {
    const same = equal(left, right, frame.run);
    return same === null ? null : !same;
  }
  const order = compare(left, right);
  if (order === null) return null;
  if (sign === '<') return order < 0;
  if (sign === '<=') return order <= 0;
  return sign === '>' ? order > 0 : order >= 0;
}

/** The closure of a comparison: plain numbers and texts directly. */
export function compileCompare(node: NodeOf<'compare'>, scope: Scope): Closure {
  const [left, right] = [scope.compile(node.left), scope.compile(node.right)];
  const { sign } = node;
  const place = placeOf(scope, node);
  const slow = (one: FeelValue, other: FeelValue, frame: FeelFrame): FeelValue => {
    const answer = judge(sign, one, other, frame);
    return answer ?? warnTypes(frame.run, sign, [one, other], place);
  };
  switch (sign) {
    case '=':
      return (frame) => {
        const one = left(frame);
        const other = right(frame);
        if (one === null || other === null) return one === other;
        if (typeof one === typeof other && typeof one !== 'object') return one === other;
        return slow(one, other, frame);
      };
    case '!=':
      return (frame) => {
        const one = left(frame);
        const other = right(frame);
        if (one === null || other === null) return one !== other;
        if (typeof one === typeof other && typeof one !== 'object') return one !== other;
        return slow(one, other, frame);
      };
    case '<':
      return (frame) => {
        const one = left(frame);
        const other = right(frame);
        return typeof one === 'number' && typeof other === 'number' ? one < other : slow(one, other, frame);
      };
    case '<=':
      return (frame) => {
        const one = left(frame);
        const other = right(frame);
        return typeof one === 'number' && typeof other === 'number' ? one <= other : slow(one, other, frame);
      };
    case '>':
      return (frame) => {
        const one = left(frame);
        const other = right(frame);
        return typeof one === 'number' && typeof other === 'number' ? one > other : slow(one, other, frame);
      };
    case '>=':
      return (frame) => {
        const one = left(frame);
        const other = right(frame);
        return typeof one === 'number' && typeof other === 'number' ? one >= other : slow(one, other, frame);
      };
  }
}

/** The closure of `and` and `or`: three-valued, what is no truth value counts as null (10.3.2.4). */
export function compileLogic(node: NodeOf<'logic'>, scope: Scope): Closure {
  const [left, right] = [scope.compile(node.left), scope.compile(node.right)];
  if (node.sign === 'and') {
    return (frame) => {
      const one = left(frame);
      if (one === false) return false;
      const other = right(frame);
      if (other === false) return false;
      return one === true && other === true ? true : null;
    };
  }
  return (frame) => {
    const one = left(frame);
    if (one === true) return true;
    const other = right(frame);
    if (other === true) return true;
    return one === false && other === false ? false : null;
  };
}

/** The closure of `value between low and high` (10.3.1.2). */
export function compileBetween(node: NodeOf<'between'>, scope: Scope): Closure {
  const [value, low, high] = [scope.compile(node.value), scope.compile(node.low), scope.compile(node.high)];
  const place = placeOf(scope, node);
  return (frame) => {
    const [one, from, to] = [value(frame), low(frame), high(frame)];
    charge(frame.run, 1);
    const [above, below] = [judge('>=', one, from, frame), judge('<=', one, to, frame)];
    if (above === false || below === false) return false;
    if (above === true && below === true) return true;
    return warnTypes(frame.run, 'between', [one, from, to], place);
  };
}

/** The closure of `if`: null counts as false, what is no truth value has no result (10.3.2). */
export function compileIf(node: NodeOf<'if'>, scope: Scope): Closure {
  const [condition, then, otherwise] = [
    scope.compile(node.condition),
    scope.compile(node.then),
    scope.compile(node.otherwise),
  ];
  const place = placeOf(scope, node.condition);
  return (frame) => {
    const truth = condition(frame);
    if (truth === true) return then(frame);
    return truth === false || truth === null ? otherwise(frame) : warnTypes(frame.run, 'if', [truth], place);
  };
}
