import type { Problem } from '../model/problem.js';
import type { CalendarData, MakeupDay, OffDay, OpeningSpan, YearCalendar } from './calendar-data.js';
import { DEFAULT_OPENING, DEFAULT_ZONE } from './calendar-data.js';
import { dayNumber, isIsoDate } from './civil.js';
import { weekdayOfDay } from './civil-days.js';
import type { Refuse } from './read-json.js';
import { fieldsOf, listOf } from './read-json.js';
import { isZone, wallMs } from './wall-clock.js';

/** What `parseCalendar` answers. */
export type ParsedCalendar =
  { readonly ok: true; readonly data: CalendarData } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Checks an unknown value as a calendar file and fills in the default zone and opening time. Refuses unknown keys (except `x-…`),
 * dates that do not exist or lie in another year, a date or year named twice, and a makeup day on a weekday that works anyway.
 * Each Problem carries the JSON Pointer of the place. Never throws.
 */
export function parseCalendar(value: unknown): ParsedCalendar {
  const problems: Problem[] = [];
  const refuse: Refuse = (pointer, rule, text) => problems.push({ severity: 'error', rule, text, pointer });
  const root = fieldsOf(value, '', ['zone', 'opening', 'years'], ['years'], refuse);
  if (!root) return { ok: false, problems };
  const zone = root['zone'] ?? DEFAULT_ZONE;
  if (typeof zone !== 'string' || !isZone(zone)) {
    refuse('/zone', 'calendar-zone', { zh: '不是有效的时区名称', en: 'Not the name of a time zone' });
  }
  const opening = openingOf(root['opening'] ?? DEFAULT_OPENING, refuse);
  const seen = new Set<number>();
  const years = listOf(root['years'], '/years', refuse).map((item, index) =>
    yearOf(item, `/years/${index}`, seen, refuse),
  );
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, data: { zone: zone as string, opening, years: years.filter((year) => year !== undefined) } };
}

function openingOf(value: unknown, refuse: Refuse): readonly OpeningSpan[] {
  const spans = listOf(value, '/opening', refuse);
  if (spans.length === 0) refuse('/opening', 'calendar-opening', { zh: '缺少办公时间', en: 'No opening time' });
  let last = -1;
  return spans.map((item, index) => {
    const fields = fieldsOf(item, `/opening/${index}`, ['from', 'to'], ['from', 'to'], refuse);
    const { from, to } = { from: fields?.['from'], to: fields?.['to'] };
    const [start, end] = [wallMs(from), wallMs(to)];
    if (start === undefined || end === undefined || start <= last || end <= start) {
      const text = {
        zh: '办公时段应为 HH:MM，先后有序且不重叠',
        en: 'Opening spans are HH:MM, in order, without overlap',
      };
      refuse(`/opening/${index}`, 'calendar-opening', text);
    }
    last = end ?? last;
    return { from: String(from), to: String(to) };
  });
}

function yearOf(value: unknown, pointer: string, seen: Set<number>, refuse: Refuse): YearCalendar | undefined {
  const keys = ['year', 'offDays', 'makeupDays', 'source', 'publishedAt'];
  const fields = fieldsOf(value, pointer, keys, keys, refuse);
  if (!fields) return undefined;
  const year = fields['year'];
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1900 || year > 9999) {
    refuse(`${pointer}/year`, 'calendar-year', { zh: '年份无效', en: 'Not a year' });
    return undefined;
  }
  if (seen.has(year))
    refuse(`${pointer}/year`, 'duplicate', { zh: `年份重复：${year}`, en: `Year given twice: ${year}` });
  seen.add(year);
  const days = new Set<string>();
  const offDays = daysOf(fields['offDays'], `${pointer}/offDays`, 'name', year, days, refuse);
  const makeupDays = daysOf(fields['makeupDays'], `${pointer}/makeupDays`, 'for', year, days, refuse);
  makeupDays.forEach((day, index) => {
    if (!isIsoDate(day.date) || weekdayOfDay(dayNumber(day.date)) > 5) return;
    const text = { zh: `${day.date} 本来就是工作日`, en: `${day.date} is a working day anyway` };
    refuse(`${pointer}/makeupDays/${index}/date`, 'makeup-on-weekday', text);
  });
  if (typeof fields['source'] !== 'string' || fields['source'] === '') {
    refuse(`${pointer}/source`, 'calendar-source', { zh: '缺少数据来源', en: 'The source is missing' });
  }
  if (typeof fields['publishedAt'] !== 'string' || !isIsoDate(fields['publishedAt'])) {
    refuse(`${pointer}/publishedAt`, 'calendar-date', { zh: '日期无效', en: 'Not a date' });
  }
  return {
    year,
    offDays: offDays.map(({ date, label }): OffDay => ({ date, name: label })),
    makeupDays: makeupDays.map(({ date, label }): MakeupDay => ({ date, for: label })),
    source: String(fields['source']),
    publishedAt: String(fields['publishedAt']),
  };
}

function daysOf(
  value: unknown,
  pointer: string,
  labelKey: string,
  year: number,
  seen: Set<string>,
  refuse: Refuse,
): readonly { readonly date: string; readonly label: string }[] {
  return listOf(value, pointer, refuse).map((item, index) => {
    const place = `${pointer}/${index}`;
    const fields = fieldsOf(item, place, ['date', labelKey], ['date', labelKey], refuse);
    const { date, label } = { date: fields?.['date'], label: fields?.[labelKey] };
    if (typeof date !== 'string' || !isIsoDate(date)) {
      refuse(`${place}/date`, 'calendar-date', { zh: '日期无效', en: 'Not a date' });
    } else if (Number(date.slice(0, 4)) !== year) {
      refuse(`${place}/date`, 'calendar-date', { zh: `日期不在 ${year} 年`, en: `The date is not in ${year}` });
    } else if (seen.has(date)) {
      refuse(`${place}/date`, 'duplicate', { zh: `日期重复：${date}`, en: `Date given twice: ${date}` });
    }
    if (typeof date === 'string') seen.add(date);
    if (typeof label !== 'string') {
      refuse(`${place}/${labelKey}`, 'calendar-shape', { zh: '此处应为文字', en: 'A text is expected here' });
    }
    return { date: String(date), label: String(label) };
  });
}
