import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { lastMonths, monthBeside, timelineOf, toneOf } from '../../runtime/web/staff/families/family-timeline.js';
import type { FamilyFile, RegisterRows } from '../../runtime/web/staff/families/family-calls.js';

const rows = (...values: readonly JsonObject[]): RegisterRows => ({
  key: 'any',
  title: { zh: '任意', en: 'Any' },
  may: { read: true, write: false, export: false, clear: false },
  keyProperty: 'id',
  schema: { type: 'object', properties: {} },
  english: {},
  list: {},
  references: {},
  names: { leader: { 'u-1': '林惊蛰' } },
  englishNames: {},
  rows: values.map((one, index) => ({ handle: `h${String(index)}`, revision: 1, values: one, updatedAt: 0 })),
});

const file = (more: Partial<FamilyFile>): FamilyFile => ({
  family: undefined,
  families: rows(),
  pairings: rows(),
  visits: rows(),
  needs: rows(),
  goods: rows(),
  reliefs: rows(),
  ...more,
});

const t = (key: string, values: Record<string, string | number> = {}): string =>
  [key, ...Object.values(values)].join(' ');

describe('the timeline of a family', () => {
  it('has everything by date, the latest first; a missed visit stands at its last day, in red', () => {
    const entries = timelineOf(
      file({
        visits: rows(
          { month: '2026-06', dueOn: '2026-06-30', state: '逾期未访' },
          { month: '2026-07', dueOn: '2026-07-31', visitOn: '2026-07-12', state: '已走访', needs: 1, goods: 0 },
        ),
        goods: rows({ givenOn: '2026-07-12', what: '米', value: 26_000, source: '慰问金', receiptNo: 'SJ-1' }),
        pairings: rows({ from: '2026-01-12', leader: 'u-1', agreementNo: 'A-1' }),
      }),
      t,
      'zh',
    );
    expect(entries.map(({ kind, on, tone }) => [kind, on, tone])).toEqual([
      ['goods', '2026-07-12', 'plain'],
      ['visit', '2026-07-12', 'good'],
      ['visit', '2026-06-30', 'bad'],
      ['paired', '2026-01-12', 'plain'],
    ]);
    expect(entries[0]?.facts).toContain('family.yuan 260.00');
    expect(entries[1]?.facts).toContain('family.raised 1');
    expect(entries[3]?.title).toBe('林惊蛰');
  });

  it('counts months over the end of a year', () => {
    expect(lastMonths('2026-02-10').at(0)).toBe('2025-03');
    expect(lastMonths('2026-02-10').at(-1)).toBe('2026-02');
    expect([monthBeside('2026-01', -1), monthBeside('2026-12', 1)]).toEqual(['2025-12', '2027-01']);
  });

  it('knows no tone for what is neither good nor bad', () => {
    expect([toneOf('待走访'), toneOf('已取消'), toneOf(undefined)]).toEqual(['open', 'plain', 'plain']);
  });
});
