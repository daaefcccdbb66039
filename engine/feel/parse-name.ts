import { nameAt } from './known-names.js';
import type { Reader } from './reader.js';
import { fail, peekWord, skip } from './reader.js';
import { wordAt } from './words.js';

/** Words that end a name, because the grammar uses them between expressions. */
const BETWEEN = new Set(['and', 'or', 'in', 'between', 'instance', 'then', 'else', 'return', 'satisfies']);

/** Words that are no names. */
const RESERVED = new Set([...BETWEEN, 'true', 'false', 'null', 'if', 'for', 'some', 'every', 'function']);

/** `name :` before an argument or in a context: names may hold blanks and some signs (10.3.1.2). */
const LABEL = /([^\s"(){}[\],:;@<>=!][^"(){}[\],:;@<>=!]*):/uy;

/**
 * A name where an expression may stand: the longest known one, else the words that follow one another. Two words without an operator
 * between them can be nothing but one name, also when nobody has said that there is such a name.
 */
export function readName(reader: Reader): string {
  const word = peekWord(reader);
  const known = nameAt(reader.known, reader.text, reader.at);
  if (known !== undefined && !isBrokenBuiltin(reader, known)) {
    reader.at = known.end;
    return known.name;
  }
  if (word === '' || RESERVED.has(word)) fail(reader);
  return readWords(reader);
}

/** `date and time` without an opening bracket is the conjunction of two variables. */
function isBrokenBuiltin(reader: Reader, known: { readonly name: string; readonly end: number }): boolean {
  return known.name === 'date and time' && !/^\s*[(,)]/.test(reader.text.slice(known.end, known.end + 20));
}

/** A name after a dot: any word may begin it. */
export function readMember(reader: Reader): string {
  if (peekWord(reader) === '') fail(reader);
  const known = nameAt(reader.known, reader.text, reader.at);
  if (known === undefined) return readWords(reader);
  reader.at = known.end;
  return known.name;
}

function readWords(reader: Reader): string {
  const words: string[] = [];
  for (;;) {
    const word = wordAt(reader.text, reader.at);
    words.push(word);
    reader.at += word.length;
    const end = reader.at;
    const next = peekWord(reader);
    if (next === '' || RESERVED.has(next) || end === reader.at) {
      reader.at = end;
      return words.join(' ');
    }
  }
}

/** The name that is bound by `for`, `some`, `every`: everything up to the word `in`. */
export function readBoundName(reader: Reader): string {
  const words: string[] = [];
  for (let word = peekWord(reader); word !== 'in'; word = peekWord(reader)) {
    if (word === '') fail(reader);
    words.push(word);
    reader.at += word.length;
  }
  if (words.length === 0) fail(reader);
  return words.join(' ');
}

/** The name before a colon, for arguments by name and entries of a context; undefined when none stands here. */
export function readLabel(reader: Reader): string | undefined {
  skip(reader);
  LABEL.lastIndex = reader.at;
  const match = LABEL.exec(reader.text);
  if (match?.[1] === undefined || wordAt(reader.text, reader.at) === '') return undefined;
  reader.at = LABEL.lastIndex;
  return match[1].trim().replace(/\s+/g, ' ');
}

/** Whether a keyword comes next that is not the beginning of a longer name. */
export function seesKeyword(reader: Reader, word: string): boolean {
  return peekWord(reader) === word && nameAt(reader.known, reader.text, reader.at) === undefined;
}
