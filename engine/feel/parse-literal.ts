import { numberOf } from './number.js';
import type { Reader } from './reader.js';
import { fail, skip } from './reader.js';
import type { Node } from './syntax.js';
import { nodeOf } from './syntax.js';
import { parseTemporal } from './temporal-text.js';

const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /"((?:[^"\\\n\r]|\\(?:.|$))*)"/uy;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrt"'\\]))/g;
const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A number (10.3.1.2), without a sign; undefined when none stands here. */
export function readNumber(reader: Reader): Node | undefined {
  skip(reader);
  const from = reader.at;
  NUMBER.lastIndex = from;
  const digits = NUMBER.exec(reader.text)?.[0];
  if (digits === undefined) return undefined;
  reader.at += digits.length;
  // `1..3` is a range: the grammar asks for a digit after the point of a number.
  return nodeOf({ kind: 'number', value: numberOf(digits) }, from, reader.at);
}

/** A string (10.3.1.2) as its value; undefined when none stands here. */
export function readString(reader: Reader): string | undefined {
  skip(reader);
  STRING.lastIndex = reader.at;
  const match = STRING.exec(reader.text);
  if (match?.[1] === undefined) return undefined;
  reader.at = STRING.lastIndex;
  return unescape(match[1]);
}

/** The escapes of 10.3.1.2; a backslash before anything else is a backslash, which regular expressions need. */
function unescape(raw: string): string {
  return raw.replace(ESCAPE, (_all, four?: string, six?: string, sign?: string) => {
    if (four !== undefined) return String.fromCharCode(parseInt(four, 16));
    if (six !== undefined) return parseInt(six, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(six, 16)) : '\ufffd';
    return CONTROL[sign ?? ''] ?? sign ?? '';
  });
}

/** An at-literal (10.3.1.2): `@"2026-02-12"`. What stands in it is read now; a text that is no date, time or duration has no value. */
export function readAtLiteral(reader: Reader): Node {
  const from = reader.at;
  reader.at += 1;
  const text = readString(reader) ?? fail(reader);
  return nodeOf({ kind: 'at', text, value: parseTemporal(text) }, from, reader.at);
}
