import { describe, expect, it } from '@jest/globals';
import { parseCalendar, type JsonObject } from '../../engine/index.js';
import { readFileSync } from 'node:fs';
import type { CaseRecord, HistoryRow } from '../../runtime/seams/records.js';
import { factOfCase } from '../../runtime/statistics/fact-of-case.js';
import type { CaseFactRecord } from '../../runtime/statistics/fact-records.js';
import { figuresOf } from '../../runtime/statistics/figures.js';

const DAY = 86_400_000;
const T0 = Date.parse('2026-09-18T10:00:00+08:00');
const parsed = parseCalendar(
  JSON.parse(readFileSync('definitions/common/calendars/cn-2025-2026.json', 'utf8')) as JsonObject,
);
if (!parsed.ok) throw new Error('no calendar');
const calendar = parsed.data;

const row = (more: Partial<CaseRecord> = {}): CaseRecord => ({
  _id: 'case',
  srcSeq: 1,
  caseNumber: 'X-20260918-00001',
  service: 'x',
  applicantId: 'u-a',
  orgPath: '/370303/tyc/c01',
  limits: [],
  clock: { startedAt: T0 },
  packageHash: 'h',
  processId: 'p',
  title: { zh: '事项', en: 'Item' },
  caseStatus: 'closed',
  instanceStatus: 'completed',
  channel: 'online',
  submittedAt: T0,
  endedAt: T0 + 13 * DAY,
  updatedAt: T0 + 13 * DAY,
  searchText: [],
  ...more,
});

const history = (
  at: number,
  events: readonly { readonly type: string; readonly elementId?: string; readonly data: JsonObject }[],
  actorId = 'u-staff',
): HistoryRow => ({
  _id: `case:${String(at)}`,
  instanceId: 'case',
  rootId: 'case',
  processId: 'p',
  revision: 1,
  at,
  commandId: 'c',
  commandType: 't',
  actorId,
  seq: at,
  events: events.map((one, index) => ({ seq: at + index, ...one })),
});

const fact = (rows: readonly HistoryRow[], before?: CaseFactRecord, more: Partial<CaseRecord> = {}): CaseFactRecord =>
  factOfCase({ row: row(more), before, rows, calendar, endName: { zh: '不予受理', en: 'Not accepted' }, now: 0 });

describe('the fact of a case', () => {
  const accepted = history(T0, [
    { type: 'workItemCompleted', elementId: 'examineRequest', data: {} },
    { type: 'statusChanged', data: { status: 'correction', from: 'submitted' } },
  ]);
  const late = history(T0 + DAY, [
    { type: 'lampChanged', data: { limitId: 'l', key: 'decide', level: 'red' } },
    { type: 'statusChanged', data: { status: 'approved', from: 'in-review' } },
  ]);

  it('reads each event once, however often a row is met', () => {
    const first = fact([accepted]);
    expect(first).toMatchObject({ corrections: 1, window: 'u-staff', isRed: false, handlers: ['u-staff'] });
    const second = fact([accepted, late], first);
    expect(second).toMatchObject({ corrections: 1, isRed: true, isBlack: false, decidedAt: T0 + DAY, turn: 2 });
    expect(fact([late], second)).toMatchObject({ corrections: 1, turn: 3 });
  });

  it('counts working days of the calendar, from acceptance to the decision or else to the end', () => {
    // Saturday 19 September is a day off, Sunday 20 a make-up working day; 25 to 27 are days off.
    expect(fact([])).toMatchObject({ month: '2026-09', workingDays: 8, reason: null });
    expect(fact([late])).toMatchObject({ workingDays: 0 });
    expect(fact([], undefined, { caseStatus: 'not-accepted' }).reason?.en).toBe('Not accepted');
  });

  it('does not take the applicant for a handler', () => {
    expect(
      fact([history(T0, [{ type: 'workItemCompleted', elementId: 'resubmit', data: {} }], 'u-a')]).handlers,
    ).toEqual([]);
  });
});

describe('figures', () => {
  it('are shares with their wholes; ratings that were struck do not count', () => {
    const many = Array.from({ length: 10 }, (_, index) => ({
      ...fact([]),
      caseNumber: String(index),
      workingDays: index + 1,
      isRed: index === 9,
    }));
    const rating = { isSettled: true, isFixed: true, struck: false };
    const ratings = new Map([
      ['0', [{ ...rating, caseNumber: '0', level: 5 }]],
      ['1', [{ ...rating, caseNumber: '1', level: 1 }]],
      ['2', [{ ...rating, caseNumber: '2', level: 1, struck: true }]],
    ]);
    expect(figuresOf(many, ratings)).toMatchObject({
      received: 10,
      meanDays: 5.5,
      p90Days: 9,
      onTimePromised: { n: 9, of: 10 },
      overdue: 1,
      ratings: 2,
      satisfied: { n: 1, of: 2 },
      participation: { n: 3, of: 10 },
      badFixed: { n: 1, of: 1 },
    });
    expect(figuresOf([], new Map())).toMatchObject({ received: 0, meanDays: null, p90Days: null });
  });
});
