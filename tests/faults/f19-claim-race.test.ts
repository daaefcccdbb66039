import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HISTORY } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { smallOffice, type SmallOffice } from '../runtime/kit/small-office.js';
import { clerks, itemOf, tally, type Clerk } from './kit/clerks.js';

const RACERS = 50;
const ROUNDS = DEEP ? 200 : 3;

for (const kind of STORES.filter(({ name }) => DEEP || name === 'embedded')) {
  describe(`fifty clerks who claim one task, on ${kind.name}`, () => {
    let place: StorePlace;
    let web: SmallOffice;
    let racers: readonly Clerk[];
    beforeAll(async () => {
      place = await kind.create();
      web = await smallOffice(await place.open());
      racers = await clerks(web, RACERS);
    }, 120_000);
    afterAll(async () => {
      await web.close();
      await place.dispose();
    });

    test('one has it, the others hear that somebody else has', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const caseId = await web.begin(5);
        const item = await itemOf(web, caseId);
        const answers = await Promise.all(racers.map((racer) => racer.post(`/api/work-items/${item}/claim`, {})));
        expect(tally(answers)).toEqual({ 200: 1, 409: RACERS - 1 });
        for (const { status, body } of answers)
          if (status === 409) expect(body).toMatchObject({ code: 'ALREADY_CLAIMED' });
        const history = (await web.office.store.find(HISTORY, { where: { rootId: caseId } })).records;
        const claims = history.flatMap(historyRecords).filter(({ type }) => type === 'workItemClaimed');
        expect(claims.map(({ actorId }) => actorId)).toEqual([
          racers[answers.findIndex(({ status }) => status === 200)]?.userId,
        ]);
      }
      recordFigure(
        `F19.${kind.name}`,
        `${String(ROUNDS)} races of ${String(RACERS)} over HTTP: 1 × 200, ${String(RACERS - 1)} × 409 each`,
        import.meta,
      );
    }, 600_000);
  });
}
