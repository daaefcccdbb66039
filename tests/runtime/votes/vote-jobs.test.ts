import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import type { JobResult } from '../../../runtime/seams/job-executor.js';
import type { Registers } from '../../../runtime/seams/registers.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { createBallotBox, type BallotBox } from '../../../runtime/votes/ballot-box.js';
import { createDeliveries, type Deliveries } from '../../../runtime/votes/deliveries.js';
import { createPaperBallots, type PaperBallots } from '../../../runtime/votes/paper-ballots.js';
import { voteJobs } from '../../../runtime/votes/vote-jobs.js';
import { SEALING } from '../kit/host-world.js';
import { manualClock, type ManualClock } from '../kit/manual-clock.js';

const START = Date.parse('2026-09-10T10:00:00+08:00');
const PARTS: readonly JsonObject[] = [
  { estateId: 'e01', building: '1', unit: '1', room: '101', area: 9000, owners: [{ idNo: 'A', name: '王小满' }] },
  { estateId: 'e01', building: '1', unit: '1', room: '102', area: 8000, owners: [{ idNo: 'B', name: '李安然' }] },
  { estateId: 'e01', building: '1', unit: '2', room: '101', area: 7000, owners: [{ idNo: 'A', name: '王小满' }] },
  { estateId: 'e01', building: '车库', room: '7', use: '车位', area: 1200, owners: [{ idNo: 'C', name: '陈立夏' }] },
];
const QUESTIONS = [
  { id: 'rules', title: '通过规约', type: 'matter', kind: 'ordinary' },
  {
    id: 'board',
    title: '选举',
    type: 'election',
    seats: 5,
    candidates: [{ id: 'x', name: '甲', cv: '简历', userId: 'u-x', idNo: 'SECRET-ID' }],
  },
];
/** 2026-09-25 to 27 are days off (中秋); the days after are worked. */
const CALENDAR = {
  zone: 'Asia/Shanghai',
  opening: [{ from: '09:00', to: '17:00' }],
  years: [
    {
      year: 2026,
      offDays: ['2026-09-25', '2026-09-26', '2026-09-27'].map((date) => ({ date, name: '中秋节' })),
      makeupDays: [],
      source: 'test',
      publishedAt: '2025-11-01',
    },
  ],
};

let clock: ManualClock;
let box: BallotBox;
let deliveries: Deliveries;
let paper: PaperBallots;
let run: (type: string, variables: JsonObject, jobKey?: string) => Promise<JobResult>;
beforeEach(() => {
  clock = manualClock(START);
  const store = createMemoryStore();
  box = createBallotBox({ store, clock, sealing: SEALING });
  deliveries = createDeliveries({ box, clock });
  paper = createPaperBallots({ store, clock, sealing: SEALING, box });
  const registers = {
    find: (_register: string, query: { readonly where: JsonObject }) =>
      Promise.resolve({
        rows: PARTS.map((values, index) => ({ key: `p${String(index)}`, values })).filter(
          ({ values }) => values['estateId'] === query.where['estateId'],
        ),
      }),
  } as unknown as Registers;
  const calendar = CALENDAR as unknown as Parameters<typeof voteJobs>[0]['calendar'];
  const jobs = voteJobs({ box, deliveries, registers, orgRoot: '/370303/tyc', calendar });
  run = (type, variables, jobKey = `case:${type}`) => {
    const handler = jobs.get(type);
    if (handler === undefined) throw new Error(`no handler of ${type}`);
    const job = { jobId: 'j1', instanceId: 'case', rootId: 'case', jobKey, type, elementId: 'e' };
    return handler(
      { ...job, variables, headers: {}, attempt: 1, packageHash: '' },
      { now: clock.now(), signal: new AbortController().signal },
    );
  };
});

const variablesOf = (result: JobResult): JsonObject => (result.kind === 'completed' ? result.variables : {});
const prepared = async (more: JsonObject = {}): Promise<string> => {
  const result = await run('vote.prepare', { title: '会议', estateId: 'e01', questions: QUESTIONS, ...more });
  return String(variablesOf(result)['voteId']);
};
const delivered = async (voteId: string): Promise<void> => {
  for (const { unit } of await box.units.of(voteId))
    await deliveries.deliver({ voteId, unit, by: 'u', how: 'post', proof: { trackingNo: 'XA1' } });
};

