import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import type { Choices, Mark } from '../../runtime/votes/vote-records.js';
import { tinyPng, webOffice, type WebOffice } from '../runtime/kit/web-office.js';
import { codeOf, hoaPeople, listOf, until, type HoaPeople } from './kit/hoa-people.js';

/**
 * What may happen to an election on its way, through the API by the people who do it: extended on the last day, tied, run off, objected to and
 * counted again; and a meeting stopped by order while its vote is open.
 */
let web: WebOffice;
let office: HoaPeople;
beforeAll(async () => {
  web = await webOffice('2026-07-18T10:00:00+08:00', undefined, undefined, {
    trustProxy: true,
    shipped: ['hoa-election', 'hoa-vote'],
  });
  office = hoaPeople(web);
}, 60_000);
afterAll(() => web.close());

interface Part {
  readonly partId: string;
  readonly estateId: string;
  readonly owners: readonly { readonly name: string; readonly idNo: string }[];
}
const PARTS = (JSON.parse(readFileSync('definitions/hoa-base/samples/parts.json', 'utf8')) as readonly Part[]).filter(
  ({ estateId }) => estateId === 'e01',
);
const STANDING = [0, 1, 3, 4, 5, 6].flatMap((index) => PARTS[index] ?? []);
const TEAM = {
  tellers: ['u-teller-tao', 'u-teller-jiang'],
  supervisors: ['u-votewatch-qi'],
  leader: ['u-prep-jin'],
  witness: ['u-secretary-tang'],
  place: '社区会议室',
  video: true,
};

const nomination = ({ partId, owners: [owner = { name: '', idNo: '' }] }: Part): JsonObject => ({
  estateId: 'e01',
  partId,
  name: owner.name,
  idNo: owner.idNo,
  gender: Number(owner.idNo.charAt(16)) % 2 === 1 ? '男' : '女',
  birth: `${owner.idNo.slice(6, 10)}-${owner.idNo.slice(10, 12)}-${owner.idNo.slice(12, 14)}`,
  mobile: '19900020001',
  nominateWay: '自荐',
  statement: '愿意为全体业主服务，接受监督。',
  conflict: [],
  truth: true,
});

/** The newest vote of the case, as the one who leads it sees it. */
async function voteOf(login = 'prepleader'): Promise<JsonObject> {
  const [vote] = listOf((await (await office.as(login)).get(`/api/votes?case=${office.caseId}`)).body);
  if (vote === undefined) throw new Error('no vote');
  return vote;
}

/** Every ballot is handed over, and the task is done. */
async function deliver(voteId: string): Promise<readonly JsonObject[]> {
  const member = await office.as('prepmember');
  const signature = ((await member.upload('signature.png', tinyPng('signed'))).body as JsonObject)['fileId'];
  const stops = listOf((await member.get(`/api/votes/${voteId}/route`)).body);
  for (const stop of stops)
    await member.put(`/api/votes/${voteId}/route/${String(stop['unit'])}`, { how: 'in-person', proof: { signature } });
  await office.does('prepmember', '送达表决票', { inPerson: stops.length, byPost: 0, electronic: 0, noticed: 0 });
  return stops;
}

/** An owner votes through the link that the helper shows. */
async function cast(voteId: string, stop: JsonObject, choices: Choices): Promise<void> {
  const member = await office.as('prepmember');
  const unit = String(stop['unit']);
  const shown = (await member.post(`/api/votes/${voteId}/route/${unit}/link`, {})).body as JsonObject;
  const token = String(shown['url']).split('#')[1] ?? '';
  const label = String((stop['parts'] as readonly string[])[0]);
  const part = PARTS.find(({ partId }) => partId.endsWith(label));
  const idTail = part?.owners[0]?.idNo.slice(-6) ?? '';
  const answer = await web
    .anonymous()
    .post(`/api/ballots/${voteId}`, { token, idTail, choices }, { 'Idempotency-Key': `${voteId}-${unit}` });
  expect([unit, answer.status, answer.status === 201 ? null : answer.body]).toEqual([unit, 201, null]);
}

async function countPaper(): Promise<void> {
  await office.does('prepleader', '确定计票人、监票人', TEAM);
  await office.does('teller1', '第一次录入纸质选票', { sheets: 0, sealed: true });
  await office.does('teller2', '第二次录入纸质选票', { sheets: 0, sealed: true });
}

