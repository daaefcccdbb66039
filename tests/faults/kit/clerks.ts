import type { JsonObject } from '../../../engine/index.js';
import { sessionCookieName } from '../../../runtime/access/cookies.js';
import { WORKLIST } from '../../../runtime/store/collections.js';
import type { SmallOffice } from '../../runtime/kit/small-office.js';
import type { Answer } from '../../runtime/kit/web-office.js';

/** A window clerk who is signed in; `post` sends an Idempotency-Key when it is given one. */
export interface Clerk {
  readonly userId: string;
  post(path: string, body: unknown, key?: string): Promise<Answer>;
}

/** So many window clerks, each signed in without the toil of passwords. */
export async function clerks(web: SmallOffice, count: number): Promise<readonly Clerk[]> {
  const ids = Array.from({ length: count }, (_, place) => `u-race-${String(place + 1)}`);
  await web.office.registers.seed(
    'people',
    ids.map((userId, place) => ({
      userId,
      login: `race${String(place + 1)}`,
      name: '赛跑者',
      roles: ['window-clerk'],
      orgPath: '/370303/tyc',
      communities: [],
    })) as unknown as readonly JsonObject[],
  );
  return Promise.all(
    ids.map(async (userId) => {
      const token = await web.office.sessions.open(userId, null);
      const browser = web.anonymous();
      return {
        userId,
        post: (path, body, key) =>
          browser.post(path, body, {
            Cookie: `${sessionCookieName(false)}=${token}`,
            ...(key === undefined ? {} : { 'Idempotency-Key': key }),
          }),
      };
    }),
  );
}

/** The one open work item of a case. */
export async function itemOf(web: SmallOffice, caseId: string): Promise<string> {
  const [row] = (await web.office.store.find(WORKLIST, { where: { rootId: caseId } })).records;
  if (row === undefined) throw new Error(`${caseId} has no open work item`);
  return row._id;
}

/** How often each status came. */
export function tally(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
