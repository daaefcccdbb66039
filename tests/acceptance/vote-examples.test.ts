import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CountBoard } from '../../runtime/use-cases/count-ballots.js';
import type { Choices, Mark, Question } from '../../runtime/votes/vote-records.js';
import { webOffice, type Browser, type WebOffice } from '../runtime/kit/web-office.js';
import { castByLink, estateVote, unitOf, type Holding } from './kit/owners-vote.js';

const PERSONS = 118;
const TOTAL = 1_080_000;

/** Everybody here signs in and hashes a password; a busy machine takes its time. */
jest.setTimeout(60_000);

let web: WebOffice;
let supervisor: Browser;
beforeAll(async () => {
  web = await webOffice(undefined, undefined, undefined, { trustProxy: true, shipped: ['common'] });
  supervisor = await web.as('votewatch');
}, 60_000);
afterAll(() => web.close());

/** So many areas with this sum, none of them nothing. */
const shares = (count: number, sum: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(sum / count) + (index < sum % count ? 1 : 0));

/** The holdings of an estate of 120 parts and 118 persons: the first of them owns three parts. */
const holdingsOf = (areas: readonly number[]): readonly Holding[] =>
  areas.map((area, index) => ({ parts: index === 0 ? [area - 200, 100, 100] : [area] }));

/** Opens a vote, lets people vote by their links at the same time, and reads the board after the count. */
async function held(given: {
  readonly voteId: string;
  readonly questions: readonly Question[];
  readonly areas: readonly number[];
  readonly ballots: readonly Choices[];
}): Promise<CountBoard> {
  const { voteId, questions, areas, ballots } = given;
  const vote = estateVote(web, { voteId, questions, holdings: holdingsOf(areas) });
  expect(vote.parts).toHaveLength(120);
  const { tokens } = await web.office.ballots.open(vote);
  const queue = ballots.map((choices, index) => ({ choices, index }));
  const client = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      expect((await castByLink(web, { voteId, tokens, ...next })).status).toBe(201);
  };
  await Promise.all(Array.from({ length: 8 }, client));
  await web.office.ballots.count(voteId);
  const second = await supervisor.post(`/api/votes/${voteId}/recounts`, {});
  expect(second.body).toMatchObject({ isEqual: true, faults: [] });
  return (await supervisor.get(`/api/votes/${voteId}/board`)).body as unknown as CountBoard;
}

const MATTERS: readonly Question[] = [
  { id: 'ordinary', type: 'matter', title: '聘用物业服务人', kind: 'ordinary' },
  { id: 'special', type: 'matter', title: '筹集维修资金', kind: 'special' },
];
const NOT_IN_FAVOUR: readonly Mark[] = ['against', 'abstain'];

describe('an estate of 120 parts, 118 persons and 10,800.00 m², voting through ballot links', () => {
  it.each([
    ['A', [79, 720_000], [40, 360_001], true, false],
    ['B', [79, 720_000], [40, 360_000], false, false],
    ['C', [78, 900_000], [78, 900_000], false, false],
    ['D', [90, 719_999], [90, 719_999], false, false],
    ['E', [80, 800_000], [60, 600_000], true, true],
    ['F', [80, 800_000], [59, 650_000], true, false],
  ] as const)('decides V%s by integers', async (name, [persons, area], [inFavour, areaInFavour], ordinary, special) => {
    const areas = [
      ...shares(inFavour, areaInFavour),
      ...shares(persons - inFavour, area - areaInFavour),
      ...shares(PERSONS - persons, TOTAL - area),
    ];
    const ballots = Array.from({ length: persons }, (_, index): Choices => {
      const mark = index < inFavour ? 'for' : (NOT_IN_FAVOUR[index % 2] ?? 'against');
      return { ordinary: mark, special: mark };
    });
    const { vote, sheet } = await held({ voteId: `v${name}`, questions: MATTERS, areas, ballots });
    expect(vote.whole).toEqual({ heads: PERSONS, area: TOTAL });
    expect(vote.result?.taking).toEqual({ heads: persons, area });
    expect(vote.result?.questions).toMatchObject([
      { id: 'ordinary', passes: ordinary, marks: { for: { heads: inFavour, area: areaInFavour } } },
      { id: 'special', passes: special },
    ]);
    for (const line of sheet?.perItem ?? []) {
      expect(line.agreeN + line.againstN + line.abstainN + line.invalidN).toBe(sheet?.returnedN);
      expect(line.agreeA + line.againstA + line.abstainA).toBe(sheet?.returnedA);
    }
  });
});

