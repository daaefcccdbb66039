import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { JOBS } from '../../runtime/store/collections.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { distantOffice, unhandledDuring, type DistantOffice } from './kit/distant-office.js';

/*
 * F37: the line between a process and its database loses all that goes one way, while connections stay open: questions vanish, or answers do
 * (then what was asked has been done). Nobody waits for more than 20 s, and no lease outlives its process' silence.
 */

const LOST_MS = DEEP ? 40_000 : 4000;
const LEASE_MS = 3000;
const HANG_MS = 20_000 * (DEEP ? 1.1 : 3);

let office: DistantOffice;
beforeAll(async () => {
  office = await distantOffice(LEASE_MS, 100);
}, 90_000);
afterAll(() => office.stop(), 120_000);

it('a line that loses one way hangs nobody and leaves no lease behind', async () => {
  const figures: string[] = [];
  for (const way of ['toClient', 'toServer'] as const) {
    const results: { readonly ms: number; readonly outcome: string }[] = [];
    const unhandled = await unhandledDuring(async () => {
      expect((await office.begin(`before-${way}`)).outcome).toBe('done');
      office.proxy.lose(way);
      const asked = Array.from({ length: 20 }, (_, at) => office.begin(`${way}-${String(at)}`));
      await pause(LOST_MS);
      office.proxy.lose(undefined);
      results.push(...(await Promise.all(asked)));
    });
    expect(unhandled).toBe(0);
    const longest = Math.max(...results.map(({ ms }) => ms));
    expect(results.filter(({ outcome }) => !['done', 'STORE_UNAVAILABLE'].includes(outcome))).toEqual([]);
    const again = await Promise.all(results.map((_, at) => office.begin(`${way}-${String(at)}`)));
    expect(again.map(({ outcome }) => outcome)).toEqual(again.map(() => 'done'));
    figures.push(
      `${way === 'toClient' ? 'answers' : 'questions'} lost for ${String(LOST_MS / 1000)} s: nobody waited longer than ${(longest / 1000).toFixed(1)} s`,
    );
    expect(longest).toBeLessThan(HANG_MS + LOST_MS);
  }
  // Every job that was under way is taken over, and ends.
  let waited = 0;
  for (; waited < 60_000; waited += 100) {
    if ((await office.direct.count(JOBS, { kind: 'job' })) === 0) break;
    await pause(100);
  }
  expect(await office.direct.count(JOBS, { state: 'leased', leaseUntil: { lt: Date.now() - 5000 } })).toBe(0);
  expect((await office.verify(false)).findings).toEqual([]);
  recordFigure(
    'F37',
    `${figures.join('; ')}; asked again with the same id all 40 are done once; no lease left behind`,
    import.meta,
  );
}, 300_000);
