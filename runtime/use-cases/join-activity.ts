import type { SignedIn } from '../access/signed-in.js';
import type { ActivityAnswer } from '../wire/activities.js';
import type { Office } from './office.js';
import { requestHash } from './request-key.js';
import { runningActivity, tellActivity, volunteerNoOf } from './tell-activity.js';

interface Wish {
  readonly activityNo: string;
  readonly idempotencyKey: string | null;
}

/** A short id of a request: the same key of the same person is the same request. */
const requestIdOf = (office: Office, user: SignedIn, { activityNo, idempotencyKey }: Wish): string =>
  requestHash([user.userId, activityNo, idempotencyKey ?? office.ids.ulid()]).slice(0, 24);

/**
 * Signs a volunteer up; `comes`: the guardian comes along. The process decides by age, guardian, danger and other sign-ups, and who comes
 * too late goes on the waiting list. Throws RequestProblem NOT_FOUND, NOT_A_VOLUNTEER, SIGN_UP_CLOSED, ACTIVITY_REFUSED.
 */
export async function joinActivity(
  office: Office,
  user: SignedIn,
  wish: Wish & { readonly comes: boolean },
): Promise<ActivityAnswer> {
  const volunteerNo = await volunteerNoOf(office, user);
  const activity = await runningActivity(office, wish.activityNo);
  const requestId = requestIdOf(office, user, wish);
  const more = { comes: wish.comes };
  return tellActivity(office, user, activity, {
    name: 'signUp',
    requestId,
    volunteerNo,
    more,
    closed: 'SIGN_UP_CLOSED',
  });
}

/** Withdraws a sign-up; shortly before the beginning it counts as a no-show. Throws as `joinActivity`. */
export async function leaveActivity(office: Office, user: SignedIn, wish: Wish): Promise<ActivityAnswer> {
  const volunteerNo = await volunteerNoOf(office, user);
  const activity = await runningActivity(office, wish.activityNo);
  const requestId = requestIdOf(office, user, wish);
  const closed = 'MESSAGE_NOT_EXPECTED';
  return tellActivity(office, user, activity, { name: 'leaveActivity', requestId, volunteerNo, more: {}, closed });
}
