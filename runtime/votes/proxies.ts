import { ageAt, type JsonValue } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import type { BallotBox } from './ballot-box.js';
import { allOfVote, unitId } from './box-records.js';
import { VOTE_PROXIES, type ProxyRecord, type VoteRecord } from './vote-records.js';

/** A letter of proxy (投票委托书) as it is entered. `questions`: for which; days `YYYY-MM-DD`, both included; `letter`: a file id. */
export interface ProxyLetter {
  readonly voteId: string;
  readonly unit: string;
  readonly agentName: string;
  readonly agentId: string;
  readonly questions: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly isFamily: boolean;
  readonly letter: string;
  readonly by: string;
}

/** Why a letter is not taken (业主投票委托书: agent adult, at most so many parts, candidates for their family only, days cover the vote). */
export type ProxyFault =
  | 'PROXY_MINOR'
  | 'PROXY_TOO_MANY'
  | 'PROXY_CANDIDATE'
  | 'PROXY_DATES'
  | 'PROXY_SCOPE'
  | 'PROXY_EXISTS'
  | 'PROXY_SELF'
  | 'UNIT_HAS_VOTED'
  | 'VOTE_CLOSED'
  | 'NOT_FOUND';

/** A letter as staff see it. */
export interface ProxyView extends Omit<ProxyRecord, 'secret' | 'agent' | '_id'> {
  readonly agentName: string;
  readonly agentId: string;
}

/** Letters of proxy: who may fill in whose ballot. */
export interface Proxies {
  /** Takes a letter, or says why not. */
  enter(letter: ProxyLetter): Promise<ProxyFault | undefined>;
  /** Takes a letter back before it was used; false when there is none. */
  withdraw(voteId: string, unit: string): Promise<boolean>;
  list(voteId: string): Promise<readonly ProxyView[]>;
  /** The letter for a unit that is in force on a day. */
  inForce(voteId: string, unit: string, day: string): Promise<ProxyRecord | undefined>;
  /** The letters that name a person (by ID number) in force on a day, in all votes. */
  ofAgent(idNo: string, day: string): Promise<readonly ProxyRecord[]>;
}

const SECRET: ReadonlySet<string> = new Set(['secret']);
const ADULT = 18;
const AGENT_LETTERS = 200;

/** See Proxies. `dayOf` gives the office's day of an instant in ms. */
export function createProxies(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly box: BallotBox;
  readonly dayOf: (at: number) => string;
}): Proxies {
  const { store, clock, sealing, box, dayOf } = parts;

  const partsOf = async (voteId: string, agent: string): Promise<number> => {
    const { records } = await store.find(VOTE_PROXIES, { where: { voteId, agent }, limit: AGENT_LETTERS });
    return records.reduce((sum, one) => sum + one.parts, 0);
  };

  const faultOf = (vote: VoteRecord, letter: ProxyLetter, agent: string): ProxyFault | undefined => {
    if (vote.state !== 'prepared' && vote.state !== 'open') return 'VOTE_CLOSED';
    const today = dayOf(clock.now());
    if ((ageAt(letter.agentId, today) ?? 0) < ADULT) return 'PROXY_MINOR';
    if (vote.standing.includes(agent) && !letter.isFamily) return 'PROXY_CANDIDATE';
    const asked = new Set(vote.questions.map(({ id }) => id));
    if (letter.questions.length === 0 || !letter.questions.every((id) => asked.has(id))) return 'PROXY_SCOPE';
    const last = vote.closesAt === null ? today : dayOf(vote.closesAt - 1);
    return letter.from > letter.to || letter.to < last || letter.from > last ? 'PROXY_DATES' : undefined;
  };

  return {
    enter: async (letter) => {
      const { voteId, unit, agentId, agentName, ...open } = letter;
      const vote = await box.vote(voteId);
      const record = await box.units.get(voteId, unit);
      if (vote === undefined || record === undefined) return 'NOT_FOUND';
      const agent = box.blindPerson(agentId);
      if (record.owners.includes(agent)) return 'PROXY_SELF';
      const fault = faultOf(vote, letter, agent);
      if (fault !== undefined) return fault;
      if (await box.hasVoted(voteId, unit)) return 'UNIT_HAS_VOTED';
      const sealed = sealing.seal(voteId, { secret: { agentName, agentId } }, SECRET) as { readonly secret: JsonValue };
      const _id = unitId(voteId, unit);
      const fresh: ProxyRecord = {
        _id,
        voteId,
        unit,
        ...open,
        agent,
        parts: record.parts.length,
        at: clock.now(),
        secret: sealed.secret,
      };
      if (!(await store.insert(VOTE_PROXIES, fresh))) return 'PROXY_EXISTS';
      // Counted with what is there afterwards: two letters entered at once cannot both slip through.
      if ((await partsOf(voteId, agent)) <= vote.proxyMaxParts) return undefined;
      await store.remove(VOTE_PROXIES, _id);
      return 'PROXY_TOO_MANY';
    },
    withdraw: (voteId, unit) => store.remove(VOTE_PROXIES, unitId(voteId, unit)),
    list: async (voteId) =>
      (await allOfVote(store, VOTE_PROXIES, voteId)).map(({ secret, agent: _agent, _id, ...open }) => ({
        ...open,
        ...(sealing.unseal(voteId, secret) as unknown as { readonly agentName: string; readonly agentId: string }),
      })),
    inForce: async (voteId, unit, day) => {
      const found = await store.get(VOTE_PROXIES, unitId(voteId, unit));
      return found !== undefined && covers(found, day) ? found : undefined;
    },
    ofAgent: async (idNo, day) => {
      const where = { agent: box.blindPerson(idNo) };
      const { records } = await store.find(VOTE_PROXIES, { where, limit: AGENT_LETTERS });
      return records.filter((one) => covers(one, day));
    },
  };
}

function covers({ from, to }: ProxyRecord, day: string): boolean {
  return from <= day && day <= to;
}
