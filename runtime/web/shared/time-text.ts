import type { Lang } from './lang.js';

const ZONE = 'Asia/Shanghai';
const LOCALE: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en-GB' };

function format(value: string | number, lang: Lang, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return String(value);
  return new Intl.DateTimeFormat(LOCALE[lang], { timeZone: ZONE, ...options }).format(date);
}

/** An instant or a civil date as a date in the office's zone: `2026年3月2日`, `2 March 2026`. */
export function dateText(value: string | number, lang: Lang): string {
  const civil = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00+08:00` : value;
  return format(civil, lang, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** An instant with its minute in the office's zone: `2026年3月2日 10:05`. */
export function instantText(value: string | number, lang: Lang): string {
  return `${dateText(value, lang)} ${clockText(value, lang)}`;
}

/** The minute of an instant in the office's zone: `10:05`. */
export function clockText(value: string | number, lang: Lang): string {
  return format(value, lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** A month `YYYY-MM` as people write it: `2026年3月`, `March 2026`. */
export function monthText(month: string, lang: Lang): string {
  return format(`${month}-15T12:00:00+08:00`, lang, { year: 'numeric', month: 'long' });
}
