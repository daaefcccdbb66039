import { createHash } from 'node:crypto';
import type { Timer } from '../../engine/index.js';
import type { Claimable, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** A place where an event begins a process of an active package version (`_id` = `<package>:<process>:<element>:<part>`). */
export interface StartPlaceRecord extends StoreRecord {
  readonly packageKey: string;
  readonly packageHash: string;
  readonly processId: string;
  readonly elementId: string;
  readonly part?: number;
  readonly kind: 'message' | 'signal' | 'conditional';
  /** Name of the message or signal; the condition. */
  readonly name: string;
  readonly oncePerKey: boolean;
}

/** A timer that begins a process, with its next turn; `dead` when it has none (`_id` as of a place). `plan` tells whether it was changed. */
export interface StartTimerRecord extends Claimable {
  readonly packageKey: string;
  readonly packageHash: string;
  readonly processId: string;
  readonly elementId: string;
  readonly part?: number;
  readonly plan: string;
  readonly turn: Pick<Timer, 'dueAt' | 'repeat' | 'cycle' | 'unit' | 'workingTime' | 'catchUp' | 'span'>;
}

/** Which instance began with a key, where only one may be active (`_id` = hash of place and key). */
export interface StartMark extends StoreRecord {
  readonly instanceId: string;
  readonly messageId: string;
}

/** Places of active versions that begin something. */
export const START_PLACES = collection<StartPlaceRecord>('startPlaces');
/** Their timers. */
export const START_TIMERS = collection<StartTimerRecord>('startTimers');
/** Keys with an active instance. */
export const START_MARKS = collection<StartMark>('startMarks');

/** A name made from these parts: the same parts always give the same. */
export function nameOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
