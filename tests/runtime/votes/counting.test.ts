import { describe, expect, it } from '@jest/globals';
import { elect } from '../../../runtime/votes/elect.js';
import { passes, type Weight } from '../../../runtime/votes/thresholds.js';
import { votingUnits, wholeOf } from '../../../runtime/votes/voting-units.js';
import { fc } from '../../kit/fast-check.js';

const weight = (heads: number, area: number): Weight => ({ heads, area: Math.round(area * 100) });
const ALL = weight(118, 10_800);

describe('the two thresholds', () => {
  it.each([
    ['VA', weight(79, 7200), weight(40, 3600.01), true, false],
    ['VB', weight(79, 7200), weight(40, 3600), false, false],
    ['VC', weight(78, 9000), weight(78, 9000), false, false],
    ['VD', weight(90, 7199.99), weight(90, 7199.99), false, false],
    ['VE', weight(80, 8000), weight(60, 6000), true, true],
    ['VF', weight(80, 8000), weight(59, 6500), true, false],
  ])('%s', (_name, taking, favour, ordinary, special) => {
    expect([passes('ordinary', { all: ALL, taking, favour }), passes('special', { all: ALL, taking, favour })]).toEqual(
      [ordinary, special],
    );
  });

  it('never pass with less than before when somebody more is in favour', () => {
    const some = fc.record({ heads: fc.nat(500), area: fc.nat(5_000_000) });
    fc.assert(
      fc.property(
        some,
        some,
        some,
        fc.constantFrom('ordinary' as const, 'special' as const),
        (rest, against, favour, kind) => {
          const taking = { heads: against.heads + favour.heads, area: against.area + favour.area };
          const all = { heads: taking.heads + rest.heads, area: taking.area + rest.area };
          const more = { all, taking, favour: { heads: Math.min(favour.heads + 1, taking.heads), area: favour.area } };
          if (passes(kind, { all, taking, favour })) expect(passes(kind, more)).toBe(true);
        },
      ),
    );
  });
});

describe('an election', () => {
  const taking = weight(80, 8000);
  const count = (candidate: string, heads: number, area: number) => ({ candidate, favour: weight(heads, area) });

  it('E1 seats five of seven, and the sixth stands by; the seventh fails on area', () => {
    const counts = [
      count('己', 43, 4050),
      count('甲', 70, 7000),
      count('丙', 60, 6100),
      count('庚', 41, 3990),
      count('乙', 66, 6300),
      count('戊', 45, 4200),
      count('丁', 52, 5000),
    ];
    expect(elect(counts, { seats: 5, taking })).toEqual({
      elected: ['甲', '乙', '丙', '丁', '戊'],
      alternates: ['己'],
      tied: [],
      missing: 0,
    });
  });

  it('seats an odd number when fewer are electable than there are seats', () => {
    const counts = Array.from({ length: 8 }, (_, index) =>
      count(`c${String(index)}`, index < 6 ? 70 - index : 10, 7000),
    );
    expect(elect(counts, { seats: 7, taking })).toMatchObject({
      elected: ['c0', 'c1', 'c2', 'c3', 'c4'],
      alternates: ['c5'],
      missing: 0,
    });
  });

  it('asks for a second vote when fewer than five are electable', () => {
    const counts = [count('a', 70, 7000), count('b', 60, 6000), count('c', 40, 8000)];
    expect(elect(counts, { seats: 5, taking })).toEqual({ elected: ['a', 'b'], alternates: [], tied: [], missing: 3 });
  });

  it('asks for a run-off when the last seat is tied in heads and area', () => {
    const counts = ['a', 'b', 'c', 'd'].map((name, index) => count(name, 70 - index, 7000));
    expect(elect([...counts, count('e', 50, 5000), count('f', 50, 5000)], { seats: 5, taking })).toEqual({
      elected: ['a', 'b', 'c', 'd'],
      alternates: [],
      tied: ['e', 'f'],
      missing: 0,
    });
    expect(elect([...counts, count('e', 50, 5001), count('f', 50, 5000)], { seats: 5, taking })).toMatchObject({
      elected: ['a', 'b', 'c', 'd', 'e'],
      alternates: ['f'],
    });
  });
});

describe('voting units', () => {
  it('are one for all parts with the identical set of owners; the developer is one head', () => {
    const units = votingUnits([
      { partId: '1', area: 9000, owners: ['zhang'] },
      { partId: '2', area: 8000, owners: ['li', 'wang'] },
      { partId: '3', area: 7000, owners: ['wang', 'li'] },
      { partId: '4', area: 6000, owners: ['zhang', 'li'] },
      { partId: '5', area: 100, owners: ['dev'], developer: true },
      { partId: '6', area: 200, owners: [], developer: true },
      { partId: '7', area: 50, owners: [] },
      { partId: '8', area: 60, owners: [] },
      { partId: '9', area: 1, owners: ['zhang'] },
    ]);
    expect(units.map(({ parts, area }) => [parts.join(' '), area])).toEqual([
      ['1 9', 9001],
      ['2 3', 15_000],
      ['4', 6000],
      ['5 6', 300],
      ['7', 50],
      ['8', 60],
    ]);
    expect(wholeOf(units)).toEqual({ heads: 6, area: 30_411 });
  });
});
