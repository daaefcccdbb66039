import type { AskedCredential } from './credential.js';

/** What this browser keeps of a secret ballot: the credential, how often it was used, and the tracker. */
export interface KeptCredential extends AskedCredential {
  readonly klass: string;
  /** The unblinded signature of the office, once it is there. */
  readonly credential?: string;
  /** Number of the last ballot that was sent. */
  readonly n: number;
  readonly tracker?: string;
}

const nameOf = (voteId: string, unit: string): string => `yizhan.secret.${voteId}.${unit}`;

/** What is kept for a unit; undefined where there is nothing, or the browser keeps nothing at all. */
export function keptCredential(voteId: string, unit: string): KeptCredential | undefined {
  try {
    const text = localStorage.getItem(nameOf(voteId, unit));
    return text === null ? undefined : (JSON.parse(text) as KeptCredential);
  } catch {
    return undefined;
  }
}

/** Keeps it. Throws where the browser keeps nothing: then no credential may be asked for, it would be lost. */
export function keepCredential(voteId: string, unit: string, kept: KeptCredential): void {
  localStorage.setItem(nameOf(voteId, unit), JSON.stringify(kept));
}

/** Forgets it. */
export function forgetCredential(voteId: string, unit: string): void {
  localStorage.removeItem(nameOf(voteId, unit));
}
