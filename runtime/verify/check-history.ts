import { isDeepStrictEqual } from 'node:util';
import { packState, replay, type HistoryEvent, type JsonValue } from '../../engine/index.js';
import type { HistoryRow } from '../seams/records.js';
import type { HistoryChain } from '../relay/history-chain.js';
import type { Sealing } from '../seams/sealing.js';
import { historyRecords } from '../store/history-records.js';
import { isWhole } from '../store/record-sum.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** What is wrong with the history of an instance: its numbers, or where it leads. Throws SEAL_BROKEN. */
export function checkHistory(
  instance: OpenInstance,
  rows: readonly HistoryRow[],
  { sealing, chain }: { readonly sealing: Sealing; readonly chain: HistoryChain },
): { readonly code: 'HISTORY_GAP' | 'HISTORY_WRONG'; readonly id: string; readonly detail: string } | undefined {
  const { _id: instanceId, state } = instance;
  const bySeq = new Map<number, HistoryEvent>();
  const torn = rows.find((row) => row.sum === undefined || !isWhole(row));
  if (torn !== undefined) return { code: 'HISTORY_WRONG', id: torn._id, detail: 'its checksum does not fit' };
  const twice = (id: string) => ({ code: 'HISTORY_GAP' as const, id, detail: 'bears the number of another one' });
  for (const record of rows.flatMap(historyRecords)) {
    const { seq, type, elementId, data } = record;
    if (bySeq.has(seq) || record._id !== `${instanceId}:${String(seq)}`) return twice(record._id);
    const opened = sealing.unseal(instanceId, data);
    bySeq.set(seq, { seq, type, ...(elementId === undefined ? {} : { elementId }), data: opened } as HistoryEvent);
  }
  const loose = looseRow(instance, rows, bySeq, chain);
  if (loose !== undefined) return { code: 'HISTORY_WRONG', id: loose, detail: 'the chain of the history breaks there' };
  // Facts that stand in the instance alone are not lost: their rows are written by the relay.
  for (const event of instance.history) if (!bySeq.has(event.seq)) bySeq.set(event.seq, event);
  const events: HistoryEvent[] = [];
  for (let seq = 0; seq < state.historySeq; seq += 1) {
    const event = bySeq.get(seq);
    if (event === undefined) return { code: 'HISTORY_GAP', id: `${instanceId}:${String(seq)}`, detail: 'is missing' };
    events.push(event);
  }
  const beyond = [...bySeq.keys()].find((seq) => seq >= state.historySeq);
  if (beyond !== undefined)
    return { code: 'HISTORY_GAP', id: `${instanceId}:${String(beyond)}`, detail: 'is later than the state' };
  const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;
  try {
    const led = replay(events);
    if (isDeepStrictEqual(plain(packState(led)), plain(packState(state)))) return undefined;
  } catch (error) {
    return { code: 'HISTORY_WRONG', id: instanceId, detail: String(error) };
  }
  return { code: 'HISTORY_WRONG', id: instanceId, detail: 'leads to another state' };
}

/** The first row that is not chained to the one before it, or the instance when its own link is another one. Rows from before there was a chain have none. */
function looseRow(
  instance: OpenInstance,
  rows: readonly HistoryRow[],
  bySeq: ReadonlyMap<number, HistoryEvent>,
  chain: HistoryChain,
): string | undefined {
  const pending = instance.history[0]?.seq ?? Infinity;
  let before: string | undefined;
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    const { _id: id, sum: _sum, chain: link, events, ...head } = row;
    // The rows of facts that the instance still holds are written, or written again, by the relay.
    if (row.seq >= pending) break;
    if (link === undefined && before === undefined) continue;
    before = chain(before, { ...head, events: events.flatMap(({ seq }) => bySeq.get(seq) ?? []) });
    if (before !== link) return id;
  }
  return before === instance.chain ? undefined : instance._id;
}
