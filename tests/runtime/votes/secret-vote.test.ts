import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPassingSigner } from '../../../runtime/documents/signer.js';
import { voteFileOf } from '../../../runtime/votes/recount-vote.js';
import { recount, type VoteFile } from '../../../runtime/votes/verify-vote-file.js';
import { createBallotBox, type BallotBox } from '../../../runtime/votes/ballot-box.js';
import type { NewVote } from '../../../runtime/votes/prepare-vote.js';
import { KEY_HOLDERS, SLOTS } from '../../../runtime/votes/secret/secret-records.js';
import type { Choices, VoteRecord } from '../../../runtime/votes/vote-records.js';
import { createPaperBallots } from '../../../runtime/votes/paper-ballots.js';
import { provesInclusion } from '../../../runtime/votes/merkle.js';
import { hashOf, receiptOf } from '../../../runtime/votes/ballot-hash.js';
import type { Store } from '../../../runtime/seams/store.js';
import { STORES, type StorePlace } from '../../kit/stores.js';
import { SEALING, START } from '../kit/host-world.js';
import { manualClock } from '../kit/manual-clock.js';
import { ballotOf, enterKeys, leaveKeys, quickVoter, voterOf, type Holders, type Voter } from '../kit/secret-voter.js';

const DAY = 86_400_000;
const SIGNER = createPassingSigner();
const PERIOD = { opensAt: START, closesAt: START + 15 * DAY };
const YES: Choices = { rules: 'for' };
const NO: Choices = { rules: 'against' };

/** Twelve units of 90.00 m², six of 60.50 m², two of a size of their own. */
const vote = (voteId: string): NewVote => ({
  voteId,
  title: '无记名表决',
  caseId: 'case-1',
  estateId: 'e1',
  orgPath: '/370303/tyc/c01',
  mode: 'secret',
  questions: [{ id: 'rules', type: 'matter', title: '通过管理规约', kind: 'ordinary' }],
  parts: [...Array<number>(12).fill(9000), ...Array<number>(6).fill(6050), 12_345, 20_000].map((area, index) => ({
    partId: `p${String(index)}`,
    area,
    owners: [`3703031990${String(index).padStart(8, '0')}`],
  })),
});
const unitOf = (index: number): string => `u${String(index + 1).padStart(4, '0')}`;

