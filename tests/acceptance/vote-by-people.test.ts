import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROLE_KEYS, type JsonObject, type JsonValue } from '../../engine/index.js';
import { COLLECTIONS } from '../../runtime/store/collections.js';
import { DEMO_PASSWORD } from '../../runtime/use-cases/log-in.js';
import type { CountBoard } from '../../runtime/use-cases/count-ballots.js';
import type { RouteStop } from '../../runtime/use-cases/deliver-ballots.js';
import type { VoteView } from '../../runtime/use-cases/vote-views.js';
import type { NewVote } from '../../runtime/votes/prepare-vote.js';
import type { Choices } from '../../runtime/votes/vote-records.js';
import { member, tinyPng, webOffice, type Answer, type Browser, type WebOffice } from '../runtime/kit/web-office.js';
import { ownerId, unitOf } from './kit/owners-vote.js';

const VOTE = 'lake-garden';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Sample accounts that own parts here. */
const WANG = '370303198506150213';
const LI = '37030319900312048X';
const OWNERS = [WANG, LI, ...Array.from({ length: 10 }, (_, index) => ownerId(index + 2))];
/** Powers of three: no two sets of owners have the same area together. */
const AREAS = OWNERS.map((_, index) => 10_000 + 3 ** index);
const NAMES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
const YES: Choices = { rules: 'for', board: Object.fromEntries(NAMES.slice(0, 5).map((name) => [name, 'for'])) };
const NO: Choices = { rules: 'against', board: { c6: 'for', c1: 'against' } };

/** Everybody here signs in and hashes a password; a busy machine takes its time. */
jest.setTimeout(60_000);

let web: WebOffice;
const people = new Map<string, Browser>();
const as = async (login: string): Promise<Browser> => {
  const known = people.get(login) ?? (await web.as(login));
  people.set(login, known);
  return known;
};

beforeAll(async () => {
  web = await webOffice(undefined, undefined, undefined, { trustProxy: true, shipped: ['common'] });
  const vote: NewVote = {
    voteId: VOTE,
    title: '湖畔花园业主大会会议',
    caseId: 'case-of-the-vote',
    estateId: 'e01',
    orgPath: '/370303/tyc/c01',
    questions: [
      { id: 'rules', type: 'matter', title: '通过管理规约', kind: 'ordinary' },
      { id: 'board', type: 'election', title: '选举委员', seats: 5, candidates: NAMES.map((id) => ({ id, name: id })) },
    ],
    parts: OWNERS.map((owner, index) => ({
      partId: `p${String(index)}`,
      label: `${String(12 - index)}-1-101`,
      area: AREAS[index] ?? 0,
      owners: [owner],
      names: ['业主明'],
    })),
    // Teller 2 stands for election, and so does the owner of the last unit.
    candidates: [{ idNo: '370303199307221050' }, { userId: 'u-teller-jiang' }, { idNo: OWNERS[11] ?? '' }],
  };
  await web.office.ballots.prepare(vote);
}, 60_000);
afterAll(() => web.close());

const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];
const upload = async (browser: Browser): Promise<string> =>
  String(((await browser.upload('photo.png', tinyPng())).body as JsonObject)['fileId']);
const at = (place: string): string => `/api/votes/${VOTE}/${place}`;
const viewFor = async (login: string): Promise<VoteView> =>
  (await (await as(login)).get(`/api/votes/${VOTE}`)).body as unknown as VoteView;