const noticesOf = async (login: string): Promise<readonly string[]> =>
  listOf((await (await office.as(login)).get('/api/notices')).body).map((one) =>
    String((one['text'] as JsonObject)['zh']),
  );

describe('an election with a tie', () => {
  let first = '';
  let ids: readonly string[] = [];
  let stops: readonly JsonObject[] = [];
  /** The fifth and the sixth get the very same votes; the first four more. */
  const marks = (index: number): Choices => {
    const chosen = index < 10 ? [4, 5, ...[0, 1, 2, 3].filter((one) => one !== index % 4)] : [0, 1, 2, 3];
    return {
      board: Object.fromEntries(ids.map((id, at): [string, Mark] => [id, chosen.includes(at) ? 'for' : 'against'])),
    };
  };

  it('is planned, reviewed, posted and opened', async () => {
    const started = await (
      await office.as('prepleader')
    ).post('/api/cases', {
      service: 'hoa-election',
      document: {
        estateId: 'e01',
        kind: 'first',
        seats: 5,
        candidatesWanted: 6,
        noticeOn: '2026-07-30',
        meetingOn: '2026-08-15',
        termYears: 5,
        prepMembers: 7,
        votesRules: false,
      },
    });
    expect([started.status, started.status === 201 ? null : started.body]).toEqual([201, null]);
    office.caseId = String((started.body as JsonObject)['caseId']);
    await office.drain();
    office.at('2026-07-20T10:00:00');
    for (const part of STANDING) {
      const said = await (
        await office.as('prepleader')
      ).post(`/api/cases/${office.caseId}/messages/hoa-nominate`, { document: nomination(part) });
      expect([said.status, said.status === 200 ? null : said.body]).toEqual([200, null]);
      await office.drain();
    }
    office.at('2026-07-29T09:00:00');
    await office.drain();
    const rows = STANDING.map(() => ({ finding: 'yes' }));
    await office.does('head', '联合审查', { rows });
    for (let body = 0; body < 4; body += 1) await office.does('property', '联合审查', { rows });
    office.at('2026-07-30T10:00:00');
    const list = { rows: STANDING.map(() => ({ votes: 6, accept: true })), heldOn: '2026-07-30' };
    await office.does('prepleader', '筹备组确定候选人名单', list);
    office.at('2026-08-15T09:00:00');
    await office.itemsOf('prepmember', '送达表决票');
    first = String((await voteOf())['voteId']);
    stops = await deliver(first);
    await until('open', web, async () => (await voteOf())['isOpen'] === true);
    const [question] = listOf((await voteOf())['questions']);
    ids = listOf(question?.['candidates']).map(({ id }) => String(id));
    expect(ids).toHaveLength(6);
    expect((await noticesOf('owner')).filter((text) => text.includes('开始投票'))).toHaveLength(1);
  }, 60_000);

  it('is extended on its last day, and every owner with an account hears of it once', async () => {
    for (const [index, stop] of stops.slice(0, 10).entries()) await cast(first, stop, marks(index));
    office.at('2026-09-04T09:30:00');
    await office.drain();
    const before = String((await voteOf())['closesAt']);
    await office.does('prepleader', '延长投票期', { days: 10, reason: '参与人数尚差少许，公告延长。' });
    const after = String((await voteOf())['closesAt']);
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThanOrEqual(10 * 86_400_000);
    expect((await noticesOf('owner')).filter((text) => text.includes('延长至'))).toHaveLength(1);
    office.at('2026-09-06T10:00:00');
    for (const [index, stop] of stops.slice(10, 14).entries()) await cast(first, stop, marks(10 + index));
    const end = Date.parse(after);
    web.clock.set(end - 15 * 3_600_000 + 1);
    await office.drain();
    web.clock.set(end + 1);
    await office.drain();
  }, 60_000);

  it('goes to a run-off of the two who are equal, by a vote of its own', async () => {
    office.at('2026-09-17T10:00:00');
    await office.drain();
    await countPaper();
    expect((await voteOf('supervisor'))['voteId']).toBe(first);
    office.at('2026-09-29T10:00:00');
    await office.itemsOf('prepmember', '送达表决票');
    const runOff = await voteOf();
    const second = String(runOff['voteId']);
    expect(second).not.toBe(first);
    const [question] = listOf(runOff['questions']);
    expect(listOf(question?.['candidates']).map(({ id }) => id)).toEqual([ids[4], ids[5]]);
    expect(question?.['seats']).toBe(1);
    const all = await deliver(second);
    await until('open', web, async () => (await voteOf())['isOpen'] === true);
    for (const stop of all.slice(0, 13))
      await cast(second, stop, { board: { [ids[5] ?? '']: 'for', [ids[4] ?? '']: 'against' } });
    const closesAt = Date.parse(String((await voteOf())['closesAt']));
    web.clock.set(closesAt - 15 * 3_600_000 + 1);
    await office.drain();
    office.at(new Date(closesAt + 34 * 3_600_000).toISOString().slice(0, 19));
    await office.drain();
    await countPaper();
    for (const login of ['teller1', 'teller2', 'votewatch', 'prepleader', 'secretary'])
      await office.does(login, '计票结果签字', { agree: true });
  }, 60_000);

  it('is counted again after an owner objects, in public and by the independent program', async () => {
    const owner = await office.as('owner');
    let noticeId = '';
    await until('the result is posted', web, async () => {
      const page = (await owner.get('/api/board')).body as JsonObject;
      noticeId = String(
        listOf(page['items']).find((one) => JSON.stringify(one['title']).includes('结果'))?.['noticeId'] ?? '',
      );
      return noticeId !== '';
    });
    const objected = await owner.post(`/api/board/${noticeId}/objections`, {
      document: { name: '王小满', mobile: '19900000001', facts: '第二轮唱票时有一张选票没有出示，请复核。' },
    });
    expect([objected.status < 300, objected.status < 300 ? null : objected.body]).toEqual([true, null]);
    await office.drain();
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(web.clock.now());
    await office.does('property', '核查异议', {
      heardOn: today,
      facts: '唱票录像不清，宜当众复核。',
      finding: 'upheld',
      basis: '《淄博市物业管理条例》第二十四条',
    });
    await office.does('property', '书面答复', { text: '您反映的情况已核实，将组织复核，感谢监督。' });
    web.clock.advance(8 * 86_400_000);
    office.at(new Date(web.clock.now() + 8 * 3_600_000).toISOString().slice(0, 19));
    await office.drain();
    const [item] = await office.itemsOf('votewatch', '复核计票');
    const shown = (await (await office.as('votewatch')).get(`/api/work-items/${String(item?.['workItemId'])}`)).body;
    expect(JSON.stringify(shown)).toContain('"programEqual":true');
    const vote = await voteOf('supervisor');
    const again = await (await office.as('votewatch')).post(`/api/votes/${String(vote['voteId'])}/recounts`, {});
    expect(again.body).toMatchObject({ isEqual: true, faults: [] });
    await office.does('votewatch', '复核计票', {
      observers: '区住建局、街道物业办、异议人',
      equal: true,
      note: '当场复核全部选票。',
    });
    await office.itemsOf('hoamember', '首次委员会议');
    expect((await noticesOf('owner')).filter((text) => text.includes('已计票'))).toHaveLength(2);
    const members = await web.office.registers.find('hoa-members', { where: { state: '在任' }, limit: 20 });
    const seated = members.rows.map(({ values }) => values['candidateId']).filter((id) => ids.includes(String(id)));
    expect(new Set(seated)).toEqual(new Set([ids[0], ids[1], ids[2], ids[3], ids[5]]));
  }, 60_000);
});

