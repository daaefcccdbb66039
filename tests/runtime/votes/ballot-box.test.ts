import { afterAll, describe, expect, it } from '@jest/globals';
import { entryHash, EMPTY_BOX, commitmentOf } from '../../../runtime/votes/ballot-hash.js';
import { createBallotBox, type BallotBox } from '../../../runtime/votes/ballot-box.js';
import type { NewVote, VotingPeriod } from '../../../runtime/votes/prepare-vote.js';
import { provesInclusion } from '../../../runtime/votes/merkle.js';
import type { Choices } from '../../../runtime/votes/vote-records.js';
import { STORES } from '../../kit/stores.js';
import { SEALING, START } from '../kit/host-world.js';
import { manualClock } from '../kit/manual-clock.js';

const DAY = 86_400_000;
const ID = (index: number): string => `3703031990${String(index).padStart(8, '0')}`;
const UNITS = 30;
const CANDIDATES = ['甲', '乙', '丙', '丁', '戊', '己'];

const VOTE: NewVote & VotingPeriod = {
  voteId: 'v1',
  title: '选举第一届业主委员会',
  caseId: 'case-1',
  estateId: 'e1',
  orgPath: '/370303/tyc/c01',
  opensAt: START,
  closesAt: START + 15 * DAY,
  questions: [
    { id: 'rules', type: 'matter', title: '通过管理规约', kind: 'ordinary' },
    {
      id: 'board',
      type: 'election',
      title: '选举委员',
      seats: 5,
      candidates: CANDIDATES.map((name) => ({ id: name, name })),
    },
  ],
  parts: Array.from({ length: UNITS + 2 }, (_, index) => ({
    partId: `p${String(index)}`,
    area: 9000 + index,
    owners: [ID(Math.min(index, UNITS - 1))],
  })),
};
const YES: Choices = {
  rules: 'for',
  board: { 甲: 'for', 乙: 'for', 丙: 'for', 丁: 'for', 戊: 'for', 己: 'against' },
};

