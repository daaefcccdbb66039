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

const complements = new WeakMap<CodePoints, CodePoints>();

/** All code points but these; of one set always the same one. */
export function complement(set: CodePoints): CodePoints {
  const known = complements.get(set);
  if (known !== undefined) return known;
  const rest = others(set);
  complements.set(set, rest);
  return rest;
}

function others(set: CodePoints): CodePoints {
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
const FIRST_PLANE: CodePoints = [
  [0, 0x33ff],
  [0x4dc0, 0x4dff],
  [0xa000, 0xabff],
  [0xd7a4, 0xd7ff],
  [0xe000, 0xffff],
];
const OTHER_PLANES: CodePoints = [
  [0x10000, 0x1ffff],
  [0xe0000, 0xe01ff],
];

/** Ideographs and syllables that fill their block: what holds of the first holds of all. */
const FULL = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
] as const;

/** Blocks of further ideographs, of which the beginning is in use. */
const EXTENSIONS = [
  ...([
    [0x20000, 0x2a6df],
    [0x2a700, 0x2b73f],
    [0x2b740, 0x2b81f],
    [0x2b820, 0x2ceaf],
    [0x2ceb0, 0x2ebef],
  ] as const),
  ...([
    [0x2ebf0, 0x2ee5f],
    [0x2f800, 0x2fa1f],
    [0x30000, 0x3134f],
    [0x31350, 0x323af],
    [0x323b0, 0x3347f],
  ] as const),
];

/** Planes for private use; what they and the stretches leave out is not in use. */
const PRIVATE: CodePoints = [
  [0xf0000, 0xffffd],
  [0x100000, 0x10fffd],
];

/** The ideographs in use beyond the first plane. */
function moreIdeographs(): CodePoints {
  return EXTENSIONS.flatMap(([first, last]) => {
    let [low, high] = [first - 1, last as number];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (/\p{Lo}/u.test(String.fromCodePoint(middle))) low = middle;
      else high = middle - 1;
    }
    return low < first ? [] : [[first, low] as const];
  });
}

const texts = new Map<number, string>();
const CHUNK = 4096;

/** A text of all code points from one to another: a regular expression finds the runs of a category in it at once. */
function stretchText(first: number, last: number): string {
  const known = texts.get(first);
  if (known !== undefined) return known;
  const wide = first > 0xffff;
  const units = new Uint16Array((last - first + 1) * (wide ? 2 : 1));
  for (let point: number = first, at = 0; point <= last; point += 1) {
    if (wide) units[at++] = 0xd7c0 + (point >> 10);
    units[at++] = wide ? 0xdc00 + (point & 0x3ff) : point;
  }
  let text = '';
  for (let at = 0; at < units.length; at += CHUNK)
    text += String(Reflect.apply(String.fromCharCode, undefined, units.subarray(at, at + CHUNK)));
  texts.set(first, text);
  return text;
}

/**
 * The code points of a general category such as `Lu`; undefined when there is no such category. Looked up once, by the language's own
 * tables. Beyond the first plane only where `wide` asks for it: without it nothing is said of what lies there.
 */
export function categoryOf(name: string, wide: boolean): CodePoints | undefined {
  if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) return undefined;
  const key = wide ? `wide ${name}` : name;
  const set = found.get(key) ?? (wide ? union(categoryOf(name, false) ?? [], beyond(name)) : runsOf(name, FIRST_PLANE));
  found.set(key, set);
  return set;
}

/** The runs of a category in stretches, and in the blocks of the first plane that are full. */
function runsOf(name: string, stretches: typeof FIRST_PLANE): CodePoints {
  const ranges: (readonly [number, number])[] = [];
  const mark = new RegExp(`\\p{${name}}`, 'u');
  if (stretches === FIRST_PLANE)
    for (const [first, last] of FULL) if (mark.test(String.fromCodePoint(first))) ranges.push([first, last]);
  for (const [first, last] of stretches) {
    for (const { 0: run, index } of stretchText(first, last).matchAll(new RegExp(`\\p{${name}}+`, 'gu'))) {
      const width = first > 0xffff ? 2 : 1;
      ranges.push([first + index / width, first + (index + run.length) / width - 1]);
    }
  }
  return union(ranges);
}

/** What a category holds beyond the first plane. */
function beyond(name: string): CodePoints {
  const ranges = [runsOf(name, OTHER_PLANES)];
  if (name === 'L' || name === 'Lo') ranges.push(moreIdeographs());
  if (name === 'C' || name === 'Co') ranges.push(PRIVATE);
  if (name === 'C' || name === 'Cn') {
    const used = [...moreIdeographs(), ...PRIVATE, [0, 0x1ffff] as const, [0xe0000, 0xe01ff] as const];
    ranges.push(complement(union(used)));
  }
  return union(...ranges);
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
    for (const { 0: text } of stretchText(first, last).matchAll(/\p{Changes_When_Casemapped}/gu)) {
      const point = text.codePointAt(0) ?? 0;
      const key = text.toUpperCase().toLowerCase();
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

const withCases = new WeakMap<CodePoints, CodePoints>();

/** A set with every code point that differs from one of it only in case. */
export function ignoringCase(set: CodePoints): CodePoints {
  const known = withCases.get(set);
  if (known !== undefined) return known;
  const more: [number, number][] = [];
  const groups = caseGroups();
  const points =
    set.length === 1 && set[0] !== undefined && set[0][1] - set[0][0] < 100 ? within(set[0]) : groups.keys();
  for (const point of points) {
    if (!holds(set, point)) continue;
    for (const other of groups.get(point) ?? []) if (!holds(set, other)) more.push([other, other]);
  }
  const wider = more.length === 0 ? set : union(set, more);
  withCases.set(set, wider);
  return wider;
}

function within([first, last]: readonly [number, number]): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
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
