import type { HistoryEvent, JsonValue } from '../../engine/index.js';
import type { HistoryFact, HistoryRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { HISTORY } from '../store/collections.js';
import { withSum } from '../store/record-sum.js';
import { keepPartText } from '../store/record-text.js';
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

/** What a change adds to the history, and the link of the last of all rows that its instance holds. */
export interface ProjectedHistory {
  readonly writes: readonly Write[];
  readonly link: string | undefined;
}

/** History rows of these facts, which are the last of those that the instance still holds; each row is chained to the one before. */
export function projectHistory(
  instance: OpenInstance,
  facts: readonly HistoryEvent[],
  { sealing, chain, names }: HistoryTools,
): ProjectedHistory {
  const from = facts[0]?.seq ?? Infinity;
  const writes: Write[] = [];
  let link = instance.chain;
  for (const plain of plainRows(instance, instance.history)) {
    // The chain is over what happened, the row holds it sealed: as a rule that is the same.
    keepPartText(plain.events);
    link = chain(link, plain);
    if (plain.seq < from) continue;
    const events = plain.events.map((event) => sealed(instance._id, event, { sealing, names }));
    const isSame = events.every((event, place) => event === plain.events[place]);
    const row: Omit<HistoryRow, 'sum'> = {
      _id: `${instance._id}:${String(plain.seq)}`,
      ...plain,
      events: isSame ? (plain.events as readonly HistoryFact[]) : events,
      chain: link,
    };
    writes.push(inserting(HISTORY, withSum(row)));
  }
  return { writes, link };
}

/** A fact with what is secret in it sealed; itself when nothing is. */
function sealed(bond: string, event: HistoryEvent, { sealing, names }: Omit<HistoryTools, 'chain'>): HistoryFact {
  const data = sealing.seal(bond, event.data as JsonValue, names);
  return data === event.data ? (event as HistoryFact) : { ...event, data };
}
