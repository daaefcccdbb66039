import type { Text } from '../model/text.js';
import type { FeelPosition } from './feel-problem.js';
import type { KnownNames } from './known-names.js';
import { readOr, readSum } from './parse-operators.js';
import { readTests } from './parse-tests.js';
import type { Reader } from './reader.js';
import { fail, FeelSyntaxError, nested, skip, take, takeWord } from './reader.js';
import type { Node } from './syntax.js';
import { nodeOf } from './syntax.js';
import type { FeelType } from './types.js';

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
