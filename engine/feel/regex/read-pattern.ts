import type { CodePoints } from './code-points.js';
import { ignoringCase } from './code-points.js';
import { PatternError } from './pattern-error.js';
import { readClass, readEscape } from './read-class.js';
import type { Flags, Pattern } from './pattern.js';

/** Where the reading of a pattern stands. */
interface PatternReader {
  readonly text: readonly string[];
  readonly flags: Flags;
  at: number;
  depth: number;
  /** Groups that have begun, and those that have ended: only the latter may be referred to. */
  groups: number;
  readonly closed: Set<number>;
}

/** Greatest count of a repetition, and deepest nesting. */
const [MAX_REPEAT, MAX_DEPTH] = [1000, 50];
const META = new Set([...'.\\?*+{}()[]|']);

/** A pattern and the number of its groups; undefined when the text is no regular expression. */
export function readPattern(text: string, flags: Flags): { pattern: Pattern; groups: number } | undefined {
  const source = flags.ignoreBlanks ? withoutBlanks(text) : text;
  const reader: PatternReader = { text: Array.from(source), flags, at: 0, depth: 0, groups: 0, closed: new Set() };
  try {
    const pattern = readChoice(reader);
    return reader.at === reader.text.length ? { pattern, groups: reader.groups } : undefined;
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** Without white space, but for that between square brackets (flag x). */
function withoutBlanks(text: string): string {
  let [result, depth] = ['', 0];
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (sign === '\\') {
      result += sign;
      index += 1;
      while (/[\s]/.test(text.charAt(index))) index += 1;
      result += text.charAt(index);
      continue;
    }
    if (sign === '[') depth += 1;
    if (sign === ']') depth -= 1;
    if (depth > 0 || !/[\t\n\r ]/.test(sign)) result += sign;
  }
  return result;
}

function readChoice(reader: PatternReader): Pattern {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw new PatternError();
  const parts = [readSequence(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at += 1;
    parts.push(readSequence(reader));
  }
  reader.depth -= 1;
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
}

function readSequence(reader: PatternReader): Pattern {
  const parts: Pattern[] = [];
  for (let sign = reader.text[reader.at]; sign !== undefined && sign !== '|' && sign !== ')';) {
    parts.push(readRepeats(reader, readAtom(reader)));
    sign = reader.text[reader.at];
  }
  return { kind: 'sequence', parts };
}

function readAtom(reader: PatternReader): Pattern {
  const sign = reader.text[reader.at] ?? '';
  reader.at += 1;
  if (sign === '^') return { kind: 'start' };
  if (sign === '$') return { kind: 'end' };
  if (sign === '(') return readGroup(reader);
  if (sign === '[') return { kind: 'one', set: readClass(reader) };
  if (sign === '.') return { kind: 'one', set: reader.flags.dotAll ? EVERYTHING : BUT_LINE_ENDS };
  if (sign === '\\') return readEscaped(reader);
  if (META.has(sign)) throw new PatternError();
  const point = sign.codePointAt(0) ?? 0;
  return { kind: 'one', set: cased(reader, [[point, point]]) };
}

const EVERYTHING: CodePoints = [[0, 0x10ffff]];
const BUT_LINE_ENDS: CodePoints = [
  [0, 9],
  [0x0b, 0x0c],
  [0x0e, 0x10ffff],
];

function cased(reader: PatternReader, set: CodePoints): CodePoints {
  return reader.flags.ignoreCase ? ignoringCase(set) : set;
}

function readGroup(reader: PatternReader): Pattern {
  const silent = reader.text[reader.at] === '?';
  if (silent) {
    if (reader.text[reader.at + 1] !== ':') throw new PatternError();
    reader.at += 2;
  } else reader.groups += 1;
  const number = silent ? undefined : reader.groups;
  const inner = readChoice(reader);
  if (reader.text[reader.at] !== ')') throw new PatternError();
  reader.at += 1;
  if (number !== undefined) reader.closed.add(number);
  return { kind: 'group', number, inner };
}

function readEscaped(reader: PatternReader): Pattern {
  const digit = reader.text[reader.at] ?? '';
  if (!/^[0-9]$/.test(digit)) return { kind: 'one', set: cased(reader, readEscape(reader)) };
  let number = Number(digit);
  reader.at += 1;
  if (number === 0 || !reader.closed.has(number)) throw new PatternError();
  // As many digits belong to the number as there are groups for (7.6.1).
  while (
    /^[0-9]$/.test(reader.text[reader.at] ?? '') &&
    reader.closed.has(number * 10 + Number(reader.text[reader.at]))
  ) {
    number = number * 10 + Number(reader.text[reader.at]);
    reader.at += 1;
  }
  return { kind: 'back', number };
}

function readRepeats(reader: PatternReader, atom: Pattern): Pattern {
  const counts = readCounts(reader);
  if (counts === undefined) return atom;
  const lazy = reader.text[reader.at] === '?';
  if (lazy) reader.at += 1;
  if (counts.least > counts.most || counts.least > MAX_REPEAT) throw new PatternError();
  if (counts.most !== Infinity && counts.most > MAX_REPEAT) throw new PatternError();
  return { kind: 'repeat', inner: atom, ...counts, lazy };
}

function readCounts(reader: PatternReader): { least: number; most: number } | undefined {
  const sign = reader.text[reader.at];
  if (sign === '*' || sign === '+' || sign === '?') {
    reader.at += 1;
    return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  }
  if (sign !== '{') return undefined;
  const end = reader.text.indexOf('}', reader.at);
  const counts = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}$/.exec(reader.text.slice(reader.at, end + 1).join(''));
  if (!counts) throw new PatternError();
  reader.at = end + 1;
  const least = Number(counts[1]);
  return { least, most: counts[2] === undefined ? least : Number(counts[3] ?? Infinity) };
}
