import { createHash } from 'node:crypto';
import type { JsonValue } from '../../../engine/index.js';
import { PlatformError } from '../../seams/platform-error.js';
import type { Sealing } from '../../seams/sealing.js';
import type { Store } from '../../seams/store.js';
import { replacing } from '../../store/writes.js';
import { receiptOf } from '../ballot-hash.js';
import { allOfVote, changeVote, entryId } from '../box-records.js';
import { isOpenAt } from '../hand-in-ballot.js';
import { merkleRoot } from '../merkle.js';
import { choiceFault } from '../tally.js';
import { NO_WEIGHT, plus, type Weight } from '../thresholds.js';
import { VOTES, type Choices, type VoteRecord } from '../vote-records.js';
import { enteredKeys, holdersOf, LEAST_HOLDERS, thresholdOf } from './key-holders.js';
import { keyOfBallot, textUnder } from './open-ballot.js';
import { isOwnBallot, secretHash } from './secret-hash.js';
import { SLOTS, type SecretBallot, type SlotRecord, type WeightClass } from './secret-records.js';
import { credentialText, destroyClassKeys, isCredential } from './weight-classes.js';

/** What the box said to a secret ballot. `CREDENTIAL_FALSE`: not one the office signed; `BALLOT_SUPERSEDED`: a later one of the same voter lies there. */
export type SecretAnswer =
  | { readonly ok: true; readonly tracker: string; readonly digest: string; readonly repeated: boolean }
  | {
      readonly ok: false;
      readonly code:
        'VOTE_UNKNOWN' | 'NOT_SECRET' | 'VOTE_CLOSED' | 'CREDENTIAL_FALSE' | 'BALLOT_INVALID' | 'BALLOT_SUPERSEDED';
    };

/** A secret ballot as it was opened; `choices` null: it does not fit and counts as invalid. `key` opens it again, for anybody who checks. */
export interface OpenedBallot extends SecretBallot, Weight {
  readonly tracker: string;
  readonly rest: string;
  readonly hash: string;
  readonly choices: Choices | null;
  readonly key: string;
}

/** What the box of secret ballots needs; `now` in ms. */
export interface SecretParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly now: () => number;
}

const SECRET: ReadonlySet<string> = new Set(['secret']);
const MAX_TRIES = 50;
const PAGE = 500;
const MOST_CHANGES = 1000;
const TAG_BYTES = 16;
const POINT_CHARS = 87;
const PROOF_CHARS = 86;
/** A part of a key, 33 bytes and a tag. */
const SHARE_CHARS = 66;
/** Names, quotation marks, vector and numbers. */
const FRAME_CHARS = 180;

const weightsOf = ({ secret }: VoteRecord): ReadonlyMap<string, WeightClass> =>
  new Map((secret?.classes ?? []).map((one) => [one.klass, one]));

/** Characters of the largest ballot there can be: everything in it has a length that follows from the vote. */
function roomOf(vote: VoteRecord, holders: number): number {
  const longest = Object.fromEntries(
    vote.questions.map((question) => [
      question.id,
      question.type === 'matter' ? 'against' : Object.fromEntries(question.candidates.map(({ id }) => [id, 'against'])),
    ]),
  );
  const coded = (bytes: number): number => Math.ceil((bytes * 4) / 3);
  const key = Math.max(0, ...(vote.secret?.classes ?? []).map(({ publicKey }) => publicKey.n.length));
  const choices = coded(Buffer.byteLength(JSON.stringify(longest)) + TAG_BYTES);
  return choices + key + 2 * POINT_CHARS + PROOF_CHARS + holders * (SHARE_CHARS + 3) + FRAME_CHARS;
}

const padFor = (room: number, ballot: SecretBallot | null): string =>
  ' '.repeat(Math.max(0, room - JSON.stringify(ballot).length));

/** Makes the pigeonholes and freezes who keeps the keys; repeated it changes nothing. `missing`: so many key holders are lacking. */
export async function furnish(store: Store, voteId: string): Promise<number> {
  const vote = await store.get(VOTES, voteId);
  if (vote?.secret === undefined || vote.secret.threshold > 0) return 0;
  const holders = (await holdersOf(store, voteId)).map(({ userId, name, publicKey }) => ({ userId, name, publicKey }));
  if (holders.length < LEAST_HOLDERS) return LEAST_HOLDERS - holders.length;
  // Twice as many as may be needed: a ballot finds a hole near the one its number says.
  const room = roomOf(vote, holders.length);
  const slots = 2 * vote.secret.classes.reduce((sum, { units }) => sum + units, 0);
  for (let from = 0; from < slots; from += PAGE) {
    const some = Array.from({ length: Math.min(PAGE, slots - from) }, (_, at): SlotRecord => {
      const _id = entryId(voteId, from + at);
      return { _id, voteId, n: 0, isShut: false, ballot: null, pad: padFor(room, null) };
    });
    await store.append(SLOTS, some);
  }
  const threshold = thresholdOf(holders.length);
  await changeVote(store, voteId, (known) =>
    known.state === 'prepared' && known.secret?.threshold === 0
      ? { ...known, secret: { ...known.secret, holders, threshold, slots, room } }
      : undefined,
  );
  return 0;
}

