import type { WorkItem } from '../api/types.js';

/** A row as it is shown: still in the list, or gone since an instant (ms) and about to disappear. */
export interface ListedItem {
  readonly item: WorkItem;
  readonly goneAt: number | null;
}

/** How long a row that somebody else took stays, greyed, so that the list does not jump under the pointer, ms. */
export const GONE_MS = 6_000;

/**
 * The rows to show now: the fresh ones in their order, and those that were shown before and are gone, greyed in their old places for
 * a while. Rows in `own` disappear at once: the person finished them, there is nothing to tell.
 */
export function listedItems(input: {
  readonly before: readonly ListedItem[];
  readonly fresh: readonly WorkItem[];
  readonly own: ReadonlySet<string>;
  readonly now: number;
}): readonly ListedItem[] {
  const { before, own, now } = input;
  const fresh = input.fresh.filter((item) => !own.has(item.workItemId));
  const ids = new Set(fresh.map((item) => item.workItemId));
  const shown: ListedItem[] = fresh.map((item) => ({ item, goneAt: null }));
  before.forEach((row, index) => {
    if (ids.has(row.item.workItemId) || own.has(row.item.workItemId)) return;
    const goneAt = row.goneAt ?? now;
    if (now - goneAt < GONE_MS) shown.splice(Math.min(index, shown.length), 0, { item: row.item, goneAt });
  });
  return shown;
}

/** True when nobody else holds the task, so this person could open it next. */
export function isOpenTo(item: WorkItem, userId: string): boolean {
  return item.state === 'ready' || (item.state === 'claimed' && item.assignee === userId);
}

/** The task to open after one is finished: the nearest below it that is open to the person, else the first. */
export function nextAfter(rows: readonly ListedItem[], workItemId: string, userId: string): string | undefined {
  const index = rows.findIndex((row) => row.item.workItemId === workItemId);
  const open = (row: ListedItem): boolean =>
    row.goneAt === null && row.item.workItemId !== workItemId && isOpenTo(row.item, userId);
  const below = rows.slice(index + 1).find(open) ?? rows.find(open);
  return below?.item.workItemId;
}
