import type { ApiText } from '../../shared/api-types.js';
import { dateText } from '../../shared/time-text.js';
import type { Lamp, LampSum, WorkItem } from '../api/types.js';
import type { Texts } from '../texts/use-texts.js';

/** What a lamp is computed from, as it stands in a row. */
export type Timed = Pick<WorkItem, 'lamp' | 'remaining' | 'promisedDue' | 'legalDue'>;

/** The short sentence beside a lamp: what is left, or by how much the limit is passed. Empty when there is no limit. */
export function timeLeftText(timed: Timed, texts: Pick<Texts, 't' | 'say'>): string {
  const given = texts.say(timed.remaining?.text);
  if (given !== '') return given;
  const left = sumOf(timed)?.promised?.workingDays;
  if (left === undefined) return '';
  if (sumOf(timed)?.promised?.overdue === true || left < 0) return texts.t('lamp.over', { days: Math.abs(left) });
  return left === 0 ? texts.t('lamp.today') : texts.t('lamp.left', { days: left });
}

/** The whole sum behind a lamp, line by line: colour, days used and left, promised and legal due dates. */
export function lampLines(timed: Timed, texts: Pick<Texts, 't' | 'say' | 'lang'>): readonly string[] {
  const { t, lang } = texts;
  if (timed.lamp == null) return [t('lamp.none')];
  const sum = sumOf(timed);
  const used = sum?.usedWd;
  const span = sum?.spanWd ?? null;
  const told = toldSum(timed, texts);
  const promised = timed.promisedDue ?? sum?.promised?.dueAt;
  const legal = timed.legalDue ?? sum?.legal?.dueAt;
  return [
    t(`lamp.${timed.lamp satisfies Lamp}`),
    ...(used === undefined
      ? []
      : [span === null ? t('lamp.used', { days: used }) : t('lamp.usedOf', { days: used, span })]),
    timeLeftText(timed, texts),
    ...told,
    ...(promised == null || told.length > 0 ? [] : [t('lamp.promised', { date: dateText(promised, lang) })]),
    ...(legal == null || told.length > 0 ? [] : [t('lamp.legal', { date: dateText(legal, lang) })]),
  ].filter((line, index, all) => line !== '' && all.indexOf(line) === index);
}

function sumOf(timed: Timed): LampSum | undefined {
  const sum = timed.remaining?.sum;
  return isSum(sum) ? sum : undefined;
}

/** The server's own sum, one clause a line. */
function toldSum(timed: Timed, texts: Pick<Texts, 'say'>): readonly string[] {
  const sum = timed.remaining?.sum;
  return sum == null || isSum(sum) ? [] : texts.say(sum).split(/，|, (?!until)/);
}

function isSum(sum: LampSum | ApiText | null | undefined): sum is LampSum {
  return typeof sum === 'object' && sum !== null && !('zh' in sum);
}
