import type { CodePoints } from './code-points.js';

/** A regular expression as read (XPath functions 2.0, 7.6.1; XML Schema part 2, appendix F). */
export type Pattern =
  | { readonly kind: 'one'; readonly set: CodePoints }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'group'; readonly number: number | undefined; readonly inner: Pattern }
  | { readonly kind: 'back'; readonly number: number }
  | {
      readonly kind: 'repeat';
      readonly inner: Pattern;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    };

/** How a regular expression is read and matched. */
export interface Flags {
  readonly dotAll: boolean;
  readonly lines: boolean;
  readonly ignoreCase: boolean;
  readonly ignoreBlanks: boolean;
  /** Whether characters beyond the first plane are told apart: for texts that have any. The tables of the first are a quarter of all. */
  readonly wide: boolean;
}

/** The flags of a text of `s`, `m`, `i`, `x`; undefined for anything else. */
export function flagsOf(text: string, wide: boolean): Flags | undefined {
  if (!/^[smix]*$/.test(text)) return undefined;
  return {
    dotAll: text.includes('s'),
    lines: text.includes('m'),
    ignoreCase: text.includes('i'),
    ignoreBlanks: text.includes('x'),
    wide,
  };
}

/** Whether a pattern refers back to what a group matched, which no engine can do in linear time. */
export function refersBack(pattern: Pattern): boolean {
  if (pattern.kind === 'back') return true;
  if (pattern.kind === 'sequence' || pattern.kind === 'choice') return pattern.parts.some(refersBack);
  return (pattern.kind === 'group' || pattern.kind === 'repeat') && refersBack(pattern.inner);
}

/** The sets of characters in a pattern, each once. */
export function setsOf(pattern: Pattern): readonly CodePoints[] {
  const sets = new Map<string | CodePoints, CodePoints>();
  const visit = (at: Pattern): void => {
    // Long sets have names, and are made once for each: where they are the same they are mostly the same object.
    if (at.kind === 'one') sets.set(at.set.length > 8 ? at.set : String(at.set), at.set);
    else if (at.kind === 'sequence' || at.kind === 'choice') at.parts.forEach(visit);
    else if (at.kind === 'group' || at.kind === 'repeat') visit(at.inner);
  };
  visit(pattern);
  return [...sets.values()];
}

/** How many steps a character may cost at most: the number of single characters a pattern stands for. */
export function weightOf(pattern: Pattern): number {
  if (pattern.kind === 'sequence' || pattern.kind === 'choice') {
    return pattern.parts.reduce((sum, part) => sum + weightOf(part), 1);
  }
  if (pattern.kind === 'group') return 1 + weightOf(pattern.inner);
  if (pattern.kind !== 'repeat') return 1;
  return 1 + weightOf(pattern.inner) * Math.max(1, pattern.most === Infinity ? pattern.least : pattern.most);
}