const GOT = {
  甲: [70, 700_000],
  乙: [66, 630_000],
  丙: [60, 610_000],
  丁: [52, 500_000],
  戊: [45, 420_000],
  己: [43, 405_000],
  庚: [41, 399_000],
} as const;
type Name = keyof typeof GOT;
const NAMES = Object.keys(GOT) as readonly Name[];
const VOTERS = 80;
const EACH = 10_000;

/**
 * Eighty ballots with at most five marks in favour, and areas, so that each candidate gets exactly the example's persons and area. Where a
 * candidate's area is not a hundred a head, area moves inside pairs of ballots that differ in this candidate alone.
 */
function electionBallots(): readonly { readonly area: number; readonly names: readonly Name[] }[] {
  const left = new Map(NAMES.map((name) => [name, GOT[name][0] as number]));
  const most = (count: number, without?: Name): readonly Name[] =>
    NAMES.filter((name) => name !== without)
      .sort((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0))
      .slice(0, count);
  const ballots: { readonly area: number; readonly names: readonly Name[] }[] = [];
  const put = (names: readonly Name[], area: number): void => {
    for (const name of names) left.set(name, (left.get(name) ?? 0) - 1);
    ballots.push({ area, names });
  };
  for (const name of NAMES) {
    const [persons, area] = GOT[name];
    const moved = area - persons * EACH;
    const pairs = Math.ceil(Math.abs(moved) / 7_500);
    for (const part of pairs === 0 ? [] : shares(pairs, Math.abs(moved))) {
      const same = most(4, name);
      const more = moved < 0 ? -part : part;
      put(same, EACH - more);
      put([...same, name], EACH + more);
    }
  }
  while (ballots.length < VOTERS) {
    const marks = [...left.values()].reduce((sum, count) => sum + count, 0);
    put(most(Math.min(5, Math.ceil(marks / (VOTERS - ballots.length)))), EACH);
  }
  expect([...left.values()]).toEqual(NAMES.map(() => 0));
  return ballots;
}

describe('an election of five from seven', () => {
  it('elects 甲 乙 丙 丁 戊, 己 becomes alternate, and 庚 fails on area alone (E1)', async () => {
    const ballots = electionBallots();
    const questions: readonly Question[] = [
      {
        id: 'board',
        type: 'election',
        title: '选举业主委员会委员',
        seats: 5,
        candidates: NAMES.map((name) => ({ id: name, name })),
      },
    ];
    const { vote } = await held({
      voteId: 'e1',
      questions,
      areas: [...ballots.map(({ area }) => area), ...shares(PERSONS - VOTERS, TOTAL - VOTERS * EACH)],
      ballots: ballots.map(({ names }) => ({ board: Object.fromEntries(names.map((name) => [name, 'for' as const])) })),
    });
    expect(vote.result?.taking).toEqual({ heads: VOTERS, area: VOTERS * EACH });
    expect(vote.result?.questions[0]).toMatchObject({
      counts: NAMES.map((candidate) => ({
        candidate,
        favour: { heads: GOT[candidate][0], area: GOT[candidate][1] },
      })),
      election: { elected: ['甲', '乙', '丙', '丁', '戊'], alternates: ['己'], tied: [], missing: 0 },
    });
  });

  it('takes no ballot with more marks in favour than seats', async () => {
    const questions: readonly Question[] = [
      { id: 'board', type: 'election', title: '选举', seats: 5, candidates: NAMES.map((name) => ({ id: name, name })) },
    ];
    const voteId = 'e1-six-marks';
    const { tokens } = await web.office.ballots.open(
      estateVote(web, { voteId, questions, holdings: [{ parts: [9_000] }] }),
    );
    const six = Object.fromEntries(NAMES.slice(0, 6).map((name) => [name, 'for' as const]));
    const answer = await castByLink(web, { voteId, tokens, index: 0, choices: { board: six } });
    expect(answer.body).toMatchObject({ code: 'BALLOT_INVALID' });
    expect(await web.office.ballots.hasVoted(voteId, unitOf(0))).toBe(false);
  });
});
