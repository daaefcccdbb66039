import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../engine/index.js';
import { recountEnds } from '../../runtime/board/keep-board.js';
import { noteDevice } from '../../runtime/ratings/note-device.js';
import type { Statistics } from '../../runtime/wire/statistics.js';
import { checkConsents, checkLaterConsents, giveConsent, laterPrivacy } from '../../runtime/privacy/start-privacy.js';
import { serviceOf } from '../../runtime/use-cases/service-of.js';
import { withFiles } from '../runtime/kit/sample-files.js';
import { type Answer, type Browser, type WebOffice, webOffice } from '../runtime/kit/web-office.js';

interface BoardPage {
  readonly items: readonly JsonObject[];
}

/** A busy machine is slow; nothing here waits for the clock. */
const PATIENCE = 60_000;

/** What processes share, through the API: notices with objections, ratings. */
let web: WebOffice;
let noticeCase = '';
let noticeId = '';

const FACTS = '征求意见时没有通知我们这个楼的住户';
const draft = JSON.parse(readFileSync('definitions/office-notice/samples/documents/notice.json', 'utf8')) as JsonObject;

const at = (instant: string): void => web.clock.set(Date.parse(`${instant}+08:00`));
const codeOf = ({ body }: Answer): unknown => (body as JsonObject | null)?.['code'];

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) {
    if (await holds()) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never: ${what}`);
}

async function work(login: string, name: string, document: JsonObject): Promise<Answer> {
  const browser = await web.as(login);
  const id = await openItem(browser, name);
  const claim = await browser.post(`/api/work-items/${id}/claim`, {});
  if (claim.status !== 200 && codeOf(claim) !== 'ALREADY_CLAIMED') return claim;
  return browser.post(`/api/work-items/${id}/complete`, { document });
}

async function openItem(browser: Browser, name: string): Promise<string> {
  let id = '';
  await until(name, async () => {
    for (const view of ['mine', 'groups', 'all']) {
      const page = (await browser.get(`/api/work-items?view=${view}`)).body as {
        readonly items: readonly JsonObject[];
      };
      const found = page.items.find((one) => (one['name'] as JsonObject)['zh'] === name);
      if (found !== undefined) id = String(found['workItemId']);
    }
    return id !== '';
  });
  return id;
}

const board = async (browser: Browser, query = ''): Promise<readonly JsonObject[]> =>
  ((await browser.get(`/api/board${query}`)).body as { readonly items: readonly JsonObject[] }).items;

beforeAll(async () => {
  web = await webOffice('2026-09-22T10:00:00+08:00', undefined, undefined, {
    shipped: ['office-notice', 'service-rating', 'volunteer-register', 'food-stall-filing'],
  });
}, 60_000);

afterAll(() => web.close());

describe('a notice of seven calendar days (C5)', () => {
  it(
    'is posted on 2026-09-23 and shown masked to anybody',
    async () => {
      const started = await (
        await web.as('secretary')
      ).post('/api/cases', { service: 'office-notice', document: draft });
      expect(started.status).toBe(201);
      noticeCase = String((started.body as JsonObject)['caseId']);
      at('2026-09-23T10:00:00');
      expect((await work('head', '审核公示', { agree: true })).status).toBe(200);
      await web.office.commands.drain(noticeCase, 5_000);
      const [shown] = await board(web.anonymous());
      expect(shown).toMatchObject({ postedOn: '2026-09-23', endsOn: '2026-09-30', isOpen: true, kind: 'affairs' });
      expect(shown?.['content']).toEqual([
        { label: '联系人', value: '李*和' },
        { label: '电话', value: '199****0002' },
        { label: '结果', value: '同意修订' },
      ]);
      noticeId = String(shown?.['noticeId']);
    },
    PATIENCE,
  );

  it(
    'is objected to by name, and not by strangers',
    async () => {
      at('2026-09-29T09:00:00');
      const place = `/api/board/${noticeId}/objections`;
      expect((await web.anonymous().post(place, { document: { facts: FACTS } })).status).toBe(401);
      const resident = await web.as('resident');
      const form = (await resident.get(`/api/board/${noticeId}/objection-form`)).body as JsonObject;
      expect(form['document']).toEqual({ noticeId, name: '李安然', mobile: '19900000002' });
      expect(codeOf(await resident.post(place, { document: { name: '李安然', facts: FACTS } }))).toBe('FORM_INVALID');
      const document = { name: '李安然', mobile: '19900000002', facts: FACTS };
      expect((await resident.post(place, { document })).status).toBe(201);
      const office = (await (await web.as('supervisor')).get('/api/board/office')).body as unknown as BoardPage;
      const [row] = office.items;
      expect(row).toMatchObject({ noticeId, openObjections: 1, caseNumber: 'GSFB-20260922-00001' });
    },
    PATIENCE,
  );

  it(
    'has its last day counted anew when the calendar has changed',
    async () => {
      const { registers } = web.office;
      const before = (await registers.get('public-notices', noticeId))?.values['endsOn'];
      // As a calendar would have given it in which a day of the period was off.
      const set = { endsOn: '2026-10-08' };
      await registers.update({ register: 'public-notices', key: noticeId, set, commandId: 'end', by: 'test' });
      expect(await recountEnds(web.office)).toBe(1);
      expect((await registers.get('public-notices', noticeId))?.values['endsOn']).toBe(before);
      expect(await recountEnds(web.office)).toBe(0);
    },
    PATIENCE,
  );

  it(
    'ends at 24:00 of the last day: personal data go, an open objection keeps the matter from going on',
    async () => {
      at('2026-09-30T23:59:00');
      expect(await board(web.anonymous())).toHaveLength(1);
      at('2026-10-01T00:00:01');
      expect(await board(web.anonymous())).toEqual([]);
      await until('taken down', async () => {
        const row = await web.office.registers.get('public-notices', noticeId);
        return row?.values['state'] === '公示期满';
      });
      const row = await web.office.registers.get('public-notices', noticeId);
      expect(JSON.stringify(row?.values)).not.toMatch(/李\*和|199\*/);
      const [past] = await board(web.anonymous(), '?state=past');
      expect(past).toMatchObject({ noticeId, isOpen: false, endedOn: '2026-10-01' });
      expect(past).not.toHaveProperty('content');
      const resident = await web.as('resident');
      const late = await resident.post(`/api/board/${noticeId}/objections`, { document: { facts: FACTS } });
      expect(codeOf(late)).toBe('OBJECTION_LATE');
      expect((await (await web.as('secretary')).get(`/api/cases/${noticeCase}`)).body).toMatchObject({ ended: false });
    },
    PATIENCE,
  );

  it(
    'is checked by another person than the first examiner, answered in writing, and then goes on',
    async () => {
      at('2026-10-08T09:30:00');
      const check = {
        heardOn: '2026-10-08',
        facts: '已在楼道张贴并留照',
        finding: 'dismissed',
        basis: '程序符合居民公约',
      };
      expect(codeOf(await work('head', '核查异议', check))).toBe('APPLICANT_IS_APPROVER');
      expect((await work('head2', '核查异议', check)).status).toBe(200);
      expect((await work('head2', '书面答复', { text: '经核查，已在楼道张贴通知' })).status).toBe(200);
      await web.office.commands.drain(noticeCase, 5_000);
      expect((await (await web.as('secretary')).get(`/api/cases/${noticeCase}`)).body).toMatchObject({ ended: true });
      const resident = await web.as('resident');
      const [mine] = (await resident.get('/api/board/objections')).body as unknown as readonly JsonObject[];
      expect(mine).toMatchObject({
        noticeId,
        state: '异议不成立',
        answer: '经核查，已在楼道张贴通知',
        hasLetter: true,
      });
      const letter = `/api/board/objections/${String(mine?.['objectionNo'])}/answer.pdf`;
      expect(Buffer.from((await resident.get(letter)).bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      expect((await (await web.as('owner')).get(letter)).status).toBe(404);
    },
    PATIENCE,
  );
});

describe('privacy notices and consents (4.10)', () => {
  const adult = JSON.parse(
    readFileSync('definitions/volunteer-register/samples/documents/adult.json', 'utf8'),
  ) as JsonObject;
  const application = { ...adult, health: 'limited', healthNote: '不宜爬高' };
  const service = 'volunteer-register';
  let version = '';

  it(
    'stand beside the start form, with the version that was shown and the time',
    async () => {
      const resident = await web.as('resident');
      const form = (await resident.get(`/api/services/${service}/start-form`)).body as JsonObject;
      const privacy = form['privacy'] as JsonObject;
      expect(privacy).toMatchObject({ isTold: false, hasConsented: false, needsGuardian: false });
      expect(JSON.stringify(privacy['parts'])).toMatch(/身份证号.*志愿服务条例|志愿服务条例.*身份证号/);
      version = String(privacy['version']);
      const told = await resident.post('/api/consents', { service, version });
      expect(told.body).toMatchObject({ isTold: true, hasConsented: false });
      expect(codeOf(await resident.post('/api/consents', { service, version: 'abcdef012345' }))).toBe('FORM_VERSION');
      const [line] = (await resident.get('/api/consents')).body as unknown as readonly JsonObject[];
      expect(line).toMatchObject({ service, version, kind: '已告知', givenAt: '2026-10-08T09:30:00+08:00' });
    },
    PATIENCE,
  );

  it(
    'sensitive data need a consent of their own, which can be withdrawn',
    async () => {
      const resident = await web.as('resident');
      const apply = (): Promise<Answer> => resident.post('/api/cases', { service, document: application });
      const refused = await apply();
      expect(refused.body).toMatchObject({ code: 'CONSENT_NEEDED', errors: [{ pointer: '/healthNote' }] });
      expect((await resident.post('/api/consents', { service, version, sensitive: true })).status).toBe(201);
      const lines = (await resident.get('/api/consents')).body as unknown as readonly JsonObject[];
      const mine = lines.find((one) => one['kind'] === '单独同意');
      expect(mine).toMatchObject({ categories: ['health'] });
      const place = `/api/consents/${String(mine?.['consentNo'])}/withdraw`;
      expect((await (await web.as('owner')).post(place, {})).status).toBe(404);
      expect((await resident.post(place, {})).body).toMatchObject({ withdrawnAt: '2026-10-08T09:30:00+08:00' });
      expect(codeOf(await apply())).toBe('CONSENT_NEEDED');
      await resident.post('/api/consents', { service, version, sensitive: true });
      expect((await apply()).status).toBe(201);
    },
    PATIENCE,
  );

  it(
    'are asked for at later forms as well, and name the office as it is configured',
    async () => {
      const { active, book } = await serviceOf(web.office, service);
      const owner = { userId: 'u-owner-wang', login: 'owner', name: '王小满', roles: ['resident'] };
      const user = { ...owner, orgPath: '/370303/tyc/c01', communities: [] };
      const filled = { healthNote: '不宜爬高' };
      const later = (patch: JsonObject): Promise<void> => checkLaterConsents(web.office, user, { active, book }, patch);
      await expect(later({ skills: [] })).resolves.toBeUndefined();
      await expect(later(filled)).rejects.toMatchObject({ code: 'CONSENT_NEEDED' });
      const privacy = await laterPrivacy(web.office, user, { active, book });
      expect(JSON.stringify(privacy?.parts)).toContain('张店区体育场街道办事处');
      const browser = await web.as('owner');
      const wish = { service, form: privacy?.form, version: privacy?.version, sensitive: true };
      expect((await browser.post('/api/consents', wish)).body).toMatchObject({ isTold: true, hasConsented: true });
      await expect(later(filled)).resolves.toBeUndefined();
      expect((await browser.post('/api/consents', { ...wish, form: 'nothing' })).status).toBe(404);
    },
    PATIENCE,
  );

  it(
    'below fourteen a guardian consents',
    async () => {
      const child = {
        userId: 'u-child',
        login: 'child',
        name: '小满',
        roles: ['resident'],
        orgPath: '',
        communities: [],
      };
      const values = {
        userId: 'u-child',
        login: 'child',
        name: '小满',
        roles: ['resident'],
        orgPath: '/370303/tyc',
        idNo: '370303201503120021',
      };
      const { registers } = web.office;
      const known = await registers.insert({ register: 'people', values, commandId: 'child', by: 'test' });
      expect(known.ok).toBe(true);
      const target = await serviceOf(web.office, service);
      await expect(checkConsents(web.office, child, target, {})).rejects.toMatchObject({ code: 'GUARDIAN_NEEDED' });
      const guardian = { name: '李安然', relation: '母亲' };
      await giveConsent(web.office, child, { service, version, sensitive: false, guardian });
      await expect(checkConsents(web.office, child, target, {})).resolves.toBeUndefined();
    },
    PATIENCE,
  );
});

describe('ratings (4.6)', () => {
  it(
    'are of one’s own cases, once for each stage, never by staff',
    async () => {
      const rate = async (login: string, caseNumber: string): Promise<Answer> =>
        (await web.as(login)).post('/api/cases', {
          service: 'service-rating',
          document: { caseNumber, moment: '受理', level: 5 },
        });
      const first = await rate('resident', 'GSFB-20260922-00001');
      expect(codeOf(first)).toBe('FORM_INVALID');
      expect(codeOf(await rate('window', 'GSFB-20260922-00001'))).toBe('FORBIDDEN');
    },
    PATIENCE,
  );
});

describe('statistics (4.11)', () => {
  const place = (more: string): string => `/api/statistics${more}from=2026-09&to=2026-10`;

  it(
    'count every process within reach, from facts and not from instances',
    async () => {
      const supervisor = await web.as('supervisor');
      const table = (await supervisor.get(`${place('?')}&by=service`)).body as unknown as Statistics;
      expect(table.isBehind).toBe(false);
      const lines = Object.fromEntries(table.groups.map(({ key, figures }) => [key, figures]));
      expect(lines['office-notice']).toMatchObject({
        received: 1,
        closed: 1,
        inHand: 0,
        onTimePromised: { n: 1, of: 1 },
        zeroVisit: { n: 0, of: 1 },
        online: { n: 0, of: 1 },
      });
      expect(lines['volunteer-register']).toMatchObject({ received: 1, inHand: 1, online: { n: 1, of: 1 } });
      expect(table.total.received).toBe(2);
      const again = (await supervisor.get(`${place('?')}&by=handler`)).body as unknown as Statistics;
      expect(again.groups.map(({ key }) => key).sort()).toEqual(['u-head-qian', 'u-head-sun']);
    },
    PATIENCE,
  );

  it(
    'lead to the cases, masked, and stay within the community of whoever asks',
    async () => {
      const supervisor = await web.as('supervisor');
      const drill = await supervisor.get(`${place('/cases?')}&by=service&key=volunteer-register&drill=inHand`);
      expect(drill.body).toMatchObject({ total: 1, items: [{ applicant: '李*然', statusText: { zh: '审查中' } }] });
      const secretary = await web.as('secretary');
      const own = (await secretary.get(`${place('?')}&by=service`)).body as unknown as Statistics;
      expect(own.groups.map(({ key }) => key)).toEqual(['office-notice']);
      expect((await secretary.get(`${place('?')}&by=handler`)).status).toBe(403);
      expect((await (await web.as('resident')).get(`${place('?')}&by=service`)).status).toBe(403);
      const sheet = await supervisor.get(`${place('/sheet.xlsx?')}&by=month`);
      expect(Buffer.from(sheet.bytes.subarray(0, 2)).toString()).toBe('PK');
    },
    PATIENCE,
  );
});

describe('a rating of acceptance (4.6)', () => {
  it(
    'offers one’s own cases, is taken once, and many from one device are marked',
    async () => {
      const resident = await web.as('resident');
      const form = (await resident.get('/api/services/service-rating/start-form')).body as JsonObject;
      const offered = JSON.stringify(form['form']).match(/ZYZC-20261008-\d{5}/)?.[0] ?? '';
      expect(offered).not.toBe('');
      const rate = (moment: string, level: number): Promise<Answer> =>
        resident.post('/api/cases', { service: 'service-rating', document: { caseNumber: offered, moment, level } });
      const first = (await rate('受理', 5)).body as JsonObject;
      const second = (await rate('受理', 1)).body as JsonObject;
      const status = async (receipt: JsonObject): Promise<unknown> =>
        ((await resident.get(`/api/cases/${String(receipt['caseId'])}`)).body as JsonObject)['status'];
      expect([await status(first), await status(second)]).toEqual(['closed', 'not-accepted']);
      for (let more = 0; more < 4; more += 1) await rate('过程查询', 4);
      const rows = (await web.office.registers.find('ratings', { where: { caseNumber: offered } })).rows;
      expect(rows.map(({ values }) => [values['moment'], values['level'], values['flagged'] ?? false])).toEqual([
        ['受理', 5, false],
        ['过程查询', 4, false],
      ]);
      const config = { rating: { deviceLimit: 1 } };
      const made = { ...rows[1]?.values, ratingNo: 'made-up', caseNumber: 'X-20261008-00001' };
      const written = { register: 'ratings', values: made, commandId: 'made-up', by: 'test' };
      expect((await web.office.registers.insert(written)).ok).toBe(true);
      const flag = async (): Promise<unknown> =>
        (await web.office.registers.get('ratings', 'made-up'))?.values['flagged'];
      await noteDevice(web.office, { caseId: 'c', ratingNo: 'first', device: '::1 browser', config });
      expect(await flag()).toBeUndefined();
      await noteDevice(web.office, { caseId: 'c', ratingNo: 'made-up', device: '::1 browser', config });
      expect(await flag()).toBe(true);
    },
    PATIENCE,
  );
});

describe('a rating with the query code (4.6)', () => {
  it(
    'is taken once, without signing in, from whoever has the receipt',
    async () => {
      at('2026-11-02T10:00:00');
      const resident = await web.as('resident');
      const sample = readFileSync('definitions/food-stall-filing/samples/documents/plain.json', 'utf8');
      const document = await withFiles(resident, JSON.parse(sample) as JsonObject);
      const receipt = (await resident.post('/api/cases', { service: 'food-stall-filing', document }))
        .body as JsonObject;
      const { caseNumber, queryCode, caseId } = receipt;
      await web.office.commands.drain(String(caseId), 5_000);
      const visitor = web.anonymous();
      const found = (await visitor.post('/api/lookup', { caseNumber, queryCode })).body as JsonObject;
      expect(found['rating']).toMatchObject({ formId: 'rating', document: {} });
      const rate = (code: unknown, level: number): Promise<Answer> =>
        visitor.post('/api/lookup/rating', { caseNumber, queryCode: code, document: { level } });
      expect((await rate('AAAAAA', 5)).status).toBe(404);
      expect(codeOf(await rate(queryCode, 9))).toBe('FORM_INVALID');
      expect((await rate(queryCode, 2)).status).toBe(201);
      expect(codeOf(await rate(queryCode, 5))).toBe('RATING_CLOSED');
      const rated = await web.office.registers.get('ratings', `${String(caseNumber)}-result`);
      expect(rated?.values).toMatchObject({ level: 2, moment: '办理结果', state: '差评处理中' });
      expect(await openItem(await web.as('supervisor'), '回访核实')).not.toBe('');
    },
    PATIENCE,
  );
});
