import { describe, expect, test } from '@jest/globals';
import { verifySoundness } from '../../../engine/verify/verify-soundness.js';
import { bruteForce } from '../../kit/brute-force.js';
import { SOUND, UNSOUND } from './models.js';

describe('sixty models', () => {
  test('are thirty sound ones and five of each fault', () => {
    expect([SOUND.length, UNSOUND.length]).toEqual([30, 30]);
    const counts = UNSOUND.map(({ fault }) => UNSOUND.filter((one) => one.fault === fault).length);
    expect(new Set(counts)).toEqual(new Set([5]));
  });

  test.each(SOUND)('$title: proven, and nothing is found by trying everything', ({ plan }) => {
    expect(verifySoundness(plan)).toMatchObject({ verdict: 'proven' });
    const { faults, isWhole } = bruteForce(plan);
    expect({ faults: [...faults], isWhole }).toEqual({ faults: [], isWhole: true });
  });

  test.each(UNSOUND)('$title: $fault, which trying everything finds too', ({ plan, fault }) => {
    expect(verifySoundness(plan)).toMatchObject({ verdict: 'refuted', fault });
    expect([...bruteForce(plan).faults]).toContain(fault);
  });
});
