import { describe, expect, it } from '@jest/globals';
import {
  dayOf,
  dayParts,
  daysIn,
  monthAfter,
  timeAfter,
  twoDigits,
} from '../../../designer/form-view/calendar/parts.js';
import { planForm } from '../../../designer/form-view/schema/plan-form.js';

describe('a date by its parts', () => {
  it('is a date as soon as all three are chosen', () => {
    expect(dayOf({ year: '2026', month: '03', day: '' })).toBeUndefined();
    expect(dayOf({ year: '202', month: '03', day: '02' })).toBeUndefined();
    expect(dayOf({ year: '2026', month: '03', day: '02' })).toBe('2026-03-02');
    expect(dayParts('2026-03-02')).toEqual({ year: '2026', month: '03', day: '02' });
    expect(dayParts(undefined)).toEqual({ year: '', month: '', day: '' });
  });

  it('takes the last day of a shorter month', () => {
    expect(dayOf({ year: '2026', month: '02', day: '31' })).toBe('2026-02-28');
    expect([daysIn('2024', '02'), daysIn('', '02'), daysIn('2026', ''), daysIn('2026', '04')]).toEqual([
      29, 29, 31, 30,
    ]);
  });

  it('is drawn where the calendar of the browser speaks another language', () => {
    const schema = { type: 'object', properties: { on: { type: 'string', format: 'date' } } };
    const plan = (dateParts: boolean): unknown =>
      planForm({
        schema,
        uiSchema: {},
        lang: 'en',
        hidden: new Set(),
        required: new Set(),
        onlyWritable: false,
        dateParts,
      }).uiSchema['on'];
    expect([plan(false), plan(true)]).toMatchObject([{ 'ui:widget': 'date' }, { 'ui:widget': 'date-parts' }]);
  });
});

describe('a time of day', () => {
  it('is the full hour until its minutes are chosen, and nothing without its hour', () => {
    expect(timeAfter(undefined, { hour: '09' })).toBe('09:00');
    expect(timeAfter('09:00', { minute: '35' })).toBe('09:35');
    expect(timeAfter('09:35', { hour: '17' })).toBe('17:35');
    expect(timeAfter('09:35', { hour: '' })).toBeUndefined();
    expect(timeAfter(undefined, { minute: '35' })).toBeUndefined();
    expect(twoDigits(0, 55, 5)).toHaveLength(12);
  });
});

describe('a month', () => {
  it('is of this year until a year is chosen, and nothing without either of them', () => {
    expect(monthAfter(undefined, { month: '11' }, '2026-03-02')).toBe('2026-11');
    expect(monthAfter(undefined, { year: '2025' }, '2026-03-02')).toBe('2025-03');
    expect(monthAfter('2025-11', { month: '12' }, '2026-03-02')).toBe('2025-12');
    expect(monthAfter('2025-11', { month: '' }, '2026-03-02')).toBeUndefined();
  });
});