for (const kind of STORES) {
  describe(`a ballot box on ${kind.name}`, () => {
    const places: { dispose(): Promise<void> }[] = [];
    afterAll(async () => {
      for (const place of places) await place.dispose();
    });
    const opened = async () => {
      const place = await kind.create();
      places.push(place);
      const clock = manualClock(START);
      const stores = [await place.open(), await place.open()];
      const boxes = stores.map((store) => createBallotBox({ store, clock, sealing: SEALING }));
      const [box, other] = boxes as [BallotBox, BallotBox];
      const { tokens } = await box.open(VOTE);
      const cast = (
        unit: string,
        choices: Choices | null = YES,
        more: { commandId?: string; way?: 'paper'; by?: BallotBox } = {},
      ) =>
        (more.by ?? box).handIn({
          voteId: 'v1',
          unit,
          way: more.way ?? 'electronic',
          onPaper: more.way === 'paper',
          choices,
          commandId: more.commandId ?? `c-${unit}`,
        });
      const close = async (): Promise<void> => {
        for (const store of stores) await store.close();
      };
      return { box, other, clock, stores, tokens, cast, close };
    };

    it('takes one ballot of each unit, from many at once and through two processes', async () => {
      const { box, other, cast, close } = await opened();
      const units = (await box.units.of('v1')).map(({ unit }) => unit);
      expect(units).toHaveLength(UNITS);
      const answers = await Promise.all(
        units.flatMap((unit) => [
          cast(unit, YES, { commandId: `a-${unit}` }),
          cast(unit, YES, { commandId: `b-${unit}`, by: other }),
        ]),
      );
      expect(answers.filter((answer) => answer.ok)).toHaveLength(UNITS);
      expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual(
        Array.from({ length: UNITS }, () => 'UNIT_HAS_VOTED'),
      );
      const vote = await other.vote('v1');
      expect(vote?.returned).toEqual(vote?.whole);
      const result = await box.count('v1');
      expect(result.questions).toMatchObject([
        { id: 'rules', passes: true, marks: { for: vote?.whole } },
        { id: 'board', election: { elected: ['丁', '丙', '乙', '戊', '甲'].sort(), alternates: [] } },
      ]);
      const { ballots } = await other.published('v1');
      let prev = EMPTY_BOX;
      for (const [index, { choices, nonce, hash, ...open }] of ballots.entries()) {
        expect([open.seq, open.prev]).toEqual([index + 1, prev]);
        expect(entryHash({ voteId: 'v1', ...open })).toBe(hash);
        expect(commitmentOf(choices ?? {}, nonce)).toBe(open.commitment);
        prev = hash;
      }
      await close();
    }, 60_000);

    it('answers a repetition like the first, with the same receipt, and proves it after the count', async () => {
      const { box, cast, close } = await opened();
      const first = await cast('u0001');
      expect(await cast('u0001')).toEqual({ ...first, repeated: true });
      await cast('u0002');
      await cast('u0003');
      const receipt = first.ok ? first.receipt : '';
      expect(await box.proof('v1', receipt)).toBeUndefined();
      await box.count('v1');
      const proof = await box.proof('v1', receipt);
      expect(proof !== undefined && provesInclusion(proof.hash, proof.proof, proof.root)).toBe(true);
      expect(proof !== undefined && provesInclusion('00'.repeat(32), proof.proof, proof.root)).toBe(false);
      expect(await box.proof('v1', 'AAAA-AAAA-AAAA-AAAA')).toBeUndefined();
      await close();
    });

    it('tells nobody what was chosen before the count, in the store neither', async () => {
      const { box, cast, stores, close } = await opened();
      await cast('u0001');
      await expect(box.published('v1')).rejects.toMatchObject({ code: 'VOTE_NOT_COUNTED' });
      for (const name of ['votes', 'ballots', 'ballotClaims', 'voteUnits']) {
        const text = JSON.stringify((await stores[0]?.find({ name }))?.records);
        expect(text).not.toMatch(/against|abstain|"for"|370303199/);
      }
      await close();
    });

    it('refuses strangers, late ballots and wrong marks; paper that was returned may be entered while counting', async () => {
      const { box, cast, clock, tokens, close } = await opened();
      expect(await cast('u9999')).toMatchObject({ ok: false, code: 'NOT_ENTITLED' });
      expect(await cast('u0001', { rules: 'for', other: 'for' })).toMatchObject({ code: 'BALLOT_INVALID' });
      expect(await cast('u0001', { board: Object.fromEntries(CANDIDATES.map((name) => [name, 'for'])) })).toMatchObject(
        {
          code: 'BALLOT_INVALID',
        },
      );
      const token = tokens.get('u0004') ?? '';
      const link = { voteId: 'v1', token, idTail: ID(3).slice(-6) };
      expect(await box.units.ofLink(link)).toMatchObject({ unit: 'u0004' });
      expect(await box.units.ofLink({ ...link, token: `${token}x` })).toBe('wrong');
      expect((await box.units.ofOwner(ID(3))).map(({ unit }) => unit)).toEqual(['u0004']);
      clock.set(VOTE.closesAt);
      expect(await cast('u0001')).toMatchObject({ code: 'VOTE_CLOSED' });
      await box.beginCount('v1');
      expect(await cast('u0002', YES, { way: 'paper' })).toMatchObject({ ok: true });
      expect(await cast('u0003', null, { way: 'paper' })).toMatchObject({ ok: true });
      expect(await cast('u0002', YES, { way: 'paper', commandId: 'again' })).toMatchObject({ code: 'UNIT_HAS_VOTED' });
      const result = await box.count('v1');
      expect(result).toMatchObject({ taking: { heads: 2 }, invalid: { heads: 1 }, hasQuorum: false });
      expect(await cast('u0005', YES, { way: 'paper' })).toMatchObject({ code: 'VOTE_CLOSED' });
      await close();
    });

    it('brings in a ballot whose process died between the claim and the box, and never twice', async () => {
      const { box, stores, cast, close } = await opened();
      const [store] = stores;
      if (store === undefined) throw new Error('no store');
      const dying = (allowed: number) => {
        let left = allowed;
        const step = <R>(work: () => Promise<R>): Promise<R> => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('dead')) : work();
        };
        return createBallotBox({
          clock: manualClock(START),
          sealing: SEALING,
          store: {
            ...store,
            insert: (kind, record) => step(() => store.insert(kind, record)),
            compareAndSet: (kind, expected, record) => step(() => store.compareAndSet(kind, expected, record)),
            commit: async (writes, options) => {
              if (store.atomic || left >= writes.length) return step(() => store.commit(writes, options));
              const made = writes.slice(0, Math.max(left, 0));
              left = -1;
              if (made.length > 0) await store.commit(made, options);
              throw new Error('dead');
            },
          },
        });
      };
      for (let allowed = 0; allowed < 5; allowed += 1)
        await cast(`u${String(allowed + 1).padStart(4, '0')}`, YES, { by: dying(allowed) }).catch(() => undefined);
      await cast('u0010');
      const result = await box.count('v1');
      const { ballots } = await box.published('v1');
      const units = ballots.map(({ unit }) => unit);
      expect(new Set(units).size).toBe(units.length);
      expect(units).toEqual(expect.arrayContaining(['u0002', 'u0003', 'u0004', 'u0005', 'u0010']));
      expect(result.taking.heads).toBe(units.length);
      await close();
    });
  });
}
