import { afterAll, describe, expect, test } from '@jest/globals';
import { createCreations } from '../../runtime/use-cases/create-creations.js';
import { createSealedNames } from '../../runtime/use-cases/sealed-names.js';
import { FAKE_PACKAGES } from './kit/fake-process.js';
import { SEALING, START, stores } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

for (const kind of stores()) {
  describe(`creations on ${kind.name}`, () => {
    afterAll(kind.dispose);
    const open = () => {
      const store = kind.open();
      const creations = createCreations({
        store,
        clock: manualClock(START),
        sealing: SEALING,
        names: createSealedNames(FAKE_PACKAGES),
      });
      let made = 0;
      const make = async () => {
        made += 1;
        return { caseId: `c${String(made)}`, secret: 's3cret' };
      };
      return { store, creations, make, count: () => made };
    };

    test('makes one plan for one key', async () => {
      const { creations, make, count, store } = open();
      const request = { key: 'u1:k1', requestHash: 'h', make };
      expect(await creations.reserve(request)).toEqual({ kind: 'first', plan: { caseId: 'c1', secret: 's3cret' } });
      expect(await creations.reserve(request)).toEqual({ kind: 'repeated', plan: { caseId: 'c1', secret: 's3cret' } });
      expect(count()).toBe(1);
      expect(JSON.stringify((await store.find({ name: 'commands' })).records)).not.toContain('s3cret');
      await store.close();
    });

    test('tells when a key is used again for something else', async () => {
      const { creations, make, store } = open();
      await creations.reserve({ key: 'k', requestHash: 'h1', make });
      expect(await creations.reserve({ key: 'k', requestHash: 'h2', make })).toEqual({ kind: 'mismatch' });
      await store.close();
    });

    test('many at once get the same plan', async () => {
      const { creations, make, store } = open();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => creations.reserve({ key: 'k', requestHash: 'h', make })),
      );
      expect(new Set(answers.map((one) => (one.kind === 'mismatch' ? '' : one.plan['caseId']))).size).toBe(1);
      expect(answers.filter((one) => one.kind === 'first')).toHaveLength(1);
      await store.close();
    });
  });
}
