import { transition, type CalendarData, type ProcessPlan } from '../../../engine/index.js';
import type { Packages } from '../../../runtime/seams/packages.js';
import type { Store } from '../../../runtime/seams/store.js';
import { takeStarts } from '../../../runtime/starts/take-starts.js';
import { PLAIN_CALENDAR, programOf } from '../../kit/process-builder.js';
import { FAKE_PACKAGES, HASH } from './fake-process.js';
import { worldOn, type World } from './host-world.js';

/** A world in which a package version is active whose processes begin by events. */
export interface StartingWorld extends World {
  /** Makes these processes the active version, under another hash. */
  activate(hash: string, ...plans: readonly ProcessPlan[]): Promise<void>;
}

/** Real processes over a store; what begins them is taken. */
export async function startingWorld(store: Store, ...plans: readonly ProcessPlan[]): Promise<StartingWorld> {
  return startingWorldIn({ calendar: PLAIN_CALENDAR }, store, ...plans);
}

/** The same with an office calendar of its own; the processes run by what it is at the time. */
export async function startingWorldIn(
  office: { readonly calendar: CalendarData },
  store: Store,
  ...plans: readonly ProcessPlan[]
): Promise<StartingWorld> {
  const versions = new Map<string, readonly ProcessPlan[]>();
  const state = { active: HASH };
  const packageOf = async (hash: string) => {
    const base = await FAKE_PACKAGES.packageByHash(HASH);
    const own = versions.get(hash);
    if (base === undefined || own === undefined) return undefined;
    return { ...base, hash, plans: new Map(own.map((plan) => [plan.processId, plan])) };
  };
  const packages: Packages = {
    ...FAKE_PACKAGES,
    programFor: async (processId, hash) => {
      const plan = versions.get(hash)?.find((one) => one.processId === processId);
      return plan && programOf(plan, { calendar: office.calendar });
    },
    packageByHash: packageOf,
    closure: async (hash) => [await packageOf(hash)].filter((one) => one !== undefined),
    activePackage: async () => packageOf(state.active),
  };
  const world = worldOn(store, { packages, transition });
  const activate = async (hash: string, ...own: readonly ProcessPlan[]): Promise<void> => {
    versions.set(hash, own);
    state.active = hash;
    await takeStarts({ store, clock: world.clock, packages }, 'fake');
  };
  await activate(HASH, ...plans);
  return { ...world, activate };
}
