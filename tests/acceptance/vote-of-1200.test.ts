import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import type { NewVote, VotingPeriod } from '../../runtime/votes/prepare-vote.js';
import { recount, type VoteFile } from '../../runtime/votes/verify-vote-file.js';
import type { Choices, Mark } from '../../runtime/votes/vote-records.js';
import { webOffice, type Answer, type WebOffice } from '../runtime/kit/web-office.js';

const OWNERS = 1200;
const CLIENTS = 50;
const DAY = 86_400_000;
const CANDIDATES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'];
const MARKS: readonly Mark[] = ['for', 'against', 'abstain'];

const idNo = (index: number): string =>
  `370303${String(19_600_000 + index * 7).padStart(8, '0')}${String(1000 + index)}`;
const choicesOf = (index: number): Choices => ({
  rules: MARKS[index % 4 === 3 ? 1 : 0] ?? 'for',
  board: Object.fromEntries(CANDIDATES.map((name, at) => [name, at < 5 === (index + at) % 5 > 0 ? 'for' : 'against'])),
});

let web: WebOffice;
let tokens: ReadonlyMap<string, string>;
let vote: NewVote & VotingPeriod;
beforeAll(async () => {
  web = await webOffice(undefined, undefined, undefined, { trustProxy: true });
  const now = web.clock.now();
  vote = {
    voteId: 'estate-1200',
    title: '柳泉花园首届业主委员会选举',
    caseId: 'case-of-the-vote',
    estateId: 'e-1200',
    orgPath: '/370303/tyc/c01',
    opensAt: now,
    closesAt: now + 15 * DAY,
    questions: [
      { id: 'rules', type: 'matter', title: '通过管理规约', kind: 'ordinary' },
      {
        id: 'board',
        type: 'election',
        title: '选举委员',
        seats: 5,
        candidates: CANDIDATES.map((id) => ({ id, name: id })),
      },
    ],
    parts: Array.from({ length: OWNERS }, (_, index) => ({
      partId: `p${String(index)}`,
      area: 6000 + (index % 97) * 100,
      owners: [idNo(index)],
    })),
  };
  ({ tokens } = await web.office.ballots.open(vote));
}, 60_000);
afterAll(() => web.close());

const unitOf = (index: number): string => `u${String(index + 1).padStart(4, '0')}`;
const cast = (
  index: number,
  more: Partial<{ token: string; idTail: string; choices: Choices; key: string }> = {},
): Promise<Answer> =>
  web.anonymous().post(
    `/api/ballots/${vote.voteId}`,
    {
      token: more.token ?? tokens.get(unitOf(index)) ?? '',
      idTail: more.idTail ?? idNo(index).slice(-6),
      choices: more.choices ?? choicesOf(index),
    },
    {
      'Idempotency-Key': more.key ?? `ballot-of-${String(index).padStart(6, '0')}`,
      // Owners vote from home, each from an address of their own.
      'X-Forwarded-For': `10.0.${String(index % 250)}.${String(1 + (index % 199))}`,
    },
  );
const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];

