import { isObject, type JsonObject } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';
import type { Registers } from '../seams/registers.js';
import { estateRows } from './estate-rows.js';
import { familyRows } from './family-rows.js';
import { partyRows } from './party-rows.js';
import { type Community, samplePlan, type SampleRows } from './plan.js';
import { shopRows } from './shop-rows.js';
import { unitRows } from './unit-rows.js';
import { volunteerRows } from './volunteer-rows.js';

/** How far a load has come. `register` is the one that rows are added to now. */
export interface SampleProgress {
  readonly register: string;
  readonly done: number;
  readonly total: number;
}

/** What the full set is loaded into. */
export interface SampleParts {
  readonly registers: Registers;
  readonly packages: Packages;
  /** The day up to which things have happened, `YYYY-MM-DD`. */
  readonly today: string;
  /** Only these registers; all when absent. */
  readonly only?: readonly string[];
  /** Hears of progress after every few rows; a promise is waited for. */
  readonly tell?: (progress: SampleProgress) => void | Promise<void>;
}

/** Rows that are added at a time, in a few lanes, so that a store can put commits together. */
const LANES = 8;
const AT_ONCE = 25;

/**
 * Adds the full set of sample rows (all of them fictitious) to the registers that the office has. Rows that are there already stay as they
 * are, so a load that was interrupted can be repeated. Gives how many rows were new.
 */
export async function loadSamples(parts: SampleParts): Promise<{ readonly added: number; readonly total: number }> {
  const known = new Set(parts.registers.definitions().map(({ key }) => key));
  const sets = (await sampleRows(parts)).filter(
    ({ register }) => known.has(register) && parts.only?.includes(register) !== false,
  );
  const total = sets.reduce((sum, { rows }) => sum + rows.length, 0);
  let done = 0;
  let added = 0;
  for (const { register, rows } of sets) {
    const slices = Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, at) =>
      rows.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
    );
    const work = async (): Promise<void> => {
      for (let slice = slices.shift(); slice !== undefined; slice = slices.shift()) {
        const fresh = await parts.registers.seed(register, slice);
        added += fresh;
        done += slice.length;
        await parts.tell?.({ register, done, total });
      }
    };
    await Promise.all(Array.from({ length: LANES }, work));
  }
  return { added, total };
}

/** All rows of the full set, register by register, in the order in which they refer to each other. */
export async function sampleRows(parts: SampleParts): Promise<readonly SampleRows[]> {
  const shipped = await shippedRows(parts.packages);
  const { rows } = await parts.registers.find('communities', { limit: 100 });
  const communities = rows
    .map(({ values }): Community => ({ communityId: String(values['communityId']), name: String(values['name']) }))
    .sort((a, b) => (a.communityId < b.communityId ? -1 : 1));
  const plan = samplePlan({
    today: parts.today,
    communities,
    shipped: (register) => shipped.get(register)?.length ?? 0,
  });
  const providers = (shipped.get('estates') ?? []).filter((row) => row['hasProvider'] === true).length;
  return [
    ...partyRows(plan),
    shopRows(plan),
    ...familyRows(plan),
    ...volunteerRows(plan),
    ...estateRows(plan, providers),
    unitRows(plan),
  ];
}

/** The rows of the small set, by register. */
async function shippedRows(packages: Packages): Promise<ReadonlyMap<string, readonly JsonObject[]>> {
  const found = new Map<string, readonly JsonObject[]>();
  for (const key of await packages.activeKeys()) {
    const active = await packages.activePackage(key);
    for (const [register, rows] of active?.samples ?? [])
      if (active?.registers.has(register) === true) found.set(register, rows.filter(isObject));
  }
  return found;
}
