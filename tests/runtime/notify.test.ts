import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EffectBody } from '../../engine/index.js';
import { NOTICES } from '../../runtime/notices/store-notifier.js';
import type { Store } from '../../runtime/seams/store.js';
import { starting, stores, worldOn, type World } from './kit/host-world.js';

const notify: EffectBody = {
  type: 'notify',
  kind: 'nudge',
  to: ['u-x', 'role:clerk@/370303/tyc'],
  text: { zh: '请尽快办理', en: 'Please deal with it' },
  workItemId: 'w1',
};

for (const kind of stores()) {
  describe(`what the engine tells people, on ${kind.name}`, () => {
    let store: Store;
    let world: World;
    beforeEach(() => {
      store = kind.open();
      world = worldOn(store);
    });
    afterEach(async () => {
      await store.close();
    });
    afterAll(kind.dispose);

    test('becomes one notice for each receiver, in the list of the person or of the role', async () => {
      await world.host.commands.start(starting('c1', { startInstance: [notify] }));
      const { records } = await store.find(NOTICES, { where: {}, limit: 10 });
      expect(records.map(({ userId }) => userId).toSorted()).toEqual(['role:clerk', 'u-x']);
      expect(records[0]).toMatchObject({ text: notify.text, caseId: 'c1' });
    });
  });
}
