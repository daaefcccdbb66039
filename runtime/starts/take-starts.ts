import { startPlacesOf, startTimerDue, type StartPlace } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Clock } from '../seams/clock.js';
import type { Packages } from '../seams/packages.js';
import type { Collection, Store, StoreRecord } from '../seams/store.js';
import { START_PLACES, START_TIMERS, type StartPlaceRecord, type StartTimerRecord } from './start-records.js';

/** What taking the starts of a package needs. */
export interface TakeStartsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly packages: Pick<Packages, 'activePackage' | 'activeKeys' | 'programFor'>;
}

type Row = StoreRecord & { readonly packageKey: string; readonly packageHash: string };

/**
 * Puts what begins processes of the active version of a package into the store, and takes away what began those of the version before. A
 * timer that is the same as before goes on where it was: publishing a package again does not begin its cycles anew. Idempotent; when another
 * version became active meanwhile it is done again for that one.
 */
export async function takeStarts(parts: TakeStartsParts, packageKey: string): Promise<void> {
  const { store, packages } = parts;
  for (;;) {
    const active = await packages.activePackage(packageKey);
    if (active === undefined) return;
    const { hash } = active;
    const places: StartPlaceRecord[] = [];
    const timers: StartTimerRecord[] = [];
    for (const plan of active.plans.values()) {
      for (const place of startPlacesOf(plan)) {
        const { trigger } = place;
        if (trigger.kind !== 'timer') places.push(placeOf(packageKey, hash, place));
        else timers.push(...(await timerOf(parts, packageKey, hash, place)));
      }
    }
    await replaceRows(store, START_PLACES, packageKey, places);
    await replaceRows(store, START_TIMERS, packageKey, timers);
    if ((await packages.activePackage(packageKey))?.hash === hash) return;
  }
}

/** The same for all active packages, at start-up. */
export async function takeAllStarts(parts: TakeStartsParts): Promise<void> {
  for (const key of await parts.packages.activeKeys()) await takeStarts(parts, key);
}

const idOf = (packageKey: string, { processId, elementId, trigger }: StartPlace): string =>
  `${packageKey}:${processId}:${elementId}:${String(trigger.part ?? 0)}`;

function headOf(packageKey: string, packageHash: string, place: StartPlace) {
  const { processId, elementId, trigger } = place;
  const part = trigger.part === undefined ? {} : { part: trigger.part };
  return { _id: idOf(packageKey, place), packageKey, packageHash, processId, elementId, ...part };
}

function placeOf(packageKey: string, packageHash: string, place: StartPlace): StartPlaceRecord {
  const { trigger } = place;
  const head = headOf(packageKey, packageHash, place);
  switch (trigger.kind) {
    case 'message':
      return { ...head, kind: 'message', name: trigger.name, oncePerKey: trigger.oncePerKey };
    case 'signal':
      return { ...head, kind: 'signal', name: trigger.name, oncePerKey: false };
    case 'conditional':
      return { ...head, kind: 'conditional', name: trigger.condition, oncePerKey: false };
    case 'timer':
      throw new Error('a timer has rows of its own');
  }
}

async function timerOf(
  { store, clock, packages }: TakeStartsParts,
  packageKey: string,
  packageHash: string,
  place: StartPlace,
): Promise<readonly StartTimerRecord[]> {
  const { trigger } = place;
  const program = await packages.programFor(place.processId, packageHash);
  if (trigger.kind !== 'timer' || program === undefined) return [];
  const head = headOf(packageKey, packageHash, place);
  const plan = canonicalJson({ ...trigger.timer, value: { ...trigger.timer.value } });
  const known = await store.get(START_TIMERS, head._id);
  if (known?.plan === plan) return [{ ...known, ...head }];
  const turn = startTimerDue(program, trigger.timer, clock.now());
  if (turn === undefined) return [];
  const { dueAt } = turn;
  return [{ ...head, plan, turn, dueAt, state: 'due', attempts: 0, fence: known?.fence ?? 0 }];
}

async function replaceRows<T extends Row>(
  store: Store,
  rows: Collection<T>,
  packageKey: string,
  wanted: readonly T[],
): Promise<void> {
  for (const row of wanted) {
    if (await store.insert(rows, row)) continue;
    const known = await store.get(rows, row._id);
    if (known !== undefined && known.packageHash !== row.packageHash)
      await store.compareAndSet(rows, { packageHash: known.packageHash }, row);
  }
  const page = await store.find(rows, { where: { packageKey }, limit: 1000 });
  for (const { _id, packageHash } of page.records) {
    if (!wanted.some((row) => row._id === _id)) await store.remove(rows, _id, { expected: { packageHash } });
  }
}
