import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { ACCOUNTS, AUDIT } from '../../../runtime/access/access-records.js';
import { CODE_MS } from '../../../runtime/use-cases/manage-people.js';
import { sampleUscc } from '../kit/sample-uscc.js';
import { webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

/* An office begins: set-up by token, the first people, and what their administrator does for them. */

const ADMIN_SECRET = 'Larch-under-snow-41';
const SECRET = 'Seven grey herons';
const PLACE = '/370303/tyc';

let web: WebOffice;
let admin: Browser;
beforeAll(async () => {
  web = await webOffice(undefined, undefined, undefined, { mode: 'office', shipped: ['volunteer-register'] });
}, 60_000);
afterAll(() => web.close());

const bodyOf = (answer: Answer): JsonObject => answer.body as JsonObject;
const said = (answer: Answer): JsonValue => [answer.status, bodyOf(answer)?.['code'] ?? null];
const signIn = (browser: Browser, login: string, password: string): Promise<Answer> =>
  browser.post('/api/session', { login, password });
const userOf = async (browser: Browser): Promise<JsonValue> =>
  bodyOf(await browser.get('/api/session'))['user'] ?? null;
const setPassword = (login: string, code: string, password: string): Promise<Answer> =>
  web.anonymous().post('/api/password', { login, code, password });

async function newPerson(
  login: string,
  roles: readonly string[],
  orgPath = PLACE,
): Promise<{ id: string; code: string }> {
  const answer = await admin.post('/api/people', { login, name: '周明', roles, orgPath });
  expect(answer.status).toBe(201);
  const { userId, code } = bodyOf(answer);
  return { id: String(userId), code: String(code) };
}

/** A person with a password, and a browser in which they are signed in. */
async function worker(
  login: string,
  roles: readonly string[],
  orgPath = PLACE,
): Promise<{ id: string; browser: Browser }> {
  const { id, code } = await newPerson(login, roles, orgPath);
  expect((await setPassword(login, code, SECRET)).status).toBe(204);
  const browser = web.anonymous();
  expect((await signIn(browser, login, SECRET)).status).toBe(200);
  return { id, browser };
}

describe('an office', () => {
  it('is opened by whoever has the token, once', async () => {
    const someone = web.anonymous();
    const before = bodyOf(await someone.get('/api/session'));
    expect(before).toMatchObject({ mode: 'office', user: null, setUp: true });
    expect(before).not.toHaveProperty('demoAccounts');
    const wish = { token: web.office.setUpToken ?? '', login: 'root', name: '林静', password: ADMIN_SECRET };
    const setUp = async (change: JsonObject): Promise<JsonValue> =>
      said(await someone.post('/api/set-up', { ...wish, ...change }));
    expect(await setUp({ token: 'x' })).toEqual([403, 'SET_UP_TOKEN']);
    expect(await setUp({ password: 'root-root-root-1' })).toEqual([422, 'PASSWORD_WEAK']);
    expect(await setUp({})).toEqual([201, null]);
    expect(await setUp({ login: 'other' })).toEqual([409, 'SET_UP_DONE']);
    expect(bodyOf(await someone.get('/api/session'))).not.toHaveProperty('setUp');
    admin = web.anonymous();
    expect((await signIn(admin, 'root', ADMIN_SECRET)).status).toBe(200);
    const list = bodyOf(await admin.get('/api/people'));
    expect(list['people']).toMatchObject([{ login: 'root', name: '林静', roles: ['sysadmin'], hasPassword: true }]);
    expect(list['places']).toEqual([{ orgPath: PLACE, title: { zh: '本街道', en: 'The whole office' } }]);
  });

  it('lets its administrator fill in its communities', async () => {
    const values = { communityId: 'c01', name: '槐荫社区', orgPath: `${PLACE}/c01` };
    expect((await admin.post('/api/registers/communities/rows', { values })).status).toBe(201);
    expect(bodyOf(await web.anonymous().get('/api/registration'))['places']).toEqual([
      { orgPath: `${PLACE}/c01`, title: { zh: '槐荫社区', en: '槐荫社区' } },
    ]);
  });
});

describe('a new person', () => {
  it('sets a password by a code that works once, and signs in', async () => {
    const { id, code } = await newPerson('clerk', ['window-clerk']);
    expect(said(await signIn(web.anonymous(), 'clerk', code))).toEqual([401, 'LOGIN_FAILED']);
    expect(said(await setPassword('clerk', 'AAAAAAAAAA', SECRET))).toEqual([403, 'CODE_FAILED']);
    expect(said(await setPassword('clerk', code, 'short'))).toEqual([422, 'PASSWORD_WEAK']);
    expect(said(await setPassword('clerk', code, 'clerk-clerk-clerk'))).toEqual([422, 'PASSWORD_WEAK']);
    const typed = `${code.slice(0, 5).toLowerCase()} - ${code.slice(5)}`;
    const both = await Promise.all([setPassword('clerk', typed, SECRET), setPassword('clerk', code, SECRET)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 403]);
    expect(said(await setPassword('clerk', code, `${SECRET}!`))).toEqual([403, 'CODE_FAILED']);
    const browser = web.anonymous();
    expect((await signIn(browser, 'clerk', SECRET)).status).toBe(200);
    expect(await userOf(browser)).toMatchObject({ userId: id, roles: ['window-clerk'] });
    expect((await browser.get('/api/work-items')).status).toBe(200);
  });

  it('must have a free login, known roles and a place in the office', async () => {
    const wish = { login: 'other', name: '周明', roles: ['reviewer'], orgPath: PLACE };
    const make = async (change: JsonObject): Promise<JsonValue> =>
      said(await admin.post('/api/people', { ...wish, ...change }));
    expect(await make({ login: 'clerk' })).toEqual([409, 'LOGIN_TAKEN']);
    expect(await make({ roles: ['king'] })).toEqual([422, 'ROLE_UNKNOWN']);
    expect(await make({ roles: ['worker'] })).toEqual([422, 'ROLE_UNKNOWN']);
    expect(await make({ orgPath: '/370303/other' })).toEqual([422, 'PLACE_OUTSIDE']);
    expect(await make({ login: 'Not A Login' })).toEqual([400, 'BAD_REQUEST']);
  });

  it('has three days to use the code, and is locked out by guesses until the administrator helps', async () => {
    const { id, code } = await newPerson('late', ['reviewer']);
    for (let guess = 0; guess < 5; guess += 1)
      expect(said(await setPassword('late', `GUESS${String(guess)}`, SECRET))).toEqual([403, 'CODE_FAILED']);
    expect(said(await setPassword('late', code, SECRET))).toEqual([429, 'LOGIN_LOCKED']);
    const unlocked = bodyOf(await admin.post(`/api/people/${id}/unlock`, {}));
    expect(unlocked).toMatchObject({ lockedUntil: null, hasPassword: false, codeUntil: expect.any(Number) });
    web.clock.advance(CODE_MS);
    expect((await signIn(admin, 'root', ADMIN_SECRET)).status).toBe(200);
    expect(said(await setPassword('late', code, SECRET))).toEqual([403, 'CODE_FAILED']);
    const again = bodyOf(await admin.post(`/api/people/${id}/code`, {}));
    expect((await setPassword('late', String(again['code']), SECRET)).status).toBe(204);
  });
});

describe('the administrator', () => {
  it('changes what somebody may do, at once', async () => {
    const { id, browser } = await worker('mover', ['reviewer']);
    expect((await browser.get('/api/people')).status).toBe(403);
    expect((await browser.get('/api/work-items')).status).toBe(200);
    const change = { name: '周明明', roles: ['designer'], orgPath: PLACE };
    expect((await admin.put(`/api/people/${id}`, change)).body).toMatchObject({ name: '周明明', roles: ['designer'] });
    expect((await browser.get('/api/work-items')).status).toBe(403);
    expect((await browser.get('/api/packages')).status).toBe(200);
  });

  it('signs somebody out everywhere', async () => {
    const { id, browser } = await worker('leaver', ['reviewer']);
    const second = web.anonymous();
    await signIn(second, 'leaver', SECRET);
    expect((await admin.delete(`/api/people/${id}/sessions`)).body).toEqual({ ended: 2 });
    expect([await userOf(browser), await userOf(second)]).toEqual([null, null]);
  });

  it('closes an account and opens it again', async () => {
    const { id, browser } = await worker('sleeper', ['reviewer']);
    expect((await admin.post(`/api/people/${id}/close`, {})).body).toMatchObject({ closed: true });
    expect(await userOf(browser)).toBeNull();
    expect(said(await signIn(web.anonymous(), 'sleeper', SECRET))).toEqual([401, 'LOGIN_FAILED']);
    expect((await admin.post(`/api/people/${id}/open`, {})).body).toMatchObject({ closed: false });
    expect((await signIn(web.anonymous(), 'sleeper', SECRET)).status).toBe(200);
  });

  it('takes a lost password and its sessions', async () => {
    const { id, browser } = await worker('loser', ['reviewer']);
    const code = String(bodyOf(await admin.post(`/api/people/${id}/code`, {}))['code']);
    expect(await userOf(browser)).toBeNull();
    expect(said(await signIn(web.anonymous(), 'loser', SECRET))).toEqual([401, 'LOGIN_FAILED']);
    expect((await setPassword('loser', code, 'Nine brown otters')).status).toBe(204);
    expect((await signIn(web.anonymous(), 'loser', 'Nine brown otters')).status).toBe(200);
  });

  it('cannot take the office from itself', async () => {
    const me = 'u-first-admin';
    const refused = [409, 'NOT_YOURSELF'];
    const demoted = { name: '林静', roles: ['reviewer'], orgPath: PLACE };
    expect(said(await admin.put(`/api/people/${me}`, demoted))).toEqual(refused);
    expect(said(await admin.post(`/api/people/${me}/close`, {}))).toEqual(refused);
    expect(said(await admin.post(`/api/people/${me}/code`, {}))).toEqual(refused);
    expect(said(await admin.post('/api/people/u-nobody/close', {}))).toEqual([422, 'PERSON_UNKNOWN']);
  });

  it('finds people, and sees residents masked', async () => {
    await web.anonymous().post('/api/registration', { login: 'huang', name: '黄小兰', password: SECRET });
    const names = async (query: string): Promise<JsonValue[]> =>
      (bodyOf(await admin.get(`/api/people?${query}`))['people'] as JsonObject[]).map((one) => one['name'] ?? null);
    expect(await names('q=huang')).toEqual([]);
    expect(await names('q=huang&all=1')).toEqual(['黄*兰']);
    expect(await names('q=mover')).toEqual(['周明明']);
  });

  it('leaves a trail, and nowhere a code or password', async () => {
    const { records } = await web.office.store.find(AUDIT, { limit: 500 });
    const actions = new Set(records.map(({ action }) => action));
    for (const action of [
      'created',
      'changed',
      'closed',
      'opened',
      'code-given',
      'unlocked',
      'signed-out',
      'password-set',
    ])
      expect(actions).toContain(`person.${action}`);
    const { id, code } = await newPerson('secret', ['reviewer']);
    const everything = JSON.stringify([
      await web.office.store.find(ACCOUNTS, { limit: 500 }),
      await web.office.store.find(AUDIT, { limit: 500 }),
      web.log,
    ]);
    expect(everything).toContain(id);
    for (const canary of [code, SECRET, ADMIN_SECRET]) expect(everything).not.toContain(canary);
  });
});

describe('one’s own account', () => {
  it('gets another password by the present one; other sessions end', async () => {
    const { browser } = await worker('changer', ['reviewer']);
    const other = web.anonymous();
    await signIn(other, 'changer', SECRET);
    const change = async (present: string, password: string): Promise<JsonValue> =>
      said(await browser.put('/api/password', { present, password }));
    expect(await change('wrong', 'Nine brown otters')).toEqual([403, 'PASSWORD_WRONG']);
    expect(await change(SECRET, 'aaaaaaaaaaaaaa')).toEqual([422, 'PASSWORD_WEAK']);
    expect(await change(SECRET, 'Nine brown otters')).toEqual([204, null]);
    expect(await userOf(browser)).toMatchObject({ login: 'changer' });
    expect(await userOf(other)).toBeNull();
    expect(said(await web.anonymous().put('/api/password', { present: 'a', password: 'b' }))).toEqual([
      401,
      'NOT_SIGNED_IN',
    ]);
  });
});

describe('people who register', () => {
  it('begin a case of their own, in their community', async () => {
    const browser = web.anonymous();
    const wish = { login: 'lan', name: '兰心', password: SECRET, orgPath: `${PLACE}/c01`, mobile: '13800000001' };
    expect((await browser.post('/api/registration', wish)).status).toBe(201);
    expect(said(await browser.post('/api/registration', wish))).toEqual([409, 'LOGIN_TAKEN']);
    expect((await signIn(browser, 'lan', SECRET)).status).toBe(200);
    expect(await userOf(browser)).toMatchObject({ roles: ['resident'], orgPath: `${PLACE}/c01` });
    expect((await browser.get('/api/people')).status).toBe(403);
    const document: unknown = JSON.parse(
      readFileSync('definitions/volunteer-register/samples/documents/adult.json', 'utf8'),
    );
    const begun = await browser.post('/api/cases', { service: 'volunteer-register', document });
    expect(begun.status).toBe(201);
    const { browser: secretary } = await worker('secretary', ['community-secretary'], `${PLACE}/c01`);
    const { browser: stranger } = await worker('stranger', ['community-secretary'], `${PLACE}/c02`);
    const tasks = async (one: Browser): Promise<JsonObject[]> =>
      bodyOf(await one.get('/api/work-items?view=groups'))['items'] as JsonObject[];
    expect(await tasks(stranger)).toEqual([]);
    const [task] = await tasks(secretary);
    const id = String(task?.['workItemId']);
    expect((await secretary.post(`/api/work-items/${id}/claim`, {})).status).toBe(200);
    const done = await secretary.post(`/api/work-items/${id}/complete`, { document: { agree: true } });
    expect(done.status).toBe(200);
    const caseId = String(bodyOf(begun)['caseId']);
    expect((await browser.get(`/api/cases/${caseId}`)).body).toMatchObject({ status: 'closed' });
  });

  it('are refused with another place, a weak password or a wrong credit code', async () => {
    const wish = { login: 'shop', name: '方圆', password: SECRET };
    const register = async (change: JsonObject): Promise<JsonValue> =>
      said(await web.anonymous().post('/api/registration', { ...wish, ...change }));
    expect(await register({ orgPath: '/370303/other' })).toEqual([422, 'PLACE_OUTSIDE']);
    expect(await register({ password: 'shopshopshop' })).toEqual([422, 'PASSWORD_WEAK']);
    expect(await register({ uscc: '92370303MT00000051' })).toEqual([422, 'INVALID']);
    expect(await register({ roles: ['sysadmin'] })).toEqual([400, 'BAD_REQUEST']);
    expect(await register({ uscc: sampleUscc(5) })).toEqual([201, null]);
  });
});
