import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { RegisterRow } from '../seams/registers.js';
import type { BoardNotice, NoticeLine } from '../wire/board.js';

/** Registers of what is shown to the public, and of who objects to it. */
export const NOTICE_REGISTER = 'public-notices';
export const OBJECTION_REGISTER = 'objections';

/** States of a notice: shown; its days are over and personal data are gone; closed, objections answered. */
export const SHOWN = '公示中';

/** Who a notice is for: everybody, or the people of one estate (its id). */
export const EVERYBODY = 'public';

/** What the board says about a row; `isOpen`: it is shown now. */
export function boardNotice({ values }: RegisterRow, isOpen: boolean): BoardNotice {
  const zh = textOf(values, 'title') ?? '';
  const { objections, days } = values;
  return {
    noticeId: textOf(values, 'noticeId') ?? '',
    kind: textOf(values, 'kind') ?? '',
    title: { zh, en: textOf(values, 'titleEn') ?? zh },
    audience: textOf(values, 'audience') ?? EVERYBODY,
    community: textOf(values, 'community') ?? null,
    postedOn: textOf(values, 'postedOn') ?? '',
    endsOn: textOf(values, 'endsOn') ?? '',
    endedOn: textOf(values, 'endedOn') ?? null,
    days: typeof days === 'number' ? days : 0,
    unit: textOf(values, 'unit') ?? 'cd',
    places: listOf(values['places']).filter((one) => typeof one === 'string'),
    isOpen,
    outcome: textOf(values, 'outcome') ?? null,
    objections: typeof objections === 'number' ? objections : null,
    ...(isOpen ? { content: linesOf(values['content']) } : {}),
  };
}

/** The lines of a notice. */
export function linesOf(value: JsonValue | undefined): readonly NoticeLine[] {
  return listOf(value)
    .filter(isObject)
    .map((line) => ({ label: textOf(line, 'label') ?? '', value: textOf(line, 'value') ?? '' }));
}

/** A text property; undefined for anything else. */
export function textOf(values: JsonObject, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
