import { RE2JS } from 're2js';
import { charge, chargeWork } from '../budget.js';
import type { FeelRun } from '../run.js';
import type { CodePoints } from './code-points.js';
import { holds } from './code-points.js';
import type { Flags, Pattern } from './pattern.js';
import { flagsOf, refersBack, weightOf } from './pattern.js';
import { readPattern } from './read-pattern.js';

/** One place where a pattern matches: UTF-16 offsets, and what each group holds, the whole first. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

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
  const stepwise: Matcher['next'] = (input, from, run) => search(pattern, { input, flags, run, groups }, from);
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

interface Trial {
  readonly input: string;
  readonly flags: Flags;
  readonly run: FeelRun;
  readonly groups: number;
}

type Marks = readonly (readonly [number, number] | undefined)[];
type Go = (at: number, marks: Marks) => readonly [number, Marks] | undefined;

/** Tries the pattern at each place; every step is charged, so that the budget ends what would not end. */
function search(pattern: Pattern, trial: Trial, from: number): Match | undefined {
  const { input, groups } = trial;
  for (let start = from; start <= input.length; start += 1) {
    const unit = input.charCodeAt(start);
    if (unit >= 0xdc00 && unit <= 0xdfff && start > from) continue;
    const none: Marks = new Array<undefined>(groups + 1).fill(undefined);
    const found = attempt(pattern, trial, start, none, (at, marks) => [at, marks]);
    if (found === undefined) continue;
    const [end, marks] = found;
    const texts = marks.map((mark, index) => {
      if (index === 0) return input.slice(start, end);
      return mark && input.slice(mark[0], mark[1]);
    });
    return { start, end, groups: texts };
  }
  return undefined;
}

function attempt(pattern: Pattern, trial: Trial, at: number, marks: Marks, go: Go): ReturnType<Go> {
  const { input, flags, run } = trial;
  charge(run, 4);
  switch (pattern.kind) {
    case 'one': {
      const point = input.codePointAt(at);
      if (point === undefined || !holds(pattern.set, point)) return undefined;
      return go(at + (point > 0xffff ? 2 : 1), marks);
    }
    case 'start': {
      const line = flags.lines && input[at - 1] === '\n' && at < input.length;
      return at === 0 || line ? go(at, marks) : undefined;
    }
    case 'end':
      return at === input.length || (flags.lines && input[at] === '\n') ? go(at, marks) : undefined;
    case 'sequence':
      return sequence(pattern.parts, 0, trial, at, marks, go);
    case 'choice': {
      for (const part of pattern.parts) {
        const found = attempt(part, trial, at, marks, go);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    case 'group': {
      const { number, inner } = pattern;
      if (number === undefined) return attempt(inner, trial, at, marks, go);
      return attempt(inner, trial, at, marks, (end, after) => go(end, after.with(number, [at, end])));
    }
    case 'back': {
      const mark = marks[pattern.number];
      const text = mark === undefined ? '' : input.slice(mark[0], mark[1]);
      const here = input.slice(at, at + text.length);
      const same = flags.ignoreCase ? here.toLowerCase() === text.toLowerCase() : here === text;
      return same ? go(at + text.length, marks) : undefined;
    }
    case 'repeat':
      return repeated(pattern, 0, trial, at, marks, go);
  }
}

function sequence(
  parts: readonly Pattern[],
  index: number,
  trial: Trial,
  at: number,
  marks: Marks,
  go: Go,
): ReturnType<Go> {
  const part = parts[index];
  if (part === undefined) return go(at, marks);
  return attempt(part, trial, at, marks, (end, after) => sequence(parts, index + 1, trial, end, after, go));
}

function repeated(
  pattern: Extract<Pattern, { kind: 'repeat' }>,
  count: number,
  trial: Trial,
  at: number,
  marks: Marks,
  go: Go,
): ReturnType<Go> {
  const { inner, least, most, lazy } = pattern;
  charge(trial.run, 2);
  const more = (): ReturnType<Go> =>
    count >= most
      ? undefined
      : attempt(inner, trial, at, marks, (end, after) =>
          // A turn that takes nothing would go on for ever.
          end === at && count >= least ? undefined : repeated(pattern, count + 1, trial, end, after, go),
        );
  if (count < least) return more();
  return lazy ? (go(at, marks) ?? more()) : (more() ?? go(at, marks));
}
