/** What is wrong with a value: a stable code, and the text for people. Flat, so that it can stand beside a form message as it is. */
export interface FormatFault {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What a check may ask about its surroundings. `today` is a civil date `YYYY-MM-DD`; without it a date in the future is not seen. */
export interface FormatOptions {
  readonly today?: string;
}

/** A character that the format does not know; the same text for every format. */
export const WRONG_CHARACTER: FormatFault = { code: 'FORMAT_CHARACTER', zh: '字符错误', en: 'Wrong character' };

/** The check digit does not fit the others. */
export const WRONG_CHECK: FormatFault = { code: 'FORMAT_CHECK', zh: '校验码错误', en: 'Wrong check digit' };

/** The first digits name no province (GB/T 2260). */
export const WRONG_REGION: FormatFault = { code: 'FORMAT_REGION', zh: '行政区划代码错误', en: 'Wrong region code' };

/** The value is too short or too long; `length` says what is asked for, for example `18`. */
export function wrongLength(length: string): FormatFault {
  return { code: 'FORMAT_LENGTH', zh: `长度错误，应为${length}位`, en: `Wrong length: ${length} characters expected` };
}

// GB/T 2260 provinces, and 81 82 83 of the residence permits of Hong Kong, Macao and Taiwan people.
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** Whether six region digits begin with a province that exists. Counties come and go, so the other four digits are not judged. */
export function isRegion(region: string): boolean {
  return /^\d{6}$/.test(region) && PROVINCES.has(region.slice(0, 2));
}
