import type { JsonObject } from '../../engine/index.js';
import { dayAfter } from './dates.js';
import { padded, type SamplePlan, type SampleRows } from './plan.js';

const TEAMS = 15;
const ACTIVITIES = 160;
const TEAM_SIZE = 16;
const KINDS = ['走访入户', '巡逻巡查', '卫生清扫', '照料陪伴', '家电水暖维修', '课业辅导', '医疗健康', '文艺宣传'];
const TITLES: Readonly<Record<string, readonly string[]>> = {
  走访入户: ['独居老人走访', '困难家庭走访'],
  巡逻巡查: ['夜间平安巡逻', '消防通道巡查'],
  卫生清扫: ['楼道清扫', '小区环境整治'],
  照料陪伴: ['陪老人聊天', '陪同就医'],
  家电水暖维修: ['便民维修日', '水暖检修'],
  课业辅导: ['周末课业辅导', '假期阅读陪伴'],
  医疗健康: ['血压血糖义诊', '健康知识讲座'],
  文艺宣传: ['邻里文艺演出', '垃圾分类宣传'],
};

/** Teams up to 15 with their volunteers, and activities up to 160 with who took part and the hours they got. */
export function volunteerRows(plan: SamplePlan): readonly SampleRows[] {
  const { communities, shipped, dice } = plan;
  const volunteers: JsonObject[] = [];
  const teams: JsonObject[] = [];
  const members = new Map<string, readonly JsonObject[]>();
  for (let index = 0; index < TEAMS - shipped('teams'); index += 1) {
    // The first community has its team in the small set.
    const community = communities[(index + 1) % communities.length] ?? { communityId: 'c02', name: '梧桐社区' };
    const own = Array.from({ length: TEAM_SIZE }, (_, at) =>
      volunteer(plan, community.communityId, index * TEAM_SIZE + at),
    );
    volunteers.push(...own);
    const teamNo = `DW-${padded(8001 + index, 4)}`;
    members.set(teamNo, own);
    const [leader, deputy] = own;
    teams.push({
      teamNo,
      name: `${community.name}百姓管家一队`,
      community: community.communityId,
      leaderNo: String(leader?.['volunteerNo']),
      leaderUserId: `u-sample-${teamNo}-1`,
      leaderName: String(leader?.['name']),
      deputyNo: String(deputy?.['volunteerNo']),
      deputyUserId: `u-sample-${teamNo}-2`,
      deputyName: String(deputy?.['name']),
      scope: [dice.pick(KINDS), '其他'],
      members: own.map((one) => String(one['volunteerNo'])),
      filedBy: `${community.name}居民委员会`,
      registeredOn: dayAfter(plan.today, -dice.between(400, 900)),
      state: '在册',
    });
  }
  const activities: JsonObject[] = [];
  const participations: JsonObject[] = [];
  const hours: JsonObject[] = [];
  for (let index = 0; teams.length > 0 && index < ACTIVITIES - shipped('activities'); index += 1) {
    const made = activity(plan, { index, team: dice.pick(teams), members });
    activities.push(made.activity);
    participations.push(...made.participations);
    hours.push(...made.hours);
  }
  return [
    { register: 'volunteers', rows: withHours(volunteers, hours) },
    { register: 'teams', rows: teams },
    { register: 'activities', rows: activities },
    { register: 'participations', rows: participations },
    { register: 'volunteer-hours', rows: hours },
  ];
}

function volunteer({ dice, person, today }: SamplePlan, community: string, index: number): JsonObject {
  const { name, idNo, mobile } = person({ least: 20, most: 72 });
  return {
    volunteerNo: `ZYZ-370303-${padded(80_001 + index, 5)}`,
    name,
    idNo,
    mobile,
    community,
    kind: '成年',
    skills: [dice.pick(['走访', '维修', '医疗', '文艺', '教学'])],
    freeTime: [dice.pick(['工作日白天', '工作日晚上', '周末', '节假日'])],
    registeredOn: dayAfter(today, -dice.between(300, 900)),
    hours: 0,
    stars: 0,
    state: '在册',
  };
}

