import type { Reader } from './reader.js';
import { need, nested, sees, skip, take } from './reader.js';
import { wordAt } from './words.js';
import type { CompareSign, Node, Test } from './syntax.js';
import { nodeOf } from './syntax.js';

const SIGNS: readonly CompareSign[] = ['<=', '>=', '!=', '<', '>', '='];

/** The sign of a comparison that comes next; it is taken. */
export function takeSign(reader: Reader): CompareSign | undefined {
  skip(reader);
  const sign = SIGNS.find((one) => reader.text.startsWith(one, reader.at));
  if (sign !== undefined) reader.at += sign.length;
  return sign;
}

/** One positive unary test (10.3.1.2); `read` reads what has no sign. */
export function readTest(reader: Reader, read: (reader: Reader) => Node): Test {
  const before = reader.sawInput;
  reader.sawInput = false;
  const sign = takeSign(reader);
  const value = sign === undefined ? read(reader) : reader.operand(reader);
  const test = { sign, value, usesInput: reader.sawInput };
  reader.sawInput ||= before;
  return test;
}

/** Positive unary tests, separated by commas. */
export function readTests(reader: Reader): readonly Test[] {
  const tests = [readTest(reader, reader.expression)];
  while (take(reader, ',')) tests.push(readTest(reader, reader.expression));
  return tests;
}

/** What stands after `[` or `(` or `]`, when two dots follow an end point: the rest of a range (10.3.1.2). */
export function readRangeRest(reader: Reader, low: Node, from: number, lowIncluded: boolean): Node {
  need(reader, '..');
  const high = readEnd(reader);
  const highIncluded = sees(reader, ']');
  if (!highIncluded && !sees(reader, '[')) need(reader, ')');
  else reader.at += 1;
  return nodeOf({ kind: 'range', low, high, lowIncluded, highIncluded }, from, reader.at);
}

/** The upper end of a range, before whose closing `[` nothing may be taken for a filter: see `closesRange`. */
function readEnd(reader: Reader): Node {
  return nested(reader, reader.operand);
}

/** A range that begins with `]`. */
export function readOpenRange(reader: Reader): Node {
  const from = reader.at;
  need(reader, ']');
  const low = nested(reader, reader.operand);
  return readRangeRest(reader, low, from, false);
}

/** A unary test in brackets is a range without one end: `(< 10)` (DMN 1.5, 10.3.2.7). */
export function readSignRange(reader: Reader, from: number): Node {
  const sign = takeSign(reader) ?? '=';
  const value = nested(reader, reader.operand);
  need(reader, ')');
  const none = { low: undefined, high: undefined, lowIncluded: false, highIncluded: false };
  if (sign === '=' || sign === '!=') {
    const included = sign === '=';
    const ends = { low: value, high: value, lowIncluded: included, highIncluded: included };
    return nodeOf({ kind: 'range', ...ends, test: sign }, from, reader.at);
  }
  const ends =
    sign === '<' || sign === '<='
      ? { ...none, high: value, highIncluded: sign === '<=' }
      : { ...none, low: value, lowIncluded: sign === '>=' };
  return nodeOf({ kind: 'range', ...ends }, from, reader.at);
}

/** Whether a `[` that comes next closes a range such as `]1..a[`, rather than beginning a filter: nothing an expression begins with follows. */
export function closesRange(reader: Reader): boolean {
  const rest = reader.at + 1;
  const after = { ...reader, at: rest };
  skip(after);
  const next = reader.text.charAt(after.at);
  if (next === '' || '),]},=!<>+*/'.includes(next)) return true;
  if (next === '.') return !/^\d/.test(reader.text.charAt(after.at + 1));
  return ['and', 'or', 'then', 'else', 'return', 'satisfies', 'instance', 'between'].includes(
    wordAt(reader.text, after.at),
  );
}
