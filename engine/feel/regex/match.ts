import { RE2JS } from 're2js';
import { charge, chargeWork } from '../budget.js';
import type { FeelRun } from '../run.js';
import type { Alphabet } from './alphabet.js';
import { alphabetOf } from './alphabet.js';
import type { CodePoints } from './code-points.js';
import type { Flags, Pattern } from './pattern.js';
import { flagsOf, refersBack, setsOf, weightOf } from './pattern.js';
import { readPattern } from './read-pattern.js';
import type { Match } from './stepwise.js';
import { searchStepwise } from './stepwise.js';

/** A regular expression made ready; `next` finds the first match at or after an offset. */
export interface Matcher {
  readonly groups: number;
  readonly next: (input: string, from: number, run: FeelRun) => Match | undefined;
}

/** Greatest weight that is charged: re2 refuses what is larger. */
const MAX_WEIGHT = 2000;

/** Half of a character beyond the first plane. */
const SURROGATE = /[\ud800-\udfff]/;

/** Longest pattern that is accepted, in UTF-16 units. */
const MAX_PATTERN = 1000;
const ready = new Map<string, Prepared>();
/** The patterns that each run has paid for. */
const paid = new WeakMap<FeelRun, Map<string, Prepared>>();

/** A pattern that has been read: what that costs, and its matcher if it is one. */
interface Prepared {
  readonly steps: number;
  readonly matcher: Matcher | undefined;
}

/**
 * The matcher of a pattern and its flags for such a text as `input`; undefined when one is wrong. Matching is linear (re2js) but for references back to a group and
 * for line starts before a last line end, which re2js knows otherwise: those are tried out step by step, each charged. Each run pays once
 * for reading a pattern, also when another one has read it: what an expression comes to must not depend on what was evaluated before.
 */
export function matcherOf(pattern: string, flags: string, input: string, run: FeelRun): Matcher | undefined {
  const wide = SURROGATE.test(input);
  const key = `${wide ? 'wide ' : ''}${flags}/${pattern}`;
  const own = paid.get(run) ?? new Map<string, Prepared>();
  const before = own.get(key);
  if (before !== undefined) return before.matcher;
  const known = ready.get(key);
  // Before the work at least what any pattern costs, and the rest when it is known.
  const least = known?.steps ?? PATTERN_STEPS + pattern.length * SIGN_STEPS;
  charge(run, least);
  const prepared = known ?? prepare(pattern, flagsOf(flags, wide), least);
  charge(run, prepared.steps - least);
  if (known === undefined && ready.size >= 200) ready.clear();
  ready.set(key, prepared);
  paid.set(run, own.set(key, prepared));
  return prepared.matcher;
}

/** What reading a pattern costs: anyhow, for each sign, for each range of its classes, and for each character it stands for. */
const [PATTERN_STEPS, SIGN_STEPS, RANGE_STEPS, WEIGHT_STEPS] = [1500, 20, 5, 10];

function prepare(pattern: string, read: Flags | undefined, least: number): Prepared {
  const parsed = read && pattern.length <= MAX_PATTERN ? readPattern(pattern, read) : undefined;
  if (!read || !parsed) return { steps: least, matcher: undefined };
  const sets = setsOf(parsed.pattern);
  const ranges = sets.reduce((sum, set) => sum + set.length, 0);
  const matcher = makeMatcher(parsed.pattern, parsed.groups, read, sets);
  const size = Math.min(weightOf(parsed.pattern), MAX_WEIGHT);
  return { steps: least + ranges * RANGE_STEPS + size * WEIGHT_STEPS, matcher };
}

function makeMatcher(pattern: Pattern, groups: number, flags: Flags, sets: readonly CodePoints[]): Matcher | undefined {
  const stepwise: Matcher['next'] = (input, from, run) => searchStepwise(pattern, { input, flags, run, groups }, from);
  if (refersBack(pattern)) return { groups, next: stepwise };
  const alphabet = alphabetOf(sets);
  const classes = new Map(sets.map((set) => [set, setText(alphabet.lettersOf(set))]));
  const text = written(pattern, (set) => classes.get(set) ?? setText(alphabet.lettersOf(set)));
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
      const { text: letters, offsets } = spell(alphabet, input);
      const at = (letter: number): number => offsets?.[letter] ?? letter;
      const matcher = engine.matcher(letters);
      const hit = matcher.find(offsets === undefined ? from : offsets.findIndex((offset) => offset >= from));
      chargeWork(run, ((hit ? at(matcher.end()) : input.length) - from) * size, true);
      if (!hit) return undefined;
      const found = Array.from({ length: groups + 1 }, (_none, index) => {
        const start = matcher.start(index);
        return start < 0 ? undefined : input.slice(at(start), at(matcher.end(index)));
      });
      return { start: at(matcher.start()), end: at(matcher.end()), groups: found };
    },
  };
}

/** The text that was spelled last: `replace` and `split` search one text many times. */
let last:
  { readonly alphabet: Alphabet; readonly input: string; readonly spelling: ReturnType<Alphabet['spell']> } | undefined;

function spell(alphabet: Alphabet, input: string): ReturnType<Alphabet['spell']> {
  if (last?.alphabet === alphabet && last.input === input) return last.spelling;
  last = { alphabet, input, spelling: alphabet.spell(input) };
  return last.spelling;
}

/** A pattern as re2 reads it: every character as a class of letters, so that only re2's grouping and counting are used. */
function written(pattern: Pattern, classText: (set: CodePoints) => string): string {
  switch (pattern.kind) {
    case 'one':
      return classText(pattern.set);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'sequence':
      return pattern.parts.map((part) => written(part, classText)).join('');
    case 'choice':
      return `(?:${pattern.parts.map((part) => written(part, classText)).join('|')})`;
    case 'group':
      return `(${pattern.number === undefined ? '?:' : ''}${written(pattern.inner, classText)})`;
    case 'back':
      return '';
    case 'repeat': {
      const { least, most, lazy, inner } = pattern;
      return `(?:${written(inner, classText)}){${least},${most === Infinity ? '' : most}}${lazy ? '?' : ''}`;
    }
  }
}

function setText(set: CodePoints): string {
  const point = (code: number): string => `\\x{${code.toString(16)}}`;
  if (set.length === 0) return '[^\\x{0}-\\x{10ffff}]';
  return `[${set.map(([first, last]) => (first === last ? point(first) : `${point(first)}-${point(last)}`)).join('')}]`;
}
