import { makeUscc } from './numbers.js';
import { padded, type SamplePlan, type SampleRows } from './plan.js';

const SHOPS = 2005;
const ROADS = [
  '西二路',
  '柳泉路',
  '新村西路',
  '共青团路',
  '人民路',
  '体育场路',
  '商场西街',
  '美食街',
  '金晶大道',
  '北京路',
];
const TRADES: readonly (readonly [trade: string, words: readonly string[], share: number])[] = [
  ['餐饮', ['面馆', '小吃店', '快餐店', '火锅店', '饺子馆', '烧烤店', '早餐铺'], 30],
  ['食品销售', ['便利店', '超市', '水果店', '粮油店', '茶叶店', '糕点店'], 25],
  ['理发', ['理发店', '美发店'], 8],
  ['服装', ['服装店', '鞋店', '童装店'], 12],
  ['五金', ['五金店', '建材店'], 8],
  ['药品', ['药店', '医疗器械店'], 5],
  ['维修', ['家电维修部', '电动车行', '锁具店'], 7],
  ['文具', ['文具店', '打印社', '书店'], 5],
];
const FIRST = [...'福顺祥和泰永盛安康悦春秋晨晓禾谷稻麦星月云溪泉竹松'];
const SECOND = [...'来源兴隆记坊居苑阁轩园香客佳美达通成'];

/** Shops up to 2,005 altogether, each at a door of its own. */
export function shopRows({ dice, person, communities, shipped }: SamplePlan): SampleRows {
  const doors = new Set<string>();
  const rows = Array.from({ length: SHOPS - shipped('shops') }, (_, index) => {
    const [trade, words] = pickTrade(dice.between(1, 100));
    const road = dice.pick(ROADS);
    let doorNo = '';
    do doorNo = `${dice.between(1, 360)}-${dice.between(1, 9)}`;
    while (doors.has(`${road}${doorNo}`));
    doors.add(`${road}${doorNo}`);
    return {
      shopNo: `TYC-${padded(index + 10_001, 5)}`,
      name: `张店区${dice.pick(FIRST)}${dice.pick(SECOND)}${dice.pick(words)}`,
      uscc: makeUscc(index + 1),
      legalPerson: person({ least: 20, most: 65 }).name,
      licenceActive: !dice.chance(3),
      address: `张店区${road}${doorNo}号`,
      road,
      doorNo,
      community: dice.pick(communities).communityId,
      trade,
      state: dice.chance(92) ? '营业' : dice.pick(['歇业', '转让', '注销']),
    };
  });
  return { register: 'shops', rows };
}

function pickTrade(share: number): readonly [string, readonly string[]] {
  let rest = share;
  for (const [trade, words, part] of TRADES) {
    rest -= part;
    if (rest <= 0) return [trade, words];
  }
  return ['其他', ['商店']];
}
