import { negate } from './number.js';
import { readNumber } from './parse-literal.js';
import { seesKeyword } from './parse-name.js';
import { readPostfix } from './parse-postfix.js';
import { readPrimary } from './parse-primary.js';
import { readRangeRest, readTest, readTests, takeSign } from './parse-tests.js';
import { readType } from './parse-type.js';
import type { Reader } from './reader.js';
import { checkedTree, fail, need, nested, sees, skip, take, takeWord } from './reader.js';
import type { ArithmeticSign, Node, Test } from './syntax.js';
import { nodeOf } from './syntax.js';

/** An expression (10.3.1.2): operators by their precedence, all from the left. */
export function readOr(reader: Reader): Node {
  let left = readAnd(reader);
  while (takeWord(reader, 'or')) {
    const right = readAnd(reader);
    left = checkedTree(reader, nodeOf({ kind: 'logic', sign: 'or', left, right }, left.position.from, reader.at));
  }
  return left;
}

function readAnd(reader: Reader): Node {
  let left = readComparison(reader);
  while (takeWord(reader, 'and')) {
    const right = readComparison(reader);
    left = checkedTree(reader, nodeOf({ kind: 'logic', sign: 'and', left, right }, left.position.from, reader.at));
  }
  return left;
}

function readComparison(reader: Reader): Node {
  let left = readSum(reader);
  for (;;) {
    const { from } = left.position;
    const sign = takeSign(reader);
    if (sign !== undefined) {
      const right = readSum(reader);
      left = nodeOf({ kind: 'compare', sign, left, right }, from, reader.at);
    } else if (takeWord(reader, 'between')) {
      const low = readSum(reader);
      if (!takeWord(reader, 'and')) fail(reader);
      left = nodeOf({ kind: 'between', value: left, low, high: readSum(reader) }, from, reader.at);
    } else if (takeWord(reader, 'in')) {
      const tests = sees(reader, '(') ? readInBrackets(reader) : [readTest(reader, readSum)];
      left = nodeOf({ kind: 'in', value: left, tests }, from, reader.at);
    } else return left;
    checkedTree(reader, left);
  }
}

/**
 * What stands in brackets after `in`: positive unary tests, or an open range, or an expression that begins with brackets. Only where one
 * expression stands alone can it go on after the closing bracket.
 */
function readInBrackets(reader: Reader): readonly Test[] {
  const from = reader.at;
  need(reader, '(');
  const tests = nested(reader, readTests);
  const [first] = tests;
  if (first !== undefined && tests.length === 1 && first.sign === undefined) {
    if (sees(reader, '..')) return [{ ...first, value: readRangeRest(reader, first.value, from, false) }];
    need(reader, ')');
    return [{ ...first, value: readSumRest(reader, readPostfix(reader, first.value)) }];
  }
  need(reader, ')');
  return tests;
}

/** What binds closer than a comparison: sums, products, powers, and what they are made of. */
export function readSum(reader: Reader): Node {
  return readSumRest(reader, readUnary(reader));
}

function readSumRest(reader: Reader, first: Node): Node {
  let left = readProduct(reader, readPower(reader, first));
  for (;;) {
    const sign = takeOperator(reader, ['+', '-']);
    if (sign === undefined) return left;
    const right = readProduct(reader, readPower(reader, readUnary(reader)));
    left = arithmetic(reader, sign, left, right);
  }
}

function readProduct(reader: Reader, first: Node): Node {
  let left = first;
  for (;;) {
    const sign = sees(reader, '**') ? undefined : takeOperator(reader, ['*', '/']);
    if (sign === undefined) return left;
    left = arithmetic(reader, sign, left, readPower(reader, readUnary(reader)));
  }
}

function readPower(reader: Reader, first: Node): Node {
  let left = first;
  while (take(reader, '**')) left = arithmetic(reader, '**', left, readUnary(reader));
  return left;
}

function takeOperator(reader: Reader, signs: readonly ArithmeticSign[]): ArithmeticSign | undefined {
  return signs.find((sign) => take(reader, sign));
}

function arithmetic(reader: Reader, sign: ArithmeticSign, left: Node, right: Node): Node {
  return checkedTree(reader, nodeOf({ kind: 'arithmetic', sign, left, right }, left.position.from, reader.at));
}

/** A minus sign binds closer than a power (10.3.1.2, in the order of the alternatives); before digits it is part of the number (10.3.1.2). */
function readUnary(reader: Reader): Node {
  skip(reader);
  const from = reader.at;
  if (!take(reader, '-')) return readInstance(reader);
  const digits = /^[\d.]/.test(reader.text.charAt(reader.at)) ? readNumber(reader) : undefined;
  if (digits?.kind === 'number') {
    const value = digits.value === null ? null : negate(digits.value);
    return readInstanceRest(reader, readPostfix(reader, nodeOf({ kind: 'number', value }, from, reader.at)));
  }
  const operand = nested(reader, readUnary);
  return nodeOf({ kind: 'negate', operand }, from, reader.at);
}

function readInstance(reader: Reader): Node {
  return readInstanceRest(reader, readPostfix(reader, readPrimary(reader)));
}

function readInstanceRest(reader: Reader, first: Node): Node {
  if (!seesKeyword(reader, 'instance')) return first;
  takeWord(reader, 'instance');
  if (!takeWord(reader, 'of')) fail(reader);
  const { type, name } = readType(reader);
  return nodeOf({ kind: 'instance', value: first, type, typeName: name }, first.position.from, reader.at);
}
