import type { Where } from '../seams/store.js';
import { CASE_STAFF } from './roles.js';
import type { SignedIn } from './signed-in.js';

/** True for people who handle other people's cases. */
export function isStaff(user: Pick<SignedIn, 'roles'>): boolean {
  return user.roles.some((role) => CASE_STAFF.some((staff) => staff === role));
}

/**
 * Which cases a person may see, as alternatives for a store query: the own ones, and for staff those at or below their place in the org
 * tree. `supervisor` and `street-leader` see the whole office by standing at its root. Empty: none.
 */
export function caseScope(user: SignedIn): readonly Where[] {
  const own: Where = { applicantId: user.userId };
  return isStaff(user) && user.orgPath !== '' ? [own, ...placeScope(user)] : [own];
}

/** What lies at or below the place of somebody on the staff, as alternatives; nothing does for a person without a place. */
export function placeScope({ orgPath }: Pick<SignedIn, 'orgPath'>): readonly Where[] {
  return orgPath === '' ? [{ orgPath }] : [{ orgPath }, { orgPath: { prefix: `${orgPath}/` } }];
}

/** Whether one case lies in that scope. */
export function mayReadCase(user: SignedIn, row: { readonly applicantId?: string; readonly orgPath: string }): boolean {
  if (row.applicantId === user.userId) return true;
  return isStaff(user) && within(row.orgPath, user.orgPath);
}

/** True when `place` is `root` or below it; an empty root holds nothing. */
export function within(place: string, root: string): boolean {
  return root !== '' && (place === root || place.startsWith(`${root}/`));
}
