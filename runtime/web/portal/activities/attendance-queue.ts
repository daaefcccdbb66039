import type { PresenceAct } from '../../../wire/activities.js';
import { ApiProblem } from '../../shared/problem.js';
import { request } from '../../shared/request.js';

/** An entry of the leader: who came or went, and when. `key` makes sending it twice harmless. */
export interface AttendanceEntry {
  readonly key: string;
  readonly act: PresenceAct;
  readonly volunteerNo: string;
  readonly at: string;
  readonly guardianHere: boolean;
}

/** What became of an entry that was sent: done, refused with a reason, or kept because no answer came. */
export type SentEntry =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly problem: ApiProblem } | { readonly kind: 'kept' };

const placeOf = (activityNo: string): string => `yizhan.attendance.${activityNo}`;
const PASSING = new Set([401, 429, 502, 503, 504]);

/** Entries that could not be sent yet, oldest first. They outlive a reload of the page. */
export function keptEntries(activityNo: string): readonly AttendanceEntry[] {
  try {
    return JSON.parse(localStorage.getItem(placeOf(activityNo)) ?? '[]') as readonly AttendanceEntry[];
  } catch {
    return [];
  }
}

function keepEntries(activityNo: string, entries: readonly AttendanceEntry[]): void {
  try {
    localStorage.setItem(placeOf(activityNo), JSON.stringify(entries));
  } catch {
    // Without storage an entry is lost when the page is left before the network is back; the leader sees that it waits.
  }
}

/** Puts an entry behind those that wait. */
export const addEntry = (activityNo: string, entry: AttendanceEntry): void =>
  keepEntries(activityNo, [...keptEntries(activityNo), entry]);

/** Sends one entry; what has an answer no longer waits. */
export async function sendEntry(activityNo: string, entry: AttendanceEntry): Promise<SentEntry> {
  const { key, ...body } = entry;
  const done = (): void =>
    keepEntries(
      activityNo,
      keptEntries(activityNo).filter((one) => one.key !== key),
    );
  try {
    const path = `/api/activities/${encodeURIComponent(activityNo)}/attendance`;
    await request(path, { method: 'POST', body, idempotencyKey: key });
    done();
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof ApiProblem) || PASSING.has(error.status)) return { kind: 'kept' };
    done();
    return { kind: 'refused', problem: error };
  }
}
