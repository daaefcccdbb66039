import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { historyRecords } from '../../runtime/store/history-records.js';
import { HISTORY, JOBS } from '../../runtime/store/collections.js';
import { allOf } from '../../runtime/verify/gather.js';
import { SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { generator } from '../kit/random-run.js';
import { distantOffice, MOST_OVER_HTTP, MOST_WAITING, type DistantOffice } from './kit/distant-office.js';

/*
 * F7: each answer of the database takes 500 ms, one in twenty 5 s (in short runs a tenth of that), while more commands come than can be
 * carried out.
 */

const SCALE = DEEP ? 1 : 0.1;
const COMMANDS = MOST_WAITING + (DEEP ? 100 : 30);
const APPLICATIONS = MOST_OVER_HTTP + (DEEP ? 60 : 25);

let office: DistantOffice;
beforeAll(async () => {
  office = await distantOffice(DEEP ? 15_000 : 3000, 200);
}, 90_000);
afterAll(() => office.stop(), 120_000);

it(
  'a slow store makes callers wait or come again, holds up nothing else, and leases hold or are given up',
  async () => {
    const random = generator(SEED);
    const apply = await office.resident();
    office.proxy.slow(() => SCALE * (random() < 0.05 ? 5000 : 300 + random() * 400));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const results = await Promise.all(Array.from({ length: COMMANDS }, (_, at) => office.begin(`slow-${String(at)}`)));
    const applied = await Promise.all(
      Array.from({ length: APPLICATIONS }, async () => {
        const from = performance.now();
        const response = await apply();
        await response.arrayBuffer();
        return { status: response.status, after: response.headers.get('retry-after'), ms: performance.now() - from };
      }),
    );
    delay.disable();
    const taken = applied.filter(({ status }) => status === 201);
    const told = applied.filter(({ status }) => status === 503);
    expect(applied.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
    expect(told.filter(({ after }) => Number(after) > 0)).toEqual(told);
    expect([taken.length, told.length]).toEqual([MOST_OVER_HTTP, APPLICATIONS - MOST_OVER_HTTP]);
    const done = results.filter(({ outcome }) => outcome === 'done').length;
    const busy = results.filter(({ outcome }) => outcome === 'BUSY');
    const others = results.filter(({ outcome }) => !['done', 'BUSY', 'STORE_UNAVAILABLE'].includes(outcome));
    expect(others).toEqual([]);
    expect(done).toBeGreaterThan(0);
    expect(busy.length).toBe(COMMANDS - MOST_WAITING);
    const lag = delay.percentile(99) / 1e6;
    office.proxy.slow(undefined);
    for (let waited = 0; waited < 60_000; waited += 100) {
      if ((await office.direct.count(JOBS, { kind: 'job' })) === 0) break;
      await pause(100);
    }
    const facts = (await allOf(office.direct, HISTORY, {})).flatMap(historyRecords);
    const commands = facts.filter(({ type }) => type === 'commandAccepted').map(({ commandId }) => commandId);
    expect(new Set(commands).size).toBe(commands.length);
    // The cases that came over HTTP are the other office's, which has other keys.
    const { findings } = await office.verify(false);
    expect(findings.filter(({ instanceId }) => instanceId?.startsWith('slow-') === true)).toEqual([]);
    const slowestRefusal = Math.max(...busy.map(({ ms }) => ms));
    recordFigure(
      'F7',
      `answers of the store after ${String(500 * SCALE)} ms, one in twenty ${String(5000 * SCALE)} ms: of ${String(COMMANDS)} commands at once ${String(done)} done, ${String(busy.length)} told to come again within ${slowestRefusal.toFixed(0)} ms; of ${String(APPLICATIONS)} applications at once over HTTP ${String(taken.length)} taken, ${String(told.length)} answered 503 with Retry-After, within ${Math.max(...told.map(({ ms }) => ms)).toFixed(0)} ms; event loop p99 ${lag.toFixed(0)} ms; ${String(office.begun.length)} jobs begun, none counted twice`,
      import.meta,
    );
    expect(lag).toBeLessThan(1000);
  },
  DEEP ? 900_000 : 150_000,
);
