import { charge, chargeList, chargeString } from './budget.js';
import type { FeelRun } from './run.js';
import type { Matcher } from './regex/match.js';
import type { Match } from './regex/stepwise.js';
import { matcherOf } from './regex/match.js';

/** What `matches`, `replace` and `split` look for (10.3.4.3; XPath functions 2.0, 7.6). */
export interface Search {
  readonly input: string;
  readonly pattern: string;
  readonly flags: string | undefined;
}

function matcher({ input, pattern, flags = '' }: Search, run: FeelRun): Matcher | undefined {
  return matcherOf(pattern, flags, input, run);
}

/** Whether a part of the text matches; undefined when pattern or flags are wrong. */
export function matchesPattern(search: Search, run: FeelRun): boolean | undefined {
  const found = matcher(search, run);
  return found && found.next(search.input, 0, run) !== undefined;
}

/** All matches in order; undefined when pattern or flags are wrong, or the pattern matches the empty text (XPath error FORX0003). */
function allMatches(search: Search, run: FeelRun): readonly Match[] | undefined {
  const found = matcher(search, run);
  if (found === undefined || found.next('', 0, run) !== undefined) return undefined;
  const matches: Match[] = [];
  for (let from = 0; ;) {
    const match = found.next(search.input, from, run);
    if (match === undefined) return matches;
    chargeList(run, matches.length > 0 ? 1 : 0);
    matches.push(match);
    from = match.end > match.start ? match.end : match.end + 1;
    if (from > search.input.length) return matches;
  }
}

/** The text with each match replaced; `$1` stands for a group, `$0` for the match. Undefined for a wrong replacement (FORX0004). */
export function replacePattern(search: Search, replacement: string, run: FeelRun): string | undefined {
  const groups = matcher(search, run)?.groups ?? 0;
  const parts = replacementParts(replacement, groups);
  const matches = parts && allMatches(search, run);
  if (parts === undefined || matches === undefined) return undefined;
  const texts: string[] = [];
  let [from, length] = [0, 0];
  const add = (text: string): void => {
    length += text.length;
    chargeString(run, length);
    texts.push(text);
  };
  for (const match of matches) {
    charge(run, parts.length);
    add(search.input.slice(from, match.start));
    for (const part of parts) add(typeof part === 'string' ? part : (match.groups[part] ?? ''));
    from = match.end;
  }
  add(search.input.slice(from));
  return texts.join('');
}

/** A replacement as texts and numbers of groups; undefined when a `$` or a backslash stands wrong. */
function replacementParts(replacement: string, groups: number): readonly (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  for (const token of replacement.match(/\\.|\$\d+|[^\\$]+|[\\$]/gsu) ?? []) {
    if (token === '$' || (token.startsWith('\\') && token !== '\\\\' && token !== '\\$')) return undefined;
    if (token.startsWith('\\')) parts.push(token.slice(1));
    else if (!token.startsWith('$')) parts.push(token);
    else {
      // As many digits are the number as there are groups for; the first always is (XPath functions 2.0, 7.6.3).
      let digits = 2;
      while (digits < token.length && Number(token.slice(1, digits + 1)) <= groups) digits += 1;
      parts.push(Number(token.slice(1, digits)), token.slice(digits));
    }
  }
  return parts;
}

/** The parts of the text between matches. */
export function splitPattern(search: Search, run: FeelRun): readonly string[] | undefined {
  const matches = allMatches(search, run);
  if (matches === undefined) return undefined;
  let from = 0;
  const parts: string[] = [];
  for (const match of matches) {
    parts.push(search.input.slice(from, match.start));
    from = match.end;
  }
  parts.push(search.input.slice(from));
  chargeList(run, parts.length);
  return parts;
}
