import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.js';

/** Texts that stand for others in the documents of a case: names, numbers, addresses of the scenario's people by those of the case's. */
export type StandIns = ReadonlyMap<string, string>;

/** A day that is moved with its case: not a birthday, not the day a house was built. */
const DAY = /^(20[1-4]\d-\d\d-\d\d)(T.*)?$/;
const MONTH = /^(20[12]\d)-(\d\d)$/;
const FIXED = new Set(['birth', 'firstDelivery', 'registeredOn']);
const DAY_MS = 24 * 3_600_000;

/** The day so many days on. */
const moved = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

function movedMonth(month: string, months: number): string {
  const [, year = '2026', number = '01'] = MONTH.exec(month) ?? [];
  const total = Number(year) * 12 + Number(number) - 1 + months;
  return `${String(Math.floor(total / 12))}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** Calendar months from one day to another. */
export function monthsBetween(from: string, to: string): number {
  const count = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(to) - count(from);
}

/** How a document is made another case's: texts are exchanged, days move by `days`, months by `months`. */
export interface Adaptation {
  readonly standIns: StandIns;
  readonly days: number;
  readonly months: number;
  /** The day on which the scenario begins. */
  readonly from: string;
}

/** Ends of periods of years: a leap day more or less must not make them longer than the law allows. */
const FAR_DAYS = 700;
const SHORTER_DAYS = 2;

/** A text with every stand-in in its place, the longest first. */
export function exchanged(text: string, standIns: StandIns): string {
  const whole = standIns.get(text);
  if (whole !== undefined) return whole;
  let changed = text;
  for (const [one, other] of [...standIns].sort(([a], [b]) => b.length - a.length))
    if (changed.includes(one)) changed = changed.replaceAll(one, other);
  return changed;
}

/** A document of a scenario as that of another case. */
export function adapted(value: JsonValue, adaptation: Adaptation, name = ''): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => adapted(one, adaptation, name));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, child]): [string, JsonValue] => [key, adapted(child, adaptation, key)]),
    );
  if (typeof value !== 'string') return value;
  const [, day, rest = ''] = DAY.exec(value) ?? [];
  if (day !== undefined && !FIXED.has(name)) {
    const isFar = Date.parse(day) - Date.parse(adaptation.from) > FAR_DAYS * DAY_MS;
    return moved(day, adaptation.days - (isFar ? SHORTER_DAYS : 0)) + rest;
  }
  if (MONTH.test(value)) return movedMonth(value, adaptation.months);
  return exchanged(value, adaptation.standIns);
}

/** The first text of that form anywhere in the values, or undefined. */
export function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value as JsonObject).flatMap(textsIn) : [];
}

/** Every object with an identity number anywhere in the values: people whom a document names. */
export function peopleIn(value: JsonValue): readonly JsonObject[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(peopleIn);
  if (!isObject(value)) return [];
  const own = typeof value['idNo'] === 'string' ? [value] : [];
  return [...own, ...Object.values(value).flatMap(peopleIn)];
}
