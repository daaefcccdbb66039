import type { SignedIn } from '../access/signed-in.js';
import { isStaff } from '../access/row-scope.js';
import type { Query } from '../seams/store.js';
import { WORKLIST } from '../store/collections.js';
import type { Office } from './office.js';

/** What a clerk works on next: an own item of the same case, else the own item with the least time left. Undefined: nothing. */
export async function nextWorkItem(office: Office, user: SignedIn, caseId: string): Promise<string | undefined> {
  const first = async (query: Query): Promise<string | undefined> =>
    (await office.store.find(WORKLIST, { ...query, limit: 1 })).records[0]?._id;
  const assignee = user.userId;
  const same = await first({ where: { rootId: caseId, assignee } });
  if (same !== undefined || !isStaff(user)) return same;
  // As the worklist orders them: the nearest promised day, then those without one.
  const dated = await first({ where: { assignee, promisedDueAt: { gte: 0 } }, sort: [{ field: 'promisedDueAt' }] });
  return dated ?? (await first({ where: { assignee, promisedDueAt: null }, sort: [{ field: 'createdAt' }] }));
}
