import type { JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { countOf, rowsOf, textIn } from '../activities/activity-rows.js';
import { activityView, ownPart } from '../activities/activity-view.js';
import type { Activity, ActivityDetail, OwnPart } from '../wire/activities.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

const TAKES_PART = ['已报名', '已签到', '已签退', '已确认', '已计入'];
const MOST = 200;

const viewOf = async (
  office: Office,
  values: JsonObject,
  names: ReadonlyMap<string, string>,
  mine: OwnPart | undefined,
): Promise<Activity> => {
  const activityNo = textIn(values, 'activityNo') ?? '';
  const [signedUp, waiting] = await Promise.all([
    countOf(office.registers, 'participations', { activityNo, state: { in: TAKES_PART } }),
    countOf(office.registers, 'participations', { activityNo, state: { in: ['候补', '待选'] } }),
  ]);
  const communityName = names.get(textIn(values, 'community') ?? '') ?? '';
  return activityView(values, { now: office.clock.now(), communityName, signedUp, waiting, mine });
};

const communityNames = async (office: Office): Promise<ReadonlyMap<string, string>> => {
  const rows = await rowsOf(office.registers, 'communities', { limit: 100 });
  return new Map(rows.map(({ key, values }) => [key, textIn(values, 'name') ?? key]));
};

/** Own parts by activity, in the activities of these days. */
const ownParts = async (
  office: Office,
  user: SignedIn | null,
  days: JsonObject,
): Promise<ReadonlyMap<string, OwnPart>> => {
  if (user === null) return new Map();
  const where = { userId: user.userId, ...days } as Readonly<Record<string, string>>;
  const rows = await rowsOf(office.registers, 'participations', { where, limit: MOST });
  return new Map(rows.map(({ values }) => [textIn(values, 'activityNo') ?? '', ownPart(values)]));
};

/** Activities whose day lies in [from, to] (`YYYY-MM-DD`), earliest first, at most 200; of a kind or community when given. */
export async function listActivities(
  office: Office,
  user: SignedIn | null,
  wish: {
    readonly from: string;
    readonly to: string;
    readonly kind: string | undefined;
    readonly community: string | undefined;
  },
): Promise<readonly Activity[]> {
  const { from, to, kind, community } = wish;
  const day = { gte: from, lte: to };
  const where = { day, ...(kind === undefined ? {} : { kind }), ...(community === undefined ? {} : { community }) };
  const [rows, names, mine] = await Promise.all([
    rowsOf(office.registers, 'activities', { where, sort: { property: 'day' }, limit: MOST }),
    communityNames(office),
    ownParts(office, user, { day }),
  ]);
  return Promise.all(rows.map(({ key, values }) => viewOf(office, values, names, mine.get(key))));
}

/** One activity. Throws RequestProblem NOT_FOUND. */
export async function readActivity(office: Office, user: SignedIn | null, activityNo: string): Promise<ActivityDetail> {
  const [row] = await rowsOf(office.registers, 'activities', { where: { activityNo }, limit: 1 });
  if (row === undefined) throw new RequestProblem('NOT_FOUND');
  const [names, mine, team, volunteer] = await Promise.all([
    communityNames(office),
    ownParts(office, user, { activityNo }),
    rowsOf(office.registers, 'teams', { where: { teamNo: textIn(row.values, 'teamNo') ?? '' }, limit: 1 }),
    user === null
      ? []
      : rowsOf(office.registers, 'volunteers', { where: { userId: user.userId, state: '在册' }, limit: 1 }),
  ]);
  const own = mine.get(activityNo);
  const isLeader =
    user !== null && ['leaderUserId', 'deputyUserId'].some((name) => team[0]?.values[name] === user.userId);
  const knowsContact = isLeader || (own !== undefined && TAKES_PART.includes(own.state));
  const [name, mobile] = [textIn(row.values, 'contactName'), textIn(row.values, 'contactMobile')];
  return {
    ...(await viewOf(office, row.values, names, own)),
    ...(knowsContact && name !== undefined && mobile !== undefined ? { contact: { name, mobile } } : {}),
    isVolunteer: volunteer.length > 0,
    isLeader,
  };
}
