import type { HistoryRecord, HistoryRow } from '../seams/records.js';

/** The facts of a stored row, each with the command it belongs to, in their order. */
export function historyRecords({ events, sum: _sum, chain: _chain, ...head }: HistoryRow): readonly HistoryRecord[] {
  return events.map((fact) => ({ ...head, ...fact, _id: `${head.instanceId}:${String(fact.seq)}` }));
}
