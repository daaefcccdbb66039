import { request } from '../../../shared/request.js';
import type { CredentialView } from '../../../shared/vote-types.js';
import type { BallotWay } from '../ballot.js';
import type { SecretBallot } from './closed-ballot.js';

/** What the office answers to a secret ballot. */
export interface SecretReceipt {
  readonly tracker: string;
  readonly digest: string;
}

const voteAt = (voteId: string): string => `/api/votes/${encodeURIComponent(voteId)}`;
const linkAt = (voteId: string): string => `/api/ballots/${encodeURIComponent(voteId)}`;

/** Asks for the credential of a unit, as the voter: with the account, or with the ballot link. */
export function askCredential(voteId: string, way: BallotWay, blinded: string): Promise<CredentialView> {
  const place = 'token' in way.body ? linkAt(voteId) : voteAt(voteId);
  return request<CredentialView>(`${place}/credentials`, { method: 'POST', body: { ...way.body, blinded } });
}

/** Takes the wish back. */
export function withdrawWish(voteId: string, unit: string, way: BallotWay): Promise<unknown> {
  return 'token' in way.body
    ? request(`${linkAt(voteId)}/withdrawn-credentials`, { method: 'POST', body: way.body })
    : request(`${voteAt(voteId)}/credentials/${unit}`, { method: 'DELETE' });
}

/** Puts the ballot into the box, as nobody. */
export function castSecret(voteId: string, ballot: SecretBallot): Promise<SecretReceipt> {
  return request<SecretReceipt>(`${voteAt(voteId)}/secret-ballots`, { method: 'POST', body: ballot, nameless: true });
}
