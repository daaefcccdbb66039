import type { Sealing } from '../../seams/sealing.js';
import type { Store } from '../../seams/store.js';
import { replacing } from '../../store/writes.js';
import type { KeyedQueue } from '../../use-cases/keyed-queue.js';
import { unitId } from '../box-records.js';
import { isOpenAt } from '../hand-in-ballot.js';
import {
  BALLOT_CLAIMS,
  VOTE_UNITS,
  VOTES,
  type BallotClaim,
  type UnitRecord,
  type VoteRecord,
} from '../vote-records.js';
import { CLASS_KEYS, CREDENTIALS, type CredentialRecord, type WeightClass } from './secret-records.js';
import { classId, LEAST_ALIKE, signBlinded } from './weight-classes.js';

/** How far a unit's credential is; `asked`: how many of its class have asked, as far as the `need` that it takes. */
export interface CredentialView {
  readonly klass: string;
  readonly state: 'none' | 'waiting' | 'signed';
  readonly asked: number;
  readonly need: number;
  /** The blinded number it was asked for, and once it is signed the blind signature. base64url. */
  readonly blinded?: string;
  readonly signature?: string;
}

/** What became of a wish. `CREDENTIAL_TAKEN`: another number of this unit was signed; `NOT_SECRET`: the unit's weight is too rare, or the vote is by name. */
export type CredentialAnswer =
  | { readonly ok: true; readonly view: CredentialView }
  | {
      readonly ok: false;
      readonly code:
        | 'VOTE_UNKNOWN'
        | 'NOT_ENTITLED'
        | 'NOT_SECRET'
        | 'VOTE_CLOSED'
        | 'UNIT_HAS_VOTED'
        | 'CREDENTIAL_TAKEN'
        | 'BALLOT_INVALID';
    };

/** What credentials need; `now` in ms. */
export interface CredentialParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly now: () => number;
  readonly queue: KeyedQueue;
}

/** So many are signed at once at most; those left over come with the next wish. */
const BATCH = 100;

/** The command of a claim that stands for a credential. */
const claimCommand = (voteId: string, unit: string): string => `secret:${unitId(voteId, unit)}`;

/** The class a unit votes in; undefined where its weight is too rare, or the vote is by name. */
export function classOf({ secret }: VoteRecord, unit: Pick<UnitRecord, 'heads' | 'area'>): WeightClass | undefined {
  return secret?.classes.find(({ heads, area }) => heads === unit.heads && area === unit.area);
}

/** How far the credential of a unit is; undefined where there can be none. */
export async function credentialOf(
  store: Store,
  vote: VoteRecord,
  unit: UnitRecord,
): Promise<CredentialView | undefined> {
  const found = classOf(vote, unit);
  if (found === undefined) return undefined;
  const [own, asked] = await Promise.all([
    store.get(CREDENTIALS, unit._id),
    store.count(CREDENTIALS, { voteId: vote._id, klass: found.klass }, undefined, LEAST_ALIKE),
  ]);
  return {
    klass: found.klass,
    state: own?.state ?? 'none',
    asked,
    need: LEAST_ALIKE,
    ...(own === undefined ? {} : { blinded: own.blinded }),
    ...(own?.signature === undefined ? {} : { signature: own.signature }),
  };
}

/** The claim of a unit whose credential is about to be signed: it has used its right, nobody says when. False when it has voted otherwise. */
async function claimFor(store: Store, vote: VoteRecord, record: CredentialRecord): Promise<boolean> {
  const { voteId, unit } = record;
  const weight = await store.get(VOTE_UNITS, record._id);
  const claim: BallotClaim = {
    ...{ _id: record._id, voteId, unit, commandId: claimCommand(voteId, unit), way: 'secret', onPaper: false },
    ...{ at: vote.opensAt ?? 0, heads: weight?.heads ?? 0, area: weight?.area ?? 0 },
    ...{ commitment: null, secret: null, seq: null },
  };
  if (await store.insert(BALLOT_CLAIMS, claim)) return true;
  return (await store.get(BALLOT_CLAIMS, record._id))?.commandId === claim.commandId;
}

/**
 * Signs what waits in a class once it is at least five. Each takes its unit's only right to a ballot first; a unit that has voted on paper in
 * the meantime drops out, and when fewer than five are left nothing is signed and the rights are given back.
 */
