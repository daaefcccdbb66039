import { createHash, randomBytes } from 'node:crypto';
import type { JsonValue } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { inserting, replacing } from '../store/writes.js';
import { createKeyedQueue } from '../use-cases/keyed-queue.js';
import { commitmentOf, EMPTY_BOX, entryHash, hashOf, receiptOf } from './ballot-hash.js';
import { merkleProof, merkleRoot, type ProofStep } from './merkle.js';
import { choiceFault, tally, type CountedBallot } from './tally.js';
import { NO_WEIGHT, plus } from './thresholds.js';
import {
  BALLOT_CLAIMS,
  BALLOTS,
  VOTE_UNITS,
  VOTES,
  type BallotClaim,
  type BallotEntry,
  type BallotWay,
  type Choices,
  type Question,
  type UnitRecord,
  type VoteRecord,
  type VoteResult,
} from './vote-records.js';
import { votingUnits, wholeOf, type EstatePart } from './voting-units.js';

/** What a ballot box needs. */
export interface BallotBoxParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
}

/** A vote to be opened. `owners` of the parts are ID numbers; instants in ms. */
export interface NewVote {
  readonly voteId: string;
  readonly title: string;
  readonly caseId: string;
  readonly estateId: string;
  readonly orgPath: string;
  readonly questions: readonly Question[];
  readonly opensAt: number;
  readonly closesAt: number;
  readonly parts: readonly EstatePart[];
}

/** A ballot as it is handed in; `choices` null: a paper ballot that was returned but is invalid. */
export interface HandedIn {
  readonly voteId: string;
  readonly unit: string;
  readonly way: BallotWay;
  readonly choices: Choices | null;
  readonly commandId: string;
}

/** What the box said. `taken`: this unit has voted before (another ballot is void); `late`: not between opening and closing. */
export type Answer =
  | { readonly ok: true; readonly receipt: string; readonly seq: number; readonly repeated: boolean }
  | {
      readonly ok: false;
      readonly code: 'VOTE_UNKNOWN' | 'NOT_ENTITLED' | 'VOTE_CLOSED' | 'UNIT_HAS_VOTED' | 'BALLOT_INVALID';
    };

/** One line of the file for tellers, supervisor and bureau, from which anybody can count again. */
export interface PublishedBallot extends Omit<BallotEntry, '_id' | 'secret' | 'voteId'> {
  readonly choices: Choices | null;
  readonly nonce: string;
}

/**
 * The ballot box: append-only, each ballot chained to the one before, one for each voting unit, choices sealed until the count. Nothing tells
 * an interim result: only who took part is known, by weight.
 */
export interface BallotBox {
  /** Opens a vote over the frozen parts; repeated with the same id it answers the same. Gives the one-time tokens of the ballot links by unit. */
  open(vote: NewVote): Promise<{ readonly vote: VoteRecord; readonly tokens: ReadonlyMap<string, string> }>;
  vote(voteId: string): Promise<VoteRecord | undefined>;
  units(voteId: string): Promise<readonly UnitRecord[]>;
  /** The unit of a one-time token. */
  unitOfToken(voteId: string, token: string): Promise<UnitRecord | undefined>;
  /** The units of the open and past votes that a person (by ID number) owns a part of. */
  unitsOfOwner(idNo: string): Promise<readonly UnitRecord[]>;
  /** Whether an ID number is one of the unit's owners. */
  isOwner(unit: UnitRecord, idNo: string): boolean;
  /** Whether these are the last six characters of the ID number of one of the unit's owners. */
  isOwnerTail(unit: UnitRecord, idTail: string): boolean;
  noteDelivery(voteId: string, unit: string, delivered: NonNullable<UnitRecord['delivered']>): Promise<boolean>;
  handIn(ballot: HandedIn): Promise<Answer>;
  hasVoted(voteId: string, unit: string): Promise<boolean>;
  /** Ends the taking of electronic ballots; paper ones that were returned may still be entered. */
  beginCount(voteId: string): Promise<VoteRecord>;
  /** Extends the period of an open vote. */
  extend(voteId: string, closesAt: number): Promise<VoteRecord>;
  /** Opens the seals, counts, and closes the box for good; repeated it answers the same. */
  count(voteId: string): Promise<VoteResult>;
  /** After the count: the proof that the ballot with this receipt is in the box; undefined for an unknown receipt. */
  proof(
    voteId: string,
    receipt: string,
  ): Promise<{ readonly hash: string; readonly proof: readonly ProofStep[]; readonly root: string } | undefined>;
  /** After the count: every ballot, for a count by somebody else. */
  published(voteId: string): Promise<{
    readonly vote: VoteRecord;
    readonly units: readonly Pick<UnitRecord, 'unit' | 'heads' | 'area'>[];
    readonly ballots: readonly PublishedBallot[];
  }>;
}

