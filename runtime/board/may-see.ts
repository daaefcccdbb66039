import { isObject, type JsonValue } from '../../engine/index.js';
import { rowsOf } from '../activities/activity-rows.js';
import { isStaff, within } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Office } from '../use-cases/office.js';
import { EVERYBODY, textOf } from './board-rows.js';

/** Audience of what is posted inside a volunteer team: `team:<team number>`. */
const TEAM = 'team:';

/** How many parts of an estate are looked through at once for a part-owner. */
const PAGE = 500;

/**
 * Whether somebody may see a notice: everybody what is for everybody; what is for an estate its owners, and the office as far as the estate
 * lies in its places; what is posted inside a volunteer team its members, who took part in the activity (the case of the notice), and the
 * office.
 */
export async function maySee(office: Office, user: SignedIn | null, row: RegisterRow): Promise<boolean> {
  const { values } = row;
  const audience = textOf(values, 'audience') ?? EVERYBODY;
  if (audience === EVERYBODY) return true;
  if (user === null) return false;
  if (!audience.startsWith(TEAM)) {
    if (isStaff(user) && (within(row.orgPath, user.orgPath) || within(user.orgPath, row.orgPath))) return true;
    return ownsIn(office, user, audience);
  }
  if (isStaff(user)) return true;
  const { registers } = office;
  const { userId } = user;
  const activityNo = textOf(values, 'caseNumber') ?? '';
  if ((await rowsOf(registers, 'participations', { where: { userId, activityNo }, limit: 1 })).length > 0) return true;
  const [volunteer] = await rowsOf(registers, 'volunteers', { where: { userId }, limit: 1 });
  if (volunteer === undefined) return false;
  const where = { teamNo: audience.slice(TEAM.length) };
  const [team] = await rowsOf(registers, 'teams', { where, limit: 1 });
  const members = team?.values['members'];
  return Array.isArray(members) && members.includes(volunteer.key);
}

/** Whether somebody owns a part in an estate, alone or with others: by the ID number the office knows. */
async function ownsIn({ registers, people }: Office, { userId }: SignedIn, estateId: string): Promise<boolean> {
  const { idNo } = await people.profile(userId);
  if (typeof idNo !== 'string' || !registers.definitions().some(({ key }) => key === 'parts')) return false;
  const votes = await registers.find('parts', { where: { estateId, voterId: idNo }, limit: 1 });
  if (votes.rows.length > 0) return true;
  let cursor: string | undefined;
  do {
    const page = await registers.find('parts', {
      where: { estateId },
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (page.rows.some(({ values }) => isOwner(values['owners'], idNo))) return true;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return false;
}

function isOwner(owners: JsonValue | undefined, idNo: string): boolean {
  return Array.isArray(owners) && owners.some((one: JsonValue) => isObject(one) && one['idNo'] === idNo);
}
