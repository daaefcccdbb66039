import { createHash } from 'node:crypto';
import type { CalendarData, JsonObject, JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Clock } from '../seams/clock.js';
import type { Claimable, Store, StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** A calendar that the office took (`_id` = `c` and its revision); the newest is in force. Instants in ms since the epoch. */
export interface CalendarRecord extends StoreRecord {
  readonly revision: number;
  /** SHA-256 of its canonical JSON. */
  readonly hash: string;
  readonly data: CalendarData;
  readonly takenAt: number;
  readonly by: string;
  readonly note: string;
}

/** The walk over all open instances that a new calendar sets off (`_id` as of its calendar), with how far it is; `dead` when it is over. */
export interface CalendarWalk extends Claimable {
  readonly revision: number;
  readonly after: string;
  readonly seen: number;
  readonly moved: number;
  readonly finishedAt: number | null;
}

/** All calendars the office has taken, and its newest under `office`. */
export const CALENDARS = collection<CalendarRecord>('calendars');
/** Walks that count instances anew. */
export const CALENDAR_WALKS = collection<CalendarWalk>('calendarWalks');

/** The calendar that programs run by. */
export interface OfficeCalendar {
  /** The one in force; other processes hear of a new one within a second. Undefined before the first was taken. */
  current(): Promise<CalendarRecord | undefined>;
  /** The one in force as this process knows it. */
  latest(): CalendarData | undefined;
  /** Takes another one and orders the walk; false when it is the one in force already. */
  take(calendar: { readonly data: CalendarData; readonly by: string; readonly note: string }): Promise<boolean>;
  /** The newest calendars with their walks, newest first. */
  history(limit: number): Promise<readonly (CalendarRecord & { readonly walk?: CalendarWalk })[]>;
}

const NEWEST = 'office';
/** How old the answer of `current` may be, in ms. */
const FRESH_MS = 1_000;
/** When a walk begins after its calendar was taken: by then every process knows it. */
const SETTLE_MS = 3 * FRESH_MS;

const idOf = (revision: number): string => `c${String(revision).padStart(6, '0')}`;

/** Makes the office calendar over the store. */
export function createOfficeCalendar({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): OfficeCalendar {
  let known: { readonly at: number; readonly record: CalendarRecord | undefined } | undefined;

  const read = async (): Promise<CalendarRecord | undefined> => {
    const at = clock.ticks();
    const record = await store.get(CALENDARS, NEWEST);
    known = { at, record };
    return record;
  };

  /** The walk comes first: a crash between the two leaves a walk that has nothing to do, never a calendar without one. */
  const put = async (record: CalendarRecord, before: CalendarRecord | undefined): Promise<boolean> => {
    const { revision, takenAt } = record;
    if (before !== undefined) {
      const walk = { revision, after: '', seen: 0, moved: 0, finishedAt: null };
      const due = { state: 'due' as const, dueAt: takenAt + SETTLE_MS, attempts: 0, fence: 0 };
      await store.insert(CALENDAR_WALKS, { _id: idOf(revision), ...walk, ...due });
    }
    const done =
      before === undefined
        ? await store.insert(CALENDARS, record)
        : await store.compareAndSet(CALENDARS, { revision: before.revision }, record);
    if (done) await store.insert(CALENDARS, { ...record, _id: idOf(revision) });
    return done;
  };

  return {
    current: async () => (known !== undefined && clock.ticks() - known.at < FRESH_MS ? known.record : read()),
    latest: () => known?.record?.data,
    take: async ({ data, by, note }) => {
      const hash = createHash('sha256')
        .update(canonicalJson(data as unknown as JsonObject as JsonValue))
        .digest('hex');
      for (;;) {
        const before = await read();
        if (before?.hash === hash) return false;
        const revision = (before?.revision ?? 0) + 1;
        const record = { _id: NEWEST, revision, hash, data, takenAt: clock.now(), by, note };
        if (!(await put(record, before))) continue;
        known = { at: clock.ticks(), record };
        return true;
      }
    },
    history: async (limit) => {
      const query = { where: { _id: { prefix: 'c' } }, sort: [{ field: '_id', descending: true }], limit };
      const records = (await store.find(CALENDARS, query)).records;
      return Promise.all(
        records.map(async (record) => {
          const walk = await store.get(CALENDAR_WALKS, record._id);
          return walk === undefined ? record : { ...record, walk };
        }),
      );
    },
  };
}