const SECRET: ReadonlySet<string> = new Set(['secret']);
const OWNER = 'vote-owner';
const TAIL = 'vote-owner-tail';
const MAX_TRIES = 200;
const PAGE = 500;

const unitId = (voteId: string, unit: string): string => `${voteId}:${unit}`;
const entryId = (voteId: string, seq: number): string => `${voteId}:${String(seq).padStart(7, '0')}`;
const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** See BallotBox. */
export function createBallotBox({ store, clock, sealing }: BallotBoxParts): BallotBox {
  const queue = createKeyedQueue();
  const blindTail = (unit: string, tail: string): string => sealing.blindIndex(TAIL, `${unit}:${tail.toUpperCase()}`);
  const blind = (idNo: string): string => sealing.blindIndex(OWNER, idNo);

  const all = async <T extends StoreRecord>(
    kind: Parameters<typeof store.find<T>>[0],
    voteId: string,
  ): Promise<readonly T[]> => {
    const found: T[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.find(kind, {
        where: { voteId },
        sort: [{ field: '_id' }],
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  };

  const must = async (voteId: string): Promise<VoteRecord> => {
    const vote = await store.get(VOTES, voteId);
    if (vote === undefined) throw new PlatformError('VOTE_UNKNOWN', voteId);
    return vote;
  };

  const change = async (voteId: string, next: (vote: VoteRecord) => VoteRecord | undefined): Promise<VoteRecord> => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const vote = await must(voteId);
      const wanted = next(vote);
      if (wanted === undefined) return vote;
      if (await store.compareAndSet(VOTES, { seq: vote.seq, state: vote.state, closesAt: vote.closesAt }, wanted))
        return wanted;
    }
    throw new PlatformError('COMMAND_CONFLICT', `vote ${voteId}`);
  };

  /** Makes sure that the last ballot stands in the box and its claim knows: a crash may have left either undone. */
  const anchor = async ({ tail }: VoteRecord): Promise<void> => {
    if (tail === undefined) return;
    await store.insert(BALLOTS, tail);
    const claim = await store.get(BALLOT_CLAIMS, unitId(tail.voteId, tail.unit));
    if (claim?.seq === null) await store.compareAndSet(BALLOT_CLAIMS, { seq: null }, { ...claim, seq: tail.seq });
  };

  /** Puts a claim at the end of the chain; undefined when the box no longer takes it. */
  const append = async (claim: BallotClaim): Promise<BallotEntry | undefined> => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const vote = await must(claim.voteId);
      await anchor(vote);
      const known = await store.get(BALLOT_CLAIMS, claim._id);
      if (known !== undefined && known.seq !== null) return store.get(BALLOTS, entryId(claim.voteId, known.seq));
      if (vote.state === 'counted' || (vote.state === 'counting' && claim.way === 'electronic')) return undefined;
      const unit = await store.get(VOTE_UNITS, unitId(claim.voteId, claim.unit));
      if (unit === undefined) return undefined;
      const { voteId, way, at, commitment, secret } = claim;
      const open = {
        voteId,
        seq: vote.seq + 1,
        prev: vote.head,
        unit: claim.unit,
        way,
        at,
        heads: unit.heads,
        area: unit.area,
        commitment,
      };
      const hash = entryHash(open);
      const entry: BallotEntry = { _id: entryId(voteId, open.seq), ...open, hash, secret };
      const next: VoteRecord = {
        ...vote,
        seq: entry.seq,
        head: hash,
        returned: plus(vote.returned, unit),
        tail: entry,
      };
      const [won] = await store.commit(
        [
          replacing(VOTES, { seq: vote.seq, state: vote.state, closesAt: vote.closesAt }, next),
          inserting(BALLOTS, entry),
          replacing(BALLOT_CLAIMS, { seq: null }, { ...claim, seq: entry.seq }),
        ],
        { guarded: true },
      );
      if (won === true) return entry;
    }
    throw new PlatformError('COMMAND_CONFLICT', `vote ${claim.voteId}`);
  };

  /** Claims that a crash has left outside of the box are brought in before anything is counted. */
  const settle = async (voteId: string): Promise<void> => {
    for (const claim of await all(BALLOT_CLAIMS, voteId)) if (claim.seq === null) await append(claim);
    await anchor(await must(voteId));
  };

  const opened = (entry: BallotEntry): { readonly choices: Choices | null; readonly nonce: string } =>
    sealing.unseal(entry.voteId, entry.secret) as unknown as {
      readonly choices: Choices | null;
      readonly nonce: string;
    };

  const box: BallotBox = {
    open: async ({ parts, ...given }) => {
      const { voteId } = given;
      const units = votingUnits(parts);
      const tokenOf = (unit: string): string =>
        Buffer.from(sealing.deriveKey(`vote-token:${unitId(voteId, unit)}`))
          .subarray(0, 16)
          .toString('base64url');
      const records = units.map(({ parts: partIds, owners, heads, area }, index): UnitRecord => {
        const unit = `u${String(index + 1).padStart(4, '0')}`;
        const _id = unitId(voteId, unit);
        return {
          _id,
          voteId,
          unit,
          heads,
          area,
          parts: partIds,
          owners: owners.map(blind),
          tails: owners.map((idNo) => blindTail(unit, idNo.slice(-6))),
          tokenHash: tokenHash(tokenOf(unit)),
        };
      });
      for (let from = 0; from < records.length; from += PAGE)
        await store.append(VOTE_UNITS, records.slice(from, from + PAGE));
      const vote: VoteRecord = {
        _id: voteId,
        ...given,
        state: 'open',
        whole: wholeOf(units),
        unitsHash: hashOf(records.map(({ unit, heads, area, parts: partIds }) => [unit, heads, area, partIds])),
        seq: 0,
        head: EMPTY_BOX,
        returned: NO_WEIGHT,
      };
      await store.insert(VOTES, vote);
      return { vote: await must(voteId), tokens: new Map(records.map(({ unit }) => [unit, tokenOf(unit)])) };
    },
    vote: (voteId) => store.get(VOTES, voteId),
    units: (voteId) => all(VOTE_UNITS, voteId),
    unitOfToken: async (voteId, token) => {
      const { records } = await store.find(VOTE_UNITS, { where: { voteId, tokenHash: tokenHash(token) }, limit: 1 });
      return records[0];
    },
    unitsOfOwner: async (idNo) =>
      (await store.find(VOTE_UNITS, { where: { owners: { has: [blind(idNo)] } }, limit: 200 })).records,
    isOwner: (unit, idNo) => unit.owners.includes(blind(idNo)),
    isOwnerTail: ({ unit, tails }, idTail) => tails.includes(blindTail(unit, idTail)),
    noteDelivery: async (voteId, unit, delivered) => {
      const record = await store.get(VOTE_UNITS, unitId(voteId, unit));
      if (record === undefined) return false;
      await store.compareAndSet(VOTE_UNITS, { voteId }, { ...record, delivered });
      return true;
    },
    handIn: async ({ voteId, unit, way, choices, commandId }) => {
      const vote = await store.get(VOTES, voteId);
      if (vote === undefined) return { ok: false, code: 'VOTE_UNKNOWN' };
      const record = await store.get(VOTE_UNITS, unitId(voteId, unit));
      if (record === undefined) return { ok: false, code: 'NOT_ENTITLED' };
      if (choices === null ? way === 'electronic' : choiceFault(vote.questions, choices) !== undefined)
        return { ok: false, code: 'BALLOT_INVALID' };
      const at = clock.now();
      const inTime =
        way === 'electronic'
          ? vote.state === 'open' && at >= vote.opensAt && at < vote.closesAt
          : vote.state !== 'counted';
      const nonce = randomBytes(16).toString('hex');
      const commitment = commitmentOf(choices ?? {}, nonce);
      const { secret } = sealing.seal(voteId, { secret: { choices, nonce } }, SECRET) as { readonly secret: JsonValue };
      const claim: BallotClaim = {
        _id: unitId(voteId, unit),
        voteId,
        unit,
        commandId,
        way,
        at,
        commitment,
        secret,
        seq: null,
      };
      const known = await store.get(BALLOT_CLAIMS, claim._id);
      if (known === undefined && !inTime) return { ok: false, code: 'VOTE_CLOSED' };
      const isFirst = known === undefined && (await store.insert(BALLOT_CLAIMS, claim));
      const mine = isFirst ? claim : await store.get(BALLOT_CLAIMS, claim._id);
      if (mine === undefined || mine.commandId !== commandId) return { ok: false, code: 'UNIT_HAS_VOTED' };
      const entry = await queue.run(voteId, () => append(mine));
      if (entry === undefined) return { ok: false, code: 'VOTE_CLOSED' };
      return { ok: true, receipt: receiptOf(entry.hash), seq: entry.seq, repeated: !isFirst };
    },
    hasVoted: async (voteId, unit) => (await store.get(BALLOT_CLAIMS, unitId(voteId, unit))) !== undefined,
    beginCount: async (voteId) => {
      // Claims made in time are in the box before it closes to electronic ballots.
      await settle(voteId);
      return change(voteId, (vote) => (vote.state === 'open' ? { ...vote, state: 'counting' } : undefined));
    },
    extend: (voteId, closesAt) =>
      change(voteId, (vote) => (vote.state === 'open' && closesAt > vote.closesAt ? { ...vote, closesAt } : undefined)),
    count: async (voteId) => {
      await box.beginCount(voteId);
      await settle(voteId);
      const vote = await must(voteId);
      if (vote.result !== undefined) return vote.result;
      const entries = await all(BALLOTS, voteId);
      const ballots = entries.map((entry): CountedBallot => ({
        heads: entry.heads,
        area: entry.area,
        choices: opened(entry).choices,
      }));
      const result = tally(vote.questions, ballots, vote.whole);
      const root = merkleRoot(entries.map(({ hash }) => hash));
      const countedAt = clock.now();
      const counted = await change(voteId, (now) =>
        now.state === 'counting' && now.seq === entries.length
          ? { ...now, state: 'counted', result, root, countedAt }
          : undefined,
      );
      return counted.result ?? box.count(voteId);
    },
    proof: async (voteId, receipt) => {
      const vote = await must(voteId);
      if (vote.root === undefined) return undefined;
      const hashes = (await all(BALLOTS, voteId)).map(({ hash }) => hash);
      const index = hashes.findIndex((hash) => receiptOf(hash) === receipt);
      const hash = hashes[index];
      return hash === undefined ? undefined : { hash, proof: merkleProof(hashes, index), root: vote.root };
    },
    published: async (voteId) => {
      const vote = await must(voteId);
      if (vote.state !== 'counted') throw new PlatformError('VOTE_NOT_COUNTED', voteId);
      const units = (await all(VOTE_UNITS, voteId)).map(({ unit, heads, area }) => ({ unit, heads, area }));
      const ballots = (await all(BALLOTS, voteId)).map((entry): PublishedBallot => {
        const { _id, voteId: _vote, secret: _secret, ...open } = entry;
        return { ...open, ...opened(entry) };
      });
      return { vote, units, ballots };
    },
  };
  return box;
}
