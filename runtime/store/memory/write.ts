import type { Claim, Claimable, CommitOptions, Expected, RemoveGuard, StoreRecord, Write } from '../../seams/store.js';
import { checkWrite } from '../check-write.js';
import { compareValues } from '../compare-values.js';
import { limitOf, testsOf } from '../query.js';
import { matches, meets } from './match.js';
import { markOf, rowOf, tableOf, type MemoryTables } from './memory-table.js';

/** Adds a record unless its `_id` is taken. */
function insertRow(tables: MemoryTables, name: string, record: StoreRecord): boolean {
  const table = tableOf(tables, name);
  const row = rowOf(name, record);
  const old = table.get(record._id);
  if (old !== undefined && !old.gone) return false;
  table.set(record._id, row);
  return true;
}

/** Replaces a record whose fields are as expected. */
function replaceRow(tables: MemoryTables, name: string, expected: Expected, record: StoreRecord): boolean {
  const table = tableOf(tables, name);
  const row = rowOf(name, record);
  const old = table.get(record._id);
  if (old === undefined || old.gone || !meets(old.value, expected)) return false;
  table.set(record._id, row);
  return true;
}

/** Adds or replaces unless the stored one is as new or newer. */
function upsertRow(tables: MemoryTables, name: string, record: StoreRecord & { readonly srcSeq: number }): boolean {
  const table = tableOf(tables, name);
  const row = rowOf(name, record);
  const old = table.get(record._id);
  if (old !== undefined && old.srcSeq !== null && old.srcSeq >= record.srcSeq) return false;
  table.set(record._id, row);
  return true;
}

/** Removes a record as its guard says. */
function removeRow(tables: MemoryTables, name: string, id: string, guard: RemoveGuard): boolean {
  const table = tableOf(tables, name);
  const old = table.get(id);
  const present = old !== undefined && !old.gone;
  if (guard.expected !== undefined && !(present && meets(old.value, guard.expected))) return false;
  if (guard.srcSeq === undefined) return present && table.delete(id);
  if (old !== undefined && old.srcSeq !== null && old.srcSeq > guard.srcSeq) return false;
  table.set(id, markOf(id, guard.srcSeq));
  return present;
}

const applyWrite = (tables: MemoryTables, write: Write): boolean => {
  const { name } = write.collection;
  switch (write.op) {
    case 'insert':
      return insertRow(tables, name, write.record);
    case 'compareAndSet':
      return replaceRow(tables, name, write.expected, write.record);
    case 'upsertIfNewer':
      return upsertRow(tables, name, write.record);
    case 'remove':
      return removeRow(tables, name, write.id, write.guard ?? {});
  }
};

/** Carries out one write. Throws BAD_QUERY. */
export function writeRow(tables: MemoryTables, write: Write): boolean {
  checkWrite(write);
  return applyWrite(tables, write);
}

/** Applies the writes of a commit in order; a guarded one stops when its first is not applied. Malformed writes are found before any is applied. */
export function commitRows(
  tables: MemoryTables,
  writes: readonly Write[],
  options?: CommitOptions,
): readonly boolean[] {
  writes.forEach(checkWrite);
  const answers: boolean[] = [];
  for (const write of writes) {
    if (options?.guarded === true && answers[0] === false) answers.push(false);
    else answers.push(applyWrite(tables, write));
  }
  return answers;
}

/** Leases due records, oldest first. */
export function claimRows<T extends Claimable>(tables: MemoryTables, name: string, claim: Claim): readonly T[] {
  const table = tableOf(tables, name);
  const tests = testsOf(claim.where);
  const due = [...table.values()]
    .filter((row) => !row.gone)
    .map((row) => JSON.parse(row.json) as T)
    .filter((record) =>
      record.state === 'due'
        ? record.dueAt <= claim.now
        : record.state === 'leased' && (record.leaseUntil ?? 0) <= claim.now,
    )
    .filter((record) => claim.only === undefined || record.state === claim.only)
    .filter((record) => matches(record, tests, []))
    .sort((a, b) => a.dueAt - b.dueAt || compareValues(a._id, b._id))
    .slice(0, limitOf(claim.limit));
  return due.map((record) => {
    const taken = {
      ...record,
      state: 'leased' as const,
      owner: claim.owner,
      leaseUntil: claim.now + claim.leaseMs,
      fence: record.fence + 1,
      attempts: record.attempts + 1,
    };
    table.set(taken._id, rowOf(name, taken));
    return taken;
  });
}
