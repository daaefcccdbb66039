import { describe, expect, it } from '@jest/globals';
import { codesFrom, readCode, readTicket, TICKET_MS, ticketFor } from '../../../runtime/activities/check-in-codes.js';
import { metresBetween } from '../../../runtime/activities/distance.js';
import { fc, SEED } from '../../kit/fast-check.js';

const KEY = new Uint8Array(32).fill(7);
const NOW = Date.parse('2026-03-14T09:02:30+08:00');
const turn = { activityNo: 'ZYHD-20260302-00001', act: 'in', seconds: 60, now: NOW, count: 4 } as const;
const read = (code: string, now: number, activityNo: string = turn.activityNo) =>
  readCode(KEY, { activityNo, code, seconds: 60, now });

describe('codes for check-in', () => {
  it('follow one another without a gap and name their activity and act', () => {
    const codes = codesFrom(KEY, turn);
    expect(codes.map(({ from, until }) => [from - (codes[0]?.from ?? 0), until - from])).toEqual([
      [0, 60_000],
      [60_000, 60_000],
      [120_000, 60_000],
      [180_000, 60_000],
    ]);
    const code = codes[0]?.code ?? '';
    expect(read(code, NOW)).toMatchObject({ ok: true, act: 'in' });
    expect(read(code, NOW, 'ZYHD-20260302-00002')).toEqual({ ok: false, why: 'forged' });
    expect(readCode(new Uint8Array(32), { ...turn, code })).toEqual({ ok: false, why: 'forged' });
    expect(read(codesFrom(KEY, { ...turn, act: 'out' })[0]?.code ?? '', NOW)).toMatchObject({ ok: true, act: 'out' });
  });

  it('are taken from the beginning of their turn to the end of the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (after) => {
        const { code = '', from = 0 } = codesFrom(KEY, turn)[0] ?? {};
        const reading = read(code, from + after);
        expect(reading.ok).toBe(after >= 0 && after < 120_000);
      }),
      { seed: SEED },
    );
  });

  it('cannot be changed, nor can tickets', () => {
    const ticket = ticketFor(KEY, { ...turn, nonce: 'abcdefghijklmnop' });
    const held = { activityNo: turn.activityNo, now: NOW };
    expect(readTicket(KEY, { ...held, ticket })).toEqual({ ok: true, act: 'in', nonce: 'abcdefghijklmnop', at: NOW });
    const { code = '' } = codesFrom(KEY, turn)[0] ?? {};
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...'io0aZ._-9'), (at, sign) => {
        for (const text of [code, ticket]) {
          const place = at % text.length;
          const other = text.slice(0, place) + sign + text.slice(place + 1);
          if (other === text) continue;
          expect(read(other, NOW).ok).toBe(false);
          expect(readTicket(KEY, { ...held, ticket: other }).ok).toBe(false);
        }
      }),
      { seed: SEED },
    );
  });

  it('let somebody sign in for ten minutes after the scan', () => {
    const ticket = ticketFor(KEY, { ...turn, nonce: 'abcdefghijklmnop' });
    const late = (after: number) => readTicket(KEY, { activityNo: turn.activityNo, ticket, now: NOW + after }).ok;
    expect([late(0), late(TICKET_MS), late(TICKET_MS + 1), late(-1)]).toEqual([true, true, false, false]);
  });
});

describe('distance', () => {
  it('is metres along the surface', () => {
    const place = { lat: 36.81, lng: 118.05 };
    expect(metresBetween(place, place)).toBe(0);
    expect(Math.round(metresBetween(place, { lat: 36.82, lng: 118.05 }))).toBe(1112);
    expect(Math.round(metresBetween(place, { lat: 36.81, lng: 118.06 }))).toBe(890);
  });
});
