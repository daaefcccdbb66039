import { dateOf, remaining, type CalendarData, type Text, type TimeLimit } from '../../engine/index.js';

/** Lamp colours, calm to urgent. */
export type Lamp = 'green' | 'yellow' | 'red' | 'black';

/** The lamp of a row with the words and the sum behind it. Dates are ISO and the last day of the period. */
export interface LampView {
  readonly lamp: Lamp | null;
  readonly remaining: { readonly text: Text; readonly sum: Text } | null;
  readonly promisedDue: string | null;
  readonly legalDue: string | null;
  readonly paused: boolean;
}

const ORDER: readonly Lamp[] = ['green', 'yellow', 'red', 'black'];
const NONE: LampView = { lamp: null, remaining: null, promisedDue: null, legalDue: null, paused: false };

/** The most urgent of several running limits at `now` (ms since the epoch); all empty when there is none. */
export function lampView(limits: readonly TimeLimit[], calendar: CalendarData, now: number): LampView {
  const views = limits.map((limit) => viewOf(limit, calendar, now));
  return views.reduce((worst, view) => (rank(view) > rank(worst) ? view : worst), NONE);
}

function rank(view: LampView): number {
  return view.lamp === null ? -1 : ORDER.indexOf(view.lamp);
}

function viewOf(limit: TimeLimit, cal: CalendarData, at: number): LampView {
  const now = Math.min(at, limit.pausedSince ?? at);
  const spanWd = limit.unit === 'wd' && limit.promised !== undefined ? limit.promised + limit.extended : null;
  const sum = remaining({
    cal,
    startedAt: limit.startedAt,
    promisedDueAt: limit.promisedDueAt ?? null,
    legalDueAt: limit.legalDueAt ?? null,
    spanWd,
    now,
  });
  const left = sum.promised ?? sum.legal;
  const paused = limit.pausedSince !== undefined;
  const dates = {
    promisedDue: limit.promisedDueAt === undefined ? null : dateOf(cal, limit.promisedDueAt - 1),
    legalDue: limit.legalDueAt === undefined ? null : dateOf(cal, limit.legalDueAt - 1),
  };
  return {
    lamp: sum.lamp,
    remaining: left === null ? null : { text: leftText(left, paused), sum: sumText(sum.usedWd, limit, dates) },
    ...dates,
    paused,
  };
}

function leftText(left: NonNullable<ReturnType<typeof remaining>['promised']>, paused: boolean): Text {
  if (paused) return { zh: '计时暂停', en: 'Clock stopped' };
  const days = Math.abs(left.workingDays);
  if (left.overdue) {
    return days === 0
      ? { zh: '今日已超时', en: 'Overdue today' }
      : { zh: `已超期 ${days} 个工作日`, en: `${days} working day${days === 1 ? '' : 's'} overdue` };
  }
  return days === 0
    ? { zh: '今日到期', en: 'Due today' }
    : { zh: `剩余 ${days} 个工作日`, en: `${days} working day${days === 1 ? '' : 's'} left` };
}

function sumText(
  usedWd: number,
  limit: TimeLimit,
  dates: { readonly promisedDue: string | null; readonly legalDue: string | null },
): Text {
  const unit = { wd: ['个工作日', 'wd'], cd: ['日', 'cd'], serviceHour: ['个工作小时', 'service h'] }[limit.unit];
  const zh = [`已用 ${usedWd} 个工作日`];
  const en = [`${usedWd} wd used`];
  const add = (zhName: string, enName: string, amount: number | undefined, due: string | null): void => {
    if (amount === undefined || due === null) return;
    const total = amount + limit.extended;
    zh.push(`${zhName} ${total} ${unit[0] ?? ''}（${due} 止）`);
    en.push(`${enName} ${total} ${unit[1] ?? ''} (until ${due})`);
  };
  add('承诺', 'promised', limit.promised, dates.promisedDue);
  add('法定', 'legal', limit.legal, dates.legalDue);
  return { zh: zh.join('，'), en: en.join(', ') };
}
