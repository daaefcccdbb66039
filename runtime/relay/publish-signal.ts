import { startsBySignal, SYSTEM, type JsonObject, type PublishSignal } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { JsonValue } from '../../engine/index.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection, SUBSCRIPTIONS } from '../store/collections.js';
import type { Beginner } from '../starts/begin.js';
import { nameOf, START_PLACES } from '../starts/start-records.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';

/** A process that a signal begins, as it was decided when the signal was thrown. */
interface SignalStart {
  readonly instanceId: string;
  readonly packageHash: string;
  readonly processId: string;
  readonly startEventId: string;
  readonly startPart?: number;
}

/**
 * A signal on its way (`_id` = its id): who gets it was written down before the first one got it. `variables` are sealed with bond `_id`.
 * `next`: the first page that is not yet sent. `round` names its pages, of which an interrupted collection may have left others.
 */
export interface SignalRecord extends StoreRecord {
  readonly signalName: string;
  readonly state: 'collecting' | 'sending' | 'done';
  readonly publishedAt: number;
  readonly thrownBy: string | null;
  readonly variables: JsonValue;
  readonly starts: readonly SignalStart[];
  readonly round: number;
  readonly pages: number;
  readonly next: number;
  readonly reached: number;
}

/** Some of those who get a signal (`_id` = `<signal> <round> <page>`): ids of subscription rows. */
export interface SignalPage extends StoreRecord {
  readonly rows: readonly string[];
}

/** Signals on their way, and for a month those that have arrived. */
export const SIGNALS = collection<SignalRecord>('signals');
/** Their receivers. */
export const SIGNAL_PAGES = collection<SignalPage>('signalPages');

/** What became of a signal: `reached` instances that waited, `begun` instances. `committed` is still to be relayed. */
export interface Broadcast {
  readonly reached: number;
  readonly begun: readonly string[];
  readonly committed: readonly Committed[];
}

/** Hands signals on. */
export interface Signaller {
  /** A repetition of a signal id goes on where the first was interrupted; one that has arrived reaches nobody again. */
  publish(signal: Pick<PublishSignal, 'signalId' | 'signalName' | 'variables'>, thrownBy?: string): Promise<Broadcast>;
  /** Goes on with what a crash interrupted, and forgets what arrived a month ago. Gives what was committed. */
  recover(): Promise<readonly Committed[]>;
}

const PAGE = 500;
const MONTH_MS = 30 * 86_400_000;
const NOBODY: Broadcast = { reached: 0, begun: [], committed: [] };

/**
 * Signals reach everyone in the office who waits for the name now, in the order in which they began to wait, except the instance that
 * threw it, which has dealt with its own (BPMN 2.0.2, 10.5.6; ADR 0016), and begin every process that starts with it. Who has gone on
 * meanwhile refuses, and that is final; a suspended instance gets it when it goes on. All receivers are written down before the first
 * command, in pages: who begins to wait again because of the signal does not get it a second time, also when a crash comes between.
 * Command ids name signal and subscription, so that repeating is harmless.
 */
