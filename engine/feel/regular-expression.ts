import { RE2JS } from 're2js';
import { charge, chargeString } from './budget.js';
import type { FeelRun } from './run.js';

/** What `matches`, `replace` and `split` look for. */
export interface Search {
  readonly input: string;
  readonly pattern: string;
  readonly flags: string | undefined;
}

function compiled({ input, pattern, flags = '' }: Search, run: FeelRun): RE2JS | undefined {
  charge(run, 200 + input.length + pattern.length);
  if (!/^[smixq]*$/.test(flags) || pattern.length > 1000) return undefined;
  let bits = 0;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  try {
    return RE2JS.compile(flags.includes('x') ? pattern.replace(/\s/g, '') : pattern, bits);
  } catch {
    return undefined;
  }
}

/** Whether a part of the text matches; undefined when pattern or flags are wrong. */
export function matchesPattern(search: Search, run: FeelRun): boolean | undefined {
  return compiled(search, run)?.matcher(search.input).find();
}

/** The text with each match replaced. */
export function replacePattern(search: Search, replacement: string, run: FeelRun): string | undefined {
  const text = compiled(search, run)?.matcher(search.input).replaceAll(replacement);
  if (text !== undefined) chargeString(run, text.length);
  return text;
}

/** The parts of the text between matches. */
export function splitPattern(search: Search, run: FeelRun): readonly string[] | undefined {
  return compiled(search, run)?.split(search.input, -1);
}
