import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { COLLECTIONS, collection, type CollectionName } from '../../runtime/store/collections.js';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { recount, type VoteFile } from '../../runtime/votes/verify-vote-file.js';
import { makeHolderKey, type HolderKey } from '../../runtime/web/shared/holder-key.js';
import { hashOfSecret, receiptOfHash, rootOfProof } from '../../runtime/web/shared/receipt-proof.js';
import type { ReceiptProof } from '../../runtime/web/shared/vote-types.js';
import { ballotOf, quickVoter, voterOf, type Voter } from '../runtime/kit/secret-voter.js';
import { webOffice, type Answer, type WebOffice } from '../runtime/kit/web-office.js';
import { ownerId } from './kit/owners-vote.js';
import { codeOf } from './kit/hoa-people.js';

/** A vote without names through the API: holders of keys, credentials by account and by link, ballots without a session, the count. */
const VOTE = 'secret-1';
const DAY = 86_400_000;
const HOLDERS = ['teller1', 'votewatch', 'prepleader'];
/** Owner of unit 0: she has an account. */
const OWN = '370303198506150213';

let web: WebOffice;
const keys = new Map<string, HolderKey>();
beforeAll(async () => {
  web = await webOffice('2026-07-18T10:00:00+08:00', undefined, undefined, { trustProxy: true });
  await web.office.ballots.prepare({
    voteId: VOTE,
    title: '无记名表决',
    caseId: 'case-of-secret-1',
    estateId: 'e01',
    orgPath: '/370303/tyc/c01',
    mode: 'secret',
    questions: [{ id: 'rules', type: 'matter', title: '通过管理规约', kind: 'ordinary' }],
    parts: [8900, 8900, 8900, 8900, 8900, 8900, 12_000].map((area, index) => ({
      partId: `p${String(index)}`,
      area,
      owners: [index === 0 ? OWN : ownerId(index)],
      names: [`业主${String(index)}`],
    })),
  });
}, 60_000);
afterAll(() => web.close());

const unitOf = (index: number): string => `u${String(index + 1).padStart(4, '0')}`;
const bodyOf = ({ body }: Answer): JsonObject => body as JsonObject;

