import type { StoreRecord } from '../../seams/store.js';
import type { RawEntry, RawPage } from '../../seams/store-transfer.js';
import { compareValues } from '../compare-values.js';
import { limitOf } from '../query.js';
import { markOf, rowOf, tableOf, type MemoryTables } from './memory-table.js';

/** A page of a collection with its marks, in the order of `_id`. */
export function readRaw(tables: MemoryTables, name: string, afterId: string | undefined, limit: number): RawPage {
  const size = limitOf(limit);
  const behind = [...tableOf(tables, name)]
    .filter(([id]) => afterId === undefined || compareValues(id, afterId) > 0)
    .sort(([a], [b]) => compareValues(a, b));
  const entries = behind.slice(0, size).map(([_id, row]): RawEntry => ({
    _id,
    srcSeq: row.srcSeq,
    ...(row.gone ? {} : { record: JSON.parse(row.json) as StoreRecord }),
  }));
  const last = entries.at(-1);
  return { entries, ...(behind.length > size && last !== undefined ? { nextAfter: last._id } : {}) };
}

/** Puts entries in place as they are. */
export function writeRaw(tables: MemoryTables, name: string, entries: readonly RawEntry[]): void {
  const table = tableOf(tables, name);
  const rows = entries.map((entry) =>
    entry.record === undefined
      ? markOf(entry._id, entry.srcSeq ?? 0)
      : { ...rowOf(name, entry.record), srcSeq: entry.srcSeq },
  );
  rows.forEach((row, i) => {
    const id = entries[i]?._id;
    if (id !== undefined) table.set(id, row);
  });
}
