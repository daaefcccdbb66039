import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonValue } from '../../engine/index.js';
import type { HistoryRow } from '../../runtime/seams/records.js';
import type { Store } from '../../runtime/seams/store.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { fc, SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { randomProcess } from '../kit/random-process.js';
import { startManyMongoPlaces, type ManyMongoPlaces } from '../kit/mongo-place.js';
import { STORES } from '../kit/stores.js';
import { crashRun, type CrashRun } from './kit/crash-run.js';

/**
 * How many points to die at are wanted of a kind of store (`deep`: at full length), and how many writes a process lives that has begun after a
 * crash. At full length each write of all random processes is died at in memory, `every` process of the list from `first` on in one test; the
 * other kinds take more of them than a short run does.
 */
interface Aim {
  readonly name: string;
  readonly kind: string;
  readonly atomic?: false;
  readonly points: number;
  readonly deep: number;
  readonly lifetime: number;
  readonly whole?: string;
  readonly first?: number;
  readonly every?: number;
}

interface Sum {
  readonly deaths: number;
  readonly runs: number;
  readonly processes: number;
  readonly otherwise: number;
}

/** What the parts of an aim have come to so far. */
const sums = new Map<string, Sum>();
function addTo(aim: string, part: Sum): Sum {
  const before = sums.get(aim) ?? { deaths: 0, runs: 0, processes: 0, otherwise: 0 };
  const sum = {
    deaths: before.deaths + part.deaths,
    runs: before.runs + part.runs,
    processes: before.processes + part.processes,
    otherwise: before.otherwise + part.otherwise,
  };
  sums.set(aim, sum);
  return sum;
}

const PARTS = DEEP ? 6 : 1;
const inParts = (aim: Aim): readonly Aim[] =>
  Array.from({ length: PARTS }, (_, first) => {
    const name = PARTS === 1 ? aim.name : `${aim.name}, ${String(first + 1)} of ${String(PARTS)}`;
    return { ...aim, name, whole: aim.name, first, every: PARTS, deep: Math.ceil(aim.deep / PARTS) };
  });

const AIMS: readonly Aim[] = [
  ...inParts({ name: 'memory', kind: 'memory', points: 540, deep: 10_000, lifetime: 11 }),
  ...inParts({
    name: 'memory, commits cut off',
    kind: 'memory',
    atomic: false,
    points: 400,
    deep: 10_000,
    lifetime: 40,
  }),
  { name: 'embedded', kind: 'embedded', points: 60, deep: 1500, lifetime: 11 },
  { name: 'mongo', kind: 'mongo', points: 30, deep: 500, lifetime: 40 },
];
const DEEP_PROCESSES = 300;

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
    async ({ name, whole = name, kind, atomic, points, deep, lifetime, first = 0, every = 1 }) => {
      const wanted = DEEP ? deep : points;
      let deaths = 0;
      let runs = 0;
      let processes = 0;
      let otherwise = 0;
      const wrong: string[] = [];
      for (const [plan, choice] of sampled.filter((_, index) => index % every === first)) {
        if (deaths >= wanted && !(DEEP && kind === 'memory')) break;
        processes += 1;
        const base = { plan, choice, oneByOne: true, ...(atomic === undefined ? {} : { atomic }) };
        const unhurt = await runOn('memory', (store) => crashRun({ ...base, store }));
        expect(unhurt.errors).toEqual([]);
        expect(unhurt.findings).toEqual([]);
        const firsts = DEEP && kind === 'memory' ? unhurt.points : Math.min(lifetime, unhurt.points);
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
          // A take-over lasts: now and then another job is due first afterwards, and the choices go another way from there.
          const gone = differences(unhurt, run);
          if (gone.length > 0) {
            otherwise += 1;
            const faults = unsound(run);
            if (faults.length > 0) wrong.push(`${where}: ${faults.join(', ')}; ${gone.slice(0, 5).join(', ')}`);
          }
          for (const [job, times] of run.begun)
            if (times > (unhurt.begun.get(job) ?? 0) + run.crashes)
              wrong.push(`${where}: ${job} begun ${String(times)} times`);
          if (wrong.length > 5) break;
        }
      }
      expect({ seed: SEED, wrong }).toEqual({ seed: SEED, wrong: [] });
      const sum = addTo(whole, { deaths, runs, processes, otherwise });
      const text = `${String(sum.deaths)} crash points in ${String(sum.runs)} runs of ${String(sum.processes)} random processes: 0 lost, 0 doubled, checker clean${sum.otherwise === 0 ? '' : `; ${String(sum.otherwise)} runs took another order than without a death`}`;
      recordFigure(`F1.${whole.replaceAll(/\W+/g, '-')}`, text, import.meta);
      expect(deaths).toBeGreaterThanOrEqual(wanted);
      expect(otherwise).toBeLessThanOrEqual(Math.ceil(runs / 50));
    },
    DEEP ? 3_000_000 : 120_000,
  );
});

describe('a crash between the rows of a commit and its end', () => {
  it('leaves no instance that says for ever that something is left to relay', async () => {
    const [plan, choice] = fc.sample(fc.tuple(randomProcess, fc.nat()), { numRuns: 20, seed: 418_250_781 })[19] ?? [];
    if (plan === undefined || choice === undefined) throw new Error('no sample');
    const options = { plan, choice, oneByOne: true, atomic: false, dieAfter: 11, dieAgain: 40 } as const;
    const run = await runOn('memory', (store) => crashRun({ ...options, store }));
    expect({ crashes: run.crashes > 0, findings: run.findings }).toEqual({ crashes: true, findings: [] });
  });
});

/** What is wrong with a run by itself: answered commands that were not applied, commands that were applied twice, instances that go on. */
function unsound({ dump, answered }: CrashRun): readonly string[] {
  const rows = Object.entries(dump).map(([id, value]) => ({
    id,
    record: value as Readonly<Record<string, JsonValue>>,
  }));
  const accepted = rows
    .filter(({ id }) => id.startsWith('history/'))
    .flatMap(({ record }) => historyRecords(record as unknown as HistoryRow))
    .filter(({ type }) => type === 'commandAccepted')
    .map(({ instanceId, commandId }) => `${instanceId} ${commandId}`);
  const going = rows.filter(({ id, record }) => id.startsWith('instances/') && record['status'] === 'active');
  return [
    ...answered.filter((one) => !accepted.some((known) => known.endsWith(` ${one}`))).map((one) => `${one} lost`),
    ...accepted.filter((one, at) => accepted.indexOf(one) !== at).map((one) => `${one} doubled`),
    ...going.map(({ id }) => `${id} goes on`),
  ];
}

/** Records that one run left and the other did not, or left otherwise, and how the first of them differ. */
function differences(whole: CrashRun, run: CrashRun): readonly string[] {
  const ids = new Set([...Object.keys(whole.dump), ...Object.keys(run.dump)]);
  const text = (side: CrashRun, id: string): string => JSON.stringify(ordered(side.dump[id])) ?? 'nothing';
  return [...ids].flatMap((id) => {
    const [was, is] = [text(whole, id), text(run, id)];
    if (was === is) return [];
    const from = Math.max(0, [...was].findIndex((sign, at) => sign !== is[at]) - 80);
    return [`${id}: ${was.slice(from, from + 200)} but ${is.slice(from, from + 200)}`];
  });
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([key, member]) => [key, ordered(member)]);
}
