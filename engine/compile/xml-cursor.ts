import { errorAt } from './problem-maker.js';
import type { XmlProblem } from './xml-parts.js';

/** Leaves the scan at the first violation: nothing after it is read. */
export class StopScan extends Error {
  readonly problem: XmlProblem;

  constructor(problem: XmlProblem) {
    super(problem.rule);
    this.problem = problem;
  }
}

/** Where the reader stands in an XML text, and how it goes on; `at` counts characters from 0, `line` lines from 1 up to `counted`. */
export interface XmlCursor {
  readonly xml: string;
  at: number;
  line: number;
  counted: number;
  /** How many elements and attributes were looked at, the measure of the work done. */
  events: number;
}

/** The line the cursor is in. Only lines not counted yet are counted: a whole file costs one pass. */
export function lineOf(cursor: XmlCursor): number {
  const { xml, at } = cursor;
  for (let next = xml.indexOf('\n', cursor.counted); next >= 0 && next < at; next = xml.indexOf('\n', cursor.counted)) {
    cursor.line += 1;
    cursor.counted = next + 1;
  }
  return cursor.line;
}

/** Ends the scan with a problem of a rule at the line of the cursor. Throws always. */
export function stop(cursor: XmlCursor, rule: string, zh: string, en: string): never {
  throw new StopScan({ ...errorAt(rule, { line: lineOf(cursor) }, zh, en), severity: 'error' });
}

/** Ends the scan because the text is no XML; both texts say what is wrong. Throws always. */
export function malformed(cursor: XmlCursor, zh: string, en: string): never {
  return stop(cursor, 'xml-malformed', `XML 格式错误：${zh}`, `Malformed XML: ${en}`);
}

/** Goes over a token (a sticky pattern) that stands at the cursor; null, and no step, when another one stands there. */
export function match(cursor: XmlCursor, token: RegExp): RegExpExecArray | null {
  token.lastIndex = cursor.at;
  const found = token.exec(cursor.xml);
  if (found) cursor.at = token.lastIndex;
  return found;
}

/** What lies from a place to the next `end`, where the cursor goes behind it; undefined when there is no end. */
export function until(cursor: XmlCursor, end: string, from: number): string | undefined {
  const close = cursor.xml.indexOf(end, from);
  if (close < 0) return undefined;
  cursor.at = close + end.length;
  return cursor.xml.slice(from, close);
}

/** A name or value as a problem shows it: at most 60 characters. */
export function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
