import type { JsonObject } from '../../engine/index.js';
import { dayAfter } from './dates.js';
import { padded, type SamplePlan, type SampleRows } from './plan.js';

const MEMBERS = 2300;
const PIONEERS = 579;
const GRIDS_EACH = 6;
const SKILLS = ['医疗', '法律', '电工', '水暖维修', '心理疏导', '书画', '教学', '烹饪'];
const ROADS = ['西二路', '柳泉路', '新村西路', '共青团路', '人民路', '体育场路', '商场西街', '美食街'];

/** Grids of every community, their members and pioneer households: 2,300 members and 579 pioneers altogether. */
export function partyRows(plan: SamplePlan): readonly SampleRows[] {
  const grids = gridRows(plan);
  return [
    { register: 'grids', rows: grids },
    { register: 'members', rows: memberRows(plan, grids) },
    { register: 'pioneers', rows: pioneerRows(plan, grids) },
  ];
}

function gridRows({ dice, person, communities }: SamplePlan): readonly JsonObject[] {
  return communities.flatMap(({ communityId, name }) =>
    Array.from({ length: GRIDS_EACH }, (_, index) => {
      // The first grids of the first two communities stand in the small set.
      const number = index + 3;
      return {
        gridId: `${communityId}-g${padded(number, 2)}`,
        name: `${name}第${['三', '四', '五', '六', '七', '八'][index] ?? ''}网格`,
        community: communityId,
        branch: `${name}第${['三', '四', '五', '六', '七', '八'][index] ?? ''}网格党支部`,
        area: `${dice.pick(ROADS)}以${dice.pick(['东', '西', '南', '北'])}`,
        households: dice.between(160, 320),
        secretaryName: person({ least: 35, most: 60 }).name,
        workerName: person({ least: 22, most: 50 }).name,
      };
    }),
  );
}

function memberRows(plan: SamplePlan, grids: readonly JsonObject[]): readonly JsonObject[] {
  const { dice, person, today } = plan;
  return Array.from({ length: MEMBERS - plan.shipped('members') }, (_, index) => {
    const grid = dice.pick(grids);
    const { name, gender, birth, idNo, mobile } = person({ least: 22, most: 88 });
    const isProbationary = dice.chance(4);
    const joinDate = isProbationary
      ? dayAfter(today, -dice.between(30, 330))
      : `${Number(birth.slice(0, 4)) + dice.between(19, 21)}-07-01`;
    return {
      memberNo: `DY-${padded(index + 1, 5)}`,
      name,
      gender,
      idNo,
      mobile,
      joinDate,
      ...(isProbationary ? {} : { fullDate: `${Number(joinDate.slice(0, 4)) + 1}-07-01` }),
      kind: isProbationary ? '预备' : '正式',
      branch: String(grid['branch']),
      community: String(grid['community']),
      gridId: String(grid['gridId']),
      address: address(plan, String(grid['name'])),
      ...(dice.chance(25) ? { skills: [dice.pick(SKILLS)] } : {}),
      ...(dice.chance(5) ? { hardship: true } : {}),
      ...(dice.chance(2) ? { floatingTo: dice.pick(['济南市', '青岛市', '北京市', '上海市']) } : {}),
      centralHousehold: dice.chance(6),
      doubleReport: dice.chance(20),
      state: '在册',
    };
  });
}

function pioneerRows(plan: SamplePlan, grids: readonly JsonObject[]): readonly JsonObject[] {
  const { dice, person, today } = plan;
  return Array.from({ length: PIONEERS - plan.shipped('pioneers') }, (_, index) => {
    const grid = dice.pick(grids);
    const { name, mobile } = person({ least: 25, most: 75 });
    const place = String(grid['name']);
    return {
      pioneerNo: `XF-${padded(index + 1, 5)}`,
      name,
      mobile,
      community: String(grid['community']),
      gridId: String(grid['gridId']),
      address: address(plan, place),
      households: 10,
      doors: Array.from({ length: 10 }, () => address(plan, place)),
      skills: [dice.pick(SKILLS)],
      since: dayAfter(today, -dice.between(60, 900)),
      lastVisitOn: dayAfter(today, -dice.between(0, 45)),
      state: '在册',
    };
  });
}

function address({ dice }: SamplePlan, gridName: string): string {
  const community = gridName.replace(/第.网格$/, '');
  return `${community}${dice.between(1, 18)}号楼${dice.between(1, 4)}单元${dice.between(1, 6)}0${dice.between(1, 3)}`;
}
