import type { Text } from '../model/text.js';
import type { FeelPosition } from './feel-problem.js';
import type { KnownNames } from './known-names.js';
import type { Node } from './syntax.js';
import type { FeelType } from './types.js';
import { wordAt } from './words.js';

/** Ends the reading of a text that is no FEEL; caught in `parse.ts`. */
export class FeelSyntaxError extends Error {
  readonly text: Text | undefined;
  readonly position: FeelPosition;

  constructor(position: FeelPosition, text?: Text) {
    super(text?.en ?? 'syntax');
    this.text = text;
    this.position = position;
  }
}

/** Where the reading of a text stands. The parts of the parser share one. */
export interface Reader {
  readonly text: string;
  at: number;
  /** Nesting of expressions around this place. */
  depth: number;
  /** Whether `?` has been read since this was last set to false. */
  sawInput: boolean;
  readonly known: KnownNames;
  readonly typeNames: Readonly<Record<string, FeelType>>;
  /** Reads a whole expression; here so that the parts need not import one another in a circle. */
  readonly expression: (reader: Reader) => Node;
  /** Reads an operand of a comparison. */
  readonly operand: (reader: Reader) => Node;
}

/** Deepest nesting of brackets, conditions, loops and functions that is accepted. */
export const MAX_FEEL_DEPTH = 100;

const TOO_DEEP: Text = { zh: 'FEEL 表达式嵌套过深', en: 'FEEL expression nested too deeply' };

const BLANK = /(?:[\s\u0085\u180e\u200b]|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;
/** Passes over white space and comments (10.3.1.2). */
export function skip(reader: Reader): void {
  BLANK.lastIndex = reader.at;
  BLANK.exec(reader.text);
  reader.at = BLANK.lastIndex;
}

/** The word that comes next, after blanks; nothing is taken. */
export function peekWord(reader: Reader): string {
  skip(reader);
  return wordAt(reader.text, reader.at);
}

/** Whether these characters come next, after blanks; nothing is taken. */
export function sees(reader: Reader, signs: string): boolean {
  skip(reader);
  return reader.text.startsWith(signs, reader.at);
}

/** Takes these characters when they come next. */
export function take(reader: Reader, signs: string): boolean {
  if (!sees(reader, signs)) return false;
  reader.at += signs.length;
  return true;
}

/** Takes a keyword when it comes next as a whole word. */
export function takeWord(reader: Reader, word: string): boolean {
  if (peekWord(reader) !== word) return false;
  reader.at += word.length;
  return true;
}

/** Takes these characters. Throws `FeelSyntaxError` when they do not come next. */
export function need(reader: Reader, signs: string): void {
  if (!take(reader, signs)) fail(reader);
}

/** Takes a keyword. Throws `FeelSyntaxError` when it does not come next. */
export function needWord(reader: Reader, word: string): void {
  if (!takeWord(reader, word)) fail(reader);
}

/** Throws `FeelSyntaxError` at this place. */
export function fail(reader: Reader, text?: Text): never {
  skip(reader);
  throw new FeelSyntaxError({ from: reader.at, to: Math.min(reader.at + 1, reader.text.length) }, text);
}

/** Reads one level deeper. Throws `FeelSyntaxError` when it is too deep. */
export function nested<Result>(reader: Reader, read: (reader: Reader) => Result): Result {
  reader.depth += 1;
  if (reader.depth > 2 * MAX_FEEL_DEPTH) {
    fail(reader, TOO_DEEP);
  }
  const result = read(reader);
  reader.depth -= 1;
  return result;
}

/** Deepest tree that is accepted: a chain of so many operators. */
const MAX_TREE = 400;

/** The node itself. Throws `FeelSyntaxError` when the tree is too deep: closures nest as deep. */
export function checkedTree(reader: Reader, node: Node): Node {
  if (node.depth > MAX_TREE) fail(reader, TOO_DEEP);
  return node;
}
