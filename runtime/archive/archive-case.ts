import type { Clock } from '../seams/clock.js';
import type { Store, Write } from '../seams/store.js';
import { JOBS } from '../store/collections.js';
import { sumOf } from '../store/record-sum.js';
import { inserting, removing, replacing } from '../store/writes.js';
import { INSTANCES, type InstanceRecord } from '../use-cases/instance-record.js';
import { ARCHIVE, packInstances, unpackInstances, type ArchivedCase } from './archive-records.js';

/** What moving cases needs. */
export interface ArchiveParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** `moved`, or why not: `busy` while something of the case still goes on, `gone` when there is nothing left to move. */
export type ArchiveOutcome = 'moved' | 'busy' | 'gone';

/** All instance records of a case. */
export async function instancesOf(store: Store, rootId: string): Promise<readonly InstanceRecord[]> {
  const records: InstanceRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(INSTANCES, {
      where: { rootId },
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    records.push(...page.records);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return records;
}

/**
 * Moves an ended case out of the instances: first the packed copy is there, then each instance goes, if it is still as it was packed. A
 * crash between leaves both, which reads alike (the instance counts), and the next round ends it. Nothing is ever in neither place.
 */
export async function archiveCase(
  { store, clock }: ArchiveParts,
  rootId: string,
  endedAt: number,
): Promise<ArchiveOutcome> {
  const live = await instancesOf(store, rootId);
  if (live.length === 0) return 'gone';
  const isBusy = live.some((one) => one.status === 'active' || one.pending !== 0 || one.quarantined !== undefined);
  if (isBusy || (await store.count(JOBS, { rootId })) > 0) return 'busy';
  const known = await store.get(ARCHIVE, rootId);
  const former = known === undefined ? [] : unpackInstances(known);
  const records = [...former.filter(({ _id }) => live.every((one) => one._id !== _id)), ...live];
  if (!records.some(({ _id }) => _id === rootId)) return 'busy';
  const archived: ArchivedCase = {
    _id: rootId,
    endedAt,
    archivedAt: clock.now(),
    instances: records.length,
    packed: packInstances(records),
  };
  const copy =
    known === undefined
      ? inserting(ARCHIVE, archived)
      : replacing(ARCHIVE, { archivedAt: known.archivedAt, packed: known.packed }, archived);
  const going: readonly Write[] = live.map(({ _id, revision }) => removing(INSTANCES, _id, { expected: { revision } }));
  if (store.atomic) return (await store.commit([copy, ...going], { guarded: true }))[0] === true ? 'moved' : 'busy';
  if ((await store.commit([copy]))[0] !== true) return 'busy';
  await store.commit(going);
  return 'moved';
}

/**
 * Brings an archived case back, so that it can be reopened. Each instance comes with a revision of its own, so that a move that is still
 * under way in another process takes none of them; the packed copy goes last. True when the case is among the instances afterwards.
 */
export async function restoreCase({ store }: Pick<ArchiveParts, 'store'>, rootId: string): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    const archived = await store.get(ARCHIVE, rootId);
    if (archived === undefined) return (await store.get(INSTANCES, rootId)) !== undefined;
    let whole = true;
    for (const record of unpackInstances(archived)) whole = (await bringBack(store, record)) && whole;
    const { archivedAt, packed } = archived;
    if (whole && (await store.remove(ARCHIVE, rootId, { expected: { archivedAt, packed } }))) return true;
  }
  return false;
}

/** False when a move took it away between look and write: then it is tried again. */
async function bringBack(store: Store, record: InstanceRecord): Promise<boolean> {
  const live = await store.get(INSTANCES, record._id);
  if (live !== undefined && live.revision !== record.revision) return true;
  const { sum: _sum, ...rest } = record;
  const back = { ...rest, revision: record.revision + 1 };
  const whole = { ...back, sum: sumOf(back) };
  if (live === undefined) return store.insert(INSTANCES, whole);
  return store.compareAndSet(INSTANCES, { revision: record.revision }, whole);
}
