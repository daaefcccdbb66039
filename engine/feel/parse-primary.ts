import { addName, forgetNames } from './known-names.js';
import { readAtLiteral, readNumber, readString } from './parse-literal.js';
import { readBoundName, readLabel, readName, seesKeyword } from './parse-name.js';
import { readOpenRange, readRangeRest, readSignRange } from './parse-tests.js';
import { readType } from './parse-type.js';
import type { Reader } from './reader.js';
import { fail, need, needWord, nested, peekWord, sees, skip, take, takeWord } from './reader.js';
import type { Entry, Iterator, Node, Parameter } from './syntax.js';
import { nodeOf } from './syntax.js';

const CONSTANTS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** What has no operator at its left: literals, names, brackets, and the expressions that begin with a keyword. */
export function readPrimary(reader: Reader): Node {
  skip(reader);
  const from = reader.at;
  switch (reader.text.charAt(from)) {
    case '"': {
      const value = readString(reader) ?? fail(reader);
      return nodeOf({ kind: 'constant', value }, from, reader.at);
    }
    case '@':
      return readAtLiteral(reader);
    case '(':
      return nested(reader, readBrackets);
    case '[':
      return nested(reader, readListOrRange);
    case ']':
      return nested(reader, readOpenRange);
    case '{':
      return nested(reader, readContext);
    default:
      return readNumber(reader) ?? readWordy(reader, from);
  }
}

function readWordy(reader: Reader, from: number): Node {
  const word = peekWord(reader);
  if (Object.hasOwn(CONSTANTS, word) && seesKeyword(reader, word)) {
    reader.at += word.length;
    return nodeOf({ kind: 'constant', value: CONSTANTS[word] ?? null }, from, reader.at);
  }
  if (seesKeyword(reader, word)) {
    if (word === 'if') return nested(reader, readIf);
    if (word === 'for') return nested(reader, readFor);
    if (word === 'some' || word === 'every') return nested(reader, readQuantified);
    if (word === 'function') return nested(reader, readFunction);
  }
  const name = readName(reader);
  if (name === '?') reader.sawInput = true;
  return nodeOf({ kind: 'name', name }, from, reader.at);
}

function readBrackets(reader: Reader): Node {
  const from = reader.at;
  need(reader, '(');
  if (/[<>=!]/.test(reader.text.charAt((skip(reader), reader.at)))) return readSignRange(reader, from);
  const inner = reader.expression(reader);
  if (sees(reader, '..')) return readRangeRest(reader, inner, from, false);
  need(reader, ')');
  return inner;
}

function readListOrRange(reader: Reader): Node {
  const from = reader.at;
  need(reader, '[');
  const items: Node[] = [];
  if (!take(reader, ']')) {
    items.push(reader.expression(reader));
    if (items[0] !== undefined && sees(reader, '..')) return readRangeRest(reader, items[0], from, true);
    while (take(reader, ',')) items.push(reader.expression(reader));
    need(reader, ']');
  }
  return nodeOf({ kind: 'list', items }, from, reader.at);
}

function readContext(reader: Reader): Node {
  const from = reader.at;
  const names = reader.known.added.length;
  const entries: Entry[] = [];
  need(reader, '{');
  while (!take(reader, '}')) {
    const quoted = readString(reader);
    const name = quoted ?? readLabel(reader) ?? fail(reader);
    if (quoted !== undefined) need(reader, ':');
    const value = reader.expression(reader);
    entries.push({ name, value });
    addName(reader.known, name);
    needNext(reader, '}');
  }
  forgetNames(reader.known, names);
  return nodeOf({ kind: 'context', entries }, from, reader.at);
}

/** What stands between two members: a comma with another one after it, or the closing sign, which is left. */
function needNext(reader: Reader, end: string): void {
  if (sees(reader, end)) return;
  need(reader, ',');
  if (sees(reader, end)) fail(reader);
}

function readIf(reader: Reader): Node {
  const from = reader.at;
  needWord(reader, 'if');
  const condition = reader.expression(reader);
  needWord(reader, 'then');
  const then = reader.expression(reader);
  needWord(reader, 'else');
  const otherwise = reader.expression(reader);
  return nodeOf({ kind: 'if', condition, then, otherwise }, from, reader.at);
}

function readIterators(reader: Reader): readonly Iterator[] {
  const iterators: Iterator[] = [];
  do {
    const name = readBoundName(reader);
    needWord(reader, 'in');
    const from = reader.expression(reader);
    const to = take(reader, '..') ? reader.expression(reader) : undefined;
    iterators.push({ name, from, to });
    addName(reader.known, name);
  } while (take(reader, ','));
  return iterators;
}

function readFor(reader: Reader): Node {
  const from = reader.at;
  const names = reader.known.added.length;
  needWord(reader, 'for');
  const iterators = readIterators(reader);
  needWord(reader, 'return');
  const result = reader.expression(reader);
  forgetNames(reader.known, names);
  return nodeOf({ kind: 'for', iterators, result }, from, reader.at);
}

function readQuantified(reader: Reader): Node {
  const from = reader.at;
  const names = reader.known.added.length;
  const word = peekWord(reader) === 'some' ? 'some' : 'every';
  needWord(reader, word);
  const iterators = readIterators(reader);
  needWord(reader, 'satisfies');
  const condition = reader.expression(reader);
  forgetNames(reader.known, names);
  return nodeOf({ kind: 'quantified', word, iterators, condition }, from, reader.at);
}

function readFunction(reader: Reader): Node {
  const from = reader.at;
  const names = reader.known.added.length;
  needWord(reader, 'function');
  need(reader, '(');
  const parameters: Parameter[] = [];
  while (!take(reader, ')')) {
    const label = readLabel(reader);
    const name = label ?? readName(reader);
    parameters.push({ name, type: label === undefined ? undefined : readType(reader).type });
    addName(reader.known, name);
    needNext(reader, ')');
  }
  const external = takeWord(reader, 'external');
  const body = reader.expression(reader);
  forgetNames(reader.known, names);
  return nodeOf({ kind: 'function', parameters, body, external }, from, reader.at);
}