it('is opened when three have left keys, and counted when two have entered them', async () => {
  // Keys: made at home, the public part left before the vote, by those who may and do not stand in it.
  const begin = () =>
    web.office.ballots.begin(VOTE, { opensAt: web.clock.now(), closesAt: web.clock.now() + 15 * DAY });
  for (const login of HOLDERS) {
    await expect(begin()).rejects.toMatchObject({ code: 'KEYS_MISSING' });
    const key = await makeHolderKey();
    keys.set(login, key);
    const browser = await web.as(login);
    const left = await browser.put(`/api/votes/${VOTE}/keys/mine`, { publicKey: key.publicKey });
    expect([left.status, left.status === 200 ? null : left.body]).toEqual([200, null]);
    expect(codeOf(await browser.put(`/api/votes/${VOTE}/keys/mine`, { publicKey: key.publicKey }))).toBe('KEY_TAKEN');
  }
  const stranger = await web.as('supervisor');
  expect(
    (await stranger.put(`/api/votes/${VOTE}/keys/mine`, { publicKey: keys.get('teller1')?.publicKey })).status,
  ).toBe(403);
  const vote = await begin();

  // Credentials: one by account, the others by link; nothing is signed before the fifth.
  const owner = await web.as('owner');
  const tokens = new Map<number, string>();
  for (let index = 1; index < 7; index += 1)
    tokens.set(index, (await web.office.ballots.units.showLink(VOTE, unitOf(index), 'helper')) ?? '');
  const linkOf = (index: number): JsonObject => ({ token: tokens.get(index) ?? '', idTail: ownerId(index).slice(-6) });
  const voters: Voter[] = [await voterOf(vote)];
  for (let index = 1; index < 7; index += 1) voters.push(await quickVoter(vote));
  const ask = (index: number): Promise<Answer> =>
    index === 0
      ? owner.post(`/api/votes/${VOTE}/credentials`, { unit: unitOf(0), blinded: voters[0]?.asked.blinded })
      : web
          .anonymous()
          .post(
            `/api/ballots/${VOTE}/credentials`,
            { ...linkOf(index), blinded: voters[index]?.asked.blinded ?? '' },
            { 'X-Forwarded-For': `10.2.0.${String(index)}` },
          );
  for (let index = 0; index < 4; index += 1)
    expect(bodyOf(await ask(index))).toMatchObject({ state: 'waiting', asked: index + 1, need: 5 });
  expect(codeOf(await ask(6))).toBe('NOT_SECRET');
  expect(bodyOf(await ask(4))).toMatchObject({ state: 'signed' });
  // Somebody who waits no longer votes by name; somebody with a credential cannot.
  const named = (index: number): Promise<Answer> =>
    web.anonymous().post(`/api/ballots/${VOTE}`, { ...linkOf(index), choices: { rules: 'against' } });
  expect((await named(6)).status).toBe(201);
  expect((await named(5)).status).toBe(201);
  expect(codeOf(await named(4))).toBe('UNIT_HAS_VOTED');
  expect(codeOf(await ask(5))).toBe('UNIT_HAS_VOTED');

  // Ballots: without a session, each from its own device.
  const trackers = new Map<number, string>();
  const serials: string[] = [];
  const turnout = async (): Promise<unknown> => bodyOf(await owner.get(`/api/votes/${VOTE}`))['returned'];
  const before = { heads: 2, area: 8900 + 12_000 };
  expect(await turnout()).toEqual(before);
  for (let index = 0; index < 5; index += 1) {
    const voter = voters[index] as Voter;
    const signature = String(bodyOf(await ask(index))['signature']);
    const credential = await voter.credential(signature);
    const ballot = await ballotOf(vote, voter, { credential, choices: { rules: index < 3 ? 'for' : 'against' } });
    if (index === 0) expect(codeOf(await owner.post(`/api/votes/${VOTE}/secret-ballots`, ballot))).toBe('SIGNED_IN');
    const cast = await web.anonymous().post(`/api/votes/${VOTE}/secret-ballots`, ballot);
    expect([cast.status, cast.status === 201 ? null : cast.body]).toEqual([201, null]);
    const { tracker, digest, keyId, signature: word } = bodyOf(cast);
    const text = ['yizhan-secret-receipt-1', VOTE, String(tracker), String(digest)].join('\n');
    expect(web.office.signer.verify(text, String(word), String(keyId))).toBe(true);
    trackers.set(index, String(tracker));
    serials.push(voter.asked.serial);
  }
  // Whoever looks again and again learns the turnout of the hour, not of the moment.
  expect(await turnout()).toEqual(before);
  web.clock.advance(3_600_000);
  const again = await ballotOf(vote, voters[2] as Voter, {
    credential: await (voters[2] as Voter).credential(String(bodyOf(await ask(2))['signature'])),
    choices: { rules: 'against' },
    n: 2,
  });
  const changed = bodyOf(await web.anonymous().post(`/api/votes/${VOTE}/secret-ballots`, again));
  expect(changed['tracker']).toBe(trackers.get(2));

  // Everything the office has kept or said: a ballot's number stands in its pigeonhole and nowhere else, beside no unit and no instant.
  for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
    const kind = collection<StoreRecord>(name);
    let cursor: string | undefined;
    do {
      const page = await web.office.store.find(kind, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
      for (const record of page.records) {
        const text = JSON.stringify(record);
        const holds =
          serials.some((serial) => text.includes(serial)) || [...trackers.values()].some((one) => text.includes(one));
        if (!holds) continue;
        expect(name).toBe('secretBallots');
        expect(text).not.toMatch(/"u000\d|:u000\d|"u-[a-z]|"10\.2|"at"|[:,]\d{13}/);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  for (const line of web.log) expect(serials.some((serial) => line.includes(serial))).toBe(false);

  // Nobody reads a result early, and nobody opens it early.
  const holder = await web.as('teller1');
  const early = await holder.post(`/api/votes/${VOTE}/keys/mine/opening`, {
    privateKey: keys.get('teller1')?.privateKey,
  });
  expect(codeOf(early)).toBe('COUNT_NOT_BEGUN');
  const seen = bodyOf(await (await web.as('owner')).get(`/api/votes/${VOTE}`));
  expect(seen['returned']).toEqual({ heads: 7, area: 6 * 8900 + 12_000 });
  expect(JSON.stringify(seen)).not.toMatch(/"marks"|"result"|shutRoot/);
  web.clock.advance(15 * DAY);
  await web.office.ballots.beginCount(VOTE);
  await expect(web.office.ballots.count(VOTE)).rejects.toMatchObject({ code: 'KEYS_MISSING' });
  for (const login of HOLDERS.slice(0, 2)) {
    const browser = await web.as(login);
    const wrong = await browser.post(`/api/votes/${VOTE}/keys/mine/opening`, {
      privateKey: keys.get('prepleader')?.privateKey,
    });
    expect(codeOf(wrong)).toBe('KEY_WRONG');
    if (login === HOLDERS[1])
      await expect(web.office.ballots.count(VOTE)).rejects.toMatchObject({ code: 'KEYS_MISSING' });
    const entered = await browser.post(`/api/votes/${VOTE}/keys/mine/opening`, {
      privateKey: keys.get(login)?.privateKey,
    });
    expect([entered.status, entered.status === 200 ? null : entered.body]).toEqual([200, null]);
  }
  const result = await web.office.ballots.count(VOTE);
  expect(result.questions[0]).toMatchObject({
    marks: { for: { heads: 2, area: 17_800 }, against: { heads: 5, area: 4 * 8900 + 12_000 } },
  });

  // Afterwards: each tracker finds its ballot, the signed states are public, and the second count is equal.
  for (const tracker of trackers.values()) {
    const found = bodyOf(
      await web.anonymous().get(`/api/votes/${VOTE}/receipts/${tracker}`),
    ) as unknown as ReceiptProof;
    if (found.secret === undefined) throw new Error('no tracker');
    expect(receiptOfHash(found.secret.tracker)).toBe(tracker);
    expect(hashOfSecret(found.secret)).toBe(found.hash);
    expect(rootOfProof(found.hash, found.proof)).toBe(found.root);
  }
  const points = bodyOf(await web.anonymous().get(`/api/votes/${VOTE}/checkpoints`));
  expect((points['checkpoints'] as readonly JsonObject[]).length).toBeGreaterThanOrEqual(3);
  const file = (await (await web.as('votewatch')).post(`/api/votes/${VOTE}/file`, {})).body as unknown as VoteFile;
  const [pem] = Object.values(web.office.signer.publicKeys());
  expect(recount(file, pem)).toMatchObject({ faults: [], taking: result.taking, all: result.all });
  for (const { privateKey } of keys.values()) expect(JSON.stringify(file)).not.toContain(privateKey);
}, 60_000);
