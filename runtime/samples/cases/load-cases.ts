import { DEMO_PASSWORD } from '../../use-cases/log-in.js';
import { createAccounts } from '../../access/accounts.js';
import { createPeople } from '../../access/people.js';
import { SWEEPS } from '../../archive/archive-records.js';
import type { Registers } from '../../seams/registers.js';
import { SYSTEM_CLOCK } from '../../system/system-clock.js';
import { gatherFacts } from '../../statistics/gather-facts.js';
import { forgetWaiting, isWaiting, packRecords, unpackRecords } from './carry-over.js';
import { makeCases, troubledCases, type CaseOrder } from './make-cases.js';
import type { SampleTarget } from './practice-office.js';
import { isOfFullSet } from '../full-set.js';

/** How many cases the full set has. */
export const SAMPLE_CASES = 500;

const MARK = 'sample-cases';
const ARCHIVE_MARK = 'archive';
/** More than there are cases: all facts are gathered at once. */
const ALL = 100_000;

/** What cases are loaded into. `folder`: the data folder, where records wait on their way. */
export interface LoadCases {
  readonly target: SampleTarget;
  readonly registers: Registers;
  readonly folder: string;
  readonly order: CaseOrder;
}

/**
 * Makes the cases of the full set and carries them into the target, once: a load that was cut short goes on where it was, and one that is
 * done adds nothing. Gives how many records were new.
 */
export async function loadCases({ target, registers, folder, order }: LoadCases): Promise<number> {
  const { store } = target;
  if ((await store.get(SWEEPS, MARK)) !== undefined) return 0;
  if (!isWaiting(folder)) {
    const { practice, rows } = await makeCases(target, order);
    await gatherFacts(practice.office, ALL);
    await packRecords(practice.store, { folder, rows, without: await troubledCases(practice) });
  }
  const added = await unpackRecords(store, { folder });
  const people = (await createPeople(registers).all()).filter(
    ({ userId, login }) => login !== '' && isOfFullSet(userId),
  );
  await createAccounts({ store, clock: SYSTEM_CLOCK }).seed(people, DEMO_PASSWORD);
  // Cases that ended long ago have come: they are packed away like all others.
  const swept = await store.get(SWEEPS, ARCHIVE_MARK);
  if (swept !== undefined) await store.compareAndSet(SWEEPS, { at: swept.at }, { ...swept, at: 0 });
  await store.insert(SWEEPS, { _id: MARK, at: order.now });
  forgetWaiting(folder);
  return added;
}
