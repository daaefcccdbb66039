import { isoInstant, parseCalendar, type CalendarData } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A calendar the office has taken, and how far its walk over the open cases is (absent for the first one). */
export interface CalendarView {
  readonly revision: number;
  readonly hash: string;
  readonly takenAt: string;
  readonly by: string;
  readonly note: string;
  readonly walk?: { readonly seen: number; readonly moved: number; readonly isOver: boolean };
}

/** The calendar in force and the last ones before it. Throws RequestProblem NOT_FOUND before the first was taken. */
export async function readCalendar(
  office: Office,
): Promise<{ readonly calendar: CalendarData; readonly taken: readonly CalendarView[] }> {
  const current = await office.calendars.current();
  if (current === undefined) throw new RequestProblem('NOT_FOUND');
  const taken = (await office.calendars.history(20)).map(({ revision, hash, takenAt, by, note, walk }) => ({
    revision,
    hash,
    takenAt: isoInstant(current.data.zone, takenAt),
    by,
    note,
    ...(walk === undefined ? {} : { walk: { seen: walk.seen, moved: walk.moved, isOver: walk.finishedAt !== null } }),
  }));
  return { calendar: current.data, taken };
}

/**
 * Puts another calendar in force: open cases are counted anew in the background. Gives false when it is the one in force. Throws
 * RequestProblem BAD_REQUEST with the places that are wrong.
 */
export async function changeCalendar(
  office: Office,
  user: SignedIn,
  request: { readonly calendar: unknown; readonly note: string },
): Promise<boolean> {
  const parsed = parseCalendar(request.calendar);
  if (!parsed.ok) {
    const errors = parsed.problems.map(({ pointer = '', rule, text }) => ({ pointer, code: rule, text }));
    throw new RequestProblem('BAD_REQUEST', { errors });
  }
  const { note } = request;
  const isNew = await office.calendars.take({ data: parsed.data, by: user.userId, note });
  if (isNew) await office.audit.write({ actorId: user.userId, action: 'calendar.changed', facts: { note } });
  return isNew;
}
