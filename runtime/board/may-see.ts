import { rowsOf } from '../activities/activity-rows.js';
import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Office } from '../use-cases/office.js';
import { EVERYBODY, textOf } from './board-rows.js';

/** Audience of what is posted inside a volunteer team: `team:<team number>`. */
const TEAM = 'team:';

/**
 * Whether somebody may see a notice: everybody what is for everybody; people who have signed in what is for an estate; what is posted
 * inside a volunteer team its members, who took part in the activity (the case of the notice), and the office.
 */
export async function maySee(office: Office, user: SignedIn | null, { values }: RegisterRow): Promise<boolean> {
  const audience = textOf(values, 'audience') ?? EVERYBODY;
  if (audience === EVERYBODY) return true;
  if (user === null) return false;
  if (!audience.startsWith(TEAM) || isStaff(user)) return true;
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
