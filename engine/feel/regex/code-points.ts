/** Code points as ranges in order, both ends included, without touching ones. */
export type CodePoints = readonly (readonly [first: number, last: number])[];

/** Greatest code point. */
const LAST = 0x10ffff;

/** Ranges in any order brought into order. */
export function union(...sets: readonly CodePoints[]): CodePoints {
  const ranges = sets.flat().sort((one, other) => one[0] - other[0]);
  const joined: [number, number][] = [];
  for (const [first, last] of ranges) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** All code points but these. */
export function complement(set: CodePoints): CodePoints {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** What is in the first set and not in the second. */
export function minus(set: CodePoints, without: CodePoints): CodePoints {
  return complement(union(complement(set), without));
}

/** Whether a code point is in a set. */
export function holds(set: CodePoints, point: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = set[middle];
    if (range === undefined) return false;
    if (point < range[0]) high = middle - 1;
    else if (point > range[1]) low = middle + 1;
    else return true;
  }
  return false;
}

const found = new Map<string, CodePoints>();

/** Stretches of code points in which the categories are looked up: all scripts, without the halves of surrogate pairs. */
const STRETCHES = [
  [0, 0xd7ff],
  [0xe000, 0xffff],
  [0x10000, 0x323af],
] as const;

const texts = new Map<number, string>();

/** A text of all code points from one to another: a regular expression finds the runs of a category in it at once. */
function stretchText(first: number, last: number): string {
  const known = texts.get(first);
  if (known !== undefined) return known;
  let text = '';
  const chunk: number[] = [];
  for (let point = first; point <= last; point += 1) {
    chunk.push(point);
    if (chunk.length < 4096 && point < last) continue;
    text += String.fromCodePoint(...chunk);
    chunk.length = 0;
  }
  texts.set(first, text);
  return text;
}

/** The code points of a general category such as `Lu`; undefined when there is no such category. Looked up once, by the language's own tables. */
export function categoryOf(name: string): CodePoints | undefined {
  if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) return undefined;
  const known = found.get(name);
  if (known !== undefined) return known;
  const ranges: [number, number][] = [];
  for (const [first, last] of STRETCHES) {
    for (const { 0: run, index } of stretchText(first, last).matchAll(new RegExp(`\\p{${name}}+`, 'gu'))) {
      const width = first > 0xffff ? 2 : 1;
      ranges.push([first + index / width, first + (index + run.length) / width - 1]);
    }
  }
  // Above the last script there are only unassigned and private characters, and tags.
  if (name === 'C' || name === 'Cn') ranges.push([0x323b0, LAST]);
  found.set(name, ranges);
  return ranges;
}

/** Blocks with letters that have case; there are none elsewhere. */
const CASED = [
  ...([
    [0, 0x058f],
    [0x10a0, 0x13ff],
    [0x1c80, 0x2189],
    [0x24b6, 0x24e9],
    [0x2c00, 0x2dff],
  ] as const),
  ...([
    [0xa640, 0xabbf],
    [0xfb00, 0xfb17],
    [0xff21, 0xff5a],
    [0x10400, 0x10dff],
    [0x118a0, 0x118df],
  ] as const),
  ...([
    [0x16e40, 0x16eff],
    [0x1e900, 0x1e943],
  ] as const),
];

let folds: ReadonlyMap<number, readonly number[]> | undefined;

/** Code points that differ only in case, by each of them. */
function caseGroups(): ReadonlyMap<number, readonly number[]> {
  if (folds !== undefined) return folds;
  const groups = new Map<string, number[]>();
  for (const [first, last] of CASED) {
    for (let point: number = first; point <= last; point += 1) {
      const text = String.fromCodePoint(point);
      const upper = text.toUpperCase();
      if (upper === text && text.toLowerCase() === text) continue;
      const key = upper.toLowerCase();
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [point]);
      else group.push(point);
    }
  }
  const byPoint = new Map<number, readonly number[]>();
  for (const group of groups.values()) if (group.length > 1) for (const point of group) byPoint.set(point, group);
  folds = byPoint;
  return byPoint;
}

/** A set with every code point that differs from one of it only in case. */
export function ignoringCase(set: CodePoints): CodePoints {
  const more: [number, number][] = [];
  for (const [point, group] of caseGroups()) {
    if (!holds(set, point)) continue;
    for (const other of group) if (!holds(set, other)) more.push([other, other]);
  }
  return more.length === 0 ? set : union(set, more);
}

/** Blocks by their names in regular expressions (XML Schema part 2, F.1.1), those in use. */
export const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0x0, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af],
  SpacingModifierLetters: [0x2b0, 0x2ff],
  CombiningDiacriticalMarks: [0x300, 0x36f],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Armenian: [0x530, 0x58f],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Thai: [0xe00, 0xe7f],
  Tibetan: [0xf00, 0xfff],
  Georgian: [0x10a0, 0x10ff],
  HangulJamo: [0x1100, 0x11ff],
  Mongolian: [0x1800, 0x18af],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  SuperscriptsandSubscripts: [0x2070, 0x209f],
  CurrencySymbols: [0x20a0, 0x20cf],
  LetterlikeSymbols: [0x2100, 0x214f],
  NumberForms: [0x2150, 0x218f],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  BoxDrawing: [0x2500, 0x257f],
  GeometricShapes: [0x25a0, 0x25ff],
  CJKRadicalsSupplement: [0x2e80, 0x2eff],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  Bopomofo: [0x3100, 0x312f],
  CJKUnifiedIdeographsExtensionA: [0x3400, 0x4dbf],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7a3],
  PrivateUse: [0xe000, 0xf8ff],
  CJKCompatibilityIdeographs: [0xf900, 0xfaff],
  HalfwidthandFullwidthForms: [0xff00, 0xffef],
};