for (const kind of STORES) {
  describe(`a secret vote on ${kind.name}`, () => {
    let place: StorePlace;
    let stores: readonly Store[];
    let boxes: readonly [BallotBox, BallotBox];
    const clock = manualClock(START);
    beforeAll(async () => {
      place = await kind.create();
      stores = [await place.open(), await place.open()];
      const [a, b] = stores.map((store) =>
        createBallotBox({ store, clock, sealing: SEALING, signer: SIGNER, keyBits: 1024 }),
      );
      if (a === undefined || b === undefined) throw new Error('no box');
      boxes = [a, b];
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      await place.dispose();
    });

    const opened = async (voteId: string): Promise<{ readonly record: VoteRecord; readonly holders: Holders }> => {
      clock.set(START);
      const [box] = boxes;
      await box.prepare(vote(voteId));
      await box.prepare(vote(voteId));
      const holders = await leaveKeys(box, voteId);
      return { record: await box.begin(voteId, PERIOD), holders };
    };
    /** Credentials for the first so many units, asked for in two processes at once. */
    const credentials = async (
      record: VoteRecord,
      indexes: readonly number[],
    ): Promise<readonly { readonly voter: Voter; readonly credential: string }[]> => {
      const voters = await Promise.all(
        indexes.map(async (index) => ({ index, voter: await quickVoter(record, index < 12 ? 'c01' : 'c02') })),
      );
      const ask = async ({ index, voter }: (typeof voters)[number], at: number) =>
        (boxes[at % 2] ?? boxes[0]).secret.ask({
          voteId: record._id,
          unit: unitOf(index),
          blinded: voter.asked.blinded,
        });
      await Promise.all(voters.map(ask));
      return Promise.all(
        voters.map(async (one) => {
          const answer = await ask(one, 0);
          if (!answer.ok || answer.view.signature === undefined) throw new Error(JSON.stringify(answer));
          return { voter: one.voter, credential: await one.voter.credential(answer.view.signature) };
        }),
      );
    };

    it('takes an electronic ballot without a name from those who weigh alike, and counts it with paper and named ones', async () => {
      const [box, other] = boxes;
      const { record, holders } = await opened('v-whole');
      expect(record.secret?.classes.map(({ heads, area, units }) => [heads, area, units])).toEqual([
        [1, 9000, 12],
        [1, 6050, 6],
      ]);
      const cards = await credentials(record, [0, 1, 2, 3, 4, 5, 6]);
      for (const [index, { voter, credential }] of cards.slice(0, 6).entries()) {
        const ballot = await ballotOf(record, voter, { credential, choices: index < 4 ? YES : NO });
        expect(await box.secret.cast('v-whole', ballot)).toMatchObject({ ok: true, repeated: false });
        expect(await other.secret.cast('v-whole', ballot)).toMatchObject({ ok: true, repeated: true });
      }
      // A unit of a rare size votes by name, one on paper; whoever has a credential does neither any more.
      const named = { voteId: 'v-whole', way: 'electronic', onPaper: false, choices: YES, commandId: 'n1' } as const;
      expect(await box.handIn({ ...named, unit: unitOf(18) })).toMatchObject({ ok: true });
      expect(await box.handIn({ ...named, unit: unitOf(0) })).toEqual({ ok: false, code: 'UNIT_HAS_VOTED' });
      expect(await box.noteReturn({ voteId: 'v-whole', unit: unitOf(6) })).toBe('taken');
      const paper = createPaperBallots({ store: stores[0] as Store, clock, sealing: SEALING, box });
      expect(await paper.noteReturn({ voteId: 'v-whole', unit: unitOf(7), by: 'helper' })).toBe('returned');
      const late = await quickVoter(record);
      expect(await box.secret.ask({ voteId: 'v-whole', unit: unitOf(7), blinded: late.asked.blinded })).toEqual({
        ok: false,
        code: 'UNIT_HAS_VOTED',
      });
      expect(await box.secret.ask({ voteId: 'v-whole', unit: unitOf(19), blinded: late.asked.blinded })).toEqual({
        ok: false,
        code: 'NOT_SECRET',
      });
      expect(await box.secret.ask({ voteId: 'v-whole', unit: unitOf(1), blinded: late.asked.blinded })).toEqual({
        ok: false,
        code: 'CREDENTIAL_TAKEN',
      });
      expect(await box.turnout('v-whole')).toEqual({ heads: 8, area: 7 * 9000 + 12_345 });

      // Nobody counts early, nobody enters a key early, and too few keys open nothing.
      const [first] = [...holders];
      const enter = { voteId: 'v-whole', userId: first?.[0] ?? '', privateKey: first?.[1].privateKey ?? '' };
      expect(await box.secret.enterKey(enter)).toBe('COUNT_NOT_BEGUN');
      clock.set(PERIOD.closesAt);
      await box.beginCount('v-whole');
      const spare = cards[6];
      if (spare === undefined) throw new Error('no seventh card');
      const tooLate = await ballotOf(record, spare.voter, { credential: spare.credential, choices: NO });
      expect(await box.secret.cast('v-whole', tooLate)).toEqual({ ok: false, code: 'VOTE_CLOSED' });
      const reading = { voteId: 'v-whole', unit: unitOf(7), reading: { choices: NO } };
      await paper.enter({ ...reading, by: 'teller-1' });
      expect(await paper.enter({ ...reading, by: 'teller-2' })).toMatchObject({ state: 'agreed' });
      await expect(box.count('v-whole')).rejects.toMatchObject({ code: 'KEYS_MISSING' });
      expect(await box.secret.enterKey({ ...enter, privateKey: tooLate.serial.slice(0, 43) })).toBe('KEY_WRONG');
      expect(await box.secret.enterKey({ ...enter, userId: 'nobody' })).toBe('NOT_HOLDER');
      await enterKeys(box, 'v-whole', holders, 1);
      await expect(other.count('v-whole')).rejects.toMatchObject({ code: 'KEYS_MISSING' });
      expect(JSON.stringify(await box.vote('v-whole'))).not.toContain('"result"');
      await enterKeys(box, 'v-whole', holders, 2);
      const result = await other.count('v-whole');
      expect(result.taking).toEqual({ heads: 8, area: 7 * 9000 + 12_345 });
      expect(result.questions[0]).toMatchObject({
        marks: { for: { heads: 5, area: 4 * 9000 + 12_345 }, against: { heads: 3, area: 27_000 } },
      });
      expect(await box.count('v-whole')).toEqual(result);

      // The second count by the independent program: equal, without a secret, and every change in the file shows.
      const file = voteFileOf(await box.published('v-whole'), await box.checkpoints('v-whole'));
      const text = JSON.stringify(file);
      for (const { privateKey } of holders.values()) expect(text).not.toContain(privateKey);
      expect(recount(file)).toMatchObject({ faults: [], taking: result.taking, quorum: false });
      expect(recount(file).favour['rules']).toEqual({ heads: 5, area: 4 * 9000 + 12_345 });
      const pem = SIGNER.publicKeys()[SIGNER.keyId] ?? '';
      expect(recount(file, pem).faults).toEqual([]);
      expect(recount(file, Object.values(createPassingSigner().publicKeys())[0]).faults.length).toBeGreaterThan(0);
      const { secret, signed } = file;
      const [ballot] = secret?.ballots ?? [];
      const [point] = signed?.checkpoints ?? [];
      if (secret === undefined || signed === undefined || ballot === undefined || point === undefined)
        throw new Error('no secret part');
      const others = secret.ballots.slice(1);
      const flipped =
        ballot.choices === null ? YES : { rules: (ballot.choices as Choices)['rules'] === 'for' ? 'against' : 'for' };
      const bent: Partial<VoteFile>[] = [
        { secret: { ...secret, ballots: others } },
        { secret: { ...secret, ballots: [...secret.ballots, ballot] } },
        { secret: { ...secret, ballots: [{ ...ballot, choices: flipped }, ...others] } },
        { secret: { ...secret, ballots: [{ ...ballot, n: 2 }, ...others] } },
        { secret: { ...secret, ballots: [{ ...ballot, klass: 'c02' }, ...others] } },
        { secret: { ...secret, ballots: [{ ...ballot, area: ballot.area + 1 }, ...others] } },
        { secret: { ...secret, ballots: [{ ...ballot, hash: '0'.repeat(64) }, ...others] } },
        { secret: { ...secret, credentials: secret.credentials.slice(2) } },
        { secret: { ...secret, credentials: [...secret.credentials, { unit: unitOf(18), klass: 'c01' }] } },
        { secret: { ...secret, shutRoot: '0'.repeat(64) } },
        { signed: { ...signed, checkpoints: signed.checkpoints.filter(({ text: one }) => !one.includes('"end"')) } },
        { signed: { ...signed, checkpoints: [{ ...point, text: point.text.replace('"seq":0', '"seq":1') }] } },
        { root: '0'.repeat(64) },
        { result: { ...(file.result as object), hasQuorum: true } },
        { ballots: file.ballots.slice(1) },
      ];
      expect(bent.filter((change) => recount({ ...file, ...change }).faults.length === 0)).toEqual([]);
    }, 60_000);

    it('counts the last ballot of a voter, under the same tracker, and of a hundred at once only one', async () => {
      const [box, other] = boxes;
      const { record, holders } = await opened('v-again');
      const cards = await credentials(record, [0, 1, 2, 3, 4]);
      const [one] = cards;
      if (one === undefined) throw new Error('no card');
      const { voter, credential } = one;
      const some = await Promise.all(
        Array.from({ length: kind.name === 'mongo' ? 20 : 100 }, () =>
          ballotOf(record, voter, { credential, choices: NO }),
        ),
      );
      const answers = await Promise.all(
        some.map((ballot, index) => (index % 2 === 0 ? box : other).secret.cast('v-again', ballot)),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(new Set(answers.map((answer) => (answer.ok ? 'in' : answer.code)))).toEqual(
        new Set(['in', 'BALLOT_SUPERSEDED']),
      );
      const second = await ballotOf(record, voter, { credential, choices: YES, n: 2 });
      const changed = await box.secret.cast('v-again', second);
      const before = answers.find(({ ok }) => ok);
      expect(changed).toMatchObject({ ok: true, tracker: before?.ok === true ? before.tracker : '' });
      expect(await other.secret.cast('v-again', some[0] ?? second)).toEqual({ ok: false, code: 'BALLOT_SUPERSEDED' });
      // Whoever reads the store has the credential, but not the key: no ballot in the voter's place.
      const forged = { ...(await ballotOf(record, cards[1]?.voter ?? voter, { credential, choices: NO, n: 3 })) };
      expect(await box.secret.cast('v-again', { ...forged, serial: second.serial })).toEqual({
        ok: false,
        code: 'BALLOT_INVALID',
      });
      expect(await box.secret.cast('v-again', forged)).toEqual({ ok: false, code: 'CREDENTIAL_FALSE' });
      expect(await box.turnout('v-again')).toEqual({ heads: 1, area: 9000 });
      clock.set(PERIOD.closesAt);
      await box.beginCount('v-again');
      await enterKeys(box, 'v-again', holders, 3);
      const result = await box.count('v-again');
      expect(result.questions[0]).toMatchObject({ marks: { for: { heads: 1, area: 9000 }, against: { heads: 0 } } });
      const receipt = changed.ok ? changed.tracker : '';
      const proof = await box.proof('v-again', receipt);
      if (proof?.secret === undefined) throw new Error('the tracker finds nothing');
      expect(receiptOf(proof.secret.tracker)).toBe(receipt);
      expect(hashOf({ ...proof.secret })).toBe(proof.hash);
      expect(provesInclusion(proof.hash, proof.proof, proof.root)).toBe(true);
    }, 60_000);

    it('signs nothing until five alike have asked, and gives a wish back', async () => {
      const [box] = boxes;
      const { record } = await opened('v-five');
      const voters = await Promise.all(Array.from({ length: 6 }, () => quickVoter(record, 'c02')));
      const ask = (index: number) =>
        box.secret.ask({ voteId: 'v-five', unit: unitOf(12 + index), blinded: voters[index]?.asked.blinded ?? '' });
      for (const index of [0, 1, 2, 3])
        expect(await ask(index)).toMatchObject({ ok: true, view: { state: 'waiting', asked: index + 1, need: 5 } });
      expect(await box.secret.withdraw({ voteId: 'v-five', unit: unitOf(12) })).toBe(true);
      const named = { voteId: 'v-five', way: 'electronic', onPaper: false, choices: YES, commandId: 'n1' } as const;
      expect(await box.handIn({ ...named, unit: unitOf(12) })).toMatchObject({ ok: true });
      expect(await ask(4)).toMatchObject({ ok: true, view: { state: 'waiting', asked: 4 } });
      // The fourth goes to vote on paper without a word: its wish is worth nothing when the fifth comes.
      expect(await box.noteReturn({ voteId: 'v-five', unit: unitOf(15) })).toBe('noted');
      expect(await ask(5)).toMatchObject({ ok: true, view: { state: 'waiting', asked: 4 } });
      expect(await box.hasVoted('v-five', unitOf(17))).toBe(false);
      expect(await box.secret.withdraw({ voteId: 'v-five', unit: unitOf(17) })).toBe(true);
    }, 60_000);

    it('does not open without three who keep keys, nor where nobody weighs alike', async () => {
      const [box] = boxes;
      clock.set(START);
      await box.prepare(vote('v-keys'));
      await leaveKeys(box, 'v-keys', 2);
      await expect(box.begin('v-keys', PERIOD)).rejects.toMatchObject({ code: 'KEYS_MISSING' });
      const few = vote('v-few');
      await expect(box.prepare({ ...few, parts: few.parts.slice(9, 13) })).rejects.toMatchObject({
        code: 'SECRET_TOO_FEW',
      });
      const { record } = await opened('v-left');
      const late = {
        voteId: 'v-left',
        userId: 'late',
        name: '晚',
        publicKey: record.secret?.holders[0]?.publicKey ?? '',
      };
      expect(await box.secret.leaveKey(late)).toBe('VOTE_OPEN');
      const kept = await stores[0]?.find(KEY_HOLDERS, { where: { voteId: 'v-left' } });
      expect(JSON.stringify(kept)).not.toContain('entered');
    }, 60_000);

    it('tells when a ballot is changed, taken out or added after the end', async () => {
      const [box] = boxes;
      const { record, holders } = await opened('v-bent');
      const cards = await credentials(record, [0, 1, 2, 3, 4]);
      for (const { voter, credential } of cards)
        await box.secret.cast('v-bent', await ballotOf(record, voter, { credential, choices: YES }));
      clock.set(PERIOD.closesAt);
      const { secret } = await box.beginCount('v-bent');
      expect(secret?.shutRoot).toMatch(/^[0-9a-f]{64}$/);
      const store = stores[0] as Store;
      const [slot] = (await store.find(SLOTS, { where: { voteId: 'v-bent', n: 1 } })).records;
      if (slot === undefined) throw new Error('no ballot');
      await store.compareAndSet(SLOTS, { n: 1 }, { ...slot, n: 0, ballot: null });
      await enterKeys(box, 'v-bent', holders, 2);
      await expect(box.count('v-bent')).rejects.toMatchObject({ code: 'BOX_CHANGED' });
    }, 60_000);
  });
}

describe('with the keys of real size and the library of the pages', () => {
  it('a credential is asked for, taken and spent', async () => {
    const [kind] = STORES;
    const place = await (kind as (typeof STORES)[number]).create();
    const store = await place.open();
    const clock = manualClock(START);
    const box = createBallotBox({ store, clock, sealing: SEALING });
    await box.prepare(vote('v-real'));
    await leaveKeys(box, 'v-real');
    const record = await box.begin('v-real', PERIOD);
    const voter = await voterOf(record);
    const others = await Promise.all([1, 2, 3, 4].map(() => quickVoter(record)));
    for (const [index, other] of others.entries())
      await box.secret.ask({ voteId: 'v-real', unit: unitOf(index + 1), blinded: other.asked.blinded });
    const answer = await box.secret.ask({ voteId: 'v-real', unit: unitOf(0), blinded: voter.asked.blinded });
    if (!answer.ok || answer.view.signature === undefined) throw new Error(JSON.stringify(answer));
    const credential = await voter.credential(answer.view.signature);
    const ballot = await ballotOf(record, voter, { credential, choices: YES });
    expect(await box.secret.cast('v-real', ballot)).toMatchObject({ ok: true });
    const changed = credential.startsWith('A') ? `B${credential.slice(1)}` : `A${credential.slice(1)}`;
    expect(await box.secret.cast('v-real', { ...ballot, credential: changed })).toEqual({
      ok: false,
      code: 'CREDENTIAL_FALSE',
    });
    await store.close();
    await place.dispose();
  }, 60_000);
});
