import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { dateText } from '../../shared/time-text.js';
import type { Lang } from '../../shared/lang.js';
import { inLanguage } from '../../shared/in-language.js';
import { valueText } from '../../shared/row-values.js';
import type { TextKey } from '../texts/catalogue.js';
import type { FamilyFile, RegisterRows } from './family-calls.js';

/** What kind of thing an entry of the timeline is about. */
export type EntryKind = 'visit' | 'need' | 'goods' | 'relief' | 'paired';

/** How urgent an entry looks. */
export type EntryTone = 'good' | 'bad' | 'open' | 'plain';

/** One thing that was done for a family. `on` is an ISO date, `facts` are short texts. */
export interface TimelineEntry {
  readonly id: string;
  readonly on: string;
  readonly kind: EntryKind;
  readonly title: string;
  readonly state: string;
  readonly tone: EntryTone;
  readonly facts: readonly string[];
}

type Tell = (key: TextKey, values?: Record<string, string | number>) => string;

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const numberOf = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0);

const TONES: Readonly<Record<string, EntryTone>> = {
  已走访: 'good',
  逾期未访: 'bad',
  待走访: 'open',
  已解决: 'good',
  未解决: 'bad',
  办理中: 'open',
  已发放: 'good',
  手续已补齐: 'good',
  手续逾期: 'bad',
  待发放: 'open',
};

/** The tone of a state, as the registers name it. */
export const toneOf = (state: JsonValue | undefined): EntryTone => TONES[textOf(state)] ?? 'plain';

/** Visits, needs, goods, relief and pairings of a family, the latest first. */
export function timelineOf(file: FamilyFile, t: Tell, lang: Lang): readonly TimelineEntry[] {
  const day = (value: JsonValue | undefined): string => dateText(textOf(value), lang);
  const yuan = (value: JsonValue | undefined): string => t('family.yuan', { n: (numberOf(value) / 100).toFixed(2) });
  const given = (key: TextKey, value: JsonValue | undefined, text: string): readonly string[] =>
    textOf(value) === '' ? [] : [t(key, { name: text, day: text, no: text })];
  const entries = <K extends EntryKind>(
    kind: K,
    reply: RegisterRows,
    make: (
      values: JsonObject,
      shown: (property: string) => string,
    ) => Omit<TimelineEntry, 'id' | 'kind' | 'tone' | 'state'> & { readonly tone?: EntryTone },
  ): readonly TimelineEntry[] => {
    const local = inLanguage(reply, lang);
    return reply.rows.map(({ handle, values }) => {
      const shown = (property: string): string => valueText(local, property, values[property], lang);
      return {
        id: `${kind}-${handle}`,
        kind,
        state: shown('state'),
        tone: toneOf(values['state']),
        ...make(values, shown),
      };
    });
  };
  const counted = (key: TextKey, value: JsonValue | undefined): readonly string[] =>
    numberOf(value) === 0 ? [] : [t(key, { n: numberOf(value) })];
  return [
    ...entries('visit', file.visits, (values, shown) => ({
      on: textOf(values['visitOn']) || textOf(values['dueOn']),
      title: t('family.visit', { month: textOf(values['month']) }),
      facts: [
        ...(textOf(values['visitOn']) === '' ? [] : [t('family.visitors', { names: shown('visitors') })]),
        ...given('family.substitute', values['substitute'], shown('substitute')),
        ...counted('family.raised', values['needs']),
        ...counted('family.gave', values['goods']),
        ...given('family.next', values['nextDate'], day(values['nextDate'])),
      ],
    })),
    ...entries('need', file.needs, (values, shown) => ({
      on: textOf(values['raisedOn']),
      title: `${shown('type')} · ${shown('urgency')}`,
      facts: [
        ...(textOf(values['route']) === '' ? [] : [shown('route')]),
        ...given('family.handled', values['owner'], shown('owner')),
        ...given('family.dueOn', values['due'], day(values['due'])),
        ...given('family.closedOn', values['closedOn'], day(values['closedOn'])),
        ...(numberOf(values['level']) === 1 ? [t('family.level.1')] : []),
        ...(numberOf(values['level']) === 2 ? [t('family.level.2')] : []),
      ],
    })),
    ...entries('goods', file.goods, (values, shown) => ({
      on: textOf(values['givenOn']),
      title: shown('what'),
      facts: [
        yuan(values['value']),
        ...given('family.source', values['source'], shown('source')),
        ...given('family.receipt', values['receiptNo'], shown('receiptNo')),
      ],
    })),
    ...entries('relief', file.reliefs, (values, shown) => ({
      on: textOf(values['decidedOn']),
      title: shown('kind'),
      facts: [yuan(values['amount'])],
    })),
    ...entries('paired', file.pairings, (values, shown) => ({
      on: textOf(values['from']),
      title: [shown('leader'), shown('secretary')].filter((name) => name !== '').join(lang === 'zh' ? '、' : ', '),
      tone: 'plain' as const,
      facts: [
        ...given('family.agreement', values['agreementNo'], shown('agreementNo')),
        ...given('family.ended', values['to'], day(values['to'])),
      ],
    })),
  ].sort((one, other) => other.on.localeCompare(one.on) || one.id.localeCompare(other.id));
}

/** The last twelve months up to `today` (ISO date), the latest last, as `yyyy-MM`. */
export function lastMonths(today: string): readonly string[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: 12 }, (_, index) => {
    const count = year * 12 + month - 1 - (11 - index);
    return monthText(count);
  });
}

/** A month before or after another one. */
export function monthBeside(month: string, step: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthText(year * 12 + number - 1 + step);
}

function monthText(count: number): string {
  return `${String(Math.floor(count / 12))}-${String((count % 12) + 1).padStart(2, '0')}`;
}
