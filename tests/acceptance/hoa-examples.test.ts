import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../engine/index.js';
import { CASES } from '../../runtime/store/collections.js';
import { ownerRegister } from '../../runtime/votes/owner-register.js';
import type { Choices } from '../../runtime/votes/vote-records.js';
import { tinyPng, webOffice, type Answer, type Browser, type WebOffice } from '../runtime/kit/web-office.js';

/** The election of an owners' committee from the plan to the hand-over, through the API: with the worked examples C4 and S3. */
let web: WebOffice;
let caseId = '';
let voteId = '';

const people = new Map<string, Browser>();
const as = async (login: string): Promise<Browser> => {
  const known = people.get(login) ?? (await web.as(login));
  people.set(login, known);
  return known;
};
/** Days go by: whoever worked before signs in again. */
const at = (instant: string): void => {
  web.clock.set(Date.parse(`${instant}+08:00`));
  people.clear();
};
const codeOf = ({ body }: Answer): unknown => (body as JsonObject | null)?.['code'];
const listOf = (value: JsonValue | undefined): readonly JsonObject[] => value as unknown as readonly JsonObject[];

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await holds()) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never: ${what}; ${web.log.slice(-3).join('\n')}`);
}

async function itemsOf(login: string, name: string): Promise<readonly JsonObject[]> {
  const browser = await as(login);
  let found: readonly JsonObject[] = [];
  await until(`${login}: ${name}`, async () => {
    for (const view of ['mine', 'groups']) {
      const page = (await browser.get(`/api/work-items?view=${view}`)).body as JsonObject;
      found = listOf(page['items']).filter((one) => (one['name'] as JsonObject)['zh'] === name);
      if (found.length > 0) return true;
    }
    return false;
  });
  return found;
}

async function work(login: string, name: string, document: JsonObject): Promise<Answer> {
  const [item] = await itemsOf(login, name);
  const place = `/api/work-items/${String(item?.['workItemId'])}`;
  const browser = await as(login);
  const claim = await browser.post(`${place}/claim`, {});
  if (claim.status !== 200 && codeOf(claim) !== 'ALREADY_CLAIMED') return claim;
  const done = await browser.post(`${place}/complete`, { document });
  await web.office.commands.drain(caseId, 5_000);
  return done;
}

/** Completes a task that must be accepted. */
async function does(login: string, name: string, document: JsonObject): Promise<void> {
  const answer = await work(login, name, document);
  expect([name, answer.status, answer.status < 300 ? null : answer.body]).toEqual([name, 200, null]);
}

const row = async (register: string, key: string): Promise<JsonObject> =>
  (await web.office.registers.get(register, key))?.values ?? {};

interface Part extends JsonObject {
  readonly partId: string;
  readonly owners: readonly { readonly name: string; readonly idNo: string }[];
}
const parts = (
  JSON.parse(readFileSync('definitions/hoa-base/samples/parts.json', 'utf8')) as readonly (Part & {
    readonly estateId: string;
  })[]
).filter(({ estateId }) => estateId === 'e01');
const accounts = JSON.parse(readFileSync('definitions/common/samples/people.json', 'utf8')) as readonly JsonObject[];
const teller = accounts.find(({ login }) => login === 'teller1') ?? {};

const STANDING = [0, 1, 3, 4, 5, 6, 8].flatMap((index) => parts[index] ?? []);
const nomination = ({ partId, owners }: Part): JsonObject => {
  const [owner = { name: '', idNo: '' }] = owners;
  const { name, idNo } = owner;
  return {
    estateId: 'e01',
    partId,
    name,
    idNo,
    gender: Number(idNo.charAt(16)) % 2 === 1 ? '男' : '女',
    birth: `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`,
    mobile: '19900020001',
    nominateWay: '自荐',
    statement: '愿意为全体业主服务，接受监督。',
    conflict: [],
    truth: true,
  };
};

const JOB = {
  jobId: 'j1',
  instanceId: 'i1',
  rootId: 'i1',
  jobKey: 'i1:j1',
  type: 'vote.units',
  elementId: 'readParts',
  headers: {},
  attempt: 1,
  packageHash: 'h',
};

beforeAll(async () => {
  web = await webOffice('2026-07-18T10:00:00+08:00', undefined, undefined, {
    trustProxy: true,
    shipped: ['hoa-reelection', 'pmc-setup'],
  });
  // The last of those who stand is an owner who also counts ballots for the office.
  const last = STANDING[6];
  const owners = [{ name: teller['name'] ?? '', idNo: teller['idNo'] ?? '', share: 100 }];
  if (last === undefined) throw new Error('no seventh part');
  await web.office.registers.update({
    register: 'parts',
    key: last.partId,
    set: { owners, voterId: teller['idNo'] ?? '' },
    commandId: 'teller-buys-a-flat',
    by: 'test',
  });
  STANDING[6] = { ...last, owners: owners as unknown as Part['owners'] };
}, 60_000);
afterAll(() => web.close());

describe("an owners' committee of five seats", () => {
  it('lets people choose their estate by name', async () => {
    const form = (await (await as('prepleader')).get('/api/services/hoa-election/start-form')).body as JsonObject;
    const shown = form['form'] as JsonObject;
    const { estateId } = (shown['schema'] as JsonObject)['properties'] as Readonly<Record<string, JsonObject>>;
    expect(estateId?.['oneOf']).toContainEqual({ const: 'e01', title: '柳泉花园' });
    expect((shown['english'] as JsonObject)['/properties/estateId/oneOf/0/title']).toBe('Liuquan Garden');
  }, 60_000);

  it('begins with a plan that is checked, and candidates who are owners', async () => {
    const plan: JsonObject = {
      estateId: 'e01',
      kind: 'first',
      seats: 5,
      candidatesWanted: 7,
      noticeOn: '2026-07-30',
      meetingOn: '2026-08-15',
      termYears: 5,
      prepMembers: 7,
      votesRules: false,
    };
    const started = await (await as('prepleader')).post('/api/cases', { service: 'hoa-election', document: plan });
    expect(started.status).toBe(201);
    caseId = String((started.body as JsonObject)['caseId']);
    await web.office.commands.drain(caseId, 5_000);
    // The case lies where the estate lies, not where the person belongs who started it.
    const { records } = await web.office.store.find(CASES, { where: { _id: caseId }, limit: 1 });
    expect(records[0]?.orgPath).toBe('/370303/tyc/c01');
    at('2026-07-20T10:00:00');
    const leader = await as('prepleader');
    const say = (document: JsonObject): Promise<Answer> =>
      leader.post(`/api/cases/${caseId}/messages/hoa-nominate`, { document });
    const [first] = STANDING;
    if (first === undefined) throw new Error('nobody stands');
    expect((await say({ ...nomination(first), partId: 'e01-9-1-901' })).status).toBe(200);
    for (const part of STANDING) {
      expect(await say(nomination(part))).toMatchObject({ status: 200 });
      await web.office.commands.drain(caseId, 5_000);
    }
    const entered = await web.office.registers.find('hoa-candidates', { where: { estateId: 'e01' }, limit: 20 });
    expect(entered.rows.map(({ values }) => values['partId'])).toEqual(STANDING.map(({ partId }) => partId));
  }, 60_000);

  it('is reviewed by five bodies at once and listed by the preparation group', async () => {
    at('2026-07-29T09:00:00');
    await web.office.commands.drain(caseId, 5_000);
    const rows = STANDING.map(() => ({ finding: 'yes' }));
    await does('head', '联合审查', { rows });
    expect(await itemsOf('property', '联合审查')).toHaveLength(4);
    for (let body = 0; body < 4; body += 1) await does('property', '联合审查', { rows });
    at('2026-07-30T10:00:00');
    const listed = (votes: number): JsonObject => ({
      rows: STANDING.map(() => ({ votes, accept: true })),
      heldOn: '2026-07-30',
    });
    expect(codeOf(await work('prepleader', '筹备组确定候选人名单', listed(3)))).toBe('FORM_INVALID');
    await does('prepleader', '筹备组确定候选人名单', listed(4));
    // The notice is for the people of the estate, and names are masked for them as well.
    expect(((await web.anonymous().get('/api/board')).body as JsonObject)['items']).toEqual([]);
    const text = JSON.stringify((await (await as('owner')).get('/api/board')).body);
    expect(text).toContain('业主大会会议公告');
    for (const { owners } of STANDING) expect(text).not.toContain(owners[0]?.name);
    // Somebody who owns nothing in the estate sees none of it, the community that it lies in does.
    expect(((await (await as('family')).get('/api/board')).body as JsonObject)['items']).toEqual([]);
    expect(JSON.stringify((await (await as('secretary')).get('/api/board')).body)).toContain('业主大会会议公告');
  }, 60_000);

  it('brings every ballot before the vote opens, and nobody reads an interim result', async () => {
    at('2026-08-15T09:00:00');
    const member = await as('prepmember');
    const counts = { inPerson: 17, byPost: 0, electronic: 0, noticed: 0 };
    await itemsOf('prepmember', '送达表决票');
    const votes = listOf((await (await as('prepleader')).get('/api/votes')).body);
    voteId = String(votes[0]?.['voteId']);
    // The ballots are noted as brought, but the list of units says otherwise: the task comes back.
    await does('prepmember', '送达表决票', counts);
    // What was posted as the owner register is what the vote has frozen.
    const vote = await web.office.ballots.vote(voteId);
    const job = { ...JOB, variables: { estateId: 'e01' } };
    const signal = new AbortController().signal;
    expect(await ownerRegister(web.office.registers)(job, { now: web.clock.now(), signal })).toMatchObject({
      kind: 'completed',
      variables: { parts: 18, heads: 17, area: vote?.whole.area, unitsHash: vote?.unitsHash },
    });
    const stops = listOf((await member.get(`/api/votes/${voteId}/route`)).body);
    expect(stops).toHaveLength(17);
    const uploaded = (await member.upload('signature.png', tinyPng('signed'))).body as JsonObject;
    for (const stop of stops)
      await member.put(`/api/votes/${voteId}/route/${String(stop['unit'])}`, {
        how: 'in-person',
        proof: { signature: uploaded['fileId'] },
      });
    await does('prepmember', '送达表决票', counts);
    expect(await row('estates', 'e01')).toMatchObject({ status: '投票中' });
    const candidates = (await web.office.ballots.vote(voteId))?.questions.flatMap((one) =>
      one.type === 'election' ? one.candidates.map(({ id }) => id) : [],
    );
    const marks = (count: number): Choices => ({
      board: Object.fromEntries((candidates ?? []).map((id, index) => [id, index < count ? 'for' : 'against'])),
    });
    for (const [index, stop] of stops.slice(0, 14).entries()) {
      const answer = await web.office.ballots.handIn({
        voteId,
        unit: String(stop['unit']),
        way: 'electronic',
        onPaper: false,
        choices: marks(index < 10 ? 5 : 4),
        commandId: `ballot-${String(index)}`,
      });
      expect(answer.ok).toBe(true);
    }
    const seen = JSON.stringify((await (await as('supervisor')).get(`/api/votes/${voteId}`)).body);
    expect(seen).not.toMatch(/"favour"|"elected"/);
  }, 60_000);

  it('is not counted by a candidate (S3)', async () => {
    at('2026-09-04T10:00:00');
    await web.office.commands.drain(caseId, 5_000);
    at('2026-09-05T00:00:01');
    await web.office.commands.drain(caseId, 5_000);
    at('2026-09-05T10:00:00');
    const team = (tellers: readonly string[]): JsonObject => ({
      tellers,
      supervisors: ['u-votewatch-qi'],
      leader: ['u-prep-jin'],
      witness: ['u-secretary-tang'],
      place: '社区会议室',
      video: true,
    });
    const refused = await work('prepleader', '确定计票人、监票人', team(['u-teller-tao', 'u-teller-jiang']));
    expect([refused.status, codeOf(refused)]).toEqual([422, 'FORM_INVALID']);
    expect(JSON.stringify(refused.body)).toContain('候选人不得担任计票人、监票人');
    await does('prepleader', '确定计票人、监票人', team(['u-teller-jiang', 'u-teller-zou']));
    await does('teller2', '第一次录入纸质选票', { sheets: 0, sealed: true });
    await does('teller3', '第二次录入纸质选票', { sheets: 0, sealed: true });
    for (const login of ['teller2', 'teller3', 'votewatch', 'prepleader', 'secretary'])
      await does(login, '计票结果签字', { agree: true });
  }, 60_000);

  it('elected on 2026-09-05 files by 2026-10-08, the first working day after the holiday (C4)', async () => {
    at('2026-09-15T09:00:00');
    await web.office.commands.drain(caseId, 5_000);
    const committeeId = 'HOA-e01-20260905';
    await until('committee', async () => (await row('hoa-committees', committeeId))['state'] === '待备案');
    expect(await row('hoa-committees', committeeId)).toMatchObject({
      electedOn: '2026-09-05',
      filingDue: '2026-10-08',
      seats: 5,
    });
    const members = await web.office.registers.find('hoa-members', { where: { committeeId }, limit: 20 });
    expect(members.rows.map(({ values }) => [values['partId'], values['state'], values['heads']])).toEqual(
      STANDING.slice(0, 5).map(({ partId }, index) => [partId, '在任', index < 4 ? 14 : 10]),
    );
    const elected = members.rows.map(({ values }) => String(values['candidateId']));
    await does('hoamember', '首次委员会议', {
      heldOn: '2026-09-15',
      present: 5,
      chair: [elected[0] ?? ''],
      viceChairs: [elected[1] ?? ''],
      executives: [],
      votes: 4,
    });
    const uploaded = (await (await as('hoamember')).upload('paper.png', tinyPng())).body as JsonObject;
    const file = { fileId: uploaded['fileId'] ?? '', name: 'paper.png', size: tinyPng().length, type: 'image/png' };
    await does('hoamember', '填写备案申请', {
      resolution: file,
      procedureRules: file,
      managementRules: file,
      memberBasics: file,
      truth: true,
    });
    at('2026-10-08T16:00:00');
    const [check] = await itemsOf('property', '审核备案材料');
    expect(check).toBeDefined();
    expect(JSON.stringify((await (await as('supervisor')).get('/api/notifications')).body ?? '')).not.toContain(
      '备案逾期',
    );
    await does('property', '审核备案材料', { finding: 'complete' });
    await does('property', '登记住建部门备案结果', {
      result: 'filed',
      filingNo: 'YWH-370303-2026-00041',
      filedOn: '2026-10-08',
    });
    await does('hoamember', '登记印章和账户', {
      sealNo: 'YZ-41',
      sealedOn: '2026-10-08',
      bank: '张店农商银行',
      keeper: '马知秋',
    });
    await does('prepleader', '移交并解散筹备组', { ballotsSealed: true, files: true, keepUntil: '2034-09-04' });
    expect(await row('hoa-committees', committeeId)).toMatchObject({
      state: '已备案',
      filingNo: 'YWH-370303-2026-00041',
      termTo: '2031-09-04',
    });
    expect(await row('estates', 'e01')).toMatchObject({ status: '已备案', termTo: '2031-09-04' });
    const resolution = await web.office.registers.find('hoa-resolutions', { where: { estateId: 'e01' }, limit: 5 });
    expect(resolution.rows[0]?.values).toMatchObject({ kind: '选举', passed: true, heads: 14, allHeads: 17 });
    expect((await (await as('prepleader')).get(`/api/cases/${caseId}`)).body).toMatchObject({ ended: true });
  }, 60_000);

  it('takes the place of a property management committee in its estate', async () => {
    at('2026-10-09T09:00:00');
    const facts = '首期入住不足三分之一，暂不具备召开业主大会的条件。';
    const document = { estateId: 'e03', reason: 'conditions', facts };
    expect((await (await as('property')).post('/api/cases', { service: 'pmc-setup', document })).status).toBe(201);
    const member = (name: string, side: string, post: string): JsonObject => ({ name, side, post });
    await does('property', '确定组成', {
      members: [
        member('毛雨水', '街道', '主任'),
        member('沈启明', '业主', '副主任'),
        member('唐晓岚', '居委会', '委员'),
        ...['魏小暑', '韩安和', '杨书怀', '朱知秋'].map((name) => member(name, '业主', '委员')),
      ],
      setUpOn: '2026-10-09',
    });
    at('2026-10-20T09:00:00');
    await does('property', '告知住建部门', { toldOn: '2026-10-20', receipt: 'GZ-2026-3' });
    expect(await row('estates', 'e03')).toMatchObject({ status: 'PMC' });

    const uploaded = (await (await as('hoamember')).upload('paper.png', tinyPng())).body as JsonObject;
    const file = { fileId: uploaded['fileId'] ?? '', name: 'paper.png', size: tinyPng().length, type: 'image/png' };
    const posts = ['主任', '副主任', '委员', '委员', '委员'];
    const filing = {
      estateId: 'e03',
      committeeName: '梧桐新居业主委员会',
      electedOn: '2026-10-17',
      termFrom: '2026-10-17',
      termTo: '2031-10-16',
      members: posts.map((post, index) => ({ name: '韩安和', post, partId: `e03-1-1-${String(index + 1)}01` })),
      resolution: file,
      procedureRules: file,
      managementRules: file,
      memberBasics: file,
      truth: true,
    };
    const filed = await (await as('hoamember')).post('/api/cases', { service: 'hoa-filing', document: filing });
    expect(filed.status).toBe(201);
    await does('property', '审核备案材料', { finding: 'complete' });
    await does('property', '登记住建部门备案结果', {
      result: 'filed',
      filingNo: 'YWH-370303-2026-00042',
      filedOn: '2026-10-20',
    });
    expect(await itemsOf('property', '十日内移交')).toHaveLength(1);
    expect(await row('hoa-committees', 'WGH-e03-20261020')).toMatchObject({ state: '已终止' });
  }, 60_000);

  it('is reminded of its re-election 120 days before the term ends', async () => {
    at('2031-05-07T08:59:00');
    await web.office.commands.drain(caseId, 5_000);
    expect((await row('estates', 'e01'))['status']).toBe('已备案');
    at('2031-05-07T09:00:01');
    const [item] = await itemsOf('hoamember', '委员会报告换届');
    expect(item).toBeDefined();
    expect((await row('estates', 'e01'))['status']).toBe('届满预警');
  }, 60_000);
});
