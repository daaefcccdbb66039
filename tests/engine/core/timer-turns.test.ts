import { describe, expect, it } from '@jest/globals';
import { endOfSpan, firstTurn, nextTurn, turnAt, workingDuration } from '../../../engine/core/timer-turns.js';
import type { Timer } from '../../../engine/model/state.js';
import { MONDAY } from '../../kit/instance-driver.js';
import { PLAIN_CALENDAR } from '../../kit/process-builder.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const first = (cycle: string, more = {}) => firstTurn(PLAIN_CALENDAR, { cycle, ...more }, MONDAY);
const timerOf = (more: Partial<Timer> = {}): Timer => ({
  id: 'm',
  elementId: 'e',
  scopeId: 's',
  purpose: 'event',
  dueAt: MONDAY,
  cycle: 'R/PT1H',
  repeat: -1,
  ...more,
});
const next = (more: Partial<Timer> = {}) => nextTurn(PLAIN_CALENDAR, timerOf(more));
const at = (now: number, more: Partial<Timer> = {}) => turnAt(PLAIN_CALENDAR, timerOf(more), now);

describe('the first turn of a cycle', () => {
  it('comes one period on, as often as the cycle says', () => {
    expect(first('R3/PT1H')).toEqual({ dueAt: MONDAY + HOUR, repeat: 3, cycle: 'R3/PT1H' });
    expect(first('R/PT1H')).toEqual({ dueAt: MONDAY + HOUR, repeat: -1, cycle: 'R/PT1H' });
  });

  it('is the one it names, and then the cycle knows itself when it is over', () => {
    expect(first('R3/2026-03-03T10:00:00+08:00/PT1H')).toMatchObject({ dueAt: MONDAY + DAY, repeat: -1 });
    expect(first('R3/2026-02-03T10:00:00+08:00/PT1H')).toBeUndefined();
    expect(first('0 0 9 * * *')).toMatchObject({ dueAt: shanghai('2026-03-03T09:00:00'), repeat: -1 });
  });

  it('does not exist for a text that is no cycle', () => {
    expect(first('every day')).toBeUndefined();
    expect(firstTurn(PLAIN_CALENDAR, {}, MONDAY)).toBeUndefined();
  });

  it('keeps what it was counted from where the calendar decides', () => {
    expect(first('R/5', { unit: 'wd' })?.span).toEqual({ kind: 'turn', from: MONDAY, cycle: 'R/5', unit: 'wd' });
    expect(first('R/P5D', { workingTime: true })?.span).toEqual({
      kind: 'turn',
      from: MONDAY,
      cycle: 'R/P5D',
      workingTime: true,
    });
    expect(first('R/P5D', { workingTime: false })).not.toHaveProperty('span');
  });

  it('is a stretch of working time, not an instant, where it is to follow opening hours', () => {
    expect(first('R/PT12H', { workingTime: true })?.dueAt).toBe(shanghai('2026-03-03T16:00:00'));
    expect(first('R/P1D', { workingTime: true })?.dueAt).toBe(shanghai('2026-03-03T17:00:00'));
    expect(first('R3/2026-03-03T10:00:00+08:00/PT1H', { workingTime: true })).toBeUndefined();
    expect(first('0 0 9 * * *', { workingTime: true })).toBeUndefined();
  });
});

describe('the next turn of a timer', () => {
  it('is counted from the planned one, and one less is left', () => {
    expect(next({ repeat: 3 })).toEqual(timerOf({ dueAt: MONDAY + HOUR, repeat: 2 }));
    expect(next()).toEqual(timerOf({ dueAt: MONDAY + HOUR, repeat: -1 }));
  });

  it('does not exist after the last, and for what is no cycle', () => {
    expect(next({ repeat: 1 })).toBeUndefined();
    const { cycle: _cycle, ...once } = timerOf();
    expect(nextTurn(PLAIN_CALENDAR, once)).toBeUndefined();
    const { repeat: _repeat, ...unknown } = timerOf();
    expect(nextTurn(PLAIN_CALENDAR, unknown)).toBeUndefined();
    expect(next({ cycle: 'R1/2026-03-02T10:00:00+08:00/PT1H' })).toBeUndefined();
  });
});

describe('a timer that fires', () => {
  it('in time misses nothing', () => {
    expect(at(MONDAY + HOUR - 1)).toMatchObject({ happens: true, missed: 0, next: { dueAt: MONDAY + HOUR } });
  });

  it('at the instant of the next turn has missed that one', () => {
    expect(at(MONDAY + HOUR)).toMatchObject({ happens: true, missed: 1, next: { dueAt: MONDAY + 2 * HOUR } });
    expect(at(MONDAY + 2 * HOUR)).toMatchObject({ missed: 2, next: { dueAt: MONDAY + 3 * HOUR } });
    expect(at(MONDAY + HOUR, { catchUp: 'skip' })).toMatchObject({ happens: false, missed: 1 });
    expect(at(MONDAY + HOUR, { catchUp: 'all' })).toMatchObject({ missed: 0, next: { dueAt: MONDAY + HOUR } });
  });

  it('after the last turn leaves none', () => {
    expect(at(MONDAY + DAY, { repeat: 3 })).toEqual({ happens: true, missed: 2, next: undefined });
  });

  it('counts a thousand missed turns by the plan, and goes on from now after more', () => {
    const cycle = 'R/PT1S';
    expect(at(MONDAY + 1_000_500, { cycle }).next?.dueAt).toBe(MONDAY + 1_001_000);
    expect(at(MONDAY + 2_000_500, { cycle })).toMatchObject({ missed: 1_001, next: { dueAt: MONDAY + 2_001_500 } });
  });
});

describe('a stretch of working time', () => {
  const duration = (text: string) => workingDuration(PLAIN_CALENDAR, MONDAY, text, 'office');

  it('counts days that the office works and hours in which it is open', () => {
    expect(duration('P2D')).toBe(shanghai('2026-03-04T17:00:00'));
    expect(duration('PT2H')).toBe(shanghai('2026-03-02T12:00:00'));
    expect(duration('PT0S')).toBe(MONDAY);
    expect(duration('P1DT2H')).toBe(shanghai('2026-03-04T11:00:00'));
  });

  it.each(['P1W', 'P1M', 'P1Y', 'P1M1W', 'P1Y1M', '-P1D', '-PT1H', 'a while'])('has no meaning for %s', (text) => {
    expect(duration(text)).toBeUndefined();
  });

  it('ends by the calendar of today', () => {
    const from = MONDAY;
    expect(endOfSpan(PLAIN_CALENDAR, { kind: 'units', from, amount: 2, unit: 'wd', endOf: 'office' })).toBe(
      shanghai('2026-03-04T17:00:00'),
    );
    expect(endOfSpan(PLAIN_CALENDAR, { kind: 'duration', from, duration: 'PT2H', endOf: 'office' })).toBe(
      MONDAY + 2 * HOUR,
    );
    expect(endOfSpan(PLAIN_CALENDAR, { kind: 'turn', from, cycle: 'R/2', unit: 'wd' })).toBe(
      shanghai('2026-03-04T17:00:00'),
    );
  });
});