describe('the jobs of a vote', () => {
  it('freeze owners with all their parts as one unit, without parking places', async () => {
    const voteId = await prepared();
    const units = await box.units.of(voteId);
    expect(units.map(({ labels, heads, area, names }) => [labels, heads, area, names])).toEqual([
      [['1-1-101', '1-2-101'], 1, 16_000, ['王*满']],
      [['1-1-102'], 1, 8000, ['李*然']],
    ]);
    expect(await prepared()).toBe(voteId);
    expect(await run('vote.prepare', { title: 't', estateId: 'e02', questions: QUESTIONS })).toMatchObject({
      kind: 'error',
      code: 'NO_VOTERS',
    });
    expect((await run('vote.prepare', { title: 't', estateId: 'e01', questions: [] })).kind).toBe('failed');
  });

  it('count parking places where the rules say so', async () => {
    expect(await box.units.of(await prepared({ countParking: true }))).toHaveLength(3);
  });

  it('keep who stands for election by blind index only', async () => {
    const vote = await box.vote(await prepared());
    expect(JSON.stringify(vote)).not.toContain('SECRET-ID');
    expect(vote?.standing).toEqual(['u-x', box.blindPerson('SECRET-ID')]);
    expect(vote?.questions[1]).toMatchObject({ candidates: [{ id: 'x', name: '甲', cv: '简历' }] });
  });

  it('open when all is delivered, until 24:00 of a working day, and repeat themselves without harm', async () => {
    const voteId = await prepared();
    expect(await run('vote.open', { voteId, days: 15 })).toMatchObject({ kind: 'error', code: 'NOT_DELIVERED' });
    await delivered(voteId);
    const opened = await run('vote.open', { voteId, days: 15 });
    // The fifteenth day is 25 September, a day off as the two after it.
    expect(variablesOf(opened)).toEqual({
      opensAt: new Date(START).toISOString(),
      closesAt: '2026-09-28T16:00:00.000Z',
    });
    clock.advance(1000);
    expect(await run('vote.open', { voteId, days: 15 })).toEqual(opened);
  });

  it('extend once for each job, however often it runs', async () => {
    const voteId = await prepared();
    await delivered(voteId);
    await run('vote.open', { voteId, days: 15 });
    const extended = await run('vote.extend', { voteId, days: 7 }, 'case:j9');
    expect(variablesOf(extended)).toEqual({ closesAt: '2026-10-05T16:00:00.000Z' });
    expect(await run('vote.extend', { voteId, days: 7 }, 'case:j9')).toEqual(extended);
  });

  it('tell the turnout with paper ballots that came back, and count only when these are read', async () => {
    const voteId = await prepared();
    await delivered(voteId);
    await run('vote.open', { voteId, days: 15 });
    await box.handIn({
      voteId,
      unit: 'u0001',
      way: 'electronic',
      onPaper: false,
      choices: { rules: 'for' },
      commandId: 'c1',
    });
    await paper.noteReturn({ voteId, unit: 'u0002', by: 'helper' });
    expect(variablesOf(await run('vote.progress', { voteId }))).toMatchObject({
      returnedHeads: 2,
      returnedArea: 24_000,
      hasQuorum: true,
      isDelivered: true,
    });
    await run('vote.begin-count', { voteId });
    expect(await run('vote.count', { voteId })).toMatchObject({ kind: 'error', code: 'PAPER_OPEN' });
    for (const by of ['teller-1', 'teller-2'])
      await paper.enter({ voteId, unit: 'u0002', by, reading: { choices: { rules: 'against' } } });
    const counted = variablesOf(await run('vote.count', { voteId }));
    expect(counted).toMatchObject({
      sheet: {
        perItem: [
          { itemId: 'rules', agreeN: 1, agreeA: 16_000, againstN: 1, againstA: 8000, abstainN: 0 },
          { itemId: 'board/x', abstainN: 2 },
        ],
        returnedN: 2,
        totalN: 2,
      },
    });
    expect(variablesOf(await run('vote.recount', { voteId }))).toEqual({ isEqual: true, faults: [] });
  });
});
