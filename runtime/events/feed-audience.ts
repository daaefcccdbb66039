import { holds } from '../access/permissions.js';
import { isStaff, mayReadCase, within } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { groupsOf } from '../read/worklist.js';
import type { FeedKind, FeedRow } from './feed-records.js';

/** What of a row a person may hear: the same rules as for the rows it is about. Empty: nothing. */
export function kindsFor(user: SignedIn, row: FeedRow): readonly FeedKind[] {
  return row.kinds.filter((kind) => HEARD[kind](user, row));
}

const HEARD: Readonly<Record<FeedKind, (user: SignedIn, row: FeedRow) => boolean>> = {
  case: (user, row) => readsCase(user, row) || isConcerned(user, row),
  worklist: (user, row) => isConcerned(user, row) || (isStaff(user) && within(row.orgPath ?? '', user.orgPath)),
  incident: ({ roles }) => holds(roles, 'incident.read'),
  batch: ({ roles }) => holds(roles, 'batch.read'),
  notice: ({ userId, roles }, { told = [] }) =>
    told.some((to) => to === userId || (to.startsWith('role:') && roles.includes(to.slice(5)))),
};

function readsCase(user: SignedIn, { applicantId, orgPath = '' }: FeedRow): boolean {
  return mayReadCase(user, applicantId === undefined ? { orgPath } : { applicantId, orgPath });
}

function isConcerned(user: SignedIn, { users, groups }: FeedRow): boolean {
  return users.includes(user.userId) || groupsOf(user).some((group) => groups.includes(group));
}
