import type { Scalar } from '../seams/store.js';

const rank = (value: Scalar | undefined): number => {
  if (value === null || value === undefined) return 0;
  return typeof value === 'string' ? 2 : 1;
};

const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    // UTF-16 puts surrogates (U+10000 and above) before U+E000..U+FFFF; code point order puts them behind.
    const highLeft = left >= 0xd800 && left <= 0xdfff;
    const highRight = right >= 0xd800 && right <= 0xdfff;
    if (highLeft !== highRight) return highLeft ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
};

/** The order of the store: absent and null, then numbers (false 0, true 1), then text by code point. Negative: `a` first. */
export function compareValues(a: Scalar | undefined, b: Scalar | undefined): number {
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return Number(a ?? 0) - Number(b ?? 0);
}

/** Equality of the store: null equals absent, true equals 1. */
export function sameValue(a: Scalar | undefined, b: Scalar | undefined): boolean {
  return compareValues(a, b) === 0;
}
