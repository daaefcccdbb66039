import type { Lang } from '../types.js';

/** A civil date as people write it: `2026年3月2日` or `2 March 2026`. Anything else is returned as it is. */
export function writeDate(date: string, lang: Lang): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return date;
  const [, year, month, day] = parts.map(Number) as [number, number, number, number];
  if (lang === 'zh') return `${year}年${month}月${day}日`;
  return new Date(Date.UTC(year, month - 1, day)).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
