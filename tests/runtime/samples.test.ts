import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkFormat, type JsonObject } from '../../engine/index.js';
import { loadSamples, sampleRows } from '../../runtime/samples/load-samples.js';
import type { SampleRows } from '../../runtime/samples/plan.js';
import { type WebOffice, webOffice } from './kit/web-office.js';

const TODAY = '2026-03-02';
const PACKAGES = ['party-base', 'hoa-base', 'aid-base', 'volunteer-register'];

let web: WebOffice;
let sets: readonly SampleRows[];
beforeAll(async () => {
  web = await webOffice(`${TODAY}T10:00:00+08:00`, undefined, undefined, { shipped: PACKAGES });
  sets = await sampleRows(parts());
}, 60_000);
afterAll(() => web.close());

const parts = () => ({ registers: web.office.registers, packages: web.office.packages, today: TODAY });
const rowsOf = (register: string): readonly JsonObject[] => sets.find((one) => one.register === register)?.rows ?? [];
const distinct = (values: readonly unknown[]): number => new Set(values).size;

describe('the full set of sample data', () => {
  it('has the figures of the office together with the small set', async () => {
    const totals: Record<string, number> = {};
    for (const { register, rows } of sets)
      totals[register] = rows.length + (await web.office.registers.count(register));
    expect(totals).toMatchObject({
      members: 2300,
      pioneers: 579,
      units: 37,
      shops: 2005,
      estates: 92,
      families: 60,
      teams: 15,
      activities: 160,
    });
    const estates = [
      ...rowsOf('estates'),
      ...(await web.office.registers.find('estates', { limit: 100 })).rows.map((row) => row.values),
    ];
    expect(estates.filter((one) => one['hasProvider'] === true)).toHaveLength(33);
    expect(rowsOf('parts').length).toBeGreaterThan(4000);
  });

  it('is the same every time, and made of nobody', async () => {
    expect(JSON.stringify(await sampleRows(parts()))).toBe(JSON.stringify(sets));
    const text = JSON.stringify(sets);
    const idNos = [...rowsOf('members'), ...rowsOf('volunteers')].map((row) => String(row['idNo']));
    expect(distinct(idNos)).toBe(idNos.length);
    for (const idNo of idNos.slice(0, 300))
      expect([idNo, checkFormat('id-no', idNo, { today: TODAY })]).toEqual([idNo, undefined]);
    for (const { uscc } of rowsOf('shops').slice(0, 300))
      expect(checkFormat('uscc', String(uscc), { today: TODAY })).toBeUndefined();
    const mobiles = [...text.matchAll(/"mobile":"(\d+)"/g)].map(([, mobile]) => mobile ?? '');
    expect(distinct(mobiles)).toBe(mobiles.length);
    expect(mobiles.filter((mobile) => !/^199000\d{5}$/.test(mobile))).toEqual([]);
  });

  it('fits the registers: rows of each are taken as they are, and not a second time', async () => {
    const few = { registers: web.office.registers, packages: web.office.packages, today: TODAY };
    for (const { register, rows } of sets) {
      const some = [...rows.slice(0, 40), ...rows.slice(-10)];
      expect([register, await few.registers.seed(register, some)]).toEqual([register, distinct(some)]);
      expect([register, await few.registers.seed(register, some.slice(0, 5))]).toEqual([register, 0]);
    }
  });

  it('holds what people owe and what is late, but no load over the limit', () => {
    const states = rowsOf('visits-of-families').map((row) => row['state']);
    expect(new Set(states)).toEqual(new Set(['已走访', '逾期未访', '待走访']));
    const loads = new Map<unknown, number>();
    for (const { leader } of rowsOf('pairings')) loads.set(leader, (loads.get(leader) ?? 0) + 1);
    expect(Math.max(...loads.values())).toBeLessThanOrEqual(8);
    expect(new Set(rowsOf('activities').map((row) => row['state']))).toEqual(new Set(['已结束', '已取消', '报名中']));
    for (const part of rowsOf('parts').slice(0, 500)) {
      const owners = part['owners'] as readonly { readonly share: number }[];
      expect(owners.reduce((sum, { share }) => sum + share, 0)).toBe(100);
    }
  });
});

describe('loading it', () => {
  it('tells how far it has come, and adds nothing when it is repeated', async () => {
    const only = ['teams', 'cadres', 'families'];
    const told: number[] = [];
    const tell = ({ done }: { readonly done: number }): void => void told.push(done);
    const counted = async (): Promise<number> => {
      let sum = 0;
      for (const register of only) sum += await web.office.registers.count(register);
      return sum;
    };
    const before = await counted();
    const first = await loadSamples({ ...parts(), only, tell });
    expect(told.at(-1)).toBe(first.total);
    expect((await counted()) - before).toBe(first.added);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(await loadSamples({ ...parts(), only })).toEqual({ added: 0, total: first.total });
  });

  it('is for the administrator, in the background, with progress, and everybody else is refused', async () => {
    const admin = await web.as('admin');
    expect((await (await web.as('window')).post('/api/samples', { set: 'full' })).status).toBe(403);
    expect((await admin.post('/api/samples', {})).status).toBe(400);
    expect((await admin.get('/api/samples')).body).toMatchObject({ state: 'none', offered: true });
  });
});
