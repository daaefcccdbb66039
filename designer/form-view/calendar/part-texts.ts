import type { Text } from '../../../engine/index.js';
import type { Lang } from '../types.js';

const TEXTS = {
  year: { zh: '年', en: 'Year' },
  month: { zh: '月', en: 'Month' },
  day: { zh: '日', en: 'Day' },
  hour: { zh: '时', en: 'Hour' },
  minute: { zh: '分', en: 'Minute' },
} as const satisfies Readonly<Record<string, Text>>;

/** A part of a date or of a time of day. */
export type PartName = keyof typeof TEXTS;

/** The name of a part in the reader's language. */
export function partName(part: PartName, lang: Lang): string {
  return TEXTS[part][lang];
}

/** The name of a month, `01` to `12`: `3月`, `March`. */
export function monthName(month: string, lang: Lang): string {
  if (lang === 'zh') return `${Number(month)}月`;
  return new Date(Date.UTC(2000, Number(month) - 1, 1)).toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
}