describe(`an estate of ${String(OWNERS)} owners`, () => {
  it(`votes from ${String(CLIENTS)} clients at once, doubles and strangers are refused, and a count by another program is equal`, async () => {
    const electronic = Array.from({ length: OWNERS }, (_, index) => index).filter((index) => index % 10 !== 0);
    const queue = electronic.flatMap((index) => [
      { index, kind: 'vote' as const },
      ...(index % 50 === 1
        ? [
            { index, kind: 'again' as const },
            { index, kind: 'other' as const },
          ]
        : []),
      ...(index % 60 === 2 ? [{ index, kind: 'stranger' as const }] : []),
    ]);
    const seen: Record<string, number> = {};
    const receipts = new Map<number, string>();
    const client = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { index, kind } = next;
        const answer = await (kind === 'other'
          ? cast(index, { key: `other-${String(index)}-other` })
          : kind === 'stranger'
            ? cast(index, { idTail: '000000' })
            : cast(index));
        const outcome =
          `${kind} ${String(answer.status)} ${answer.status === 201 ? '' : String(codeOf(answer))}`.trim();
        seen[outcome] = (seen[outcome] ?? 0) + 1;
        if (answer.status === 201) {
          const receipt = String((answer.body as JsonObject)['receipt']);
          expect(receipts.get(index) ?? receipt).toBe(receipt);
          receipts.set(index, receipt);
        }
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const doubles = electronic.filter((index) => index % 50 === 1).length;
    expect(seen).toEqual({
      'vote 201': electronic.length,
      'again 201': doubles,
      'other 409 UNIT_HAS_VOTED': doubles,
      'stranger 403 NOT_ENTITLED': electronic.filter((index) => index % 60 === 2).length,
    });
    expect(new Set(receipts.values()).size).toBe(electronic.length);

    const supervisor = await web.as('supervisor');
    const leader = await web.as('leader');
    for (const path of [
      `/api/votes/${vote.voteId}`,
      '/api/votes',
      '/api/registers',
      `/api/votes/${vote.voteId}/receipts/AAAA-BBBB-CCCC-DDDD`,
    ])
      for (const browser of [supervisor, leader, web.anonymous()]) {
        const text = JSON.stringify((await browser.get(path)).body);
        expect(text).not.toMatch(/"marks"|"counts"|"elected"|"favour"|against/);
      }
    expect((await supervisor.post(`/api/votes/${vote.voteId}/file`, {})).status).toBe(409);

    const { paperBallots } = web.office;
    for (let index = 0; index < OWNERS; index += 20)
      expect(await paperBallots.noteReturn({ voteId: vote.voteId, unit: unitOf(index), by: 'helper' })).toBe(
        'returned',
      );
    const void1 = { voteId: vote.voteId, unit: unitOf(1), by: 'helper' };
    expect(await paperBallots.noteReturn(void1)).toBe('duplicate');
    expect(codeOf(await cast(20))).toBe('UNIT_HAS_VOTED');

    web.clock.set(vote.closesAt);
    expect(codeOf(await cast(10))).toBe('VOTE_CLOSED');
    await web.office.ballots.beginCount(vote.voteId);
    for (let index = 0; index < OWNERS; index += 20) {
      const entry = { voteId: vote.voteId, unit: unitOf(index), reading: { choices: choicesOf(index) } };
      expect(await paperBallots.enter({ ...entry, by: 'teller-1' })).toEqual({ state: 'once' });
      expect(await paperBallots.enter({ ...entry, by: 'teller-1' })).toMatchObject({ code: 'SAME_CLERK' });
      const second = index % 100 === 0 ? { choices: { rules: 'against' as const } } : entry.reading;
      const answer = await paperBallots.enter({ ...entry, reading: second, by: 'teller-2' });
      if (index % 100 !== 0) expect(answer).toMatchObject({ state: 'agreed', box: { ok: true } });
      else {
        expect(answer).toEqual({ state: 'differs' });
        expect(await paperBallots.decide({ ...entry, by: 'teller-2' })).toMatchObject({ code: 'SAME_CLERK' });
        expect(await paperBallots.decide({ ...entry, by: 'supervisor' })).toMatchObject({
          state: 'agreed',
          box: { ok: true },
        });
      }
    }
    const double = { voteId: vote.voteId, unit: unitOf(1), by: 'teller-1', reading: { choices: choicesOf(1) } };
    expect(await paperBallots.enter(double)).toMatchObject({ code: 'UNIT_HAS_VOTED' });

    const result = await web.office.ballots.count(vote.voteId);
    const voted = Array.from({ length: OWNERS }, (_, index) => index).filter(
      (index) => index % 10 !== 0 || index % 20 === 0,
    );
    const weigh = (list: readonly number[]) => ({
      heads: list.length,
      area: list.reduce((sum, index) => sum + (vote.parts[index]?.area ?? 0), 0),
    });
    expect(result.taking).toEqual(weigh(voted));
    expect(result.questions[0]).toMatchObject({
      marks: { for: weigh(voted.filter((index) => choicesOf(index)['rules'] === 'for')) },
    });

    const taken = await (await web.as('supervisor')).post(`/api/votes/${vote.voteId}/file`, {});
    expect(taken.status).toBe(200);
    const file = taken.body as unknown as VoteFile;
    const second = recount(file);
    expect(second.faults).toEqual([]);
    expect([second.taking, second.all, second.quorum]).toEqual([result.taking, result.all, result.hasQuorum]);
    const [rules, board] = result.questions;
    expect(second.favour['rules']).toEqual(rules?.type === 'matter' ? rules.marks.for : undefined);
    if (board?.type === 'election')
      for (const { candidate, favour } of board.counts) expect(second.favour[`board/${candidate}`]).toEqual(favour);

    const [first = file.ballots[0]] = file.ballots;
    if (first === undefined) throw new Error('no ballot');
    const rest = file.ballots.slice(1);
    for (const broken of [
      [{ ...first, choices: { rules: 'against' } }, ...rest],
      rest,
      [...rest, first],
      [{ ...first, area: first.area + 1 }, ...rest],
      [...file.ballots, { ...first, seq: file.ballots.length + 1 }],
    ])
      expect(recount({ ...file, ballots: broken }).faults.length).toBeGreaterThan(0);

    const proof = await web.anonymous().get(`/api/votes/${vote.voteId}/receipts/${receipts.get(1) ?? ''}`);
    expect((proof.body as JsonObject)['root']).toBe(file.root);
  }, 180_000);
});
