import type { SignedIn } from '../access/signed-in.js';
import { isStaff } from '../access/row-scope.js';
import { readWorklist } from '../read/worklist.js';
import { WORKLIST } from '../store/collections.js';
import type { Office } from './office.js';

/** What a clerk works on next: an own item of the same case, else the own item with the least time left. Undefined: nothing. */
export async function nextWorkItem(office: Office, user: SignedIn, caseId: string): Promise<string | undefined> {
  const same = await office.store.find(WORKLIST, { where: { rootId: caseId, assignee: user.userId }, limit: 1 });
  if (same.records[0] !== undefined) return same.records[0]._id;
  if (!isStaff(user)) return undefined;
  const parts = { ...office, now: office.clock.now() };
  const query = { sort: 'timeLeft', search: undefined, cursor: undefined, limit: 1 } as const;
  const mine = await readWorklist(parts, user, { ...query, view: 'mine' });
  return mine.items[0]?.workItemId;
}
