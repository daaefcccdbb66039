import { describe, expect, it } from '@jest/globals';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import { officeCalendar } from '../calendar/office-calendar.js';

const calendar = officeCalendar();

function value(source: string, context = {}, environment = {}) {
  const compiled = compileFeel(source, 'expression');
  if (!compiled.ok) throw new Error(compiled.problem.message.en);
  const result = compiled.expression.evaluate(context, environment);
  return result.ok ? result.value : result.message;
}

describe('the working-day builtins', () => {
  it('count working days after a date, its own day not counted', () => {
    expect(value('working days after(date("2026-02-12"), 5)', {}, { calendar })).toBe('2026-02-26');
    expect(value('working days after(received, 10)', { received: '2026-02-13T09:00:00+08:00' }, { calendar })).toBe(
      '2026-03-05',
    );
  });

  it('say when a submission counts as received', () => {
    const context = { at: '2026-02-12T18:10:00+08:00' };
    expect(value('received at(at)', context, { calendar })).toBe('2026-02-13T09:00:00+08:00');
    const now = Date.parse('2026-05-08T10:00:00+08:00');
    expect(value('received at(now())', {}, { calendar, now })).toBe('2026-05-08T10:00:00+08:00');
  });

  it('give null without a calendar or for other arguments', () => {
    expect(value('working days after(date("2026-02-12"), 5)')).toBeNull();
    expect(value('working days after("soon", 5)', {}, { calendar })).toBeNull();
    expect(value('received at(3)', {}, { calendar })).toBeNull();
  });
});
