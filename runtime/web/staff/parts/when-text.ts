import type { Lang } from '../../shared/lang.js';
import { clockText, dateText } from '../../shared/time-text.js';

const DAY = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** An instant or a civil day as short as it stays clear: the minute today, the day this year, else the date. Zone of the office. */
export function whenText(value: string | number, lang: Lang, now: number = Date.now()): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const date = new Date(isDay ? `${value}T12:00:00+08:00` : value);
  if (Number.isNaN(date.getTime())) return String(value);
  const [day, today] = [DAY.format(date), DAY.format(new Date(now))];
  if (day === today && !isDay) return clockText(value, lang);
  if (day.slice(0, 4) !== today.slice(0, 4)) return dateText(value, lang);
  const [, month, dayOfMonth] = day.split('-').map(Number);
  return lang === 'zh' ? `${month}月${dayOfMonth}日` : `${dayOfMonth} ${monthName(date)}`;
}

function monthName(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', month: 'short' }).format(date);
}
