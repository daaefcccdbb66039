import { PlatformError } from '../seams/platform-error.js';
import type { Store } from '../seams/store.js';
import type { BallotNames } from './ballot-names.js';
import { allOfVote, unitId } from './box-records.js';
import { VOTE_UNITS, type UnitRecord } from './vote-records.js';

const MAX_TRIES = 50;
const OWN_UNITS = 200;
const HOUR_MS = 3_600_000;
/** After so many wrong ID numbers a link rests for an hour, and after so many in all until it is shown to its owner again. */
const MISSES_IN_A_ROW = 5;
const MISSES_IN_ALL = 15;

/** The frozen units of votes: whose they are, and what is noted about them. */
export interface VoteUnits {
  of(voteId: string): Promise<readonly UnitRecord[]>;
  get(voteId: string, unit: string): Promise<UnitRecord | undefined>;
  /** The units that a person (by ID number) owns a part of, in all votes. */
  ofOwner(idNo: string): Promise<readonly UnitRecord[]>;
  /** Changes what is noted about a unit; undefined for an unknown one. `next` leaves it as it is by undefined. */
  change(
    voteId: string,
    unit: string,
    next: (unit: UnitRecord) => UnitRecord | undefined,
  ): Promise<UnitRecord | undefined>;
  /**
   * The unit of a ballot link and the last six characters of an owner's ID number. `locked`: too many wrong numbers were tried with this link;
   * `wrong`: they do not belong together, or there is no such link.
   */
  ofLink(link: {
    readonly voteId: string;
    readonly token: string;
    readonly idTail: string;
  }): Promise<UnitRecord | 'wrong' | 'locked'>;
  /** The token of a unit's link, shown to its owner by somebody; tries counted before are forgotten. Undefined for an unknown unit. */
  showLink(voteId: string, unit: string, by: string): Promise<string | undefined>;
}

/** See VoteUnits. `now` in ms. */
export function createVoteUnits(parts: {
  readonly store: Store;
  readonly names: BallotNames;
  readonly now: () => number;
}): VoteUnits {
  const { store, names, now } = parts;

  const change: VoteUnits['change'] = async (voteId, unit, next) => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const record = await store.get(VOTE_UNITS, unitId(voteId, unit));
      const wanted = record === undefined ? undefined : next(record);
      if (record === undefined || wanted === undefined) return record;
      const changed = { ...wanted, revision: record.revision + 1 };
      if (await store.compareAndSet(VOTE_UNITS, { revision: record.revision }, changed)) return changed;
    }
    throw new PlatformError('COMMAND_CONFLICT', `unit ${unitId(voteId, unit)}`);
  };

  return {
    of: (voteId) => allOfVote(store, VOTE_UNITS, voteId),
    get: (voteId, unit) => store.get(VOTE_UNITS, unitId(voteId, unit)),
    ofOwner: async (idNo) =>
      (await store.find(VOTE_UNITS, { where: { owners: { has: [names.person(idNo)] } }, limit: OWN_UNITS })).records,
    change,
    ofLink: async ({ voteId, token, idTail }) => {
      const where = { voteId, tokenHash: names.hashOfToken(token) };
      const found = (await store.find(VOTE_UNITS, { where, limit: 1 })).records[0];
      if (found === undefined) return 'wrong';
      const isRight = found.tails.includes(names.tail(found.unit, idTail));
      // A try is counted before it is judged, so that many at once do not get more answers than one after another.
      const judged: { verdict: 'right' | 'wrong' | 'locked' } = { verdict: 'wrong' };
      await change(voteId, found.unit, (unit) => {
        const at = now();
        judged.verdict = isLocked(unit.misses, at) ? 'locked' : isRight ? 'right' : 'wrong';
        if (judged.verdict !== 'wrong') return undefined;
        return { ...unit, misses: { count: (unit.misses?.count ?? 0) + 1, at } };
      });
      return judged.verdict === 'right' ? found : judged.verdict;
    },
    showLink: async (voteId, unit, by) => {
      const shown = await change(voteId, unit, ({ misses: _forgotten, ...record }) => ({
        ...record,
        link: { at: now(), by },
      }));
      return shown === undefined ? undefined : names.tokenOf(voteId, unit);
    },
  };
}

/** Whether a link takes no tries now. */
export function isLocked(misses: UnitRecord['misses'], at: number): boolean {
  if (misses === undefined || misses.count === 0) return false;
  if (misses.count >= MISSES_IN_ALL) return true;
  return misses.count % MISSES_IN_A_ROW === 0 && at < misses.at + HOUR_MS;
}
