import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { holds, isPermission, PERMISSIONS } from '../../../runtime/access/permissions.js';
import { businessRoutes } from '../../../runtime/http/create-app.js';
import { schemaFaults } from '../../../runtime/http/registrar.js';
import { member, webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

let web: WebOffice;
let description: JsonObject;
beforeAll(async () => {
  web = await webOffice();
  description = (await web.anonymous().get('/openapi.json')).body as JsonObject;
}, 60_000);
afterAll(() => web.close());

it('every schema of a route can be used', () => {
  const routes = businessRoutes(web.office, true);
  expect(routes.length).toBeGreaterThan(80);
  expect(schemaFaults(routes)).toEqual([]);
});

const PEOPLE = ['resident', 'owner', 'window', 'inspector1', 'supervisor', 'designer', 'admin'];

interface Described {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
}

function described(): readonly Described[] {
  return Object.entries(description['paths'] as JsonObject).flatMap(([path, item]) =>
    Object.entries(item as JsonObject).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      permission: String((operation as JsonObject)['x-permission']),
    })),
  );
}

/** Sends a well-formed request for things that do not exist. */
function knock(browser: Browser, { method, path }: Described): Promise<Answer> {
  const place = path
    .replace('{hash}', 'a'.repeat(64))
    .replace('{fileId}', 'a'.repeat(64))
    .replace('{token}', 'x'.repeat(32))
    .replace('{path}', 'manifest.json')
    .replace(/\{\w+\}/g, 'nothing');
  return browser.request(method, place, method === 'GET' || method === 'DELETE' ? {} : { body: bodyFor(path) });
}

function bodyFor(path: string): JsonValue {
  if (path === '/api/session') return { login: 'nobody', password: 'nothing' };
  if (path === '/api/set-up') return { token: 'x', login: 'first', name: '初始', password: 'long enough password' };
  if (path === '/api/lookup') return { caseNumber: 'X', queryCode: 'Y' };
  if (path === '/api/cases') return { service: 'nothing', document: {} };
  if (path.endsWith('/reveal')) return { formId: 'form', pointer: '/x', reason: 'to see' };
  if (path.endsWith('/activate')) return { hash: 'a'.repeat(64) };
  if (path === '/api/packages' || path === '/api/packages/check') return { files: {} };
  if (path.endsWith('/draft') || path.startsWith('/api/drafts')) return { document: {} };
  return {};
}

const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];

describe('authorisation', () => {
  it('describes every route with a permission of the registry', () => {
    const routes = described();
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter((route) => !isPermission(route.permission))).toEqual([]);
  });

  it('refuses anonymous visitors everywhere but on public routes', async () => {
    const visitor = web.anonymous();
    for (const route of described()) {
      if (route.permission === 'public') continue;
      const answer = await knock(visitor, route);
      expect({ route, status: answer.status, code: codeOf(answer) }).toEqual({
        route,
        status: 401,
        code: 'NOT_SIGNED_IN',
      });
    }
  });

  it.each(PEOPLE)(
    'lets %s pass exactly where the roles hold the permission',
    async (login) => {
      const browser = await web.as(login);
      const { roles } = member((await browser.get('/api/session')).body, 'user') as unknown as {
        roles: readonly string[];
      };
      for (const route of described()) {
        if (route.path === '/api/session' || !isPermission(route.permission) || PERMISSIONS[route.permission] === null)
          continue;
        const answer = await knock(browser, route);
        const passed = codeOf(answer) !== 'FORBIDDEN' && answer.status !== 401;
        expect({ route, passed, status: answer.status >= 500 }).toEqual({
          route,
          passed: holds(roles, route.permission),
          status: false,
        });
      }
    },
    30_000,
  );

  it('does not let the administrator see business data', async () => {
    const admin = await web.as('admin');
    for (const path of ['/api/cases', '/api/work-items']) expect((await admin.get(path)).status).toBe(403);
    const registers = (await admin.get('/api/registers')).body as readonly { readonly key: string }[];
    // Who works here, and where: what an office has to have before its first case.
    expect(registers.map(({ key }) => key)).toEqual(['communities', 'people']);
    for (const key of ['shops', 'licences', 'bans', 'volunteers'])
      expect((await admin.get(`/api/registers/${key}`)).status).toBe(404);
  });

  it('takes a revoked role away at the next request', async () => {
    const browser = await web.as('window2');
    expect((await browser.get('/api/registers')).status).toBe(200);
    const { registers } = web.office;
    const set = { roles: ['resident'] };
    await registers.update({ register: 'people', key: 'u-window-zhao', set, commandId: 'revoke', by: 'test' });
    expect((await browser.get('/api/registers')).status).toBe(403);
  });
});

describe('sessions', () => {
  it('changes the id at log-in and forgets it at log-out', async () => {
    const browser = web.anonymous();
    const first = await browser.post('/api/session', { login: 'owner', password: 'yizhan-demo' });
    const cookie = first.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^yizhan-sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const again = await browser.post('/api/session', { login: 'owner', password: 'yizhan-demo' });
    expect(again.headers.getSetCookie()[0]).not.toBe(cookie);
    const old = await web.anonymous().request('GET', '/api/cases', { headers: { Cookie: cookie.split(';')[0] ?? '' } });
    expect(old.status).toBe(401);
    await browser.delete('/api/session');
    expect((await browser.get('/api/cases')).status).toBe(401);
  });

  it('ends after 15 idle minutes for staff and 30 for others', async () => {
    const [clerk, owner] = [await web.as('window'), await web.as('owner')];
    web.clock.advance(16 * 60_000);
    expect([(await clerk.get('/api/cases')).status, (await owner.get('/api/cases')).status]).toEqual([401, 200]);
    web.clock.advance(31 * 60_000);
    expect((await owner.get('/api/cases')).status).toBe(401);
  });

  it('is not kept alive by what a page asks by itself', async () => {
    const clerk = await web.as('window');
    for (let round = 0; round < 4; round += 1) {
      web.clock.advance(4 * 60_000);
      await clerk.request('GET', '/api/notices', { headers: { 'X-Yizhan-Idle': '1' } });
    }
    expect((await clerk.get('/api/notices')).status).toBe(401);
  });

  it('locks an account after five failures, whatever the password then is', async () => {
    const browser = web.anonymous();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await browser.post('/api/session', { login: 'leader', password: 'wrong' })).status).toBe(401);
    }
    const right = await browser.post('/api/session', { login: 'leader', password: 'yizhan-demo' });
    expect([right.status, codeOf(right)]).toEqual([429, 'LOGIN_LOCKED']);
    web.clock.advance(15 * 60_000);
    expect((await browser.post('/api/session', { login: 'leader', password: 'yizhan-demo' })).status).toBe(200);
  });
});
