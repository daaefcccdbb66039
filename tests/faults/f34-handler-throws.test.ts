import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { createApp } from '../../runtime/http/create-app.js';
import { listen, stopListening } from '../../runtime/http/listen.js';
import type { Office } from '../../runtime/use-cases/office.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { freePort } from '../kit/free-port.js';
import { smallOffice, type SmallOffice } from '../runtime/kit/small-office.js';
import { startSourceServer } from './kit/source-server.js';

/*
 * F34: something unforeseen is thrown below every route: by each part that a route can reach, at once and after a while. Every answer must
 * be a problem with a trace id that tells nothing of the inside, and the process must go on. What nobody catches ends the process whole.
 */

const SECRET = 'secret-of-the-inside /etc/passwd at Object.<anonymous> (file.ts:1:1)';
const PARTS = [
  'store',
  'commands',
  'messages',
  'creations',
  'packages',
  'registers',
  'configuration',
  'files',
  'sealing',
  'people',
  'accounts',
  'sessions',
  'audit',
  'ids',
  'clock',
  'feed',
] as const satisfies readonly (keyof Office)[];

/** Parts that answer at once cannot fail late: nobody waits for them. */
const AT_ONCE: readonly string[] = ['clock', 'ids', 'sealing', 'registers', 'feed'];

let web: SmallOffice;
beforeAll(async () => {
  web = await smallOffice();
}, 60_000);
afterAll(() => web.close());

/** The part, with every function of it throwing: at once, or only when it is awaited. */
function broken(part: object, late: boolean): object {
  return new Proxy(part, {
    get: (target, name): unknown => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return () => {
        if (!late) throw new TypeError(SECRET);
        return Promise.reject(new TypeError(SECRET));
      };
    },
  });
}

interface Described {
  readonly method: string;
  readonly place: string;
}

async function routes(): Promise<readonly Described[]> {
  const { paths } = (await web.anonymous().get('/openapi.json')).body as { readonly paths: JsonObject };
  return Object.entries(paths).flatMap(([template, item]) =>
    Object.keys(item as JsonObject).map((method) => ({
      method: method.toUpperCase(),
      place: template
        .replace('{hash}', 'a'.repeat(64))
        .replace('{fileId}', 'a'.repeat(64))
        .replace('{token}', 'x'.repeat(32))
        .replace('{path}', 'manifest.json')
        .replace(/\{\w+\}/g, 'nothing'),
    })),
  );
}

test('whatever is thrown below a route is answered with a trace id and nothing else, and the server goes on', async () => {
  // Operations are declared alike: a few of them stand for all in a short run.
  const all = (await routes()).filter(({ place }) => DEEP || !/operations\/[^jmr]|preview/.test(place));
  const cookies = [web.admin.cookie(), web.resident.cookie(), (await web.as('window')).cookie()];
  let asked = 0;
  let failed = 0;
  const leaks: string[] = [];
  for (const part of PARTS) {
    const ways = AT_ONCE.includes(part) ? [false] : DEEP ? [false, true] : [PARTS.indexOf(part) % 2 === 0];
    for (const late of ways) {
      // The part throws as soon as everything is made: making the application needs none of it.
      const state = { broken: false };
      const real = web.office[part];
      const wrong = broken(real, late);
      const office: Office = {
        ...web.office,
        [part]: new Proxy(real, { get: (target, name): unknown => Reflect.get(state.broken ? wrong : target, name) }),
      };
      const app = createApp(office, {
        webFolder: '/nonexistent',
        trustProxy: false,
        version: '0',
        processMetrics: false,
        isReady: () => true,
      });
      const { server, port } = await listen(app, { host: '127.0.0.1', port: 0 });
      state.broken = true;
      for (const [at, { method, place }] of all.entries()) {
        // A short run asks each route while a third of the parts throw, each time another third.
        if (!DEEP && (at + PARTS.indexOf(part)) % 3 !== 0) continue;
        // A stream that has begun can only be ended: there is nothing left to say it with.
        if (place === '/api/events') continue;
        const response = await fetch(`http://127.0.0.1:${port}${place}`, {
          method,
          headers: {
            Cookie: cookies[asked % cookies.length] ?? '',
            ...(method === 'GET' ? {} : { 'X-Yizhan-Request': '1', 'Content-Type': 'application/json' }),
          },
          ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
        });
        const text = await response.text();
        asked += 1;
        const head = JSON.stringify([...response.headers]);
        if (/secret-of|passwd|anonymous|\.ts:/.test(text + head)) leaks.push(`${part} ${method} ${place}: ${text}`);
        if (response.status < 500) continue;
        failed += 1;
        const problem = JSON.parse(text) as JsonObject;
        const isTold =
          response.headers.get('content-type')?.startsWith('application/problem+json') === true &&
          /^\S{10,}$/.test(String(problem['traceId']));
        if (!isTold) leaks.push(`${part} ${method} ${place}: ${String(response.status)} ${text}`);
      }
      state.broken = false;
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
      await stopListening(server, 100);
    }
  }
  expect(leaks).toEqual([]);
  expect(failed).toBeGreaterThan(DEEP ? 200 : 50);
  expect((await (await web.as('resident')).get('/api/cases')).status).toBe(200);
  recordFigure(
    'F34',
    `${String(failed)} failures of ${String(asked)} requests over ${String(all.length)} routes and ${String(PARTS.length)} parts that throw: each a problem with a trace id, 0 leaks, the process goes on`,
    import.meta,
  );
}, 120_000);

test('what nobody catches ends the process, and the next life finds everything', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-crash-'));
  const planted = `data:text/javascript,process.on('SIGUSR2',()=>{setImmediate(()=>{throw new Error('planted')})})`;
  const env = { NODE_OPTIONS: `--import="${planted}"`, YIZHAN_LOG_LEVEL: 'error' };
  try {
    const port = await freePort();
    const first = await startSourceServer(port, folder, env);
    first.signal('SIGUSR2');
    expect(await first.ended).toBe(1);
    expect(readFileSync(path.join(folder, 'log', 'yizhan.log'), 'utf8')).toMatch(/"event":"crashed".*planted/);
    if (!DEEP) return;
    const second = await startSourceServer(port, folder, env);
    second.signal('SIGTERM');
    expect(await second.ended).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);
