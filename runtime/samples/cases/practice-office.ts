import type { KeyRing } from '../../access/sealing-keys.js';
import type { Signer } from '../../documents/signer.js';
import type { Collection, Store, StoreRecord, Write } from '../../seams/store.js';
import type { StoreTransfer } from '../../seams/store-transfer.js';
import type { Files } from '../../seams/files.js';
import type { Log } from '../../seams/log.js';
import type { CollectionName } from '../../store/collections.js';
import { createMemoryStore } from '../../store/memory/memory-store.js';
import { NO_FAULTS } from '../../system/kill-faults.js';
import { createIdSource } from '../../system/system-ids.js';
import { createOffice, type RunningOffice } from '../../use-cases/create-office.js';
import { createMovedClock, type MovedClock } from './moved-clock.js';
import { pagesOfRaw, revisionOf, textOf } from './raw-records.js';

/** The office that cases are made for: its store, files and keys. */
export interface SampleTarget {
  readonly store: Store & StoreTransfer;
  readonly files: Files;
  readonly keys: KeyRing;
  readonly signer: Signer;
  readonly publicUrl: string;
  readonly orgRoot: string;
  readonly issuedBy: string;
  /** The folder of shipped packages, for the shapes of their files. */
  readonly definitions: string;
}

/** An office in memory over copies of the target's registers and packages, on a clock of its own. */
export interface PracticeOffice extends RunningOffice {
  readonly clock: MovedClock;
  readonly store: Store & StoreTransfer;
  /** The rows of registers that were copied, by id, with their revisions. */
  readonly rows: ReadonlyMap<string, number>;
  /** What the office complained of. */
  readonly complaints: readonly string[];
}

/** What the practice office knows of the target. Who may sign in, who saw what and what is under way is none of its business. */
const COPIED: readonly CollectionName[] = [
  'calendars',
  'config',
  'packageFiles',
  'packagePointers',
  'packageVersions',
  'registerShapes',
  'registers',
  'reservations',
];

/** Numbers are drawn from the target itself, one by one: what the running office draws meanwhile is never given twice. */
const NUMBERS: CollectionName = 'sequences';

/** The store of a practice office: everything in memory, but sequences. */
function practiceStore(own: Store & StoreTransfer, target: Store): Store & StoreTransfer {
  const of = (collection: { readonly name: string }): Store => (collection.name === NUMBERS ? target : own);
  return {
    ...own,
    get: <T extends StoreRecord>(collection: Collection<T>, id: string) => of(collection).get(collection, id),
    insert: (collection, record) => of(collection).insert(collection, record),
    find: (collection, query) => of(collection).find(collection, query),
    compareAndSet: (collection, expected, record) => of(collection).compareAndSet(collection, expected, record),
    commit: (writes: readonly Write[], options) => {
      const [first] = writes;
      return (first?.collection.name === NUMBERS ? target : own).commit(writes, options);
    },
  };
}

/** Large registers that no service looks into: they stay where they are. */
const LEFT = new Set(['members', 'pioneers', 'units']);

/** Opens a practice office at an instant (ms since the epoch). Its worker does not run by itself: `tick` it. */
export async function openPracticeOffice(target: SampleTarget, startAt: number): Promise<PracticeOffice> {
  const own = createMemoryStore();
  const rows = new Map<string, number>();
  for (const name of COPIED)
    for await (const entries of pagesOfRaw(target.store, name)) {
      const wanted = entries.filter(({ record }) => record === undefined || !LEFT.has(textOf(record, 'register')));
      await own.writeRaw(name, wanted);
      if (name !== 'registers') continue;
      for (const { _id, record } of wanted) rows.set(_id, revisionOf(record) ?? 0);
    }
  const store = practiceStore(own, target.store);
  const clock = createMovedClock(startAt);
  const complaints: string[] = [];
  const complain: Log['error'] = (event, facts, cause) =>
    void complaints.push(`${event} ${JSON.stringify(facts ?? {})} ${cause instanceof Error ? cause.message : ''}`);
  const running = await createOffice({
    ...target,
    mode: 'demo',
    // The packages are those that lie in the target, whatever the folder holds.
    shipped: [],
    judged: false,
    store,
    clock,
    ids: createIdSource(clock),
    faults: NO_FAULTS,
    log: { info: () => undefined, warn: complain, error: complain },
    archiveAfterMs: 0,
  });
  return { ...running, clock, store, rows, complaints };
}
