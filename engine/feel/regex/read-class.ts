import type { CodePoints } from './code-points.js';
import { BLOCKS, categoryOf, complement, ignoringCase, minus, union } from './code-points.js';
import type { Flags } from './pattern.js';
import { PatternError } from './pattern-error.js';

/** The part of a reader that classes need. */
interface ClassReader {
  readonly text: readonly string[];
  readonly flags: Flags;
  at: number;
  depth: number;
}

const CONTROL: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09 };
const BLANKS: CodePoints = [
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x20],
];
const NAME_START: CodePoints = [
  ...([
    [0x3a, 0x3a],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
    [0xc0, 0xd6],
    [0xd8, 0xf6],
    [0xf8, 0x2ff],
  ] as const),
  ...([
    [0x370, 0x37d],
    [0x37f, 0x1fff],
    [0x200c, 0x200d],
    [0x2070, 0x218f],
    [0x2c00, 0x2fef],
  ] as const),
  ...([
    [0x3001, 0xd7ff],
    [0xf900, 0xfdcf],
    [0xfdf0, 0xfffd],
    [0x10000, 0xeffff],
  ] as const),
];
const NAME_PART: CodePoints = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

/** The class that stands after `[`: with `^` its complement, with `-[...]` at the end less another class. */
export function readClass(reader: ClassReader): CodePoints {
  reader.depth += 1;
  if (reader.depth > 50) throw new PatternError();
  const negated = reader.text[reader.at] === '^';
  if (negated) reader.at += 1;
  const items = new Set<CodePoints>();
  let without: CodePoints = [];
  const first = reader.at;
  for (;;) {
    const sign = reader.text[reader.at];
    if (sign === undefined) throw new PatternError();
    if (sign === ']' && reader.at > first) break;
    if (sign === '-' && reader.text[reader.at + 1] === '[') {
      reader.at += 2;
      without = readClass(reader);
      if (reader.text[reader.at] !== ']') throw new PatternError();
      break;
    }
    items.add(readItem(reader));
  }
  reader.at += 1;
  reader.depth -= 1;
  const [only] = items;
  const set = only !== undefined && items.size === 1 ? only : union(...items);
  const own = reader.flags.ignoreCase ? ignoringCase(set) : set;
  const whole = negated ? complement(own) : own;
  return without.length === 0 ? whole : minus(whole, without);
}

/** One character, an escape, or a range of a class. */
function readItem(reader: ClassReader): CodePoints {
  const low = readOne(reader);
  const [only] = low;
  const next = reader.text[reader.at + 1];
  const range = reader.text[reader.at] === '-' && next !== undefined && next !== ']' && next !== '[';
  if (!range || only === undefined || low.length > 1 || only[0] !== only[1]) return low;
  reader.at += 1;
  const [high] = readOne(reader);
  if (high === undefined || high[0] !== high[1] || high[0] < only[0]) throw new PatternError();
  return [[only[0], high[0]]];
}

function readOne(reader: ClassReader): CodePoints {
  const sign = reader.text[reader.at] ?? '';
  reader.at += 1;
  if (sign === '\\') return readEscape(reader);
  if (sign === '[' || sign === ']' || sign === '') throw new PatternError();
  const point = sign.codePointAt(0) ?? 0;
  return [[point, point]];
}

/** What stands after a backslash, inside a class or outside (XML Schema part 2, F.1.1). */
export function readEscape(reader: ClassReader): CodePoints {
  const sign = reader.text[reader.at] ?? '';
  reader.at += 1;
  const control = CONTROL[sign];
  if (control !== undefined) return [[control, control]];
  if (sign === 'p' || sign === 'P') return readProperty(reader, sign === 'P');
  const lower = sign.toLowerCase();
  if ('sdwic'.includes(lower) && sign !== '') {
    const set = multi(lower, reader.flags.wide);
    return sign === lower ? set : complement(set);
  }
  if (!'\\|.?*+(){}$-[]^'.includes(sign) || sign === '') throw new PatternError();
  const point = sign.charCodeAt(0);
  return [[point, point]];
}

const made = new Map<string, CodePoints>();

/** The set of an escape for many characters; one letter always gives the same set. */
function multi(sign: string, wide: boolean): CodePoints {
  const key = wide ? `wide ${sign}` : sign;
  const set = made.get(key) ?? multiOf(sign, wide);
  made.set(key, set);
  return set;
}

function multiOf(sign: string, wide: boolean): CodePoints {
  if (sign === 's') return BLANKS;
  if (sign === 'd') return categoryOf('Nd', wide) ?? [];
  if (sign === 'i') return NAME_START;
  if (sign === 'c') return union(NAME_START, NAME_PART);
  return complement(union(...['P', 'Z', 'C'].map((name) => categoryOf(name, wide) ?? [])));
}

function readProperty(reader: ClassReader, negated: boolean): CodePoints {
  const end = reader.text.indexOf('}', reader.at);
  if (reader.text[reader.at] !== '{' || end < 0) throw new PatternError();
  const name = reader.text.slice(reader.at + 1, end).join('');
  reader.at = end + 1;
  const block = name.startsWith('Is') && Object.hasOwn(BLOCKS, name.slice(2)) ? BLOCKS[name.slice(2)] : undefined;
  const set = block === undefined ? categoryOf(name, reader.flags.wide) : [block];
  if (set === undefined) throw new PatternError();
  return negated ? complement(set) : set;
}
