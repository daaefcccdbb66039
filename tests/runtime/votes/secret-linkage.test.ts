import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from '@jest/globals';
import { createPassingSigner } from '../../../runtime/documents/signer.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { createBallotBox } from '../../../runtime/votes/ballot-box.js';
import type { NewVote } from '../../../runtime/votes/prepare-vote.js';
import type { SecretBallot } from '../../../runtime/votes/secret/secret-records.js';
import { fc, SEED } from '../../kit/fast-check.js';
import { SEALING, START } from '../kit/host-world.js';
import { manualClock } from '../kit/manual-clock.js';
import { ballotOf, enterKeys, leaveKeys, quickVoter, voterOf } from '../kit/secret-voter.js';

const VOTERS = 1000;
const DEEP = process.env['DEEP'] === '1';
const VOTE: NewVote = {
  voteId: 'v-link',
  title: '无记名表决',
  caseId: 'case-1',
  estateId: 'e1',
  orgPath: '/370303/tyc/c01',
  mode: 'secret',
  questions: [{ id: 'rules', type: 'matter', title: '通过管理规约', kind: 'ordinary' }],
  parts: Array.from({ length: VOTERS }, (_, index) => ({
    partId: `p${String(index)}`,
    area: 9000,
    owners: [`3703031990${String(index).padStart(8, '0')}`],
  })),
};

/** How well a score tells true pairs from others: 0.5 is chance (Mann and Whitney). */
function auc(hits: readonly number[], misses: readonly number[]): number {
  const all = [...hits.map((score) => ({ score, hit: 1 })), ...misses.map((score) => ({ score, hit: 0 }))].sort(
    (a, b) => a.score - b.score,
  );
  let wins = 0;
  let below = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.score === all[from]?.score) to += 1;
    const same = all.slice(from, to);
    const ours = same.filter(({ hit }) => hit === 1).length;
    wins += ours * (below + (same.length - ours) / 2);
    below += same.length - ours;
    from = to;
  }
  return wins / (hits.length * misses.length);
}