function activity(
  { dice, today }: SamplePlan,
  given: {
    readonly index: number;
    readonly team: JsonObject;
    readonly members: ReadonlyMap<string, readonly JsonObject[]>;
  },
): {
  readonly activity: JsonObject;
  readonly participations: readonly JsonObject[];
  readonly hours: readonly JsonObject[];
} {
  const { index, team, members } = given;
  const teamNo = String(team['teamNo']);
  const activityNo = `HD-${padded(80_001 + index, 5)}`;
  const kind = dice.pick(KINDS);
  const day = dayAfter(today, dice.chance(6) ? dice.between(2, 20) : -dice.between(15, 700));
  const isOver = day < today;
  const isOff = isOver && dice.chance(5);
  const length = dice.pick([2, 2.5, 3]);
  const from = `${day}T09:00:00+08:00`;
  const to = `${day}T${padded(9 + Math.floor(length), 2)}:${length % 1 === 0 ? '00' : '30'}:00+08:00`;
  const title = dice.pick(TITLES[kind] ?? ['志愿服务']);
  const community = String(team['community']);
  const joined = (members.get(teamNo) ?? []).filter(() => dice.chance(45)).slice(0, 9);
  const state = isOff ? '活动取消' : isOver ? '已计入' : '已报名';
  const participations = joined.map((one) => ({
    participationNo: `${activityNo}-${String(one['volunteerNo']).slice(-5)}`,
    activityNo,
    title,
    volunteerNo: String(one['volunteerNo']),
    name: String(one['name']),
    kind: '成年',
    community,
    day,
    from,
    to,
    signedUpAt: `${dayAfter(day, -5)}T10:00:00+08:00`,
    state,
    ...(state === '已计入'
      ? { checkInAt: from, checkOutAt: to, how: '扫码', autoOut: false, hours: length, rating: 5 }
      : {}),
  }));
  const hours =
    state !== '已计入'
      ? []
      : participations.map((one) => ({
          recordNo: `SC-${one.participationNo}`,
          volunteerNo: one.volunteerNo,
          name: one.name,
          community,
          activityNo,
          title,
          kind,
          teamNo,
          recordedBy: String(team['name']),
          day,
          from,
          to,
          hours: length,
          creditedOn: dayAfter(day, 4),
          state: '有效',
        }));
  return {
    participations,
    hours,
    activity: {
      activityNo,
      title,
      kind,
      teamNo,
      teamName: String(team['name']),
      community,
      address: `${String(team['filedBy']).replace('居民委员会', '')}党群服务中心`,
      day,
      from,
      to,
      signUpUntil: `${day}T00:00:00+08:00`,
      need: 10,
      minNeed: 2,
      minAge: 18,
      adultsOnly: true,
      riskNote: '无明显风险',
      chosen: false,
      insured: false,
      contactName: String(team['leaderName']),
      state: isOff ? '已取消' : isOver ? '已结束' : '报名中',
      ...(isOff ? { cancelReason: '天气原因' } : {}),
      persons: state === '已计入' ? participations.length : 0,
      noShows: 0,
      hours: hours.reduce((sum, one) => sum + one.hours, 0),
      served: state === '已计入' ? dice.between(5, 60) : 0,
    },
  };
}

const STARS = [100, 300, 600, 1000, 1500];

function withHours(volunteers: readonly JsonObject[], hours: readonly JsonObject[]): readonly JsonObject[] {
  const sums = new Map<string, number>();
  for (const one of hours) {
    const number = String(one['volunteerNo']);
    sums.set(number, (sums.get(number) ?? 0) + Number(one['hours']));
  }
  return volunteers.map((one) => {
    const sum = sums.get(String(one['volunteerNo'])) ?? 0;
    return { ...one, hours: sum, stars: STARS.filter((least) => sum >= least).length };
  });
}
