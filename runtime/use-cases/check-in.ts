import { isoInstant } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { numberIn, rowsOf, textIn } from '../activities/activity-rows.js';
import { readCode, readTicket, TICKET_MS, ticketFor } from '../activities/check-in-codes.js';
import { metresBetween, type MapPoint } from '../activities/distance.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import {
  runningActivity,
  tellActivity,
  volunteerNoOf,
  volunteerNumber,
  type RunningActivity,
} from './tell-activity.js';
import type { ActivityAnswer, PresenceAct, Scanned } from '../wire/activities.js';

/** Positions of telephones are this far off at most, in metres; what a telephone says beyond it does not count. */
const MOST_DOUBT = 100;

/** Where a telephone is, with its accuracy in metres. Used for the distance and not kept. */
export interface PhonePoint extends MapPoint {
  readonly accuracy?: number;
}

/** The key that signs codes for check-in. */
export const codeKey = (office: Office): Uint8Array => office.sealing.deriveKey('check-in-codes');

/** The place of an activity and how near one must be; undefined when the place is not checked. */
async function placeOf(
  office: Office,
  activity: RunningActivity,
): Promise<{ readonly point: MapPoint; readonly metres: number } | undefined> {
  const metres = volunteerNumber(activity, 'placeMetres', 300);
  const [row] = await rowsOf(office.registers, 'activities', { where: { activityNo: activity.activityNo }, limit: 1 });
  const [lat, lng] = [numberIn(row?.values ?? {}, 'lat'), numberIn(row?.values ?? {}, 'lng')];
  return metres === 0 || lat === undefined || lng === undefined ? undefined : { point: { lat, lng }, metres };
}

/** Takes a code from the leader's telephone, without login. Throws RequestProblem NOT_FOUND, CODE_EXPIRED. */
export async function scanCode(
  office: Office,
  { activityNo, code }: { readonly activityNo: string; readonly code: string },
): Promise<Scanned> {
  const activity = await runningActivity(office, activityNo);
  const now = office.clock.now();
  const seconds = volunteerNumber(activity, 'codeSeconds', 60);
  const reading = readCode(codeKey(office), { activityNo, code, seconds, now });
  if (!reading.ok) throw new RequestProblem(reading.why === 'expired' ? 'CODE_EXPIRED' : 'NOT_FOUND');
  const [row] = await rowsOf(office.registers, 'activities', { where: { activityNo }, limit: 1 });
  const said = (name: string): string => textIn(row?.values ?? {}, name) ?? '';
  const { act } = reading;
  return {
    ticket: ticketFor(codeKey(office), { activityNo, act, nonce: office.ids.token(12), now }),
    act,
    expiresAt: new Date(now + TICKET_MS).toISOString(),
    title: said('title'),
    address: said('address'),
    from: said('from'),
    to: said('to'),
    needsPlace: act === 'in' && (await placeOf(office, activity)) !== undefined,
  };
}

async function requireNear(office: Office, activity: RunningActivity, point: PhonePoint | undefined): Promise<void> {
  const place = await placeOf(office, activity);
  if (place === undefined) return;
  if (point === undefined) throw new RequestProblem('PLACE_NEEDED');
  const away = metresBetween(place.point, point) - Math.min(point.accuracy ?? 0, MOST_DOUBT);
  if (away > place.metres) throw new RequestProblem('TOO_FAR', { detail: { metres: Math.round(away) } });
}

/**
 * Checks a volunteer in or out with a ticket; a ticket is one person's, once, and repeated it answers the same. Throws RequestProblem
 * NOT_FOUND, CODE_EXPIRED, CODE_USED, NOT_A_VOLUNTEER, PLACE_NEEDED, TOO_FAR, CHECK_IN_CLOSED, ACTIVITY_REFUSED.
 */
export async function presentTicket(
  office: Office,
  user: SignedIn,
  sent: { readonly activityNo: string; readonly ticket: string; readonly point: PhonePoint | undefined },
): Promise<ActivityAnswer & { readonly act: PresenceAct }> {
  const { activityNo, ticket, point } = sent;
  const reading = readTicket(codeKey(office), { activityNo, ticket, now: office.clock.now() });
  if (!reading.ok) throw new RequestProblem(reading.why === 'expired' ? 'CODE_EXPIRED' : 'NOT_FOUND');
  const volunteerNo = await volunteerNoOf(office, user);
  const activity = await runningActivity(office, activityNo);
  const { act, nonce, at } = reading;
  if (act === 'in') await requireNear(office, activity, point);
  const answer = await tellActivity(office, user, activity, {
    name: act === 'in' ? 'checkIn' : 'checkOut',
    requestId: `ticket-${nonce}`,
    volunteerNo,
    // What counts is when the code was seen: signing in and a slow network take nobody's time.
    more: { how: '扫码', at: isoInstant(office.calendar.zone, at) },
    closed: 'CHECK_IN_CLOSED',
  });
  return { ...answer, act };
}
