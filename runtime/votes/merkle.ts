import { createHash } from 'node:crypto';

/** One step of a proof: the neighbour's hash and the side it stands on. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafOf = (text: string): Buffer => sha256(Buffer.of(0), Buffer.from(text, 'hex'));
const nodeOf = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** The largest power of two below a count. */
function split(count: number): number {
  let size = 1;
  while (size * 2 < count) size *= 2;
  return size;
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const at = split(leaves.length);
  return nodeOf(rootOf(leaves.slice(0, at)), rootOf(leaves.slice(at)));
}

/** The Merkle root over hex hashes in their order (tree of RFC 6962: leaves and nodes are hashed apart). Hex. */
export function merkleRoot(hashes: readonly string[]): string {
  return rootOf(hashes.map(leafOf)).toString('hex');
}

/** The proof that the hash at `index` is under the root: from the leaf upwards. */
export function merkleProof(hashes: readonly string[], index: number): readonly ProofStep[] {
  const prove = (leaves: readonly Buffer[], place: number): ProofStep[] => {
    if (leaves.length <= 1) return [];
    const at = split(leaves.length);
    const [left, right] = [leaves.slice(0, at), leaves.slice(at)];
    return place < at
      ? [...prove(left, place), { side: 'right', hash: rootOf(right).toString('hex') }]
      : [...prove(right, place - at), { side: 'left', hash: rootOf(left).toString('hex') }];
  };
  return prove(hashes.map(leafOf), index);
}

/** Whether a proof leads from a hash to the root. */
export function provesInclusion(hash: string, proof: readonly ProofStep[], root: string): boolean {
  const top = proof.reduce((below, { side, hash: other }) => {
    const neighbour = Buffer.from(other, 'hex');
    return side === 'left' ? nodeOf(neighbour, below) : nodeOf(below, neighbour);
  }, leafOf(hash));
  return top.toString('hex') === root;
}