describe('ballots on their way to their owners', () => {
  it('come in the order of house numbers, with masked names, and need what shows them', async () => {
    const member2 = await as('prepmember');
    const stops = (await member2.get(at('route'))).body as unknown as readonly RouteStop[];
    expect(stops.map(({ parts }) => parts[0])).toEqual(OWNERS.map((_, index) => `${String(index + 1)}-1-101`));
    expect(stops[0]?.names).toEqual(['业*明']);
    const note = (unit: number, how: string, proof: JsonObject): Promise<Answer> =>
      member2.put(at(`route/${unitOf(unit)}`), { how, proof });
    expect(codeOf(await note(0, 'in-person', { receiver: '王小满' }))).toBe('PROOF_NEEDED');
    expect(codeOf(await note(0, 'in-person', { signature: 'a'.repeat(64) }))).toBe('FILE_UNKNOWN');
    const signature = await upload(member2);
    expect(await note(0, 'in-person', { signature })).toMatchObject({
      status: 200,
      body: { delivered: { how: 'in-person', by: '魏小暑' } },
    });
    expect((await member2.get(at(`route/${unitOf(0)}/proofs/${signature}`))).status).toBe(200);
    expect((await (await as('resident')).get(at(`route/${unitOf(0)}/proofs/${signature}`))).status).toBe(403);
    expect((await note(1, 'post', { trackingNo: 'XA12345678937' })).status).toBe(200);
    expect(codeOf(await note(2, 'link', {}))).toBe('PROOF_NEEDED');
    for (let unit = 2; unit < 10; unit += 1) {
      const link = await member2.post(at(`route/${unitOf(unit)}/link`), {});
      expect(String((link.body as JsonObject)['url'])).toMatch(/\/b\/lake-garden#[\w-]{22}$/);
      expect((await note(unit, 'link', {})).status).toBe(200);
    }
  });

  it('count as delivered by notice after two visits that found nobody, and not before', async () => {
    const member2 = await as('prepmember');
    const photo = await upload(member2);
    const notice = (smsSent = true): Promise<Answer> => member2.post(at('notice-deliveries'), { photo, smsSent });
    const visit = (unit: number): Promise<Answer> =>
      member2.post(at(`route/${unitOf(unit)}/visits`), { note: '家中无人' });
    for (const unit of [10, 11]) await visit(unit);
    expect((await notice()).body).toEqual({ units: [] });
    await visit(10);
    expect(codeOf(await notice(false))).toBe('PROOF_NEEDED');
    expect((await notice()).body).toEqual({ units: [unitOf(10)] });
    expect(await web.office.deliveries.progress(VOTE)).toEqual({ units: 12, delivered: 11 });
    await visit(11);
    expect((await notice()).body).toEqual({ units: [unitOf(11)] });
  });
});

describe('letters of proxy', () => {
  const letter = async (unit: number, more: JsonObject = {}): Promise<Answer> => {
    const clerk = await as('prepleader');
    return clerk.post(at('proxies'), {
      unit: unitOf(unit),
      agentName: '李安然',
      agentId: LI,
      questions: ['rules', 'board'],
      from: '2026-03-01',
      to: '2026-04-30',
      isFamily: false,
      letter: await upload(clerk),
      ...more,
    });
  };

  it('name an adult, at most three parts, and cover the vote', async () => {
    expect(codeOf(await letter(2, { agentId: ownerId(7, 2010) }))).toBe('PROXY_MINOR');
    expect(codeOf(await letter(2, { agentId: '370303199003120481' }))).toBe('PROXY_MINOR');
    expect(codeOf(await letter(2, { to: '2026-03-01' }))).toBe('PROXY_DATES');
    expect(codeOf(await letter(2, { questions: ['other'] }))).toBe('PROXY_SCOPE');
    expect(codeOf(await letter(1))).toBe('PROXY_SELF');
    expect((await letter(2, { questions: ['rules'] })).status).toBe(204);
    expect(codeOf(await letter(2))).toBe('PROXY_EXISTS');
    expect((await letter(3)).status).toBe(204);
    expect((await letter(4)).status).toBe(204);
    expect(codeOf(await letter(5))).toBe('PROXY_TOO_MANY');
    expect((await (await as('prepleader')).delete(at(`proxies/${unitOf(4)}`))).status).toBe(204);
  });

  it('let a candidate vote for the own family only', async () => {
    const agentId = OWNERS[11] ?? '';
    expect(codeOf(await letter(5, { agentId }))).toBe('PROXY_CANDIDATE');
    expect((await letter(5, { agentId, isFamily: true })).status).toBe(204);
  });

  it('are listed without the number of the agent', async () => {
    const text = JSON.stringify((await (await as('prepleader')).get(at('proxies'))).body);
    expect(text).toContain('李*然');
    expect(text).not.toContain(LI);
  });
});

describe('voting', () => {
  const link = (unit: number, idTail: string): Promise<Answer> =>
    web.anonymous().post(`/api/ballots/${VOTE}/open`, { token: tokens.get(unit) ?? '', idTail });
  const tokens = new Map<number, string>();
  const cast = async (login: string, unit: number, choices: Choices, key = 'the-one-ballot'): Promise<Answer> =>
    (await as(login)).post(at('ballots'), { unit: unitOf(unit), choices }, { 'Idempotency-Key': key });

  it('has not begun before all is delivered and the vote is opened', async () => {
    expect(await viewFor('owner')).toMatchObject({ state: 'prepared', isOpen: false, mine: [{ unit: unitOf(0) }] });
    expect(codeOf(await cast('owner', 0, YES))).toBe('VOTE_CLOSED');
    expect((await (await as('prepmember')).put(at(`paper/${unitOf(6)}/return`), {})).status).toBe(409);
    const now = web.clock.now();
    await web.office.ballots.begin(VOTE, { opensAt: now, closesAt: now + 15 * DAY });
    expect(await viewFor('owner')).toMatchObject({ state: 'open', isOpen: true });
  });

  it('takes a ballot once, tells its receipt again, and no other one', async () => {
    expect(codeOf(await cast('resident', 0, YES))).toBe('NOT_ENTITLED');
    const first = await cast('owner', 0, YES);
    expect(first.status).toBe(201);
    expect((await cast('owner', 0, YES)).body).toEqual(first.body);
    expect(codeOf(await cast('owner', 0, NO))).toBe('UNIT_HAS_VOTED');
    expect(codeOf(await cast('owner', 0, YES, 'another-ballot'))).toBe('UNIT_HAS_VOTED');
    expect((await viewFor('owner')).mine[0]?.cast?.receipt).toBe(member(first.body, 'receipt'));
  });

  it('by an agent reaches as far as the letter', async () => {
    expect((await viewFor('resident')).mine.map(({ unit, agentFor }) => [unit, agentFor])).toEqual([
      [unitOf(1), undefined],
      [unitOf(2), ['业*明']],
      [unitOf(3), ['业*明']],
    ]);
    expect(codeOf(await cast('resident', 2, YES))).toBe('BALLOT_INVALID');
    expect((await cast('resident', 2, { rules: 'for' })).body).toMatchObject({ way: 'proxy' });
    expect((await cast('resident', 1, NO)).body).toMatchObject({ way: 'electronic' });
  });

  it('through a link stops whoever guesses the ID number, for an hour and then for good', async () => {
    const clerk = await as('prepleader');
    for (const unit of [7, 8]) {
      const { url } = (await clerk.post(at(`route/${unitOf(unit)}/link`), {})).body as { readonly url: string };
      tokens.set(unit, url.split('#')[1] ?? '');
    }
    const right = OWNERS[7]?.slice(-6) ?? '';
    for (let round = 0; round < 3; round += 1) {
      const tries = await Promise.all(Array.from({ length: 12 }, (_, index) => link(7, `00000${String(index % 10)}`)));
      expect(tries.filter((one) => codeOf(one) === 'NOT_ENTITLED')).toHaveLength(5);
      expect(codeOf(await link(7, right))).toBe('LINK_LOCKED');
      web.clock.set(web.clock.now() + HOUR);
    }
    // Sessions have ended meanwhile.
    people.clear();
    expect(codeOf(await link(7, right))).toBe('LINK_LOCKED');
    await (await as('prepleader')).post(at(`route/${unitOf(7)}/link`), {});
    expect((await link(7, right)).body).toMatchObject({ mine: [{ unit: unitOf(7) }] });
    expect((await link(8, OWNERS[8]?.slice(-6) ?? '')).status).toBe(200);
  });

  it('on paper is noted unread, once, and not beside an electronic ballot', async () => {
    const clerk = await as('prepmember');
    const back = (unit: number): Promise<Answer> => clerk.put(at(`paper/${unitOf(unit)}/return`), {});
    for (const unit of [3, 6, 8, 9, 10]) expect((await back(unit)).body).toEqual({ state: 'returned' });
    expect((await back(6)).body).toEqual({ state: 'returned' });
    expect((await back(0)).body).toEqual({ state: 'duplicate' });
    expect(codeOf(await cast('resident', 3, YES))).toBe('UNIT_HAS_VOTED');
    const entry = { unit: unitOf(6), choices: YES };
    expect(codeOf(await (await as('teller1')).post(at('paper'), entry))).toBe('COUNT_NOT_BEGUN');
    const board = (await (await as('votewatch')).get(at('board'))).body as unknown as CountBoard;
    expect(board.vote.returned.heads).toBe(8);
    expect(board.paper).toMatchObject({ returned: 5, duplicate: 1 });
  });
});

describe('while the vote is open', () => {
  /** The area of those in favour of the rules, and of nobody else. */
  const SUM = new RegExp(`(?<!\\d)${String((AREAS[0] ?? 0) + (AREAS[2] ?? 0))}(?!\\d)`);
  const TELLS = /"(choices|nonce|marks|favour|elected|sheet|result|root)"\s*:|"against"|"abstain"/;
  const EVERYWHERE = new Set(['/openapi.json', '/api-docs', '/api/events']);

  const fill = (path: string): readonly string[] => {
    const units = path.includes('{unit}') ? [unitOf(0), unitOf(1), unitOf(6)] : [''];
    return units.map((unit) =>
      path
        .replace('{voteId}', VOTE)
        .replace('{unit}', unit)
        .replace('{caseId}', 'case-of-the-vote')
        .replace('{key}', 'people')
        .replace('{fileId}', 'a'.repeat(64))
        .replace('{hash}', 'a'.repeat(64))
        .replace('{token}', 'x'.repeat(32))
        .replace('{receipt}', 'AAAA-BBBB-CCCC-DDDD')
        .replace(/\{\w+\+?\}/g, VOTE),
    );
  };

  it('no route tells anybody of any role what was chosen', async () => {
    const { office } = web;
    const roles = ROLE_KEYS.filter((role) => role !== 'worker');
    for (const role of roles) {
      const values = { userId: `u-${role}`, login: `r-${role}`, name: '某某', roles: [role], orgPath: '/370303/tyc' };
      await office.registers.insert({ register: 'people', values, by: 'test', commandId: `person-${role}` });
    }
    await office.accounts.seed(
      roles.map((role) => ({ userId: `u-${role}`, login: `r-${role}` })),
      DEMO_PASSWORD,
    );
    const paths = ((await web.anonymous().get('/openapi.json')).body as JsonObject)['paths'] as JsonObject;
    const gets = Object.entries(paths).flatMap(([path, item]) => {
      const operation = (item as JsonObject)['get'] as JsonObject | undefined;
      if (operation === undefined || EVERYWHERE.has(path)) return [];
      return [{ path, roles: operation['x-roles'] as readonly string[] | undefined }];
    });
    expect(gets.length).toBeGreaterThan(40);
    let answered = 0;
    const check = async (browser: Browser, who: string, may: (allowed: readonly string[] | undefined) => boolean) => {
      for (const { path } of gets.filter(({ roles: allowed }) => may(allowed)))
        for (const place of fill(path)) {
          const { status, bytes } = await browser.get(place);
          const text = Buffer.from(bytes).toString('utf8');
          const told = (TELLS.exec(text) ?? SUM.exec(text))?.[0];
          if (status === 200) answered += 1;
          expect([who, place, told]).toEqual([who, place, undefined]);
        }
    };
    await check(web.anonymous(), 'nobody', (allowed) => allowed === undefined);
    for (const role of roles)
      await check(await as(`r-${role}`), role, (allowed) => allowed === undefined || allowed.includes(role));
    for (const login of ['owner', 'resident', 'teller1', 'votewatch'])
      await check(await as(login), login, (allowed) => allowed !== undefined);
    expect(answered).toBeGreaterThan(500);
  }, 120_000);

  it('what is written tells nothing either: neither store nor log, nor what is kept of requests', async () => {
    for (const name of Object.keys(COLLECTIONS)) {
      const { records } = await web.office.store.find({ name }, { limit: 1000 });
      const text = JSON.stringify(records.map((record) => ({ ...record, questions: null })));
      if (name !== 'packageVersions' && name !== 'packageFiles')
        expect([name, TELLS.exec(text)?.[0]]).toEqual([name, undefined]);
      expect([name, text.includes('the-one-ballot')]).toEqual([name, false]);
    }
    expect(web.log.join('\n')).not.toMatch(TELLS);
  });

  it('files and second counts are refused', async () => {
    for (const place of ['file', 'recounts'])
      expect(codeOf(await (await as('votewatch')).post(at(place), {}))).toBe('VOTE_NOT_COUNTED');
    expect(codeOf(await (await as('owner')).get(at(`ballots/${unitOf(0)}`)))).toBe('VOTE_NOT_COUNTED');
  });
});

describe('counting', () => {
  const enter = async (login: string, unit: number, choices: Choices | null, more: JsonObject = {}): Promise<Answer> =>
    (await as(login)).post(at('paper'), { unit: unitOf(unit), choices: choices as JsonValue, ...more });
  let teller2: string;

  it('is not for those who stand for election', async () => {
    await web.office.ballots.beginCount(VOTE);
    expect(codeOf(await enter('teller2', 6, YES))).toBe('SEPARATION_OF_DUTIES');
    expect(codeOf(await (await as('teller2')).get(at('paper')))).toBe('SEPARATION_OF_DUTIES');
    teller2 = 'r-teller';
  });

  it('reads each paper ballot twice, blind, by two people; a supervisor decides what differs', async () => {
    await expect(web.office.ballots.count(VOTE)).rejects.toMatchObject({ code: 'PAPER_OPEN' });
    expect(codeOf(await enter('teller1', 7, YES))).toBe('PAPER_MISSING');
    expect(codeOf(await enter('teller1', 0, YES))).toBe('UNIT_HAS_VOTED');
    for (const unit of [6, 8]) expect((await enter('teller1', unit, YES)).body).toEqual({ state: 'once' });
    expect(codeOf(await enter('teller1', 6, YES))).toBe('SAME_CLERK');
    expect((await enter(teller2, 6, YES)).body).toEqual({ state: 'agreed' });
    expect((await enter(teller2, 8, NO)).body).toEqual({ state: 'differs' });
    const watch = await as('votewatch');
    expect(codeOf(await (await as('teller1')).get(at(`paper/${unitOf(8)}/entries`)))).toBe('FORBIDDEN');
    expect((await watch.get(at(`paper/${unitOf(8)}/entries`))).body).toEqual([{ choices: YES }, { choices: NO }]);
    expect((await watch.post(at('paper-decisions'), { unit: unitOf(8), choices: NO })).body).toEqual({
      state: 'agreed',
    });
    for (const login of ['teller1', teller2]) await enter(login, 9, null, { reason: '未签名' });
    expect(codeOf(await enter('teller1', 10, YES, { byAgent: true }))).toBe('PROXY_MISSING');
    for (const login of ['teller1', teller2]) await enter(login, 10, NO);
    for (const login of ['teller1', teller2]) expect((await enter(login, 3, YES, { byAgent: true })).status).toBe(200);
    expect(await web.office.ballots.unread(VOTE)).toEqual([]);
  });

  it('gives the result to all, the own ballot to its owner, the file to those who check it', async () => {
    await web.office.ballots.count(VOTE);
    const view = await viewFor('owner');
    const sum = (units: readonly number[]) => ({
      heads: units.length,
      area: units.reduce((total, unit) => total + (AREAS[unit] ?? 0), 0),
    });
    expect(view.result).toMatchObject({ taking: sum([0, 1, 2, 3, 6, 8, 9, 10]), invalid: sum([9]) });
    expect(view.result?.questions[0]).toMatchObject({ marks: { for: sum([0, 2, 3, 6]), against: sum([1, 8, 10]) } });
    expect((await (await as('owner')).get(at(`ballots/${unitOf(0)}`))).body).toMatchObject({ choices: YES });
    expect(codeOf(await (await as('owner')).get(at(`ballots/${unitOf(1)}`)))).toBe('NOT_ENTITLED');
    const receipt = view.mine[0]?.cast?.receipt ?? '';
    expect((await web.anonymous().get(at(`receipts/${receipt}`))).body).toMatchObject({ root: view.root, ballots: 8 });
    expect((await (await as('owner')).post(at('file'), {})).status).toBe(403);
    expect((await (await as('votewatch')).post(at('recounts'), {})).body).toMatchObject({ isEqual: true });
    const actions = (await web.office.store.find({ name: 'audit' }, { limit: 1000 })).records as unknown as readonly {
      readonly action: string;
    }[];
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      expect.objectContaining(
        new Set(['vote.link-shown', 'vote.entries-compared', 'vote.paper-decided', 'vote.own-ballot-read']),
      ),
    );
  });
});
