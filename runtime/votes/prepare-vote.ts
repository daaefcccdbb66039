import { mask } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { EMPTY_BOX, hashOf } from './ballot-hash.js';
import type { BallotNames } from './ballot-names.js';
import { knownVote, unitId } from './box-records.js';
import { makeClasses } from './secret/weight-classes.js';
import { NO_WEIGHT } from './thresholds.js';
import { VOTE_UNITS, VOTES, type Question, type UnitRecord, type VoteRecord } from './vote-records.js';
import { votingUnits, wholeOf, type EstatePart, type VotingUnit } from './voting-units.js';

/** A vote to be prepared. `owners` of the parts are ID numbers; `candidates` are those who stand, by account or ID number. */
export interface NewVote {
  readonly voteId: string;
  readonly title: string;
  readonly caseId: string;
  readonly estateId: string;
  readonly orgPath: string;
  readonly questions: readonly Question[];
  readonly parts: readonly EstatePart[];
  readonly candidates?: readonly { readonly userId?: string; readonly idNo?: string }[];
  /** Three when absent. */
  readonly proxyMaxParts?: number;
  /** `named` when absent. */
  readonly mode?: 'named' | 'secret';
}

/** When ballots are taken: instants in ms, the end not included. */
export interface VotingPeriod {
  readonly opensAt: number;
  readonly closesAt: number;
}

const PROXY_MAX_PARTS = 3;
const PAGE = 500;

const numberOf = (index: number): string => `u${String(index + 1).padStart(4, '0')}`;

/** SHA-256 over the numbers, weights and parts of the units, in their order: two registers with the same hash give the same vote. */
export function hashOfUnits(units: readonly VotingUnit[]): string {
  return hashOf(units.map(({ heads, area, parts }, index) => [numberOf(index), heads, area, parts]));
}

/**
 * Freezes the units of a vote and makes its empty box; repeated with the same id it changes nothing. With a period it is open from then on.
 * Throws PlatformError SECRET_TOO_FEW for a secret vote where no five units weigh the same.
 */
export async function prepareVote(
  parts: { readonly store: Store; readonly names: BallotNames; readonly sealing: Sealing; readonly keyBits: number },
  { parts: estate, candidates = [], proxyMaxParts = PROXY_MAX_PARTS, mode = 'named', ...given }: NewVote,
  period?: VotingPeriod,
): Promise<VoteRecord> {
  const { store, names } = parts;
  const { voteId } = given;
  const units = votingUnits(estate);
  const records = units.map((one, index): UnitRecord => {
    const unit = numberOf(index);
    return {
      _id: unitId(voteId, unit),
      voteId,
      unit,
      heads: one.heads,
      area: one.area,
      parts: one.parts,
      labels: one.labels,
      names: one.names.map((name) => mask('name', name) ?? ''),
      owners: one.owners.map(names.person),
      tails: one.owners.map((idNo) => names.tail(unit, idNo.slice(-6))),
      tokenHash: names.hashOfToken(names.tokenOf(voteId, unit)),
      revision: 0,
      visits: [],
    };
  });
  for (let from = 0; from < records.length; from += PAGE)
    await store.append(VOTE_UNITS, records.slice(from, from + PAGE));
  const classes = mode === 'secret' ? await makeClasses(parts, voteId, records) : [];
  if (mode === 'secret' && classes.length === 0) throw new PlatformError('SECRET_TOO_FEW', voteId);
  await store.insert(VOTES, {
    _id: voteId,
    ...given,
    state: period === undefined ? 'prepared' : 'open',
    opensAt: period?.opensAt ?? null,
    closesAt: period?.closesAt ?? null,
    standing: candidates.flatMap(({ userId, idNo }) => [
      ...(userId === undefined ? [] : [userId]),
      ...(idNo === undefined ? [] : [names.person(idNo)]),
    ]),
    proxyMaxParts,
    whole: wholeOf(units),
    unitsHash: hashOfUnits(units),
    seq: 0,
    head: EMPTY_BOX,
    returned: NO_WEIGHT,
    ...(mode === 'secret' ? { secret: { classes, holders: [], threshold: 0, slots: 0, room: 0 } } : {}),
  });
  return knownVote(store, voteId);
}