describe('a meeting that is stopped by order', () => {
  it('takes no more ballots in the vote that was open, counts none, and begins again with its notice', async () => {
    office.at('2027-03-01T10:00:00');
    const plan = JSON.parse(readFileSync('definitions/hoa-vote/samples/documents/yearly.json', 'utf8')) as JsonObject;
    const document = { ...plan, estateId: 'e01', calledBy: 'street', noticeOn: '2027-03-03', meetingOn: '2027-03-20' };
    const started = await (await office.as('property')).post('/api/cases', { service: 'hoa-vote', document });
    expect([started.status, started.status === 201 ? null : started.body]).toEqual([201, null]);
    office.caseId = String((started.body as JsonObject)['caseId']);
    await office.drain();
    office.at('2027-03-02T10:00:00');
    await office.does('property', '街道指导', { agree: true });
    office.at('2027-03-22T10:00:00');
    await office.itemsOf('prepmember', '送达表决票');
    const voteId = String((await voteOf())['voteId']);
    const stops = await deliver(voteId);
    await until('open', web, async () => (await voteOf())['isOpen'] === true);
    for (const stop of stops.slice(0, 2)) await cast(voteId, stop, { m1: 'for', m2: 'against' });
    const order = {
      orderNo: '张住建责改〔2027〕9号',
      facts: '公告内容不全，责令停止后重新公告。',
      restart: 'ballot',
    };
    const owner = await office.as('owner');
    expect((await owner.post(`/api/cases/${office.caseId}/messages/hoa-stop`, { document: order })).status).toBe(404);
    const officer = await office.as('property');
    const offered = (await officer.get(`/api/cases/${office.caseId}`)).body;
    expect(JSON.stringify(offered)).toContain('hoa-stop');
    const stopped = await officer.post(`/api/cases/${office.caseId}/messages/hoa-stop`, { document: order });
    expect([stopped.status, stopped.status === 200 ? null : stopped.body]).toEqual([200, null]);
    await office.drain();
    expect((await voteOf())['state']).toBe('stopped');
    const third = stops[2];
    const link = await (
      await office.as('prepmember')
    ).post(`/api/votes/${voteId}/route/${String(third?.['unit'])}/link`, {});
    expect([200, 409]).toContain(link.status);
    const refused = await web.office.ballots.handIn({
      voteId,
      unit: String(third?.['unit']),
      way: 'electronic',
      onPaper: false,
      choices: { m1: 'for' },
      commandId: 'too-late',
    });
    expect(refused).toEqual({ ok: false, code: 'VOTE_CLOSED' });
    const file = await (await office.as('votewatch')).post(`/api/votes/${voteId}/file`, {});
    expect([file.status, codeOf(file)]).toEqual([409, 'VOTE_NOT_COUNTED']);
    await expect(web.office.ballots.count(voteId)).rejects.toMatchObject({ code: 'VOTE_STOPPED' });
    // The notice is posted anew, and after it another vote begins.
    office.at('2027-04-08T10:00:00');
    await office.itemsOf('prepmember', '送达表决票');
    expect((await voteOf())['voteId']).not.toBe(voteId);
  }, 60_000);
});

