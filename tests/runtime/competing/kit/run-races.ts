import { afterAll, describe, test } from '@jest/globals';
import type { Store } from '../../../../runtime/seams/store.js';
import { recordFigure } from '../../../kit/figures.js';
import type { StorePlace } from '../../../kit/stores.js';
import { runRace, thoroughness, TRACKS, type Race } from './race.js';

/** How long a race may take in all its interleavings before it counts as hanging, ms. */
export const BOUND_MS = process.env['DEEP'] === '1' ? 3_600_000 : 120_000;

/** One test for each race on each kind of store; says how many interleavings were tried. */
export function runRaces(group: string, races: Readonly<Record<string, Race>>, place: ImportMeta): void {
  const tried = new Map<string, number>();
  describe.each(TRACKS)('competing transactions on $name', (track) => {
    const opened: { place?: StorePlace; store?: Store } = {};
    const close = async (): Promise<void> => {
      await opened.store?.close();
      await opened.place?.dispose();
      delete opened.place;
      delete opened.store;
    };
    afterAll(close);
    test.each(Object.entries(races))(
      '%s',
      async (_name, race) => {
        opened.place ??= await track.create();
        opened.store ??= await opened.place.open();
        try {
          const { schedules } = await runRace(race, opened.store, thoroughness(track), track.split);
          tried.set(track.name, (tried.get(track.name) ?? 0) + schedules);
        } catch (error) {
          // What this race left behind must not disturb the next one.
          await close();
          throw error;
        }
      },
      BOUND_MS,
    );
  });
  afterAll(() => {
    const parts = [...tried].map(([name, schedules]) => `${String(schedules)} on ${name}`);
    const count = String(Object.keys(races).length);
    recordFigure(`competing.${group}`, `${count} races, interleavings: ${parts.join(', ')}; 0 lost, 0 doubled`, place);
  });
}