async function signClass({ store, sealing }: CredentialParts, vote: VoteRecord, klass: string): Promise<void> {
  const key = await store.get(CLASS_KEYS, classId(vote._id, klass));
  const where = { voteId: vote._id, klass };
  const signed = await store.count(CREDENTIALS, { ...where, state: 'signed' }, undefined, LEAST_ALIKE);
  const open = (await store.find(CREDENTIALS, { where: { ...where, state: 'waiting' }, limit: BATCH })).records;
  if (key === undefined || signed + open.length < LEAST_ALIKE) return;
  const waiting: CredentialRecord[] = [];
  for (const record of open) {
    if (await claimFor(store, vote, record)) waiting.push(record);
    else await store.remove(CREDENTIALS, record._id, { expected: { state: 'waiting' } });
  }
  for (const record of waiting) {
    const commandId = claimCommand(vote._id, record.unit);
    const signature = signBlinded(sealing, key, record.blinded);
    if (signed + waiting.length < LEAST_ALIKE || signature === undefined) {
      await store.remove(BALLOT_CLAIMS, record._id, { expected: { commandId } });
      continue;
    }
    const claim = await store.get(BALLOT_CLAIMS, record._id);
    if (claim === undefined) continue;
    await store.commit(
      [
        replacing(BALLOT_CLAIMS, { commandId }, claim),
        replacing(
          CREDENTIALS,
          { state: 'waiting', blinded: record.blinded },
          { ...record, state: 'signed', signature },
        ),
      ],
      { guarded: true },
    );
  }
}

/**
 * Asks for the credential of a unit: the office signs the blinded number when five units of the same weight have asked. Repeated with the same
 * number it tells how far it is; while nothing is signed another number takes its place (the browser lost the first one).
 */
export async function askCredential(
  parts: CredentialParts,
  wish: { readonly voteId: string; readonly unit: string; readonly blinded: string },
): Promise<CredentialAnswer> {
  const { store, now, queue } = parts;
  const { voteId, unit, blinded } = wish;
  const vote = await store.get(VOTES, voteId);
  if (vote === undefined) return { ok: false, code: 'VOTE_UNKNOWN' };
  const record = await store.get(VOTE_UNITS, unitId(voteId, unit));
  if (record === undefined) return { ok: false, code: 'NOT_ENTITLED' };
  const found = classOf(vote, record);
  if (found === undefined) return { ok: false, code: 'NOT_SECRET' };
  const bytes = Buffer.from(found.publicKey.n, 'base64url').length;
  if (Buffer.from(blinded, 'base64url').length !== bytes) return { ok: false, code: 'BALLOT_INVALID' };
  return queue.run(`credentials ${voteId}`, async (): Promise<CredentialAnswer> => {
    const known = await store.get(CREDENTIALS, record._id);
    if (known?.state === 'signed' && known.blinded !== blinded) return { ok: false, code: 'CREDENTIAL_TAKEN' };
    if (known?.state !== 'signed') {
      if (!isOpenAt(vote, now())) return { ok: false, code: 'VOTE_CLOSED' };
      const claim = await store.get(BALLOT_CLAIMS, record._id);
      if (claim !== undefined && claim.commandId !== claimCommand(voteId, unit))
        return { ok: false, code: 'UNIT_HAS_VOTED' };
      const fresh: CredentialRecord = { _id: record._id, voteId, unit, klass: found.klass, state: 'waiting', blinded };
      if (known === undefined) await store.insert(CREDENTIALS, fresh);
      else if (known.blinded !== blinded) await store.compareAndSet(CREDENTIALS, { state: 'waiting' }, fresh);
      await signClass(parts, vote, found.klass);
    }
    const view = await credentialOf(store, vote, record);
    if (view === undefined || view.state === 'none') return { ok: false, code: 'UNIT_HAS_VOTED' };
    return { ok: true, view };
  });
}

/** Takes a wish back before it is signed; the unit votes by name or on paper then. False when there is none, or it is too late. */
export async function withdrawCredential(
  { store, queue }: CredentialParts,
  { voteId, unit }: { readonly voteId: string; readonly unit: string },
): Promise<boolean> {
  return queue.run(`credentials ${voteId}`, () =>
    store.remove(CREDENTIALS, unitId(voteId, unit), { expected: { state: 'waiting' } }),
  );
}
