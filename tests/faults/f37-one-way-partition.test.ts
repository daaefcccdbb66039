import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { JOBS } from '../../runtime/store/collections.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import type { Way } from '../kit/tcp-proxy.js';
import { distantOffice, unhandledDuring, type DistantOffice } from './kit/distant-office.js';

/*
 * F37: the line between a process and its database loses all that goes one way, while connections stay open: questions vanish, or answers do
 * (then what was asked has been done). Nobody waits for more than 20 s, and no lease outlives its process' silence. An office for each way.
 */

const LOST_MS = DEEP ? 40_000 : 3000;
const LEASE_MS = 3000;
const HANG_MS = 20_000 * (DEEP ? 1.1 : 3);
const WAYS = ['toClient', 'toServer'] as const satisfies readonly Way[];

let offices: ReadonlyMap<Way, DistantOffice> = new Map();
beforeAll(async () => {
  offices = new Map(await Promise.all(WAYS.map(async (way) => [way, await distantOffice(LEASE_MS, 100)] as const)));
}, 90_000);
afterAll(async () => void (await Promise.all([...offices.values()].map((office) => office.stop()))), 120_000);

/** Loses all that goes one way for a while, and asks again what was asked meanwhile; gives the longest time that anybody waited. */
async function lose(office: DistantOffice, way: Way): Promise<number> {
  expect((await office.begin(`before-${way}`)).outcome).toBe('done');
  office.proxy.lose(way);
  const asked = Array.from({ length: 20 }, (_, at) => office.begin(`${way}-${String(at)}`));
  await pause(LOST_MS);
  office.proxy.lose(undefined);
  const results = await Promise.all(asked);
  expect(results.filter(({ outcome }) => !['done', 'STORE_UNAVAILABLE'].includes(outcome))).toEqual([]);
  const again = await Promise.all(results.map((_, at) => office.begin(`${way}-${String(at)}`)));
  expect(again.map(({ outcome }) => outcome)).toEqual(again.map(() => 'done'));
  return Math.max(...results.map(({ ms }) => ms));
}

it('a line that loses one way hangs nobody and leaves no lease behind', async () => {
  const longest = new Map<Way, number>();
  const unhandled = await unhandledDuring(async () => {
    await Promise.all([...offices].map(async ([way, office]) => longest.set(way, await lose(office, way))));
  });
  expect(unhandled).toBe(0);
  const figures = [...longest].sort().map(([way, ms]) => {
    expect(ms).toBeLessThan(HANG_MS + LOST_MS);
    const what = way === 'toClient' ? 'answers' : 'questions';
    return `${what} lost for ${String(LOST_MS / 1000)} s: nobody waited longer than ${(ms / 1000).toFixed(1)} s`;
  });
  for (const { direct, verify } of offices.values()) {
    // Every job that was under way is taken over, and ends.
    for (let waited = 0; waited < 60_000; waited += 100) {
      if ((await direct.count(JOBS, { kind: 'job' })) === 0) break;
      await pause(100);
    }
    expect(await direct.count(JOBS, { state: 'leased', leaseUntil: { lt: Date.now() - 5000 } })).toBe(0);
    expect((await verify(false)).findings).toEqual([]);
  }
  recordFigure(
    'F37',
    `${figures.join('; ')}; asked again with the same id all 40 are done once; no lease left behind`,
    import.meta,
  );
}, 300_000);
