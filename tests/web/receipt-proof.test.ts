import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { receiptOf } from '../../runtime/votes/ballot-hash.js';
import { merkleProof, merkleRoot } from '../../runtime/votes/merkle.js';
import { receiptOfHash, rootOfProof } from '../../runtime/web/shared/receipt-proof.js';
import { sha256 } from '../../runtime/web/shared/sha256.js';
import { areaText, shareText } from '../../runtime/web/shared/vote-types.js';
import { fc, SEED } from '../kit/fast-check.js';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the check of a receipt in the browser', () => {
  it('hashes as everybody else does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('leads from every ballot to the root of the box, and from no other hash', () => {
    for (const size of [1, 2, 3, 7, 8, 33]) {
      const hashes = Array.from({ length: size }, (_, index) => hashOf(`ballot ${String(index)}`));
      const root = merkleRoot(hashes);
      for (const [index, hash] of hashes.entries()) {
        const proof = merkleProof(hashes, index);
        expect(rootOfProof(hash, proof)).toBe(root);
        expect(rootOfProof(hashOf('another'), proof)).not.toBe(root);
        expect(receiptOfHash(hash)).toBe(receiptOf(hash));
      }
    }
  });

  it('shows areas exactly, and shares never rounded up', () => {
    expect([areaText(1_080_000), areaText(719_999), areaText(5)]).toEqual(['10,800.00', '7,199.99', '0.05']);
    expect([shareText(719_999, 1_080_000), shareText(720_000, 1_080_000), shareText(0, 0)]).toEqual([
      '66.66',
      '66.66',
      '0.00',
    ]);
  });
});
