import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HISTORY } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { smallOffice, type SmallOffice } from '../runtime/kit/small-office.js';
import type { Answer } from '../runtime/kit/web-office.js';
import { clerks, itemOf, tally, type Clerk } from './kit/clerks.js';

const RACERS = 50;
/** Rounds of each kind of race. */
const ROUNDS = DEEP ? 100 : 2;

for (const kind of STORES.filter(({ name }) => DEEP || name === 'embedded')) {
  describe(`one task completed fifty times at once, on ${kind.name}`, () => {
    let place: StorePlace;
    let web: SmallOffice;
    let racers: readonly Clerk[];
    const slowest: number[] = [];
    beforeAll(async () => {
      place = await kind.create();
      web = await smallOffice(await place.open());
      racers = await clerks(web, RACERS);
    }, 120_000);
    afterAll(async () => {
      await web.close();
      await place.dispose();
    });

    /** Lets everybody complete the same task, which the clerk of the round holds; gives the answers in order. */
    const race = async (
      round: number,
      who: (place: number, holder: Clerk) => Clerk | undefined,
      keyOf: (place: number, item: string) => string,
    ): Promise<readonly Answer[]> => {
      const holder = racers[round % RACERS];
      if (holder === undefined) throw new Error('no racer');
      const caseId = await web.begin(5);
      const item = await itemOf(web, caseId);
      expect((await holder.post(`/api/work-items/${item}/claim`, {})).status).toBe(200);
      const answers = await Promise.all(
        Array.from({ length: RACERS }, async (_, place) => {
          const begun = performance.now();
          const body = { document: { opinion: `同意 ${String(place)}` } };
          const answer = await (who(place, holder) ?? holder).post(
            `/api/work-items/${item}/complete`,
            body,
            keyOf(place, item),
          );
          slowest.push(performance.now() - begun);
          return answer;
        }),
      );
      const history = (await web.office.store.find(HISTORY, { where: { rootId: caseId }, limit: 1000 })).records;
      const completions = history.flatMap(historyRecords).filter(({ type }) => type === 'workItemCompleted');
      expect(completions).toHaveLength(1);
      return answers;
    };

    test('with fifty keys one is answered 200, the others 409', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const answers = await race(
          round,
          () => undefined,
          (place, item) => `key-${item}-${String(place)}`,
        );
        expect(tally(answers)).toEqual({ 200: 1, 409: RACERS - 1 });
      }
    }, 300_000);

    test('with one key all get the same answer', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const answers = await race(
          ROUNDS + round,
          () => undefined,
          (_, item) => `key-${item}`,
        );
        expect(tally(answers)).toEqual({ 200: RACERS });
        expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      }
    }, 300_000);

    test('of fifty clerks only the one who holds it is answered 200, whatever the keys', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const answers = await race(
          2 * ROUNDS + round,
          (place) => racers[place],
          (_, item) => `key-${item}`,
        );
        const { 200: done, 403: strangers = 0, 409: late = 0 } = tally(answers);
        expect({ done, refused: strangers + late }).toEqual({ done: 1, refused: RACERS - 1 });
      }
      const sorted = slowest.sort((a, b) => a - b);
      const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
      recordFigure(
        `F18.${kind.name}`,
        `${String(3 * ROUNDS)} races of ${String(RACERS)} over HTTP: done once, one history entry, same key same answer; ` +
          `p95 of an answer ${p95.toFixed(0)} ms`,
        import.meta,
      );
    }, 300_000);
  });
}
