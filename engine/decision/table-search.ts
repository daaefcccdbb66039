import type { Extent, Space } from './table-space.js';

/** A place in the space of a table: an atom for each dimension. */
export type Point = readonly number[];

/** What a search answers: a point, none, or that it gave up. */
export type Found = { readonly point: Point } | 'none' | 'unknown';

/**
 * A point of `inside` that none of the rules covers (with `of` their certain or their possible extents). Searches one dimension after
 * the other with the rules that still count, and remembers which of these sets of rules cover all that is left.
 */
export function uncovered(
  space: Space,
  rules: readonly number[],
  of: keyof Extent,
  inside: readonly ReadonlySet<number>[],
): Found {
  const { dimensions, work } = space;
  const covered = new Set<string>();
  const extent = (rule: number, dimension: number): ReadonlySet<number> =>
    space.rules[rule]?.[dimension]?.[of] ?? new Set();
  const search = (dimension: number, live: readonly number[]): Found => {
    if (live.length === 0)
      return inside.slice(dimension).some((set) => set.size === 0) ? 'none' : { point: firsts(inside, dimension) };
    if (dimension === dimensions.length) return 'none';
    const key = `${dimension}:${live.join(',')}`;
    if (covered.has(key)) return 'none';
    const tried = new Set<string>();
    for (const atom of inside[dimension] ?? []) {
      work.left -= live.length + 1;
      if (work.left < 0) return 'unknown';
      const left = live.filter((rule) => extent(rule, dimension).has(atom));
      const signature = left.join(',');
      if (tried.has(signature)) continue;
      tried.add(signature);
      const found = search(dimension + 1, left);
      if (found === 'unknown') return found;
      if (found !== 'none') return { point: [atom, ...found.point] };
    }
    covered.add(key);
    return 'none';
  };
  return search(0, rules);
}

function firsts(inside: readonly ReadonlySet<number>[], from: number): Point {
  return inside.slice(from).map((set) => set.values().next().value ?? 0);
}

/** A point that two rules share. */
export function shared(space: Space, one: number, other: number, of: keyof Extent): Found {
  const point: number[] = [];
  for (const dimension of space.dimensions.keys()) {
    const [left, right] = [space.rules[one]?.[dimension]?.[of], space.rules[other]?.[dimension]?.[of]];
    if (!left || !right) return 'none';
    space.work.left -= left.size + 1;
    if (space.work.left < 0) return 'unknown';
    const atom = [...left].find((index) => right.has(index));
    if (atom === undefined) return 'none';
    point.push(atom);
  }
  return { point };
}

/** All of the space. */
export function everywhere({ dimensions }: Space): readonly ReadonlySet<number>[] {
  return dimensions.map(({ atoms }) => new Set((atoms ?? [null]).map((_, index) => index)));
}
