import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DEEP, recordFigure } from '../kit/figures.js';
import { distantOffice, unhandledDuring, type DistantOffice } from './kit/distant-office.js';

/*
 * F6: the database goes away for a time (30 s at length) and comes back. Nothing is restarted. Short runs, which share a machine with others,
 * are held to ten times the bounds.
 */

const AWAY_MS = DEEP ? 30_000 : 3000;
const PATIENCE = DEEP ? 1 : 10;

let office: DistantOffice;
beforeAll(async () => {
  office = await distantOffice(10_000, 10);
}, 90_000);
afterAll(() => office.stop(), 60_000);

it(
  'a store that goes away and comes back costs no restart and loses nothing',
  async () => {
    const ready = async (): Promise<number> => (await fetch(`${office.base}/readyz`)).status;
    const until = async (status: number): Promise<number> => {
      const from = performance.now();
      while ((await ready()) !== status && performance.now() - from < 60_000) await pause(50);
      return performance.now() - from;
    };
    expect(await ready()).toBe(200);
    const answered: string[] = [];
    const failed: { readonly ms: number; readonly outcome: string }[] = [];
    const state = { writing: true };
    let serial = 0;
    const client = async (): Promise<void> => {
      while (state.writing) {
        serial += 1;
        const id = `case-${String(serial)}`;
        const { ms, outcome } = await office.begin(id);
        if (outcome === 'done') answered.push(id);
        else failed.push({ ms, outcome });
        await pause(20);
      }
    };
    let noticed = 0;
    let back = 0;
    const unhandled = await unhandledDuring(async () => {
      const clients = [client(), client(), client()];
      await pause(1000);
      const gone = performance.now();
      await office.proxy.down();
      noticed = await until(503);
      await pause(Math.max(0, AWAY_MS - (performance.now() - gone)));
      await office.proxy.up();
      back = await until(200);
      const before = answered.length;
      for (let waited = 0; answered.length === before && waited < 100_000; waited += 50) await pause(50);
      expect(answered.length).toBeGreaterThan(before);
      state.writing = false;
      await Promise.all(clients);
    });
    expect(unhandled).toBe(0);
    const lost: string[] = [];
    for (const id of answered) if ((await office.host.commands.load(id)) === undefined) lost.push(id);
    expect(lost).toEqual([]);
    expect(new Set(failed.map(({ outcome }) => outcome))).toEqual(
      failed.length === 0 ? new Set() : new Set(['STORE_UNAVAILABLE']),
    );
    expect((await office.verify(false)).findings).toEqual([]);
    const longest = Math.max(0, ...failed.map(({ ms }) => ms));
    recordFigure(
      'F6',
      `store away for ${String(AWAY_MS / 1000)} s: not ready after ${(noticed / 1000).toFixed(1)} s, ready again ${(back / 1000).toFixed(1)} s after its return without a restart; ${String(answered.length)} answered commands, 0 lost; ${String(failed.length)} refused after ${(longest / 1000).toFixed(1)} s at most; 0 unhandled rejections`,
      import.meta,
    );
    expect(noticed).toBeLessThan(5000 * PATIENCE);
    expect(back).toBeLessThan(5000 * PATIENCE);
  },
  AWAY_MS + 150_000,
);
