import { SWEEPS } from '../archive/archive-records.js';
import { elementName } from '../read/element-names.js';
import type { CaseRecord, HistoryRow } from '../seams/records.js';
import { CASES, HISTORY } from '../store/collections.js';
import type { Office } from '../use-cases/office.js';
import { factOfCase } from './fact-of-case.js';
import { CASE_FACTS, type CaseFactRecord } from './fact-records.js';

const MARK = 'case-facts';
/** Rows written so long ago are looked at once more: a process may have stamped its row before another and written it after. */
const OVERLAP_MS = 60_000;
const PAGE = 200;

/** What gathering needs. */
export type FactParts = Pick<Office, 'store' | 'clock' | 'packages' | 'calendar'>;

/**
 * Brings the facts up to date with the cases that have changed since the last time, at most `most` of them; true when nothing is left. Where
 * it got to stands in the store, so that no case is read twice for nothing, whichever process gathers.
 */
export async function gatherFacts(parts: FactParts, most: number): Promise<boolean> {
  const { store } = parts;
  const mark = await store.get(SWEEPS, MARK);
  const from = Math.max(0, (mark?.at ?? 0) - OVERLAP_MS);
  let at = mark?.at ?? 0;
  let left = most;
  let cursor: string | undefined;
  do {
    const page = await store.find(CASES, {
      where: { updatedAt: { gte: from } },
      sort: [{ field: 'updatedAt' }],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const known = await store.find(CASE_FACTS, {
      where: { _id: { in: page.records.map(({ _id }) => _id) } },
      limit: PAGE,
    });
    const facts = new Map(known.records.map((one) => [one._id, one]));
    for (const row of page.records) {
      const before = facts.get(row._id);
      if (before?.updatedAt !== row.updatedAt) {
        if (left === 0) {
          await moveMark(store, at);
          return false;
        }
        left -= 1;
        await keepFact(parts, row, before);
      }
      at = Math.max(at, row.updatedAt);
    }
    await moveMark(store, at);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return true;
}

/** Moves the mark on, never back. */
async function moveMark(store: Office['store'], at: number): Promise<void> {
  const mark = await store.get(SWEEPS, MARK);
  if (mark === undefined) await store.insert(SWEEPS, { _id: MARK, at });
  else if (mark.at < at) await store.compareAndSet(SWEEPS, { at: mark.at }, { ...mark, at });
}

async function keepFact(
  { store, clock, packages, calendar }: FactParts,
  row: CaseRecord,
  before: CaseFactRecord | undefined,
): Promise<void> {
  const rows = await historySince(store, row._id, before?.readTo ?? 0);
  const { endEventId, processId } = row;
  const endName =
    endEventId === undefined ? undefined : elementName(await packages.closure(row.packageHash), processId, endEventId);
  const fact = factOfCase({ row, before, rows, calendar, endName, now: clock.now() });
  if (before === undefined) await store.insert(CASE_FACTS, fact);
  // Somebody else has read on meanwhile: their fact is as good.
  else await store.compareAndSet(CASE_FACTS, { turn: before.turn }, fact);
}

async function historySince(store: Office['store'], rootId: string, since: number): Promise<readonly HistoryRow[]> {
  const rows: HistoryRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(HISTORY, {
      where: { rootId, at: { gte: since } },
      sort: [{ field: 'at' }],
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    rows.push(...page.records);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}
