import type { JsonObject } from '../../engine/index.js';
import { dayAfter } from './dates.js';
import { makeUscc } from './numbers.js';
import { padded, type SamplePlan, type SampleRows } from './plan.js';

const UNITS = 37;
/** Shops have the codes before. */
const FIRST_CODE = 50_001;
const STREET_BODY = '体育场街道大工委';
const RESOURCES = ['会议室', '停车场', '报告厅', '食堂', '法律咨询', '医护人员', '志愿者队伍', '文艺团队', '慰问资金'];
const KINDS: readonly (readonly [type: string, names: readonly string[]])[] = [
  ['机关', ['市场服务中心', '应急服务中心', '交通服务站', '公园服务所']],
  ['事业', ['第一小学', '第二小学', '实验中学', '社区医院', '文化馆', '体育馆', '图书馆']],
  ['国企', ['供水营业所', '供电营业所', '热力服务站', '公交车队', '邮政支局', '银行支行']],
  ['非公', ['连锁超市', '物业服务公司', '建筑工程公司', '口腔诊所', '药房连锁', '快递网点']],
  ['社会组织', ['社会工作服务中心', '养老服务中心', '志愿服务协会', '慈善服务站']],
];
const FIRST = ['晨光', '齐悦', '和泰', '春晖', '海岱', '稷下', '柳泉', '淄水'];

/** Units in the area whose party organisations sit in the committees, 37 altogether. */
export function unitRows({ dice, person, communities, today, shipped }: SamplePlan): SampleRows {
  const names = new Set<string>();
  const rows = Array.from({ length: UNITS - shipped('units') }, (_, index): JsonObject => {
    const [unitType, kinds] = KINDS[index % KINDS.length] ?? ['事业', ['文化馆']];
    let unitName = '';
    do unitName = `张店${dice.pick(FIRST)}${dice.pick(kinds)}`;
    while (names.has(unitName));
    names.add(unitName);
    const community = communities[index % communities.length] ?? { communityId: 'c01', name: '体育场社区' };
    const { name, mobile } = person({ least: 32, most: 58 });
    const own = `${community.name}大党委`;
    return {
      unitNo: `DW-${padded(index + 1, 5)}`,
      unitName,
      uscc: makeUscc(FIRST_CODE + index),
      unitType,
      partyOrg: `${unitName}党支部`,
      headName: name,
      headMobile: mobile,
      community: community.communityId,
      address: `张店区${community.name}${padded(dice.between(1, 99), 2)}号`,
      bodies: dice.chance(35) ? [STREET_BODY, own] : [own],
      resources: [...new Set([dice.pick(RESOURCES), dice.pick(RESOURCES)])],
      since: dayAfter(today, -dice.between(90, 900)),
      state: '在册',
    };
  });
  return { register: 'units', rows };
}