it(`an attacker with the whole store matches ${String(VOTERS)} owners and ballots no better than chance`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-link-'));
  const file = path.join(folder, 'store.sqlite');
  const store = openEmbeddedStore({ file });
  const clock = manualClock(START);
  const signer = createPassingSigner();
  const box = createBallotBox({ store, clock, sealing: SEALING, signer, keyBits: DEEP ? 2048 : 1024 });
  await box.prepare(VOTE);
  const holders = await leaveKeys(box, 'v-link');
  const vote = await box.begin('v-link', { opensAt: START, closesAt: START + 15 * 86_400_000 });

  // The worst case for the voters: each casts the moment the credential is there, one after the other, within the same minute.
  const order = fc.sample(fc.shuffledSubarray([...Array(VOTERS).keys()], { minLength: VOTERS }), {
    seed: SEED,
    numRuns: 1,
  })[0] as readonly number[];
  const truth = new Map<string, SecretBallot>();
  const waiting: (() => Promise<void>)[] = [];
  for (const index of order) {
    clock.advance(60);
    const unit = `u${String(index + 1).padStart(4, '0')}`;
    const voter = DEEP ? await voterOf(vote) : await quickVoter(vote);
    const ask = () => box.secret.ask({ voteId: 'v-link', unit, blinded: voter.asked.blinded });
    const cast = async (): Promise<void> => {
      const answer = await ask();
      if (!answer.ok || answer.view.signature === undefined) throw new Error(JSON.stringify(answer));
      const credential = await voter.credential(answer.view.signature);
      const choices = { rules: index % 3 === 0 ? 'against' : 'for' } as const;
      const ballot = await ballotOf(vote, voter, { credential, choices });
      expect((await box.secret.cast('v-link', ballot)).ok).toBe(true);
      truth.set(unit, ballot);
    };
    const first = await ask();
    if (first.ok && first.view.state === 'waiting') waiting.push(cast);
    else for (const one of [...waiting.splice(0), cast]) await one();
  }
  expect(truth.size).toBe(VOTERS);
  clock.set(START + 15 * 86_400_000);
  await box.beginCount('v-link');
  await enterKeys(box, 'v-link', holders, 2);
  const result = await box.count('v-link');
  expect(result.taking).toEqual({ heads: VOTERS, area: VOTERS * 9000 });
  await store.close();

  // Everything there is: rows in the order in which the file numbers them, and the bytes of the file itself.
  const db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all() as { readonly name: string }[];
  const named = new Map<string, Map<string, number>>();
  const ballots = new Map<string, Map<string, number>>();
  const bySerial = new Map([...truth].map(([unit, { serial }]) => [serial, unit]));
  for (const { name } of tables) {
    const key = name.replaceAll('"', '');
    const columns = (db.prepare(`PRAGMA table_info("${key}")`).all() as { readonly name: string }[]).map(
      (one) => one.name,
    );
    if (!columns.includes('body')) continue;
    const rows = db.prepare(`SELECT * FROM "${key}"`).all() as Readonly<Record<string, unknown>>[];
    for (const [rank, row] of rows.entries()) {
      const text = Object.values(row)
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
        .join(' ');
      const units = [...text.matchAll(/v-link:(u\d{4})\b/g)].map(([, unit]) => unit ?? '');
      const serials = [...text.matchAll(/"serial":"([\w-]{87})"/g)].map(([, serial]) => serial ?? '');
      // No row at all knows both.
      expect(units.length > 0 && serials.length > 0).toBe(false);
      if (serials.length > 0) expect(key).toMatch(/secretBallots/i);
      for (const unit of units) named.set(key, (named.get(key) ?? new Map()).set(unit, rank));
      for (const serial of serials) ballots.set(key, (ballots.get(key) ?? new Map()).set(serial, rank));
      if (serials.length > 0) expect(text).not.toMatch(/"at"|\d{13}/);
    }
  }
  db.close();
  const bytes = readFileSync(file).toString('latin1');
  const places = new Map<string, number>();
  for (const match of bytes.matchAll(/"serial":"([\w-]{87})"/g)) places.set(match[1] ?? '', match.index);
  ballots.set('bytes', places);
  const wishes = new Map<string, number>();
  for (const match of bytes.matchAll(/v-link:(u\d{4})"[^}]{0,400}"blinded"/g)) wishes.set(match[1] ?? '', match.index);
  if (wishes.size > VOTERS / 2) named.set('bytes', wishes);
  expect(ballots.size).toBeGreaterThanOrEqual(2);
  expect([...named.keys()].filter((name) => /credentials|claims/i.test(name))).toHaveLength(2);

  const ranked = (places: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
    new Map([...places].sort((a, b) => a[1] - b[1]).map(([name], rank) => [name, rank / places.size]));
  const measure = (units: ReadonlyMap<string, number>, serials: ReadonlyMap<string, number>): number => {
    const [a, b] = [ranked(units), ranked(serials)];
    const all = [...b];
    const score = (unit: string, serial: string): number => -Math.abs((a.get(unit) ?? 0) - (b.get(serial) ?? 0));
    const hits = all.map(([serial]) => score(bySerial.get(serial) ?? '', serial));
    const misses = all.flatMap(([serial], at) =>
      [1, 7, 31, 173, 401].map((step) => score(bySerial.get(all[(at + step) % all.length]?.[0] ?? '') ?? '', serial)),
    );
    return auc(hits, misses);
  };
  const figures: Record<string, number> = {};
  for (const [from, units] of named)
    for (const [to, serials] of ballots)
      if (units.size >= VOTERS / 2) figures[`${from} → ${to}`] = measure(units, serials);
  // The measure works: had the box kept the order of arrival, nearly every owner would be found.
  const arrived = new Map([...truth].map(([, { serial }], rank) => [serial, rank]));
  const asked = new Map(order.map((index, rank) => [`u${String(index + 1).padStart(4, '0')}`, rank]));
  expect(measure(asked, arrived)).toBeGreaterThan(0.95);
  process.stdout.write(`secret-linkage ${JSON.stringify(figures)}\n`);
  for (const figure of Object.values(figures)) expect(Math.abs(figure - 0.5)).toBeLessThan(0.05);
  rmSync(folder, { recursive: true, force: true });
}, 600_000);