/** The hole where the search for a ballot begins. */
function firstSlot(voteId: string, serial: string, slots: number): number {
  const digest = createHash('sha256').update(`${voteId}\n${serial}`).digest();
  return digest.readUIntBE(0, 6) % slots;
}

function faultOf(vote: VoteRecord, ballot: SecretBallot): 'CREDENTIAL_FALSE' | 'BALLOT_INVALID' | undefined {
  const { klass, serial, credential, n, closed } = ballot;
  const found = weightsOf(vote).get(klass);
  const isWhole = Number.isSafeInteger(n) && n >= 1 && n <= MOST_CHANGES;
  if (!isWhole || closed.shares.length !== vote.secret?.holders.length) return 'BALLOT_INVALID';
  if (JSON.stringify(ballot).length > vote.secret.room) return 'BALLOT_INVALID';
  if (found === undefined || !isCredential(found.publicKey, credentialText(vote._id, serial), credential))
    return 'CREDENTIAL_FALSE';
  return isOwnBallot(vote._id, ballot) ? undefined : 'BALLOT_INVALID';
}

/** Puts a secret ballot into its hole; a later one of the same credential takes the place of the one before. Nothing tells when or by whom. */
export async function castSecret(
  { store, now }: SecretParts,
  voteId: string,
  ballot: SecretBallot,
): Promise<SecretAnswer> {
  const vote = await store.get(VOTES, voteId);
  if (vote === undefined) return { ok: false, code: 'VOTE_UNKNOWN' };
  if (vote.secret === undefined) return { ok: false, code: 'NOT_SECRET' };
  if (!isOpenAt(vote, now())) return { ok: false, code: 'VOTE_CLOSED' };
  const fault = faultOf(vote, ballot);
  if (fault !== undefined) return { ok: false, code: fault };
  const { slots, room } = vote.secret;
  const first = firstSlot(voteId, ballot.serial, slots);
  const weight = weightsOf(vote).get(ballot.klass) ?? NO_WEIGHT;
  const { tracker, hash: digest } = secretHash(voteId, ballot, weight);
  const put = { ok: true, tracker: receiptOf(tracker), digest } as const;
  // Holes are never emptied, so the walk from the first one is the same for every ballot of a credential: it can lie in one hole only.
  for (let step = 0, tries = 0; step < slots && tries < MAX_TRIES;) {
    const slot = await store.get(SLOTS, entryId(voteId, (first + step) % slots));
    if (slot === undefined || slot.isShut) return { ok: false, code: 'VOTE_CLOSED' };
    if (slot.ballot !== null && slot.ballot.serial !== ballot.serial) {
      step += 1;
      continue;
    }
    if (slot.n >= ballot.n) {
      const isSame = slot.ballot !== null && secretHash(voteId, slot.ballot, weight).hash === digest;
      return isSame ? { ...put, repeated: true } : { ok: false, code: 'BALLOT_SUPERSEDED' };
    }
    const next: SlotRecord = { ...slot, n: ballot.n, ballot, pad: padFor(room, ballot) };
    if (await store.compareAndSet(SLOTS, { n: slot.n, isShut: false }, next)) return { ...put, repeated: false };
    tries += 1;
  }
  throw new PlatformError('COMMAND_CONFLICT', `secret ballot of vote ${voteId}`);
}

/** What the secret ballots that lie in the box weigh. */
export async function secretTurnout(store: Store, vote: VoteRecord): Promise<Weight> {
  if (vote.secret === undefined || vote.secret.slots === 0) return NO_WEIGHT;
  const weights = weightsOf(vote);
  return (await allOfVote(store, SLOTS, vote._id))
    .map(({ ballot }) => (ballot === null ? NO_WEIGHT : (weights.get(ballot.klass) ?? NO_WEIGHT)))
    .reduce(plus, NO_WEIGHT);
}

const filled = async (
  store: Store,
  vote: VoteRecord,
): Promise<readonly (SlotRecord & { readonly ballot: SecretBallot })[]> =>
  (await allOfVote(store, SLOTS, vote._id)).flatMap((slot) =>
    slot.ballot === null ? [] : [{ ...slot, ballot: slot.ballot }],
  );

/**
 * Shuts every hole after the end of the voting, destroys the signing keys, and fixes the root over what lies there: from now on no ballot can be
 * added, changed or taken out without the root telling, and no key has been entered yet. Repeated it changes nothing.
 */