describe('the owner register and letters of proxy', () => {
  it('takes owners of a part only when their shares add up to the whole', async () => {
    const officer = await office.as('property');
    const part = {
      partId: 'e01-7-1-101',
      estateId: 'e01',
      community: 'c01',
      building: '7',
      unit: '1',
      room: '101',
      use: '住宅',
      area: 9000,
      areaSource: '合同',
    };
    const owner = (share: number, index: number): JsonObject => ({
      name: `沈${'一二三'.charAt(index)}明`,
      idNo: PARTS[index]?.owners[0]?.idNo ?? '',
      share,
    });
    const add = (shares: readonly number[]) =>
      officer.post('/api/registers/parts/rows', { values: { ...part, owners: shares.map(owner) } });
    for (const shares of [
      [60, 30],
      [100, 1],
      [33.3, 33.3, 33.3],
    ]) {
      const refused = await add(shares);
      expect([refused.status, codeOf(refused)]).toEqual([422, 'FORM_INVALID']);
      expect(JSON.stringify(refused.body)).toContain('份额合计 100%');
    }
    const added = await add([33.33, 33.33, 33.34]);
    expect([added.status, added.status === 201 ? null : added.body]).toEqual([201, null]);
    const handle = String((added.body as JsonObject)['handle'] ?? (added.body as JsonObject)['key'] ?? '');
    const changed = await officer.put(`/api/registers/parts/rows/${handle}`, {
      revision: 1,
      set: { owners: [owner(50, 0), owner(49, 1)] },
    });
    expect([changed.status, codeOf(changed)]).toEqual([422, 'FORM_INVALID']);
  }, 60_000);

  it('gives an owner the letter for the own unit, the office every one, and nobody else any', async () => {
    const vote = await voteOf();
    const owner = await office.as('owner');
    const mine = listOf(((await owner.get(`/api/votes/${String(vote['voteId'])}`)).body as JsonObject)['mine'])[0];
    const place = `/api/votes/${String(vote['voteId'])}/proxy-letters`;
    for (const browser of [owner, await office.as('prepmember')]) {
      const letter = await browser.get(`${place}/${String(mine?.['unit'])}`);
      expect([letter.status, letter.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(Buffer.from(letter.bytes.slice(0, 5)).toString()).toBe('%PDF-');
    }
    const other = mine?.['unit'] === 'u0002' ? 'u0003' : 'u0002';
    expect((await owner.get(`${place}/${other}`)).status).toBe(404);
    expect((await web.anonymous().get(`${place}/${other}`)).status).toBe(401);
  }, 60_000);
});
