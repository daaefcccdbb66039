import type { JsonObject, JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Signer } from '../documents/signer.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import { hashOf } from './ballot-hash.js';
import { allOfVote } from './box-records.js';
import { VOTES, type VoteRecord } from './vote-records.js';

/** A signed word about the state of a ballot box: the canonical JSON `text`, the office's Ed25519 signature over it (base64url), and the key. */
export interface Checkpoint {
  readonly text: string;
  readonly signature: string;
  readonly keyId: string;
}

/** A checkpoint as it is kept (`_id` = `<voteId>:<name>`); `name` is `open`, `end`, `count`, or an hour in which ballots came (`h492345`). */
export interface CheckpointRecord extends StoreRecord, Checkpoint {
  readonly voteId: string;
  readonly at: number;
}

/** Signed states of ballot boxes: whoever keeps one can show later that the box was changed behind it. */
export interface Checkpoints {
  /** Signs the state of a box under a name, once for each name. */
  note(voteId: string, name: 'open' | 'end' | 'count'): Promise<void>;
  /** Signs it with the first ballot of each hour. */
  noteHour(voteId: string): Promise<void>;
  /** All of a vote, the oldest first. */
  of(voteId: string): Promise<readonly Checkpoint[]>;
}

const CHECKPOINTS = collection<CheckpointRecord>('voteCheckpoints');
const HOUR_MS = 3_600_000;

/** What is signed: the end of the chain, the units, the shut box of a secret vote, and after the count root and result. */
function stateOf(vote: VoteRecord, name: string, at: number): JsonObject {
  const { _id: voteId, seq, head, unitsHash, secret, root, result } = vote;
  return {
    kind: 'yizhan-checkpoint-1',
    voteId,
    name,
    at: new Date(at).toISOString(),
    seq,
    head,
    unitsHash,
    ...(secret?.shutRoot === undefined ? {} : { shutRoot: secret.shutRoot }),
    ...(name !== 'count' || root === undefined || result === undefined
      ? {}
      : { root, result: hashOf(result as unknown as JsonValue) }),
  };
}

/** See Checkpoints. `now` in ms. */
export function createCheckpoints(parts: {
  readonly store: Store;
  readonly signer: Signer;
  readonly now: () => number;
}): Checkpoints {
  const { store, signer, now } = parts;
  const hours = new Map<string, number>();
  const note = async (voteId: string, name: string): Promise<void> => {
    const vote = await store.get(VOTES, voteId);
    if (vote === undefined) return;
    const at = now();
    const text = canonicalJson(stateOf(vote, name, at));
    const record = { _id: `${voteId}:${name}`, voteId, at, text, signature: signer.sign(text), keyId: signer.keyId };
    await store.insert(CHECKPOINTS, record);
  };
  return {
    note,
    noteHour: async (voteId) => {
      const hour = Math.floor(now() / HOUR_MS);
      if (hours.get(voteId) === hour) return;
      await note(voteId, `h${String(hour)}`);
      hours.set(voteId, hour);
    },
    of: async (voteId) =>
      [...(await allOfVote(store, CHECKPOINTS, voteId))]
        .sort((a, b) => a.at - b.at)
        .map(({ text, signature, keyId }) => ({ text, signature, keyId })),
  };
}
