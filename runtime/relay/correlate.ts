import { type Actor, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { PublishOutcome, PublishRequest } from '../seams/messages.js';
import type { MessageRecord, SubscriptionRow } from '../seams/records.js';
import type { Log } from '../seams/log.js';
import type { Sealing } from '../seams/sealing.js';
import type { Condition, Store } from '../seams/store.js';
import { MESSAGES, SUBSCRIPTIONS } from '../store/collections.js';
import type { Beginner } from '../starts/begin.js';
import type { MessageStarts } from '../starts/message-starts.js';
import { isResting } from '../use-cases/instance-record.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';

/** The outcome of a publication and what it committed, still to be relayed. */
export interface Correlation {
  readonly outcome: PublishOutcome;
  readonly committed: readonly Committed[];
}

/**
 * Messages by (name, key): each reaches at most one subscription, the one that has waited longest, and reaches it once; one that nobody waits
 * for may begin a process (`MessageStarts`), once.
 */
export interface Correlator {
  publish(request: PublishRequest): Promise<Correlation>;
  /** Delivers what was held for an instance that was suspended, now that it goes on or has ended. */
  release(instanceId: string): Promise<readonly Committed[]>;
  /** Delivers the oldest kept message that fits a subscription just opened. */
  deliverKept(messageName: string, correlationKey: string): Promise<readonly Committed[]>;
  /** Ends what a crash left half done, and forgets what has expired. Gives what it committed. */
  recover(): Promise<readonly Committed[]>;
}

/** In `claimedBy`: the message begins a process. No subscription row has such an id. */
const BEGINS = 'begins';
/** So long a message is remembered, so that it is not taken a second time. */
const MONTH_MS = 30 * 86_400_000;

const partsOf = (subscriptionRowId: string): { readonly instanceId: string; readonly subscriptionId: string } => {
  const at = subscriptionRowId.lastIndexOf(':');
  return { instanceId: subscriptionRowId.slice(0, at), subscriptionId: subscriptionRowId.slice(at + 1) };
};

/** Correlation over the store: claim by compare-and-set, command with id `messageId:subscription`, then consumed. */
export function createCorrelator(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly log: Log;
  readonly runner: CommandRunner;
  readonly starts: MessageStarts;
  readonly begin: Beginner;
}): Correlator {
  const { store, clock, sealing, log, runner, starts } = parts;

  const waiting = async (message: MessageRecord): Promise<SubscriptionRow | undefined> => {
    const { messageName, correlationKey, keys = [] } = message;
    const oldest = async (wanted: Condition): Promise<SubscriptionRow | undefined> => {
      const where = { messageName, correlationKey: wanted, kind: null };
      return (await store.find(SUBSCRIPTIONS, { where, sort: [{ field: 'openedAt' }], limit: 1 })).records[0];
    };
    if (keys.length === 0) return oldest(correlationKey);
    const known = [correlationKey, ...keys].filter((key) => key !== '');
    // Who waits without a key begins a conversation, and takes what nobody waits for who knows the key (BPMN 2.0.2, 8.4.2).
    return (await oldest({ in: known })) ?? oldest('');
  };

  const keep = async (message: MessageRecord): Promise<MessageRecord> => {
    const state = message.expiresAt > clock.now() ? 'buffered' : 'expired';
    const next: MessageRecord = { ...message, state, ...(state === 'expired' ? { variables: {} } : {}) };
    await store.compareAndSet(MESSAGES, { claimedBy: null, state: message.state }, next);
    return next;
  };

  /** Leaves a message with a suspended instance; undefined when the instance has gone on meanwhile: deliver again. */
  const hold = async (message: MessageRecord, rowId: string): Promise<Correlation | undefined> => {
    const { instanceId } = partsOf(rowId);
    const claimed: MessageRecord = { ...message, claimedBy: rowId };
    const held: MessageRecord = { ...claimed, state: 'held', heldFor: instanceId };
    await store.compareAndSet(MESSAGES, { claimedBy: rowId, state: message.state }, held);
    const instance = await runner.open(instanceId);
    if (instance !== undefined && isResting(instance.state)) return { outcome: { kind: 'held' }, committed: [] };
    await store.compareAndSet(MESSAGES, { claimedBy: rowId, state: 'held' }, { ...claimed, state: 'claimed' });
    return undefined;
  };

  /**
   * The instance waits on, but has no room for what this message brings: it has an incident now, and its subscription stays for the next one.
   * Nobody else gets the message.
   */
  const tooLarge = async (message: MessageRecord, rowId: string): Promise<Correlation> => {
    const { instanceId } = partsOf(rowId);
    log.error('message-too-large', { messageId: message._id, instanceId });
    const ended: MessageRecord = { ...message, claimedBy: rowId, state: 'expired', variables: {} };
    await store.compareAndSet(MESSAGES, { claimedBy: rowId }, ended);
    return { outcome: { kind: 'expired' }, committed: [] };
  };

  const deliver = async (message: MessageRecord, rowId: string): Promise<Correlation | undefined> => {
    const { instanceId, subscriptionId } = partsOf(rowId);
    const committed = await runner.commit({
      instanceId,
      commandId: `${message._id}:${rowId}`,
      actor: message.actor as unknown as Actor,
      decide: () => ({
        type: 'deliverMessage',
        subscriptionId,
        messageId: message._id,
        variables: sealing.unseal(message._id, message.variables) as JsonObject,
      }),
    });
    if (committed.kind !== 'refused') {
      await store.compareAndSet(
        MESSAGES,
        { claimedBy: rowId },
        { ...message, claimedBy: rowId, state: 'consumed', variables: {} },
      );
      return { outcome: { kind: 'delivered', instanceId, subscriptionId }, committed: [committed] };
    }
    if (committed.rejection.code === 'SUSPENDED') return hold(message, rowId);
    if (committed.rejection.code === 'INSTANCE_TOO_LARGE') return tooLarge(message, rowId);
    // The subscription went away between its row and the command: forget the row, free the message and look again.
    const row = await store.get(SUBSCRIPTIONS, rowId);
    if (row !== undefined) await store.remove(SUBSCRIPTIONS, rowId, { srcSeq: row.srcSeq });
    await store.compareAndSet(MESSAGES, { claimedBy: rowId }, { ...message, claimedBy: null, state: 'new' });
    return undefined;
  };

  /** Begins what a message was claimed for; undefined when another instance got the key meanwhile: decide again. */
  const begin = async (message: MessageRecord): Promise<Correlation | undefined> => {
    const { begins, ...bare } = message;
    if (begins === undefined) return undefined;
    const { marks: _, ...start } = begins;
    const end = (next: MessageRecord): Promise<boolean> =>
      store.compareAndSet(MESSAGES, { claimedBy: BEGINS, state: 'claimed' }, next);
    if (!(await starts.takeMarks(message._id, begins))) {
      await end({ ...bare, claimedBy: null, state: 'new' });
      return undefined;
    }
    const variables = sealing.unseal(message._id, message.variables) as JsonObject;
    const committed = await parts.begin({
      ...start,
      actor: message.actor as unknown as Actor,
      variables,
      ...(message.thrownBy === undefined ? {} : { thrownBy: message.thrownBy }),
    });
    if (committed.kind === 'refused') {
      log.error('message-began-nothing', { messageId: message._id, code: committed.rejection.code });
      await end({ ...message, state: 'expired', variables: {} });
      return { outcome: { kind: 'expired' }, committed: [] };
    }
    await end({ ...message, state: 'consumed', variables: {} });
    return { outcome: { kind: 'started', instanceId: start.instanceId }, committed: [committed] };
  };

  const correlate = async (messageId: string): Promise<Correlation> => {
    for (;;) {
      const message = await store.get(MESSAGES, messageId);
      if (message === undefined || message.state === 'expired') return { outcome: { kind: 'expired' }, committed: [] };
      if (message.state === 'consumed' && message.begins !== undefined)
        return { outcome: { kind: 'started', instanceId: message.begins.instanceId }, committed: [] };
      if (message.state === 'consumed') {
        return { outcome: { kind: 'delivered', ...partsOf(message.claimedBy ?? '') }, committed: [] };
      }
      if (message.state === 'held') return { outcome: { kind: 'held' }, committed: [] };
      if (message.claimedBy !== null) {
        const delivered = await (message.claimedBy === BEGINS ? begin(message) : deliver(message, message.claimedBy));
        if (delivered !== undefined) return delivered;
        continue;
      }
      const subscription = await waiting(message);
      const variables = sealing.unseal(message._id, message.variables) as JsonObject;
      const reception = await starts.receive(message, variables, subscription);
      if (reception.kind === 'begin') {
        const begins: MessageRecord = { ...message, state: 'claimed', claimedBy: BEGINS, begins: reception.beginning };
        await store.compareAndSet(MESSAGES, { claimedBy: null, state: message.state }, begins);
        continue;
      }
      if (subscription === undefined) {
        if (message.state === 'buffered' && message.expiresAt > clock.now())
          return { outcome: { kind: 'buffered' }, committed: [] };
        // After it is marked as kept, look once more: a subscription opened meanwhile did not see it.
        await keep(message);
        continue;
      }
      const claimed: MessageRecord = { ...message, state: 'claimed', claimedBy: subscription._id };
      await store.compareAndSet(MESSAGES, { claimedBy: null, state: message.state }, claimed);
    }
  };

  return {
    publish: async (request) => {
      const now = clock.now();
      const names = await runner.names.forOffice();
      const actor: JsonValue = { ...request.actor };
      await store.insert(MESSAGES, {
        _id: request.messageId,
        messageName: request.messageName,
        correlationKey: request.correlationKey,
        ...(request.mayBegin === false ? { mayBegin: false } : {}),
        ...(request.thrownBy === undefined ? {} : { thrownBy: request.thrownBy }),
        ...(request.keys === undefined ? {} : { keys: request.keys, keyed: request.keys.length > 0 }),
        state: 'new',
        claimedBy: null,
        publishedAt: now,
        expiresAt: now + Math.max(0, request.timeToLive),
        actor,
        variables: sealing.seal(request.messageId, request.variables, names),
      });
      return correlate(request.messageId);
    },
    deliverKept: async (messageName, correlationKey) => {
      const where = { messageName, state: 'buffered', expiresAt: { gt: clock.now() } };
      const sort = [{ field: 'publishedAt' }];
      const fitting = { any: [{ correlationKey }, { keys: { has: [correlationKey] } }], where, sort, limit: 1 };
      const begins = { where: { ...where, keyed: true }, sort, limit: 1 };
      const kept =
        (await store.find(MESSAGES, fitting)).records[0] ??
        (correlationKey === '' ? (await store.find(MESSAGES, begins)).records[0] : undefined);
      return kept === undefined ? [] : (await correlate(kept._id)).committed;
    },
    release: async (instanceId) => {
      const committed: Committed[] = [];
      const query = { where: { heldFor: instanceId, state: 'held' }, sort: [{ field: 'publishedAt' }], limit: 100 };
      for (let page = await store.find(MESSAGES, query); page.records.length > 0;) {
        for (const message of page.records) {
          const { heldFor: _heldFor, ...free } = message;
          const { claimedBy } = message;
          await store.compareAndSet(MESSAGES, { claimedBy, state: 'held' }, { ...free, state: 'claimed' });
          const correlation = await correlate(message._id);
          // Suspended again: the rest keeps its order.
          if (correlation.outcome.kind === 'held') return committed;
          committed.push(...correlation.committed);
        }
        page = await store.find(MESSAGES, query);
      }
      return committed;
    },
    recover: async () => {
      const committed: Committed[] = [];
      const unfinished = await store.find(MESSAGES, { where: { state: { in: ['new', 'claimed'] } }, limit: 500 });
      const expired = await store.find(MESSAGES, {
        where: { state: 'buffered', expiresAt: { lte: clock.now() } },
        limit: 500,
      });
      for (const message of unfinished.records) committed.push(...(await correlate(message._id)).committed);
      for (const message of expired.records) await keep(message);
      const old = { state: { in: ['consumed', 'expired'] }, expiresAt: { lte: clock.now() - MONTH_MS } };
      for (const { _id, state } of (await store.find(MESSAGES, { where: old, limit: 500 })).records)
        await store.remove(MESSAGES, _id, { expected: { state } });
      return committed;
    },
  };
}
