import type { Text } from '../model/text.js';
import type { FeelPosition } from './feel-problem.js';
import type { KnownNames } from './known-names.js';
import { readLabel, readMember, seesKeyword } from './parse-name.js';
import { readNumber } from './parse-literal.js';
import { readPrimary } from './parse-primary.js';
import { closesRange, readRangeRest, readTest, readTests, takeSign } from './parse-tests.js';
import { readType } from './parse-type.js';
import { negate } from './number.js';
import type { Reader } from './reader.js';
import { fail, FeelSyntaxError, need, nested, peekWord, sees, skip, take, takeWord } from './reader.js';
import type { ArithmeticSign, Node, Test } from './syntax.js';
import { nodeOf } from './syntax.js';
import type { FeelType } from './types.js';

/** Deepest tree that is accepted: a chain of so many operators. */
const MAX_TREE = 400;

/** What the parser answers; without `text` the problem is simply what stands at the position. */
export type ParseResult =
  | { readonly ok: true; readonly node: Node }
  | { readonly ok: false; readonly position: FeelPosition; readonly text: Text | undefined };

/**
 * Reads FEEL by the grammar of DMN 1.5, 10.3.1.2: recursive descent, in linear time, without looking back except for `not(` at the
 * beginning of unary tests. Names that hold blanks or signs are taken by the longest known one.
 */
export function parse(
  text: string,
  kind: 'expression' | 'unaryTests',
  known: KnownNames,
  typeNames: Readonly<Record<string, FeelType>>,
): ParseResult {
  const reader: Reader = {
    text,
    at: 0,
    depth: 0,
    sawInput: false,
    known,
    typeNames,
    expression: (inner) => nested(inner, readOr),
    operand: (inner) => nested(inner, readSum),
  };
  try {
    const node = kind === 'expression' ? reader.expression(reader) : readUnaryTests(reader);
    skip(reader);
    if (reader.at < text.length) fail(reader);
    return { ok: true, node };
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { ok: false, position: error.position, text: error.text };
    throw error;
  }
}

/** Unary tests (10.3.1.2): `-`, `not(...)`, or positive ones. */
function readUnaryTests(reader: Reader): Node {
  skip(reader);
  const from = reader.at;
  if (/^-[\s]*$/.test(reader.text.slice(from))) {
    reader.at = reader.text.length;
    return nodeOf({ kind: 'tests', tests: [], negated: false }, from, reader.at);
  }
  if (takeWord(reader, 'not') && take(reader, '(')) {
    const tests = attempt(reader, readTests);
    if (tests !== undefined && take(reader, ')') && (skip(reader), reader.at === reader.text.length)) {
      return nodeOf({ kind: 'tests', tests, negated: true }, from, reader.at);
    }
  }
  reader.at = from;
  return nodeOf({ kind: 'tests', tests: readTests(reader), negated: false }, from, reader.at);
}

function attempt<Result>(reader: Reader, read: (reader: Reader) => Result): Result | undefined {
  const { depth } = reader;
  try {
    return read(reader);
  } catch (error) {
    if (!(error instanceof FeelSyntaxError)) throw error;
    reader.depth = depth;
    return undefined;
  }
}

function checked(reader: Reader, node: Node): Node {
  if (node.depth > MAX_TREE) fail(reader, { zh: 'FEEL 表达式嵌套过深', en: 'FEEL expression nested too deeply' });
  return node;
}

function readOr(reader: Reader): Node {
  let left = readAnd(reader);
  while (takeWord(reader, 'or')) {
    const right = readAnd(reader);
    left = checked(reader, nodeOf({ kind: 'logic', sign: 'or', left, right }, left.position.from, reader.at));
  }
  return left;
}

function readAnd(reader: Reader): Node {
  let left = readComparison(reader);
  while (takeWord(reader, 'and')) {
    const right = readComparison(reader);
    left = checked(reader, nodeOf({ kind: 'logic', sign: 'and', left, right }, left.position.from, reader.at));
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
    checked(reader, left);
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

function readSum(reader: Reader): Node {
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
  return checked(reader, nodeOf({ kind: 'arithmetic', sign, left, right }, left.position.from, reader.at));
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

/** Paths, filters and calls, as many as follow. */
function readPostfix(reader: Reader, first: Node): Node {
  let left = first;
  for (;;) {
    skip(reader);
    const { from } = left.position;
    if (sees(reader, '.') && !sees(reader, '..')) {
      reader.at += 1;
      left = nodeOf({ kind: 'path', source: left, name: readMember(reader) }, from, reader.at);
    } else if (sees(reader, '[') && !closesRange(reader)) {
      reader.at += 1;
      const condition = reader.expression(reader);
      need(reader, ']');
      left = nodeOf({ kind: 'filter', source: left, condition }, from, reader.at);
    } else if (sees(reader, '(')) {
      left = readCall(reader, left);
    } else return left;
    checked(reader, left);
  }
}

function readCall(reader: Reader, callee: Node): Node {
  const args: Node[] = [];
  const names: string[] = [];
  need(reader, '(');
  while (!take(reader, ')')) {
    const before = reader.at;
    const label = peekWord(reader) === '' || names.length < args.length ? undefined : readLabel(reader);
    if (label !== undefined) names.push(label);
    else if (names.length > 0) {
      reader.at = before;
      fail(reader);
    }
    args.push(reader.expression(reader));
    if (!sees(reader, ')')) {
      need(reader, ',');
      if (sees(reader, ')')) fail(reader);
    }
  }
  const { from } = callee.position;
  if (names.length === 0) return nodeOf({ kind: 'call', callee, args }, from, reader.at);
  return nodeOf({ kind: 'call', callee, args, names }, from, reader.at);
}
