import { sha256 } from './sha256.js';

/** One step of a proof: the neighbour's hash in hex and the side it stands on. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

const bytesOf = (hex: string): readonly number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const hashOf = (kind: 0 | 1, ...parts: readonly string[]): string =>
  sha256(Uint8Array.from([kind, ...parts.flatMap(bytesOf)]));

/** The receipt that stands for a ballot's hash: sixteen characters in groups of four. */
export function receiptOfHash(hash: string): string {
  const code = BigInt(`0x${hash.slice(0, 20)}`)
    .toString(36)
    .toUpperCase()
    .padStart(16, '0')
    .slice(-16);
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The hash of a secret ballot, from the hash its tracker stands for and the hash of the rest. */
export function hashOfSecret({ tracker, rest }: { readonly tracker: string; readonly rest: string }): string {
  return sha256(new TextEncoder().encode(JSON.stringify({ rest, tracker })));
}

/** Where a proof leads to from a ballot's hash: the root of the tree (RFC 6962: leaves and nodes are hashed apart). */
export function rootOfProof(hash: string, proof: readonly ProofStep[]): string {
  return proof.reduce(
    (below, { side, hash: other }) => (side === 'left' ? hashOf(1, other, below) : hashOf(1, below, other)),
    hashOf(0, hash),
  );
}
