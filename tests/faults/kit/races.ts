import { expect } from '@jest/globals';
import { recordFigure } from '../../kit/figures.js';
import { runRace, TRACKS, type Race, type Track } from '../../runtime/competing/kit/race.js';
import type { Thoroughness } from '../../runtime/competing/kit/explore.js';

/** Runs races in many interleavings on the stores and notes what came out; `told` says it in words. */
export async function raceAndTell(parts: {
  readonly row: string;
  readonly races: readonly Race[];
  /** How many interleavings of each race on a kind of store; 0: none. */
  readonly how: (track: Track) => Thoroughness;
  readonly told: (schedules: number) => string;
  readonly place: ImportMeta;
}): Promise<void> {
  const { row, races, how, told, place } = parts;
  const sums: string[] = [];
  let all = 0;
  for (const track of TRACKS) {
    const thoroughness = how(track);
    if (thoroughness.most === 0) continue;
    const home = await track.create();
    const store = await home.open();
    let sum = 0;
    for (const race of races) sum += (await runRace(race, store, thoroughness, track.split)).schedules;
    await store.close();
    await home.dispose();
    sums.push(`${String(sum)} on ${track.name}`);
    all += sum;
  }
  expect(all).toBeGreaterThan(0);
  recordFigure(row, `${told(all)} (${sums.join(', ')})`, place);
}
