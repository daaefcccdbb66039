import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createMeter } from '../../../runtime/http/metrics.js';
import { meteredStore } from '../../../runtime/store/metered-store.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { inserting } from '../../../runtime/store/writes.js';
import { smallOffice, TOO_MUCH, type SmallOffice } from '../kit/small-office.js';

let web: SmallOffice;
const meter = createMeter();
beforeAll(async () => {
  web = await smallOffice(meteredStore(createMemoryStore(), meter), undefined, { meter });
}, 60_000);
afterAll(() => web.close());

async function figures(): Promise<Map<string, number>> {
  const answer = await web.anonymous().get('/metrics');
  expect(answer.status).toBe(200);
  const lines = Buffer.from(answer.bytes).toString('utf8').split('\n');
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const cut = line.lastIndexOf(' ');
        return [line.slice(0, cut), Number(line.slice(cut + 1))];
      }),
  );
}

describe('figures of a running server', () => {
  it('count queues, commits and lost races', async () => {
    await web.begin(3);
    await web.begin(TOO_MUCH);
    const { store } = web.office;
    const record = { _id: 'x' };
    await store.insert({ name: 'ratings' }, record);
    expect(await store.commit([inserting({ name: 'ratings' }, record)], { guarded: true })).toEqual([false]);
    const now = await figures();
    expect(now.get('yizhan_work_items')).toBe(1);
    expect(now.get('yizhan_incidents')).toBe(1);
    expect(now.get('yizhan_commands_waiting')).toBe(0);
    expect(now.get('yizhan_relay_pending')).toBe(0);
    expect(now.get('yizhan_jobs_lag_seconds')).toBe(0);
    expect(now.get('yizhan_event_streams')).toBe(0);
    expect(now.get('yizhan_commit_commands_count')).toBeGreaterThanOrEqual(2);
    expect(now.get('yizhan_store_calls_total{operation="commit",outcome="done"}')).toBeGreaterThan(0);
    expect(now.get('yizhan_store_calls_total{operation="commit",outcome="refused"}')).toBe(1);
    expect(now.get('yizhan_http_requests_total{method="POST",route="/api/cases",status="201"}')).toBe(2);
  });

  it('have labels from fixed sets, and stand in the README', async () => {
    for (let index = 0; index < 20; index += 1) await web.anonymous().get(`/api/nothing/${String(index)}`);
    const names = [...(await figures()).keys()];
    const routes = new Set(names.flatMap((name) => /route="([^"]*)"/.exec(name)?.[1] ?? []));
    expect([...routes].filter((route) => /\d/.test(route))).toEqual([]);
    const readme = readFileSync('runtime/README.md', 'utf8');
    const own = new Set(names.flatMap((name) => /^(yizhan_\w+?)(_bucket|_sum|_count)?(\{|$)/.exec(name)?.[1] ?? []));
    const missing = [...own].filter((name) => {
      const [base = '', last = ''] = [
        name.replace(/_(due|leased|dead|lag_seconds|dropped)$/, ''),
        /_(due|leased|dead|lag_seconds|dropped)$/.exec(name)?.[0] ?? '',
      ];
      return !readme.includes(`\`${name}\``) && !(readme.includes(`\`${base}\``) && readme.includes(`\`${last}\``));
    });
    expect(missing).toEqual([]);
  });
});
