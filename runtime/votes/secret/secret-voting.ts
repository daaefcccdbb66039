import {
  askCredential,
  credentialOf,
  withdrawCredential,
  type CredentialAnswer,
  type CredentialParts,
  type CredentialView,
} from './credentials.js';
import { enterKey, holdersOf, leaveKey, type KeyAnswer } from './key-holders.js';
import { castSecret, keysEntered, type SecretAnswer } from './secret-box.js';
import type { KeyHolder, SecretBallot } from './secret-records.js';
import type { UnitRecord, VoteRecord } from '../vote-records.js';

/**
 * What a secret vote does beside a named one. Asking for a credential is done by name, casting a ballot without any: they share no record, no
 * command and no instant.
 */
export interface SecretVoting {
  ask(wish: { readonly voteId: string; readonly unit: string; readonly blinded: string }): Promise<CredentialAnswer>;
  withdraw(wish: { readonly voteId: string; readonly unit: string }): Promise<boolean>;
  /** How far the credential of a unit is; undefined where the unit can have none. */
  credential(vote: VoteRecord, unit: UnitRecord): Promise<CredentialView | undefined>;
  cast(voteId: string, ballot: SecretBallot): Promise<SecretAnswer>;
  /** Leaves the public key of a holder, before the vote opens. */
  leaveKey(key: { readonly voteId: string } & KeyHolder): Promise<KeyAnswer>;
  /** Enters the private key of a holder, after the voting has ended. */
  enterKey(key: { readonly voteId: string; readonly userId: string; readonly privateKey: string }): Promise<KeyAnswer>;
  /** Who keeps keys, and who has entered the private one. */
  holders(voteId: string): Promise<readonly (KeyHolder & { readonly hasEntered: boolean })[]>;
  /** How many holders have entered their keys. */
  entered(vote: VoteRecord): Promise<number>;
}

/** See SecretVoting. */
export function createSecretVoting(parts: CredentialParts): SecretVoting {
  const { store } = parts;
  return {
    ask: (wish) => askCredential(parts, wish),
    withdraw: (wish) => withdrawCredential(parts, wish),
    credential: (vote, unit) => credentialOf(store, vote, unit),
    cast: (voteId, ballot) => castSecret(parts, voteId, ballot),
    leaveKey: (key) => leaveKey(parts, key),
    enterKey: (key) => enterKey(parts, key),
    holders: async (voteId) =>
      (await holdersOf(store, voteId)).map(({ userId, name, publicKey, entered }) => ({
        userId,
        name,
        publicKey,
        hasEntered: entered !== undefined,
      })),
    entered: (vote) => keysEntered(parts, vote),
  };
}
