import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Store } from '../../runtime/seams/store.js';
import { fc, SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { randomProcess } from '../kit/random-process.js';
import { startManyMongoPlaces, type ManyMongoPlaces } from '../kit/mongo-place.js';
import { STORES } from '../kit/stores.js';
import { crashRun, type CrashRun } from './kit/crash-run.js';

/** How many points to die at are wanted of a kind of store, and how many writes a process lives that has begun after a crash. */
interface Aim {
  readonly name: string;
  readonly kind: string;
  readonly atomic?: false;
  readonly points: number;
  readonly lifetime: number;
}

const AIMS: readonly Aim[] = [
  { name: 'memory', kind: 'memory', points: 400, lifetime: 11 },
  { name: 'memory, commits cut off', kind: 'memory', atomic: false, points: 400, lifetime: 40 },
  { name: 'embedded', kind: 'embedded', points: 140, lifetime: 11 },
  { name: 'mongo', kind: 'mongo', points: 60, lifetime: 40 },
];
const DEEP_PROCESSES = 300;
const DEEP_POINTS = 4000;

const sampled = fc.sample(fc.tuple(randomProcess, fc.nat()), { numRuns: DEEP_PROCESSES, seed: SEED });

let databases: ManyMongoPlaces | undefined;
beforeAll(async () => {
  databases = await startManyMongoPlaces();
});
afterAll(() => databases?.stop());

/** One run on a new store; the store is thrown away. */
async function runOn(kind: string, run: (store: Store) => Promise<CrashRun>): Promise<CrashRun> {
  const place = await (kind === 'mongo' ? databases?.create() : STORES.find(({ name }) => name === kind)?.create());
  if (place === undefined) throw new Error(`no store ${kind}`);
  const store = await place.open();
  try {
    return await run(store);
  } finally {
    await store.close();
    await place.dispose();
  }
}

describe('a process that is killed after any write', () => {
  it.each(AIMS.filter(({ kind }) => STORES.some(({ name }) => name === kind)))(
    'loses nothing and does nothing twice: $name',
    async ({ name, kind, atomic, points, lifetime }) => {
      const wanted = DEEP ? DEEP_POINTS : points;
      let deaths = 0;
      let runs = 0;
      let processes = 0;
      const wrong: string[] = [];
      for (const [plan, choice] of sampled) {
        if (deaths >= wanted && !(DEEP && kind === 'memory')) break;
        processes += 1;
        const base = { plan, choice, oneByOne: true, ...(atomic === undefined ? {} : { atomic }) };
        const whole = await runOn('memory', (store) => crashRun({ ...base, store }));
        expect(whole.errors).toEqual([]);
        expect(whole.findings).toEqual([]);
        const firsts = DEEP && kind === 'memory' ? whole.points : Math.min(lifetime, whole.points);
        // A short run takes every third write of more processes.
        const step = DEEP ? 1 : 3;
        for (let dieAfter = DEEP ? 0 : processes % 3; dieAfter < firsts; dieAfter += step) {
          if (!DEEP && deaths >= wanted) break;
          const again = dieAfter < lifetime ? { dieAgain: lifetime } : {};
          const run = await runOn(kind, (store) => crashRun({ ...base, store, dieAfter, ...again }));
          runs += 1;
          deaths += run.crashes;
          const where = `${name}, process ${String(processes)}, after ${String(dieAfter)} writes`;
          if (run.errors.length > 0) wrong.push(`${where}: ${run.errors.join('; ')}`);
          if (run.findings.length > 0) wrong.push(`${where}: ${JSON.stringify(run.findings)}`);
          const gone = differences(whole, run);
          if (gone.length > 0) wrong.push(`${where}: ${gone.slice(0, 5).join(', ')}`);
          for (const [job, times] of run.begun)
            if (times > (whole.begun.get(job) ?? 0) + run.crashes)
              wrong.push(`${where}: ${job} begun ${String(times)} times`);
          if (wrong.length > 5) break;
        }
      }
      expect(wrong).toEqual([]);
      const text = `${String(deaths)} crash points in ${String(runs)} runs of ${String(processes)} random processes: 0 lost, 0 doubled, checker clean`;
      recordFigure(`F1.${name.replaceAll(/\W+/g, '-')}`, text, import.meta);
      expect(deaths).toBeGreaterThanOrEqual(wanted);
    },
    DEEP ? 3_000_000 : 120_000,
  );
});

/** Records that one run left and the other did not, or left otherwise. */
function differences(whole: CrashRun, run: CrashRun): readonly string[] {
  const ids = new Set([...Object.keys(whole.dump), ...Object.keys(run.dump)]);
  return [...ids].filter((id) => JSON.stringify(ordered(whole.dump[id])) !== JSON.stringify(ordered(run.dump[id])));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([key, member]) => [key, ordered(member)]);
}
