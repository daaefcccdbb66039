import { nameAt, knownNames } from './known-names.js';
import type { Reader } from './reader.js';
import { fail, need, nested, peekWord, sees, skip, take } from './reader.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';
import { wordAt } from './words.js';

const SIMPLE: Readonly<Record<string, FeelType>> = {
  Any: ANY,
  Null: { kind: 'null' },
  boolean: { kind: 'boolean' },
  string: { kind: 'string' },
  number: { kind: 'number' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  'date and time': { kind: 'date and time' },
  'days and time duration': { kind: 'days and time duration' },
  'day and time duration': { kind: 'days and time duration' },
  'years and months duration': { kind: 'years and months duration' },
  'year and month duration': { kind: 'years and months duration' },
  list: { kind: 'list', of: ANY },
  range: { kind: 'range', of: ANY },
  context: { kind: 'context', members: {} },
};
const SIMPLE_NAMES = knownNames(Object.keys(SIMPLE));

/** A type as read: undefined when the name is not known. */
export interface ReadType {
  readonly type: FeelType | undefined;
  readonly name: string;
}

/** Reads a type (10.3.1.2 and 10.3.2.9). */
export function readType(reader: Reader): ReadType {
  skip(reader);
  const from = reader.at;
  const type = nested(reader, readOne);
  return { type, name: reader.text.slice(from, reader.at) };
}

function readOne(reader: Reader): FeelType | undefined {
  const word = peekWord(reader);
  if (word === '') fail(reader);
  const after = reader.at + word.length;
  const open = /^\s*</.test(reader.text.slice(after, after + 20));
  if (open && (word === 'list' || word === 'range')) {
    reader.at = after;
    need(reader, '<');
    const of = nested(reader, readOne);
    need(reader, '>');
    return of && { kind: word, of };
  }
  if (open && word === 'context') {
    reader.at = after;
    return readContext(reader);
  }
  if (word === 'function') {
    reader.at = after;
    return readFunction(reader, open);
  }
  return readNamed(reader);
}

function readContext(reader: Reader): FeelType | undefined {
  const members: Record<string, FeelType> = {};
  let whole = true;
  need(reader, '<');
  while (!take(reader, '>')) {
    const name = readWordsUpTo(reader, ':');
    need(reader, ':');
    const type = nested(reader, readOne);
    if (type === undefined) whole = false;
    else members[name] = type;
    if (!sees(reader, '>')) need(reader, ',');
  }
  return whole ? { kind: 'context', members } : undefined;
}

function readFunction(reader: Reader, open: boolean): FeelType | undefined {
  const parameters: FeelType[] = [];
  let whole = true;
  if (!open) return { kind: 'function', parameters: [], result: ANY };
  need(reader, '<');
  while (!take(reader, '>')) {
    const type = nested(reader, readOne);
    if (type === undefined) whole = false;
    else parameters.push(type);
    if (!sees(reader, '>')) need(reader, ',');
  }
  need(reader, '->');
  const result = nested(reader, readOne);
  return whole && result ? { kind: 'function', parameters, result } : undefined;
}

function readNamed(reader: Reader): FeelType | undefined {
  const simple = nameAt(SIMPLE_NAMES, reader.text, reader.at);
  const own = nameAt(knownNames(Object.keys(reader.typeNames)), reader.text, reader.at);
  const long = own !== undefined && own.end > (simple?.end ?? 0) ? own : simple;
  if (long !== undefined) {
    reader.at = long.end;
    return reader.typeNames[long.name] ?? SIMPLE[long.name];
  }
  let name = '';
  do {
    skip(reader);
    const word = wordAt(reader.text, reader.at);
    if (word === '') fail(reader);
    reader.at += word.length;
    name += `${name === '' ? '' : '.'}${word}`;
  } while (take(reader, '.'));
  if (Object.hasOwn(reader.typeNames, name)) return reader.typeNames[name];
  return Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
}

function readWordsUpTo(reader: Reader, sign: string): string {
  const words: string[] = [];
  while (!sees(reader, sign)) {
    const word = peekWord(reader);
    if (word === '') fail(reader);
    words.push(word);
    reader.at += word.length;
  }
  return words.join(' ');
}
