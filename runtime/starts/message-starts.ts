import { EMPTY_HOST, receiveMessage, type JsonObject, type StartPlace } from '../../engine/index.js';
import type { IdSource } from '../seams/id-source.js';
import type { MessageRecord, SubscriptionRow } from '../seams/records.js';
import type { Store } from '../seams/store.js';
import { MESSAGES } from '../store/collections.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import type { Beginning } from '../seams/records.js';
import { nameOf, START_MARKS, START_PLACES, type StartPlaceRecord } from './start-records.js';

/** What becomes of a message: `deliver` to who waits, `begin` a process, `keep` it for its time to live. */
export type Reception =
  { readonly kind: 'deliver' } | { readonly kind: 'begin'; readonly beginning: Beginning } | { readonly kind: 'keep' };

/** Messages as the start of processes. */
export interface MessageStarts {
  /** Decides by the rules of the engine (`receiveMessage`). `waiting`: who would get it. Nothing is written. */
  receive(message: MessageRecord, variables: JsonObject, waiting: SubscriptionRow | undefined): Promise<Reception>;
  /** Whether a process is under way, or about to be, that a message of this name with this key begins once per key. */
  isHeld(messageName: string, key: string): Promise<boolean>;
  /** Takes the marks of a beginning; false when another instance with the key is active: decide again. */
  takeMarks(messageId: string, beginning: Beginning): Promise<boolean>;
}

const markOf = (processId: string, elementId: string, key: string): string => `${processId} ${elementId} ${key}`;

const placeOf = (row: StartPlaceRecord): StartPlace => {
  const { processId, elementId, part, name, oncePerKey } = row;
  const trigger = { kind: 'message', name, oncePerKey } as const;
  return { processId, elementId, trigger: part === undefined ? trigger : { ...trigger, part } };
};

/**
 * Starts by messages over the store. One instance per key is held by marks: a mark names the instance that has the key; it is free again when
 * that instance has ended, or was never begun because its message went elsewhere.
 */
export function createMessageStarts({ store, ids }: { readonly store: Store; readonly ids: IdSource }): MessageStarts {
  const holderOf = async (markId: string): Promise<string | undefined> => {
    const mark = await store.get(START_MARKS, markId);
    if (mark === undefined) return undefined;
    const instance = await store.get(INSTANCES, mark.instanceId);
    if (instance !== undefined) return instance.status === 'active' ? mark.instanceId : undefined;
    // Decided, not yet begun: its message is still about to begin it.
    const message = await store.get(MESSAGES, mark.messageId);
    const isComing = message?.state === 'claimed' && message.begins?.instanceId === mark.instanceId;
    return isComing ? mark.instanceId : undefined;
  };

  const placesOf = async (messageName: string): Promise<readonly StartPlaceRecord[]> => {
    const where = { kind: 'message', name: messageName };
    return (await store.find(START_PLACES, { where, sort: [{ field: '_id' }], limit: 100 })).records;
  };

  const keysOf = ({ keys, correlationKey }: MessageRecord): readonly string[] =>
    keys !== undefined && keys.length > 0 ? keys : [correlationKey];

  return {
    receive: async (message, variables, waiting) => {
      if (waiting !== undefined) return { kind: 'deliver' };
      if (message.mayBegin === false) return { kind: 'keep' };
      const { messageName, correlationKey, keys } = message;
      const rows = await placesOf(messageName);
      if (rows.length === 0) return { kind: 'keep' };
      const begun: Record<string, string> = {};
      const active = new Set<string>();
      for (const { oncePerKey, processId, elementId } of rows) {
        if (!oncePerKey) continue;
        for (const key of keysOf(message)) {
          const holder = await holderOf(nameOf(markOf(processId, elementId, key)));
          if (holder === undefined) continue;
          begun[markOf(processId, elementId, key)] = holder;
          active.add(holder);
        }
      }
      const publication = {
        messageId: message._id,
        messageName,
        correlationKey,
        ...(keys === undefined ? {} : { keys }),
        timeToLive: 0,
        variables,
        at: message.publishedAt,
      };
      const newId = ids.ulid();
      const world = { newId, isActive: (instanceId: string) => active.has(instanceId) };
      const { start } = receiveMessage({ ...EMPTY_HOST, begun }, rows.map(placeOf), publication, world);
      const row = rows.find(
        (one) =>
          one.processId === start?.processId && one.elementId === start.startEventId && one.part === start.startPart,
      );
      if (start === undefined || row === undefined) return { kind: 'keep' };
      const { processId, startEventId, startPart } = start;
      const marks = row.oncePerKey ? keysOf(message).map((key) => nameOf(markOf(processId, startEventId, key))) : [];
      const part = startPart === undefined ? {} : { startPart };
      const { packageHash } = row;
      return { kind: 'begin', beginning: { instanceId: newId, packageHash, processId, startEventId, ...part, marks } };
    },
    isHeld: async (messageName, key) => {
      for (const { oncePerKey, processId, elementId } of await placesOf(messageName)) {
        if (oncePerKey && (await holderOf(nameOf(markOf(processId, elementId, key)))) !== undefined) return true;
      }
      return false;
    },
    takeMarks: async (messageId, { instanceId, marks }) => {
      for (const _id of marks) {
        const mine = { _id, instanceId, messageId };
        if (await store.insert(START_MARKS, mine)) continue;
        const known = await store.get(START_MARKS, _id);
        if (known?.instanceId === instanceId) continue;
        if (known === undefined || (await holderOf(_id)) !== undefined) return false;
        if (!(await store.compareAndSet(START_MARKS, { instanceId: known.instanceId }, mine))) return false;
      }
      return true;
    },
  };
}
