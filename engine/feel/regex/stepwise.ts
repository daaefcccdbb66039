import { charge } from '../budget.js';
import type { FeelRun } from '../run.js';
import { holds } from './code-points.js';
import type { Flags, Pattern } from './pattern.js';

/** One place where a pattern matches: UTF-16 offsets, and what each group holds, the whole first. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** What a stepwise search looks at. */
interface Trial {
  readonly input: string;
  readonly flags: Flags;
  readonly run: FeelRun;
  readonly groups: number;
}

type Marks = readonly (readonly [number, number] | undefined)[];
type Go = (at: number, marks: Marks) => readonly [number, Marks] | undefined;

/** Tries the pattern at each place; every step is charged, so that the budget ends what would not end. */
export function searchStepwise(pattern: Pattern, trial: Trial, from: number): Match | undefined {
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
