import { isMajority, type Weight } from './thresholds.js';

/** What a candidate got. */
export interface CandidateCount {
  readonly candidate: string;
  readonly favour: Weight;
}

/**
 * Who is elected. `tied`: candidates who share the last place with equal heads and area: a run-off decides. `missing`: how many seats a second
 * vote has to fill when fewer than five are electable.
 */
export interface Election {
  readonly elected: readonly string[];
  readonly alternates: readonly string[];
  readonly tied: readonly string[];
  readonly missing: number;
}

/** The least number of members a committee has by law. */
export const LEAST_SEATS = 5;

const byFavour = (a: CandidateCount, b: CandidateCount): number =>
  b.favour.heads - a.favour.heads || b.favour.area - a.favour.area || (a.candidate < b.candidate ? -1 : 1);

const isEqual = (a: CandidateCount | undefined, b: CandidateCount | undefined): boolean =>
  a !== undefined && b !== undefined && a.favour.heads === b.favour.heads && a.favour.area === b.favour.area;

/**
 * Electable is who has more than half of the heads and of the area that took part. Five or more electable: the first ones by heads, then by
 * area, fill the largest odd number of seats up to `seats`, the others become alternates (at most as many as seats). Fewer: nobody's place is
 * disputed, and a second vote fills what is missing.
 */
export function elect(
  counts: readonly CandidateCount[],
  { seats, taking }: { readonly seats: number; readonly taking: Weight },
): Election {
  const electable = counts.filter(({ favour }) => isMajority(favour, taking)).sort(byFavour);
  const names = (list: readonly CandidateCount[]): readonly string[] => list.map(({ candidate }) => candidate);
  if (electable.length < LEAST_SEATS)
    return { elected: names(electable), alternates: [], tied: [], missing: seats - electable.length };
  const possible = Math.min(seats, electable.length);
  const seated = possible % 2 === 1 ? possible : possible - 1;
  const [last, next] = [electable[seated - 1], electable[seated]];
  if (isEqual(last, next)) {
    const tied = electable.filter((one) => isEqual(one, last));
    const sure = electable.filter((one) => byFavour(one, tied[0] ?? one) < 0 && !tied.includes(one));
    return { elected: names(sure), alternates: [], tied: names(tied), missing: 0 };
  }
  return {
    elected: names(electable.slice(0, seated)),
    alternates: names(electable.slice(seated, seated + seats)),
    tied: [],
    missing: 0,
  };
}
