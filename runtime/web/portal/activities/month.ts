const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const CIVIL = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });

/** Today at the office, `YYYY-MM-DD`. */
export const officeDay = (now: number = Date.now()): string => CIVIL.format(now);

const noon = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);

/** The month before or after: `shiftMonth('2026-01', -1)` is `2025-12`. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const whole = year * 12 + number - 1 + by;
  return `${String(Math.floor(whole / 12))}-${String((whole % 12) + 1).padStart(2, '0')}`;
}

/** Whether a text is a month: `2026-03`. */
export const isMonth = (text: string | null): text is string => /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '');

/** The days of a month, each `YYYY-MM-DD`. */
export function daysOf(month: string): readonly string[] {
  const first = noon(`${month}-01`);
  const next = noon(`${shiftMonth(month, 1)}-01`);
  return Array.from({ length: Math.round((next - first) / DAY_MS) }, (_, index) => officeDay(first + index * DAY_MS));
}

/** How many places are empty before the first day in a week that begins on Monday. */
export const emptyBefore = (month: string): number => (new Date(noon(`${month}-01`)).getUTCDay() + 6) % 7;
