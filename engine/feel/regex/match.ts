import { RE2JS } from 're2js';
import { charge, chargeWork } from '../budget.js';
import type { FeelRun } from '../run.js';
import type { CodePoints } from './code-points.js';
import type { Flags, Pattern } from './pattern.js';
import { flagsOf, refersBack, weightOf } from './pattern.js';
import { readPattern } from './read-pattern.js';
import type { Match } from './stepwise.js';
import { searchStepwise } from './stepwise.js';

/** A regular expression made ready; `next` finds the first match at or after an offset. */
export interface Matcher {
  readonly groups: number;
  readonly next: (input: string, from: number, run: FeelRun) => Match | undefined;
}

/** Longest pattern that is accepted, in UTF-16 units. */
const MAX_PATTERN = 1000;
const ready = new Map<string, Matcher | null>();

/**
 * The matcher of a pattern and its flags; undefined when one is wrong. Matching is linear (re2js) but for references back to a group and
 * for line starts before a last line end, which re2js knows otherwise: those are tried out step by step, each charged.
 */
export function matcherOf(pattern: string, flags: string, run: FeelRun): Matcher | undefined {
  const key = `${flags}/${pattern}`;
  const known = ready.get(key);
  if (known !== undefined) return known ?? undefined;
  charge(run, 2000 + pattern.length * 20);
  const read = flagsOf(flags);
  const parsed = read && pattern.length <= MAX_PATTERN ? readPattern(pattern, read) : undefined;
  const matcher = read && parsed ? makeMatcher(parsed.pattern, parsed.groups, read) : undefined;
  if (ready.size >= 200) ready.clear();
  ready.set(key, matcher ?? null);
  return matcher;
}

function makeMatcher(pattern: Pattern, groups: number, flags: Flags): Matcher | undefined {
  const stepwise: Matcher['next'] = (input, from, run) => searchStepwise(pattern, { input, flags, run, groups }, from);
  if (refersBack(pattern)) return { groups, next: stepwise };
  const text = written(pattern);
  const size = weightOf(pattern);
  let engine: RE2JS;
  try {
    engine = RE2JS.compile(text, flags.lines ? RE2JS.MULTILINE : 0);
  } catch {
    return undefined;
  }
  return {
    groups,
    next: (input, from, run) => {
      if (flags.lines && input.endsWith('\n')) return stepwise(input, from, run);
      chargeWork(run, (input.length - from) * size);
      const matcher = engine.matcher(input);
      const hit = matcher.find(from);
      chargeWork(run, ((hit ? matcher.end() : input.length) - from) * size, true);
      if (!hit) return undefined;
      const found = Array.from({ length: groups + 1 }, (_none, index) => matcher.group(index) ?? undefined);
      return { start: matcher.start(), end: matcher.end(), groups: found };
    },
  };
}

/** A pattern as re2 reads it: every character as a class of code points, so that only re2's grouping and counting are used. */
function written(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'one':
      return setText(pattern.set);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'sequence':
      return pattern.parts.map(written).join('');
    case 'choice':
      return `(?:${pattern.parts.map(written).join('|')})`;
    case 'group':
      return `(${pattern.number === undefined ? '?:' : ''}${written(pattern.inner)})`;
    case 'back':
      return '';
    case 'repeat': {
      const { least, most, lazy, inner } = pattern;
      return `(?:${written(inner)}){${least},${most === Infinity ? '' : most}}${lazy ? '?' : ''}`;
    }
  }
}

function setText(set: CodePoints): string {
  const point = (code: number): string => `\\x{${code.toString(16)}}`;
  if (set.length === 0) return '[^\\x{0}-\\x{10ffff}]';
  return `[${set.map(([first, last]) => (first === last ? point(first) : `${point(first)}-${point(last)}`)).join('')}]`;
}
