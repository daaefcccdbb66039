import type { Clock } from '../seams/clock.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import { inserting, replacing } from '../store/writes.js';
import { createKeyedQueue } from '../use-cases/keyed-queue.js';

interface SequenceRecord extends StoreRecord {
  readonly value: number;
  /** The latest numbers and who drew them, for repetitions before their own record is written. */
  readonly recent: readonly { readonly commandId: string; readonly value: number }[];
}

interface DrawnNumber extends StoreRecord {
  readonly sequence: string;
  readonly value: number;
}

const SEQUENCES = collection<SequenceRecord>('sequences');
const DRAWN = collection<DrawnNumber>('sequences');
const RECENT = 32;
const MAX_TRIES = 50;

/** Draws the next number of a sequence, from 1. */
export type NextNumber = (sequence: string, commandId: string) => Promise<number>;

/** Numbers without gaps of their own making: each drawn once, the same command id always gets the same one; void numbers stay. */
export function createSequences(store: Store, clock: Clock): NextNumber {
  const queue = createKeyedQueue();
  const draw = async (sequence: string, commandId: string): Promise<number | undefined> => {
    const _id = `s:${sequence}`;
    const drawnId = `n:${sequence}:${commandId}`;
    const drawn = await store.get(DRAWN, drawnId);
    if (drawn !== undefined) return drawn.value;
    const record = await store.get(SEQUENCES, _id);
    const recent = record?.recent ?? [];
    const earlier = recent.find((one) => one.commandId === commandId);
    if (earlier !== undefined) {
      await store.insert(DRAWN, { _id: drawnId, sequence, value: earlier.value });
      return earlier.value;
    }
    const value = (record?.value ?? 0) + 1;
    const next: SequenceRecord = { _id, value, recent: [...recent, { commandId, value }].slice(-RECENT) };
    if (record === undefined) return (await store.insert(SEQUENCES, next)) ? value : undefined;
    const oldest = recent.length === RECENT ? recent[0] : undefined;
    // Before a number leaves the ring it gets a record of its own.
    const kept =
      oldest === undefined
        ? []
        : [inserting(DRAWN, { _id: `n:${sequence}:${oldest.commandId}`, sequence, value: oldest.value })];
    const answers = await store.commit([...kept, replacing(SEQUENCES, { value: record.value }, next)]);
    return answers.at(-1) === true ? value : undefined;
  };
  return (sequence, commandId) =>
    queue.run(sequence, async () => {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const value = await draw(sequence, commandId);
        if (value !== undefined) return value;
        await new Promise<void>((resolve) => void clock.after(1 + (tries % 8), resolve));
      }
      throw new PlatformError('COMMAND_CONFLICT', `sequence ${sequence}`);
    });
}
