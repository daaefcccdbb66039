import { isObject, isoInstant, type JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { objectsIn, textIn } from '../activities/activity-rows.js';
import { codesFrom } from '../activities/check-in-codes.js';
import { SUBSCRIPTIONS } from '../store/collections.js';
import type { ActivityAnswer, Attendance, LeaderView, PresenceAct, ShownCode } from '../wire/activities.js';
import { codeKey } from './check-in.js';
import type { Office } from './office.js';
import { requestHash } from './request-key.js';
import { RequestProblem } from './request-problem.js';
import { runningActivity, tellActivity, volunteerNumber, type RunningActivity } from './tell-activity.js';

/** How many codes a leader's page gets at once: it shows them one after the other while the network is away. */
const CODES = 8;

const memberOf = (variables: JsonObject, name: string): JsonObject => {
  const value = variables[name];
  return isObject(value) ? value : {};
};

/** The activity of a leader or deputy of its team. Throws RequestProblem NOT_FOUND for everybody else. */
async function ledActivity(office: Office, user: SignedIn, activityNo: string): Promise<RunningActivity> {
  const activity = await runningActivity(office, activityNo);
  const team = memberOf(activity.variables, 'team');
  const leaders = [activity.row.applicantId, team['leaderUserId'], team['deputyUserId']];
  if (!leaders.includes(user.userId)) throw new RequestProblem('NOT_FOUND');
  return activity;
}

const attendanceOf = (entry: JsonObject): Attendance => {
  const [checkInAt, checkOutAt] = [textIn(entry, 'checkInAt'), textIn(entry, 'checkOutAt')];
  return {
    volunteerNo: textIn(entry, 'volunteerNo') ?? '',
    name: textIn(entry, 'name') ?? '',
    state: textIn(entry, 'state') ?? '',
    needsGuardian: entry['needsGuardian'] === true,
    ...(checkInAt === undefined ? {} : { checkInAt }),
    ...(checkOutAt === undefined ? {} : { checkOutAt }),
  };
};

/** Codes and people of an activity for its leader. Throws RequestProblem NOT_FOUND. */
export async function leadActivity(office: Office, user: SignedIn, activityNo: string): Promise<LeaderView> {
  const activity = await ledActivity(office, user, activityNo);
  const { row, variables } = activity;
  const times = memberOf(variables, 'activity');
  const waits = { rootId: row._id, messageName: 'checkIn', kind: null };
  const isOpen = (await office.store.count(SUBSCRIPTIONS, waits)) > 0;
  const now = office.clock.now();
  const seconds = volunteerNumber(activity, 'codeSeconds', 60);
  const shown = (act: PresenceAct): readonly ShownCode[] =>
    codesFrom(codeKey(office), { activityNo, act, seconds, now, count: isOpen ? CODES : 0 }).map((one) => ({
      url: `${office.publicUrl}/a/${activityNo}/${one.code}`,
      from: new Date(one.from).toISOString(),
      until: new Date(one.until).toISOString(),
    }));
  return {
    activityNo,
    caseId: row._id,
    title: textIn(memberOf(variables, 'volunteerActivity'), 'title') ?? '',
    from: textIn(times, 'from') ?? '',
    to: textIn(times, 'to') ?? '',
    opensAt: textIn(times, 'opensAt') ?? '',
    now: new Date(now).toISOString(),
    isOpen,
    seconds,
    codes: { in: shown('in'), out: shown('out') },
    people: objectsIn(variables['roster']).map(attendanceOf),
  };
}

/**
 * Checks somebody in or out whom the leader sees: by volunteer number or its last five digits. `at` (ISO) is when it was, for entries made
 * without network; it lies between the opening and now. Throws RequestProblem NOT_FOUND, PERSON_UNKNOWN, BAD_VALUE, CHECK_IN_CLOSED,
 * ACTIVITY_REFUSED.
 */
export async function noteAttendance(
  office: Office,
  user: SignedIn,
  note: {
    readonly activityNo: string;
    readonly act: PresenceAct;
    readonly volunteerNo: string;
    readonly at: string | undefined;
    readonly guardianHere: boolean;
    readonly idempotencyKey: string | null;
  },
): Promise<ActivityAnswer> {
  const { activityNo, act, at, guardianHere, idempotencyKey } = note;
  const activity = await ledActivity(office, user, activityNo);
  const fitting = objectsIn(activity.variables['roster'])
    .map((entry) => textIn(entry, 'volunteerNo') ?? '')
    .filter((known) => known === note.volunteerNo || known.endsWith(`-${note.volunteerNo}`));
  const [volunteerNo] = fitting;
  if (volunteerNo === undefined || fitting.length > 1) throw new RequestProblem('PERSON_UNKNOWN');
  const opensAt = Date.parse(textIn(memberOf(activity.variables, 'activity'), 'opensAt') ?? '');
  if (at !== undefined && !(Date.parse(at) >= opensAt && Date.parse(at) <= office.clock.now()))
    throw new RequestProblem('BAD_VALUE');
  const requestId = requestHash([user.userId, activityNo, idempotencyKey ?? office.ids.ulid()]).slice(0, 24);
  return tellActivity(office, user, activity, {
    name: act === 'in' ? 'checkIn' : 'checkOut',
    requestId,
    volunteerNo,
    more: {
      how: '队长登记',
      guardianHere,
      ...(at === undefined ? {} : { at: isoInstant(office.calendar.zone, Date.parse(at)) }),
    },
    closed: 'CHECK_IN_CLOSED',
  });
}
