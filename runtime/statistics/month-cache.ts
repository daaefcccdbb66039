import type { Clock } from '../seams/clock.js';
import type { Store } from '../seams/store.js';
import { CASE_FACTS, type CaseFactRecord } from './fact-records.js';

/** A month in memory; `stamp` says which state of the store it shows. */
interface HeldMonth {
  readonly stamp: string;
  readonly heldAt: number;
  readonly facts: readonly CaseFactRecord[];
}

const KEPT_MS = 60_000;
/** Months kept in memory, for each store: one that has not changed is not read again. */
const known = new WeakMap<Store, Map<string, HeldMonth>>();

/**
 * The facts of a month of receipt. Two looks by index say whether this process, or another with the same clock, has changed anything of it;
 * after a minute it is read again in any case.
 */
export async function factsOfMonth(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  month: string,
): Promise<readonly CaseFactRecord[]> {
  const months = known.get(store) ?? new Map<string, HeldMonth>();
  known.set(store, months);
  const newest = await store.find(CASE_FACTS, {
    where: { month },
    sort: [{ field: 'gatheredAt', descending: true }],
    limit: 1,
  });
  const gatheredAt = newest.records[0]?.gatheredAt;
  if (gatheredAt === undefined) return [];
  const count = await store.count(CASE_FACTS, { month, gatheredAt });
  const stamp = `${String(gatheredAt)} ${String(count)}`;
  const held = months.get(month);
  if (held?.stamp === stamp && Math.abs(clock.now() - held.heldAt) < KEPT_MS) return held.facts;
  const facts: CaseFactRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(CASE_FACTS, {
      where: { month },
      sort: [{ field: 'gatheredAt' }],
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    facts.push(...page.records);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  months.set(month, { stamp, heldAt: clock.now(), facts });
  return facts;
}
