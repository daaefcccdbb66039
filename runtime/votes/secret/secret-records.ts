import type { JsonValue } from '../../../engine/index.js';
import type { StoreRecord } from '../../seams/store.js';
import { collection } from '../../store/collections.js';
import type { Weight } from '../thresholds.js';

/** Public part of an RSA key, base64url, as a JSON Web Key has it. */
export interface PublicRsaKey {
  readonly n: string;
  readonly e: string;
}

/** Units that weigh exactly the same: their credentials are signed with one key, so nobody can tell one of them from another by its weight. */
export interface WeightClass extends Weight {
  /** `c01`. */
  readonly klass: string;
  /** How many units it has: five at least. */
  readonly units: number;
  readonly publicKey: PublicRsaKey;
}

/** The signing key of a class (`_id` = `<voteId>:<klass>`). `secret` is the private part, sealed, and null once the voting has ended. */
export interface ClassKeyRecord extends StoreRecord, WeightClass {
  readonly voteId: string;
  readonly secret: JsonValue;
}

/** Somebody who keeps a key without which the ballots do not open. `publicKey`: a point of P-256, uncompressed, base64url. */
export interface KeyHolder {
  readonly userId: string;
  readonly name: string;
  readonly publicKey: string;
}

/** What a holder has left at the office (`_id` = `<voteId>:<userId>`): the public key, and after the end of the voting the private one, sealed. */
export interface HolderRecord extends StoreRecord, KeyHolder {
  readonly voteId: string;
  readonly at: number;
  readonly entered?: JsonValue;
}

/**
 * A unit's wish for a credential (`_id` = `<voteId>:<unit>`). `waiting` until five of its class have asked, `signed` from then on. It has no
 * instant: when somebody asked is nobody's affair.
 */
export interface CredentialRecord extends StoreRecord {
  readonly voteId: string;
  readonly unit: string;
  readonly klass: string;
  readonly state: 'waiting' | 'signed';
  /** The blinded number of the credential and the signature on it, base64url. Neither tells the number. */
  readonly blinded: string;
  readonly signature?: string;
}

/** Choices closed under the keys of the holders. All base64url. */
export interface ClosedChoices {
  readonly iv: string;
  readonly data: string;
  /** A point of P-256 made for this ballot alone. */
  readonly from: string;
  /** One part of the ballot's key for each holder, in their order, each closed for that holder. */
  readonly shares: readonly string[];
}

/**
 * A secret ballot. `serial` is a public key (P-256, uncompressed, base64url) made by the voter's browser: the office signed it without seeing it
 * (`credential`), and `proof` shows that the ballot comes from whoever has the private part. `n` grows with each change of mind.
 */
export interface SecretBallot {
  readonly klass: string;
  readonly serial: string;
  readonly credential: string;
  readonly n: number;
  readonly closed: ClosedChoices;
  readonly proof: string;
}

/**
 * A pigeonhole for a secret ballot (`_id` = `<voteId>:<number>`), made when the vote opens. The number of the hole follows from the serial, so
 * neither the order of the holes nor the order of their rows in the store tells when a ballot came; `pad` makes every hole as large as a full
 * one, so that a ballot is written where the empty hole lay. No instant, no person, no address.
 */
export interface SlotRecord extends StoreRecord {
  readonly voteId: string;
  /** The ballot's `n`; 0 while the hole is empty. */
  readonly n: number;
  /** True from the end of the voting on: nothing goes in any more. */
  readonly isShut: boolean;
  readonly ballot: SecretBallot | null;
  readonly pad: string;
  /** Choices and key of the ballot, sealed; from the opening on. */
  readonly opened?: JsonValue;
}

/** What a secret vote has beside a named one, frozen: `classes` when it is prepared, the rest when it opens. */
export interface SecretSetup {
  readonly classes: readonly WeightClass[];
  readonly holders: readonly KeyHolder[];
  /** So many holders must enter their keys; 0 until it opens. */
  readonly threshold: number;
  /** How many pigeonholes there are. */
  readonly slots: number;
  /** Characters of the largest ballot. */
  readonly room: number;
  /** Root over the ballots as they lay in the box at the end of the voting, before any key was entered. */
  readonly shutRoot?: string;
}

/** The signing keys of all secret votes. */
export const CLASS_KEYS = collection<ClassKeyRecord>('voteClassKeys');
/** What holders have left. */
export const KEY_HOLDERS = collection<HolderRecord>('voteKeyHolders');
/** Wishes for credentials. */
export const CREDENTIALS = collection<CredentialRecord>('voteCredentials');
/** Pigeonholes. */
export const SLOTS = collection<SlotRecord>('secretBallots');
