import { builtin, variant } from '../builtin.js';
import { compare, equal } from '../compare.js';
import { parseRange } from '../parse-range.js';
import type { FeelRun } from '../run.js';
import type { FeelFunction, FeelRange, FeelValue } from '../value.js';

/** An end of a range: its value, whether it is part of the range, and -1 or 1 where there is no limit. */
interface End {
  readonly value: FeelValue;
  readonly included: boolean;
  readonly beyond: number;
}

/** Order between ends by value; throws `Incomparable`, which the builtin catches, so that the rules below can be read as they are. */
class Incomparable extends Error {}

function order(one: End, other: End): number {
  if (one.beyond !== 0 || other.beyond !== 0) return one.beyond - other.beyond;
  const result = compare(one.value, other.value);
  if (result === null) throw new Incomparable();
  return result;
}

const lessThan = (one: End, other: End): boolean => order(one, other) < 0;
const same = (one: End, other: End): boolean => order(one, other) === 0;

interface Ends {
  readonly start: End;
  readonly end: End;
}

function endsOf(range: FeelRange): Ends {
  const { low, high, lowIncluded, highIncluded } = range;
  return {
    start: { value: low ?? null, included: lowIncluded, beyond: low === undefined ? -1 : 0 },
    end: { value: high ?? null, included: highIncluded, beyond: high === undefined ? 1 : 0 },
  };
}

/** A point is the range that holds only it; the rules for points then follow from those for ranges, but where the table says more. */
function pointOf(value: FeelValue): Ends {
  const end = { value, included: true, beyond: 0 };
  return { start: end, end };
}

type Rule = (one: Ends, other: Ends) => boolean;

/** Starts no later, ends no earlier: `one` holds all of `other`. */
const startsBy: Rule = (one, other) =>
  lessThan(one.start, other.start) || (same(one.start, other.start) && (one.start.included || !other.start.included));
const endsBy: Rule = (one, other) =>
  lessThan(other.end, one.end) || (same(one.end, other.end) && (one.end.included || !other.end.included));

const before: Rule = (one, other) =>
  lessThan(one.end, other.start) || (same(one.end, other.start) && !(one.end.included && other.start.included));
const meets: Rule = (one, other) => one.end.included && other.start.included && same(one.end, other.start);
const reaches: Rule = (one, other) => lessThan(other.start, one.end) || meets(one, other);
const overlapsBefore: Rule = (one, other) =>
  (lessThan(one.start, other.start) || (same(one.start, other.start) && one.start.included && !other.start.included)) &&
  reaches(one, other) &&
  endsBy(other, one);
const sameEnd: Rule = (one, other) => one.end.included === other.end.included && same(one.end, other.end);
const sameStart: Rule = (one, other) => one.start.included === other.start.included && same(one.start, other.start);
const includes: Rule = (one, other) => startsBy(one, other) && endsBy(one, other);
const finishes: Rule = (one, other) => sameEnd(one, other) && startsBy(other, one);
const starts: Rule = (one, other) => sameStart(one, other) && endsBy(other, one);
const coincides: Rule = (one, other) => sameStart(one, other) && sameEnd(one, other);
const turned =
  (rule: Rule): Rule =>
  (one, other) =>
    rule(other, one);

function judged(rule: Rule, one: Ends, other: Ends): boolean | undefined {
  try {
    return rule(one, other);
  } catch (error) {
    if (error instanceof Incomparable) return undefined;
    throw error;
  }
}

type Call = 'points' | 'point-range' | 'range-point' | 'ranges';

function rangeFunction(name: string, rule: Rule, ...calls: readonly Call[]): FeelFunction {
  const variants = {
    points: variant(
      [
        ['point1', 'point'],
        ['point2', 'point'],
      ],
      (_run, one, other) => judged(rule, pointOf(one), pointOf(other)),
    ),
    'point-range': variant(
      [
        ['point', 'point'],
        ['range', 'range'],
      ],
      (_run, point, range) => judged(rule, pointOf(point), endsOf(range)),
    ),
    'range-point': variant(
      [
        ['range', 'range'],
        ['point', 'point'],
      ],
      (_run, range, point) => judged(rule, endsOf(range), pointOf(point)),
    ),
    ranges: variant(
      [
        ['range1', 'range'],
        ['range2', 'range'],
      ],
      (_run, one, other) => judged(rule, endsOf(one), endsOf(other)),
    ),
  };
  return builtin(name, ...calls.map((call) => variants[call]));
}

/** `coincides` of two points is their equality, which is there for more kinds than an order. */
function coincide(): FeelFunction {
  return builtin(
    'coincides',
    variant(
      [
        ['point1', 'point'],
        ['point2', 'point'],
      ],
      (run: FeelRun, one, other) => equal(one, other, run) ?? undefined,
    ),
    ...(rangeFunction('coincides', coincides, 'ranges').variants ?? []),
  );
}

/** Range functions (DMN 1.5, 10.3.2) and `range` (10.3.4.9). */
export const RANGES = [
  rangeFunction('before', before, 'points', 'point-range', 'range-point', 'ranges'),
  rangeFunction('after', turned(before), 'points', 'point-range', 'range-point', 'ranges'),
  rangeFunction('meets', meets, 'ranges'),
  rangeFunction('met by', turned(meets), 'ranges'),
  rangeFunction('overlaps', (one, other) => reaches(one, other) && reaches(other, one), 'ranges'),
  rangeFunction('overlaps before', overlapsBefore, 'ranges'),
  rangeFunction('overlaps after', turned(overlapsBefore), 'ranges'),
  rangeFunction('finishes', finishes, 'point-range', 'ranges'),
  rangeFunction('finished by', turned(finishes), 'range-point', 'ranges'),
  rangeFunction('includes', includes, 'range-point', 'ranges'),
  rangeFunction('during', turned(includes), 'point-range', 'ranges'),
  rangeFunction('starts', starts, 'point-range', 'ranges'),
  rangeFunction('started by', turned(starts), 'range-point', 'ranges'),
  coincide(),
  builtin(
    'range',
    variant([['from', 'string']], (_run, from) => parseRange(from)),
  ),
];
