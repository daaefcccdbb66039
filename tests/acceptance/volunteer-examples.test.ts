import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { makeIdNo } from '../../engine/form/format-id-no.js';
import type { JsonObject, JsonValue } from '../../engine/index.js';
import { TICKET_MS } from '../../runtime/activities/check-in-codes.js';
import { member, webOffice, type Answer, type WebOffice } from '../runtime/kit/web-office.js';

const CLEAN = JSON.parse(
  readFileSync('definitions/volunteer-activity/samples/documents/clean.json', 'utf8'),
) as JsonObject;
const READING: JsonObject = { ...CLEAN, title: '图书整理', kind: 'teach', need: 4, minAge: 7 };
jest.setTimeout(60_000);
const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`);
const bodyOf = (answer: Answer): JsonObject => (answer.body ?? {}) as JsonObject;
const codeOf = (answer: Answer): JsonValue => bodyOf(answer)['code'] ?? answer.status;

let web: WebOffice;
beforeAll(async () => {
  web = await webOffice('2026-03-02T10:00:00+08:00', undefined, undefined, {
    shipped: ['volunteer-activity', 'volunteer-certificate'],
  });
}, 60_000);
afterAll(() => web.close());

/** Asks as a sample person, freshly signed in: hours pass between two steps here. */
const as = async (login: string, method: string, path: string, body?: JsonObject): Promise<Answer> =>
  (await web.as(login)).request(method, path, body === undefined ? {} : { body });

/** Waits until timers and jobs have done what `ready` looks for. */
async function settled(ready: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    if (await ready()) return;
    await web.host.worker.tick();
  }
  throw new Error(`not settled: ${web.log.join('\n')}`);
}

const stateOf = async (activityNo: string): Promise<JsonValue> =>
  (await web.office.registers.get('activities', activityNo))?.values['state'] ?? 'none';

async function complete(login: string, activityNo: string, document: JsonObject): Promise<void> {
  const browser = await web.as(login);
  const found = async (): Promise<JsonObject | undefined> => {
    for (const view of ['mine', 'groups']) {
      const { items } = bodyOf(await browser.get(`/api/work-items?view=${view}&q=${activityNo}`));
      const item = (items as JsonObject[]).find((one) => one['caseNumber'] === activityNo);
      if (item !== undefined) return item;
    }
    return undefined;
  };
  await settled(async () => (await found()) !== undefined);
  const item = (await found()) ?? {};
  const place = `/api/work-items/${encodeURIComponent(String(item['workItemId']))}`;
  if (item['state'] === 'ready') await browser.post(`${place}/claim`, {});
  const answer = await browser.post(`${place}/complete`, { document });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** An activity that is open for sign-up. */
async function activity(document: JsonObject): Promise<string> {
  const answer = await as('teamleader', 'POST', '/api/cases', { service: 'volunteer-activity', document });
  expect(codeOf(answer)).toBe(201);
  const activityNo = String(bodyOf(answer)['caseNumber']);
  await complete('secretary', activityNo, { agree: true });
  if ((document['risks'] as string[]).includes('night')) {
    await complete('leader', activityNo, { agree: true });
    const plan = { route: '两人一组沿路线巡逻', medic: '随队急救包', weather: '大风雨取消', incharge: '白云舒' };
    await complete('teamleader', activityNo, plan);
  }
  await settled(async () => (await stateOf(activityNo)) === '报名中');
  return activityNo;
}

const signUp = (login: string, activityNo: string, body: JsonObject = {}): Promise<Answer> =>
  as(login, 'POST', `/api/activities/${activityNo}/sign-up`, body);
const refusal = (answer: Answer): readonly JsonValue[] => [codeOf(answer), bodyOf(answer)['detail'] ?? null];

describe('a rush', () => {
  it('gives five places to the first five of twenty who sign up at once, some of them twice', async () => {
    const activityNo = await activity({ ...CLEAN, title: '植树', day: '2026-03-12', need: 5, minNeed: 1 });
    const volunteers = Array.from({ length: 20 }, (_, index) => `ZYZ-370303-7${String(index).padStart(4, '0')}`);
    for (const [index, volunteerNo] of volunteers.entries()) {
      const [idNo, mobile] = [makeIdNo('370303', '1990-05-01', 100 + index), `199000190${String(10 + index)}`];
      const names = { name: '林木森', idNo, mobile, community: 'c01', kind: '成年' };
      const values = { volunteerNo, ...names, state: '在册', registeredOn: '2026-01-05', hours: 0, stars: 0 };
      const row = { register: 'volunteers', values, commandId: `rush-${volunteerNo}`, by: 'test' };
      expect(await web.office.registers.insert(row)).toMatchObject({ ok: true });
    }
    const publish = async (volunteerNo: string, turn: number): Promise<string> => {
      const requestId = `${volunteerNo}-${String(turn)}`;
      const { kind } = await web.office.messages.publish({
        messageId: `rush:${requestId}`,
        messageName: 'signUp',
        correlationKey: activityNo,
        timeToLive: 0,
        mayBegin: false,
        variables: { signUp: { requestId, volunteerNo, comes: false } },
        actor: { kind: 'user', userId: 'u-volunteer-bai', roles: ['team-leader'] },
      });
      return kind;
    };
    const twice = volunteers.slice(0, 6);
    const kinds = await Promise.all([
      ...volunteers.map((one) => publish(one, 1)),
      ...twice.map((one) => publish(one, 2)),
    ]);
    expect(new Set(kinds)).toEqual(new Set(['delivered']));
    const count = (state: string): Promise<number> =>
      web.office.registers.count('participations', { where: { activityNo, state } });
    await settled(async () => (await count('已报名')) + (await count('候补')) >= 20);
    expect([await count('已报名'), await count('候补')]).toEqual([5, 15]);
    const shown = bodyOf(await web.anonymous().get(`/api/activities/${activityNo}`));
    expect(shown).toMatchObject({ signedUp: 5, waiting: 15, need: 5 });
  });
});

describe('worked examples of volunteers, through the API', () => {
  let reading = '';
  let patrol = '';
  beforeAll(async () => {
    reading = await activity(READING);
    const night = { ...CLEAN, title: '夜间巡逻', kind: 'patrol', start: '19:00', finish: '21:00', risks: ['night'] };
    patrol = await activity({ ...night, need: 4, training: false });
  });

  it('L1: a child of 7 alone is refused', async () => {
    const [code, text] = refusal(await signUp('volunteer4', reading));
    expect(code).toBe('ACTIVITY_REFUSED');
    expect(JSON.stringify(text)).toContain('不满8周岁只能由监护人陪同参加');
    expect(bodyOf(await signUp('volunteer4', reading, { comes: true }))).toMatchObject({ state: '已报名' });
  });

  it('L2: a child of 12 with a guardian’s consent sorts books', async () => {
    expect(bodyOf(await signUp('volunteer3', reading))).toEqual({ pending: false, state: '已报名' });
  });

  it('L3: the same child is refused a night patrol', async () => {
    const [code, text] = refusal(await signUp('volunteer3', patrol));
    expect(code).toBe('ACTIVITY_REFUSED');
    expect(JSON.stringify(text)).toContain('未成年人不能参加有危险的活动');
  });

  it('L5: a second activity from 11:00 to 12:00 on the same day is refused', async () => {
    expect(bodyOf(await signUp('volunteer1', reading))).toMatchObject({ state: '已报名' });
    const second = await activity({ ...CLEAN, title: '敬老走访', start: '11:00', finish: '12:00' });
    const [code, text] = refusal(await signUp('volunteer1', second));
    expect(code).toBe('ACTIVITY_REFUSED');
    expect(JSON.stringify(text)).toContain('时间重叠');
    expect(refusal(await signUp('resident', second))[0]).toBe('NOT_A_VOLUNTEER');
  });

  it('the calendar shows what is open, and whose part it is', async () => {
    const { body } = await as('volunteer1', 'GET', '/api/activities?from=2026-03-01&to=2026-03-31');
    const listed = (body as JsonObject[]).find((one) => one['activityNo'] === reading);
    expect(listed).toMatchObject({ isOpen: true, signedUp: 3, waiting: 0, mine: { state: '已报名' } });
    expect(JSON.stringify(body)).not.toContain('19900010041');
    const detail = await as('volunteer1', 'GET', `/api/activities/${reading}`);
    expect(bodyOf(detail)).toMatchObject({ contact: { mobile: '19900010041' }, isVolunteer: true });
    expect(bodyOf(await web.anonymous().get(`/api/activities/${reading}`))['contact']).toBeUndefined();
  });

  const codeAt = async (act: 'in' | 'out', which = 0): Promise<string> => {
    const view = bodyOf(await as('teamleader', 'GET', `/api/activities/${reading}/lead`));
    const codes = member(view, 'codes')[act] as JsonObject[];
    return (
      String(codes[which]?.['url'] ?? '')
        .split('/')
        .at(-1) ?? ''
    );
  };
  const scan = async (code: string): Promise<Answer> =>
    web.anonymous().post(`/api/activities/${reading}/scan`, { code });
  const NEAR = { lat: 36.8101, lng: 118.0502, accuracy: 20 };
  const present = (login: string, ticket: JsonValue, point: JsonObject = NEAR): Promise<Answer> =>
    as(login, 'POST', `/api/activities/${reading}/presence`, { ticket, point });

  it('a code is taken while it is shown and shortly after, never later and never before', async () => {
    expect(codeOf(await as('teamdeputy', 'GET', `/api/activities/${reading}/lead`))).toBe(200);
    expect(codeOf(await as('volunteer1', 'GET', `/api/activities/${reading}/lead`))).toBe('FORBIDDEN');
    web.clock.set(at('03-13T09:01'));
    await settled(async () => (await stateOf(reading)) === '已截止');
    web.clock.set(at('03-14T09:02'));
    await settled(async () => (await stateOf(reading)) === '进行中');
    const [code, future] = [await codeAt('in'), await codeAt('in', 2)];
    expect(codeOf(await scan(code))).toBe(200);
    expect(codeOf(await scan(future))).toBe('CODE_EXPIRED');
    expect(codeOf(await scan(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`))).toBe('NOT_FOUND');
    web.clock.set(at('03-14T09:04'));
    expect(codeOf(await scan(code))).toBe('CODE_EXPIRED');
    web.clock.set(at('03-14T09:02'));
  });

  it('L4: in at 09:02, out at 11:40 is 2.5 hours', async () => {
    const { ticket } = bodyOf(await scan(await codeAt('in')));
    const far = await present('volunteer1', ticket ?? '', { lat: 36.9, lng: 118.05 });
    expect(codeOf(far)).toBe('TOO_FAR');
    const first = await present('volunteer1', ticket ?? '');
    expect(bodyOf(first)).toMatchObject({ pending: false, state: '已签到', act: 'in' });
    expect(bodyOf(await present('volunteer1', ticket ?? ''))).toEqual(bodyOf(first));
    // The ticket is spent: nobody else gets in by it, and with a fresh one nobody twice.
    expect(codeOf(await present('volunteer3', ticket ?? ''))).toBe('CODE_USED');
    const again = bodyOf(await scan(await codeAt('in')));
    expect(refusal(await present('volunteer1', again['ticket'] ?? ''))[0]).toBe('ACTIVITY_REFUSED');
    const late = bodyOf(await scan(await codeAt('in')));
    web.clock.advance(TICKET_MS + 1);
    expect(codeOf(await present('volunteer3', late['ticket'] ?? ''))).toBe('CODE_EXPIRED');

    const note = (act: 'in' | 'out', volunteerNo: string, more: JsonObject = {}): Promise<Answer> =>
      as('teamleader', 'POST', `/api/activities/${reading}/attendance`, { act, volunteerNo, ...more });
    expect(refusal(await note('in', '90006'))[0]).toBe('ACTIVITY_REFUSED');
    expect(bodyOf(await note('in', '90006', { guardianHere: true }))).toMatchObject({ state: '已签到' });
    const wasAt = { at: '2026-03-14T09:05:00+08:00' };
    expect(bodyOf(await note('in', 'ZYZ-370303-90005', wasAt))).toMatchObject({ state: '已签到', ...wasAt });
    expect(codeOf(await note('in', '90004'))).toBe('PERSON_UNKNOWN');
    expect(codeOf(await note('out', '90005', { at: '2026-03-14T07:00:00+08:00' }))).toBe('BAD_VALUE');

    web.clock.set(at('03-14T11:40'));
    const out = bodyOf(await scan(await codeAt('out')));
    expect(bodyOf(await present('volunteer1', out['ticket'] ?? ''))).toMatchObject({ state: '已签退', act: 'out' });
    web.clock.set(at('03-14T12:01'));
    await settled(async () => (await stateOf(reading)) === '待确认');
    const leader = await web.as('teamleader');
    const { items } = bodyOf(await leader.get(`/api/work-items?view=mine&q=${reading}`));
    const id = encodeURIComponent(String((items as JsonObject[])[0]?.['workItemId']));
    const forms = bodyOf(await leader.get(`/api/work-items/${id}`))['forms'] as JsonObject[];
    const prepared = member(forms[0] ?? {}, 'document')['rows'] as JsonObject[];
    expect(prepared.map((row) => [row['name'], row['countable'], row['autoOut'] ?? false])).toEqual(
      expect.arrayContaining([['云晓帆', 2.5, false]]),
    );
    expect(prepared.filter((row) => row['autoOut'] === true)).toHaveLength(2);
    await complete('teamleader', reading, {
      rows: prepared.map((row) => ({ hours: row['countable'] ?? 0, rating: 5 })),
    });
    // Inside the team the hours are posted: members see them with masked names, nobody else.
    const posted = async (browser: { get(path: string): Promise<Answer> }): Promise<string> =>
      JSON.stringify(bodyOf(await browser.get('/api/board'))['items']);
    await settled(async () => (await posted(await web.as('volunteer2'))).includes('2.5 小时'));
    expect(await posted(await web.as('volunteer2'))).not.toContain('云晓帆');
    expect([await posted(web.anonymous()), await posted(await web.as('resident'))].join()).not.toContain(reading);
    web.clock.set(at('03-20T00:01'));
    const hours = async (): Promise<JsonObject> =>
      member((await as('volunteer1', 'GET', '/api/my/volunteering')).body, 'volunteer');
    await settled(async () => (await hours())['hours'] === 7.5);
  });

  it('the hours become a certificate that anybody can verify', async () => {
    const document = {
      kind: 'prove',
      from: '2026-03-01',
      to: '2026-03-31',
      purpose: '入党材料',
      seal: false,
      truth: true,
    };
    const answer = await as('volunteer1', 'POST', '/api/cases', { service: 'volunteer-certificate', document });
    expect(codeOf(answer)).toBe(201);
    const certificates = async (): Promise<readonly JsonObject[]> =>
      bodyOf(await as('volunteer1', 'GET', '/api/my/volunteering'))['certificates'] as JsonObject[];
    await settled(async () => (await certificates()).length === 1);
    const [certificate = {}] = await certificates();
    expect(certificate).toMatchObject({ hours: 2.5, state: '有效', caseId: bodyOf(answer)['caseId'] });
    const token = String(certificate['verifyUrl']).split('/').at(-1) ?? '';
    const verified = await web.anonymous().get(`/api/verify/${token}`);
    expect(bodyOf(verified)).toMatchObject({ state: 'valid', signature: { ok: true } });
    expect(JSON.stringify(verified.body)).toContain('2.5 小时');
    expect(JSON.stringify(verified.body)).not.toContain('云晓帆');
    expect(web.log).toEqual([]);
  });
});
