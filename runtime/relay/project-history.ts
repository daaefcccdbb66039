import type { HistoryEvent, JsonValue } from '../../engine/index.js';
import type { HistoryFact, HistoryRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { HISTORY } from '../store/collections.js';
import { sumOf } from '../store/record-sum.js';
import { inserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import type { HistoryChain } from './history-chain.js';
import { plainRows } from './history-rows.js';

/** What a row is made with. */
export interface HistoryTools {
  readonly sealing: Sealing;
  readonly chain: HistoryChain;
  readonly names: ReadonlySet<string>;
}

/** History rows of these facts, which are the last of those that the instance still holds; each row is chained to the one before. */
export function projectHistory(
  instance: OpenInstance,
  facts: readonly HistoryEvent[],
  { sealing, chain, names }: HistoryTools,
): readonly Write[] {
  const from = facts[0]?.seq ?? Infinity;
  const writes: Write[] = [];
  let before = instance.chain;
  for (const plain of plainRows(instance, instance.history)) {
    before = chain(before, plain);
    if (plain.seq < from) continue;
    const row: Omit<HistoryRow, 'sum'> = {
      _id: `${instance._id}:${String(plain.seq)}`,
      ...plain,
      events: plain.events.map((event): HistoryFact => ({
        ...event,
        data: sealing.seal(instance._id, event.data as JsonValue, names),
      })),
      chain: before,
    };
    writes.push(inserting(HISTORY, { ...row, sum: sumOf(row) }));
  }
  return writes;
}
