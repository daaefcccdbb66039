import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Store, StoreRecord } from '../../seams/store.js';
import type { RawEntry, StoreTransfer } from '../../seams/store-transfer.js';
import { collection, type CollectionName } from '../../store/collections.js';
import { pagesOfRaw, revisionOf, textOf } from './raw-records.js';

/**
 * What goes from a practice office into the target, in this order: what others refer to first, what moves by itself (timers) last, so that
 * nothing half there comes alive when the way over is cut short.
 */
const CARRIED: readonly CollectionName[] = [
  'files',
  'documents',
  'certificates',
  'reservations',
  'registerVersions',
  'registers',
  'blobs',
  'history',
  'votes',
  'voteUnits',
  'voteProxies',
  'ballots',
  'ballotClaims',
  'voteCheckpoints',
  'paperBallots',
  'ratings',
  'instances',
  'cases',
  'caseFacts',
  'notices',
  'messages',
  'subscriptions',
  'worklist',
  'jobs',
];
const AT_ONCE = 250;

/** A record on its way. `was`: the revision of the row of a register that it replaces. */
interface Carried {
  readonly name: CollectionName;
  readonly entry: RawEntry;
  readonly was?: number;
}

/** Revisions of the rows of registers as a practice office got them, by id. */
export type RowRevisions = ReadonlyMap<string, number>;

/** The file that records wait in while they are carried over. */
export function waitingFile(folder: string): string {
  return path.join(folder, 'samples', 'cases.ndjson');
}

/** Writes what is new in a practice office to the waiting file, as a whole or not at all. Cases of `without` stay behind. */
export async function packRecords(
  store: StoreTransfer,
  given: { readonly folder: string; readonly rows: RowRevisions; readonly without: readonly string[] },
): Promise<void> {
  const file = waitingFile(given.folder);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const out = createWriteStream(`${file}.part`, { mode: 0o600 });
  const left = new Set(given.without);
  const isLeft = (record: StoreRecord): boolean =>
    left.size > 0 &&
    (left.has(textOf(record, 'rootId')) ||
      left.has(textOf(record, 'caseId')) ||
      left.has(textOf(record, 'voteId')) ||
      left.has(record._id.split(':')[0] ?? ''));
  for (const name of CARRIED)
    for await (const entries of pagesOfRaw(store, name))
      for (const entry of entries) {
        const { record } = entry;
        if (record === undefined) continue;
        if (isLeft(record)) {
          if (name === 'votes') left.add(record._id);
          continue;
        }
        const was = name === 'registers' ? given.rows.get(record._id) : undefined;
        if (was !== undefined && was === revisionOf(record)) continue;
        const line: Carried = { name, entry, ...(was === undefined ? {} : { was }) };
        if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
      }
  out.end();
  await once(out, 'close');
  renameSync(`${file}.part`, file);
}

/** True when records wait to be carried over: made, and not all in the target. */
export function isWaiting(folder: string): boolean {
  return existsSync(waitingFile(folder));
}

/**
 * Puts the waiting records into the target. What is there stays as it is, so that this may be repeated; a row of a register is replaced only
 * while it is as the practice office got it. Gives how many records were new.
 */
export async function unpackRecords(
  target: Store & StoreTransfer,
  given: { readonly folder: string; readonly tell?: (done: number) => void | Promise<void> },
): Promise<number> {
  const file = waitingFile(given.folder);
  let done = 0;
  let added = 0;
  let batch: Carried[] = [];
  const flush = async (): Promise<void> => {
    const [first] = batch;
    if (first !== undefined) added += await putBatch(target, first.name, batch);
    done += batch.length;
    batch = [];
    await given.tell?.(done);
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const carried = JSON.parse(line) as Carried;
    if (batch.length >= AT_ONCE || (batch[0] !== undefined && batch[0].name !== carried.name)) await flush();
    batch.push(carried);
  }
  await flush();
  return added;
}

/** Forgets the waiting records: all of them are in the target. */
export function forgetWaiting(folder: string): void {
  rmSync(path.dirname(waitingFile(folder)), { recursive: true, force: true });
}

async function putBatch(
  target: Store & StoreTransfer,
  name: CollectionName,
  batch: readonly Carried[],
): Promise<number> {
  const { records } = await target.find(collection<StoreRecord>(name), {
    where: { _id: { in: batch.map(({ entry }) => entry._id) } },
    limit: AT_ONCE,
  });
  const there = new Map(records.map((record) => [record._id, record]));
  const fresh = batch.filter(({ entry, was }) => {
    const now = there.get(entry._id);
    return now === undefined ? was === undefined : was !== undefined && revisionOf(now) === was;
  });
  if (fresh.length > 0)
    await target.writeRaw(
      name,
      fresh.map(({ entry }) => entry),
    );
  return fresh.length;
}
