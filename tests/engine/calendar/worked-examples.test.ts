import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { deadline } from '../../../engine/calendar/deadline.js';
import type { LimitKind, LimitUnit } from '../../../engine/calendar/deadline.js';
import { dateOf, receivedAt } from '../../../engine/calendar/instants.js';
import { addWorkingDays, workingDayFrom, workingDaysBetween } from '../../../engine/calendar/working-days.js';
import { officeCalendar } from './office-calendar.js';

interface Examples {
  readonly years: readonly { year: number; workingDays: number }[];
  readonly workingDays: readonly { id: string; from: string; amount: number; expected: string }[];
  readonly received: readonly { id: string; submitted: string; received: string }[];
  readonly deadlines: readonly {
    id: string;
    note: string;
    from: string;
    amount: number;
    unit: LimitUnit;
    kind: LimitKind;
    dueDate: string;
    dueAt: string;
  }[];
  readonly nextHumanStep: readonly { id: string; after: string; expected: string }[];
}

const examples = JSON.parse(readFileSync(new URL('../../examples/calendar.json', import.meta.url), 'utf8')) as Examples;
const cal = officeCalendar();

describe('worked examples of the calendar', () => {
  test.each(examples.years)('$year has $workingDays working days', ({ year, workingDays }) => {
    expect(workingDaysBetween(cal, `${year - 1}-12-31`, `${year}-12-31`)).toBe(workingDays);
  });

  test.each(examples.workingDays)('$id: $amount wd from $from is $expected', ({ from, amount, expected }) => {
    expect(addWorkingDays(cal, from, amount)).toBe(expected);
    expect(workingDaysBetween(cal, from, expected)).toBe(amount);
  });

  test.each(examples.received)('$id: submitted $submitted counts as received $received', ({ submitted, received }) => {
    expect(receivedAt(cal, Date.parse(submitted))).toBe(Date.parse(received));
  });

  test.each(examples.deadlines)('$id: $note is $dueDate', ({ from, amount, unit, kind, dueDate, dueAt }) => {
    const due = deadline({ cal, from: Date.parse(from), amount, unit, kind });
    expect(due).toEqual({ dueAt: Date.parse(dueAt), dueDate, warnings: [] });
  });

  test.each(examples.nextHumanStep)('$id: a human step after $after falls on $expected', ({ after, expected }) => {
    expect(workingDayFrom(cal, after)).toBe(expected);
  });

  test('C5: the automatic step is possible from 2026-10-01 on', () => {
    const end = deadline({
      cal,
      from: Date.parse('2026-09-23T10:00:00+08:00'),
      amount: 7,
      unit: 'cd',
      kind: 'applicant',
    });
    expect(dateOf(cal, end.dueAt)).toBe('2026-10-01');
  });

  test('C3: an application of 2026-12-11 is after the last timely day', () => {
    expect('2026-12-11' > addWorkingDays(cal, '2026-12-31', -15)).toBe(true);
  });
});