export function createSignaller(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly runner: CommandRunner;
  readonly keeper: CommandKeeper;
  readonly begin: Beginner;
}): Signaller {
  const { store, clock, sealing, runner, keeper, begin } = parts;
  const pageId = (signal: SignalRecord, page: number): string =>
    `${signal._id} ${String(signal.round)} ${String(page)}`;

  const startsFor = async (signalId: string, name: string): Promise<readonly SignalStart[]> => {
    const query = { where: { kind: 'signal', name }, sort: [{ field: '_id' }], limit: 1000 };
    const rows = (await store.find(START_PLACES, query)).records;
    return rows.flatMap((row) => {
      const { _id, packageHash, processId, elementId, part } = row;
      const trigger = { kind: 'signal', name } as const;
      const place = { processId, elementId, trigger: part === undefined ? trigger : { ...trigger, part } };
      return startsBySignal([place], name, {}).map(({ variables: _, ...start }) => ({
        ...start,
        packageHash,
        instanceId: nameOf('signal', signalId, _id),
      }));
    });
  };

  /** Writes down who gets it; gives the signal ready to be sent, or undefined when nobody does. */
  const collect = async (signal: SignalRecord): Promise<SignalRecord | undefined> => {
    const query = {
      where: { messageName: signal.signalName, kind: 'signal' },
      sort: [{ field: 'openedAt' }],
      limit: PAGE,
    };
    let pages = 0;
    let cursor: string | undefined;
    do {
      const found = await store.find(SUBSCRIPTIONS, cursor === undefined ? query : { ...query, cursor });
      const rows = found.records.filter(({ instanceId }) => instanceId !== signal.thrownBy).map(({ _id }) => _id);
      if (rows.length > 0) {
        await store.insert(SIGNAL_PAGES, { _id: pageId(signal, pages), rows });
        pages += 1;
      }
      cursor = found.nextCursor;
    } while (cursor !== undefined);
    const ready: SignalRecord = { ...signal, state: pages + signal.starts.length === 0 ? 'done' : 'sending', pages };
    const isMine = await store.compareAndSet(SIGNALS, { state: 'collecting', round: signal.round }, ready);
    return isMine ? ready : undefined;
  };

  const send = async (signal: SignalRecord): Promise<Broadcast> => {
    const committed: Committed[] = [];
    const variables = sealing.unseal(signal._id, signal.variables) as JsonObject;
    const begun: string[] = [];
    for (const start of signal.next === 0 ? signal.starts : []) {
      committed.push(await begin({ ...start, actor: SYSTEM, variables, thrownBy: signal.thrownBy }));
      begun.push(start.instanceId);
    }
    let now = signal;
    for (let page = signal.next; page < signal.pages; page += 1) {
      const rows = (await store.get(SIGNAL_PAGES, pageId(signal, page)))?.rows ?? [];
      let { reached } = now;
      for (const row of rows) {
        const at = row.lastIndexOf(':');
        const [instanceId, subscriptionId] = [row.slice(0, at), row.slice(at + 1)];
        const done = await keeper.send({
          instanceId,
          commandId: `${signal._id}:${row}`,
          actor: SYSTEM,
          body: { type: 'deliverSignal', subscriptionId, signalId: signal._id, variables },
        });
        if (done.kind !== 'refused') reached += 1;
        committed.push(done);
      }
      const next: SignalRecord = { ...now, next: page + 1, reached };
      await store.compareAndSet(SIGNALS, { state: 'sending', next: now.next }, next);
      now = next;
    }
    await store.compareAndSet(SIGNALS, { state: 'sending' }, { ...now, state: 'done', variables: {} });
    for (let page = 0; page < signal.pages; page += 1) await store.remove(SIGNAL_PAGES, pageId(signal, page));
    return { reached: now.reached, begun, committed };
  };

  const goOn = async (signal: SignalRecord): Promise<Broadcast> => {
    if (signal.state === 'done') return { ...NOBODY, reached: signal.reached };
    if (signal.state === 'sending') return send(signal);
    const again: SignalRecord = { ...signal, round: signal.round + 1 };
    if (!(await store.compareAndSet(SIGNALS, { state: 'collecting', round: signal.round }, again))) return NOBODY;
    const ready = await collect(again);
    return ready?.state === 'sending' ? send(ready) : NOBODY;
  };

  const isHeard = async (signalName: string, thrownBy: string | undefined): Promise<boolean> => {
    const waiting = await store.find(SUBSCRIPTIONS, { where: { messageName: signalName, kind: 'signal' }, limit: 2 });
    if (waiting.records.some(({ instanceId }) => instanceId !== thrownBy) || waiting.nextCursor !== undefined)
      return true;
    return (
      (await store.find(START_PLACES, { where: { kind: 'signal', name: signalName }, limit: 1 })).records.length > 0
    );
  };

  return {
    publish: async ({ signalId, signalName, variables }, thrownBy) => {
      const known = await store.get(SIGNALS, signalId);
      if (known !== undefined) return goOn(known);
      if (!(await isHeard(signalName, thrownBy))) return NOBODY;
      const names = await runner.names.forOffice();
      const signal: SignalRecord = {
        _id: signalId,
        signalName,
        state: 'collecting',
        publishedAt: clock.now(),
        thrownBy: thrownBy ?? null,
        variables: sealing.seal(signalId, variables, names),
        starts: await startsFor(signalId, signalName),
        round: 0,
        pages: 0,
        next: 0,
        reached: 0,
      };
      if (!(await store.insert(SIGNALS, signal))) {
        const other = await store.get(SIGNALS, signalId);
        return other === undefined ? NOBODY : goOn(other);
      }
      const ready = await collect(signal);
      return ready?.state === 'sending' ? send(ready) : NOBODY;
    },
    recover: async () => {
      const committed: Committed[] = [];
      const now = clock.now();
      // One that another process is sending right now is young; sending it twice would be harmless, but wasteful.
      const left = { state: { in: ['collecting', 'sending'] }, publishedAt: { lte: now - 10_000 } };
      for (const signal of (await store.find(SIGNALS, { where: left, limit: 100 })).records)
        committed.push(...(await goOn(signal)).committed);
      const old = { state: 'done', publishedAt: { lte: now - MONTH_MS } };
      for (const { _id } of (await store.find(SIGNALS, { where: old, limit: 100 })).records)
        await store.remove(SIGNALS, _id, { expected: { state: 'done' } });
      return committed;
    },
  };
}
