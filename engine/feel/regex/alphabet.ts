import type { CodePoints } from './code-points.js';

/** A text in the letters of an alphabet. `offsets` tell where each letter stands in the text; undefined when they are the same. */
interface Spelling {
  readonly text: string;
  readonly offsets: readonly number[] | undefined;
}

/**
 * Letters that each stand for all the code points a pattern cannot tell apart. A class such as `\w` has hundreds of ranges, which an
 * engine is slow to read; in letters it has a handful, and a text is spelled in letters once before it is searched.
 */
export interface Alphabet {
  /** The letters of a set, as ranges of their code points; the set is one of those the alphabet was made for. */
  readonly lettersOf: (set: CodePoints) => CodePoints;
  readonly spell: (input: string) => Spelling;
}

/** The first letter. A line end stands for itself, because the engine knows it. */
const FIRST_LETTER = 0x100;
const LINE_END = 0x0a;
/** Letters of these are looked up in a table. */
const LATIN = 0x80;

/** An alphabet for sets. */
export function alphabetOf(sets: readonly CodePoints[]): Alphabet {
  const starts = boundaries(sets);
  const ids = classIds(starts, sets);
  const stretchAt = (point: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const letters = starts.map((start, index) => (start === LINE_END ? LINE_END : FIRST_LETTER + (ids[index] ?? 0)));
  const letterAt = (point: number): number => letters[stretchAt(point)] ?? FIRST_LETTER;
  const latin = Array.from({ length: LATIN }, (_none, point) => letterAt(point));
  return {
    lettersOf: (set) => {
      const own = new Set<number>();
      for (const [first, last] of set) {
        for (let index = stretchAt(first); (starts[index] ?? Infinity) <= last; index += 1)
          own.add(letters[index] ?? FIRST_LETTER);
      }
      return asRanges([...own].sort((one, other) => one - other));
    },
    spell: (input) => spelled(input, (point) => latin[point] ?? letterAt(point)),
  };
}

/** Where the code points begin to be other ones for some set; a line end is one by itself. */
function boundaries(sets: readonly CodePoints[]): readonly number[] {
  const starts = new Set([0, LINE_END, LINE_END + 1]);
  for (const set of sets) {
    for (const [first, last] of set) {
      starts.add(first);
      starts.add(last + 1);
    }
  }
  return [...starts].sort((one, other) => one - other);
}

/** The class of each stretch: two have the same when every set holds both or neither. */
function classIds(starts: readonly number[], sets: readonly CodePoints[]): readonly number[] {
  const at = new Map(starts.map((start, index) => [start, index]));
  const ids = starts.map(() => 0);
  let count = 1;
  for (const set of sets) {
    const split = new Map<number, number>();
    for (const [first, last] of set) {
      const end = at.get(last + 1) ?? starts.length;
      for (let index = at.get(first) ?? 0; index < end; index += 1) {
        const id = ids[index] ?? 0;
        const known = split.get(id);
        ids[index] = known ?? count;
        if (known !== undefined) continue;
        split.set(id, count);
        count += 1;
      }
    }
  }
  return renumbered(ids);
}

/** The same classes with the least numbers: every set leaves behind numbers that nothing has any more. */
function renumbered(ids: readonly number[]): readonly number[] {
  const fresh = new Map<number, number>();
  return ids.map((id) => {
    const known = fresh.get(id) ?? fresh.size;
    fresh.set(id, known);
    return known;
  });
}

function asRanges(points: readonly number[]): CodePoints {
  const ranges: [number, number][] = [];
  for (const point of points) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

const CHUNK = 4096;

function spelled(input: string, letter: (point: number) => number): Spelling {
  const offsets: number[] = [];
  const parts: string[] = [];
  let codes: number[] = [];
  let at = 0;
  while (at < input.length) {
    const point = input.codePointAt(at) ?? 0;
    offsets.push(at);
    codes.push(letter(point));
    at += point > 0xffff ? 2 : 1;
    if (codes.length < CHUNK) continue;
    parts.push(String.fromCharCode(...codes));
    codes = [];
  }
  parts.push(String.fromCharCode(...codes));
  const same = offsets.length === input.length;
  return { text: parts.join(''), offsets: same ? undefined : [...offsets, input.length] };
}