export async function shutBox(store: Store, vote: VoteRecord): Promise<void> {
  if (vote.secret === undefined || vote.secret.shutRoot !== undefined || vote.state !== 'counting') return;
  for (let open = [...(await allOfVote(store, SLOTS, vote._id))]; open.length > 0;) {
    open = open.filter(({ isShut }) => !isShut);
    for (let from = 0; from < open.length; from += PAGE)
      await store.commit(
        open
          .slice(from, from + PAGE)
          .map((slot) => replacing(SLOTS, { n: slot.n, isShut: false }, { ...slot, isShut: true })),
      );
    open = (await allOfVote(store, SLOTS, vote._id)).filter(({ isShut }) => !isShut);
  }
  await destroyClassKeys(store, vote._id, vote.secret.classes);
  const shutRoot = rootOver(vote, await filled(store, vote));
  await changeVote(store, vote._id, (known) =>
    known.secret !== undefined && known.secret.shutRoot === undefined
      ? { ...known, secret: { ...known.secret, shutRoot } }
      : undefined,
  );
}

const hashIn = (vote: VoteRecord, ballot: SecretBallot): ReturnType<typeof secretHash> =>
  secretHash(vote._id, ballot, weightsOf(vote).get(ballot.klass) ?? NO_WEIGHT);

const rootOver = (vote: VoteRecord, slots: readonly { readonly ballot: SecretBallot }[]): string =>
  merkleRoot(slots.map(({ ballot }) => hashIn(vote, ballot).hash).sort());

const choicesIn = (vote: VoteRecord, text: string | undefined): Choices | null => {
  if (text === undefined) return null;
  try {
    const choices = JSON.parse(text) as Choices;
    const isPlain = typeof choices === 'object' && !Array.isArray(choices);
    return isPlain && choiceFault(vote.questions, choices) === undefined ? choices : null;
  } catch {
    return null;
  }
};

/**
 * Opens the secret ballots with the keys that were entered. Throws PlatformError KEYS_MISSING while fewer holders than the threshold have
 * entered theirs: nobody opens a ballot then, whatever role they hold. BOX_CHANGED: what lies there is not what was shut in.
 */
export async function openSecret(parts: SecretParts, vote: VoteRecord): Promise<void> {
  const { store, sealing } = parts;
  const { secret } = vote;
  if (secret === undefined) return;
  const keys = await enteredKeys(parts, vote._id, secret.holders);
  if (keys.length < secret.threshold || secret.threshold === 0) throw new PlatformError('KEYS_MISSING', vote._id);
  const used = keys.slice(0, secret.threshold);
  if (!(await isShutWhole(store, vote))) throw new PlatformError('BOX_CHANGED', vote._id);
  for (const slot of await filled(store, vote)) {
    if (slot.opened !== undefined) continue;
    const key = await keyOfBallot(vote._id, slot.ballot, used);
    const choices = choicesIn(vote, key === undefined ? undefined : textUnder(vote._id, slot.ballot, key));
    const value = { choices, key: Buffer.from(key ?? []).toString('base64url') } as unknown as JsonValue;
    const sealed = sealing.seal(vote._id, { secret: value }, SECRET) as { readonly secret: JsonValue };
    await store.compareAndSet(SLOTS, { n: slot.n, isShut: true }, { ...slot, opened: sealed.secret });
  }
}

/** Whether what lies in a shut box is what was shut in; true for a box that is not shut, and for a vote by name. */
export async function isShutWhole(store: Store, vote: VoteRecord): Promise<boolean> {
  const shutRoot = vote.secret?.shutRoot;
  return shutRoot === undefined || rootOver(vote, await filled(store, vote)) === shutRoot;
}

/** How many holders have entered their keys. */
export async function keysEntered(parts: SecretParts, vote: VoteRecord): Promise<number> {
  return (await enteredKeys(parts, vote._id, vote.secret?.holders ?? [])).length;
}

/** The secret ballots of a vote after they were opened, in the order of their hashes, which is nobody's order. */
export async function openedBallots(
  { store, sealing }: Pick<SecretParts, 'store' | 'sealing'>,
  vote: VoteRecord,
): Promise<readonly OpenedBallot[]> {
  if (vote.secret === undefined) return [];
  const weights = weightsOf(vote);
  const all = (await filled(store, vote)).map((slot): OpenedBallot => {
    const { heads, area } = weights.get(slot.ballot.klass) ?? NO_WEIGHT;
    const opened =
      slot.opened === undefined
        ? { choices: null, key: '' }
        : (sealing.unseal(vote._id, slot.opened) as unknown as Pick<OpenedBallot, 'choices' | 'key'>);
    return { ...slot.ballot, heads, area, ...hashIn(vote, slot.ballot), ...opened };
  });
  return all.sort((a, b) => (a.hash < b.hash ? -1 : 1));
}
