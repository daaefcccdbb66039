import type { JsonObject } from '../../engine/index.js';
import { dayAfter } from './dates.js';
import { padded, type SamplePlan, type SampleRows } from './plan.js';

const ESTATES = 92;
const WITH_PROVIDER = 33;
const NAMES: readonly (readonly [name: string, english: string])[] = [
  ['和平', 'Heping'],
  ['文昌', 'Wenchang'],
  ['齐悦', 'Qiyue'],
  ['春晖', 'Chunhui'],
  ['金桥', 'Jinqiao'],
  ['朝阳', 'Chaoyang'],
  ['翠湖', 'Cuihu'],
  ['海棠', 'Haitang'],
  ['兴学', 'Xingxue'],
  ['东升', 'Dongsheng'],
  ['梧桐', 'Wutong'],
  ['华光', 'Huaguang'],
  ['世纪', 'Shiji'],
  ['书香', 'Shuxiang'],
  ['颐和', 'Yihe'],
  ['锦绣', 'Jinxiu'],
  ['阳光', 'Yangguang'],
  ['丽景', 'Lijing'],
  ['安泰', 'Antai'],
  ['百合', 'Baihe'],
  ['银杏', 'Yinxing'],
  ['桂花', 'Guihua'],
  ['牡丹', 'Mudan'],
];
const KINDS: readonly (readonly [name: string, english: string])[] = [
  ['花园', 'Garden'],
  ['小区', 'Court'],
  ['家园', 'Homes'],
  ['公寓', 'Apartments'],
];
const PROVIDERS = ['齐悦物业服务有限公司', '和泰物业服务有限公司', '春晖物业服务有限公司', '安居物业服务有限公司'];

/** Estates up to 92 (33 with property service, 59 without) with their buildings, parts and owners. */
export function estateRows(plan: SamplePlan, providersShipped: number): readonly SampleRows[] {
  const { dice, communities, shipped } = plan;
  const estates: JsonObject[] = [];
  const parts: JsonObject[] = [];
  const count = ESTATES - shipped('estates');
  for (let index = 0; index < count; index += 1) {
    const community = communities[index % communities.length] ?? { communityId: 'c01', name: '体育场社区' };
    const [name = '', english = ''] = NAMES[index % NAMES.length] ?? [];
    const [kind = '', kindEnglish = ''] = KINDS[Math.floor(index / NAMES.length) % KINDS.length] ?? [];
    const made = estate(plan, {
      // Start forms take `e01` to `e99`; the first stand in the small set.
      estateId: `e${padded(shipped('estates') + index + 1, 2)}`,
      name: `${name}${kind}`,
      nameEn: `${english} ${kindEnglish}`,
      community: community.communityId,
      hasProvider: index < WITH_PROVIDER - providersShipped,
      isLarge: index % 23 === 7,
      status: dice.pick(['无条件', '未成立', '未成立', '未成立']),
    });
    estates.push(made.estate);
    parts.push(...made.parts);
  }
  return [
    { register: 'estates', rows: estates },
    { register: 'parts', rows: parts },
  ];
}

interface EstateInput {
  readonly estateId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly community: string;
  readonly hasProvider: boolean;
  readonly isLarge: boolean;
  readonly status: string;
}

function estate(
  plan: SamplePlan,
  { estateId, name, nameEn, community, hasProvider, isLarge, status }: EstateInput,
): { readonly estate: JsonObject; readonly parts: readonly JsonObject[] } {
  const { dice, today } = plan;
  // Where a meeting of owners has no conditions yet, few have moved in.
  const isNew = status === '无条件';
  const movedIn = isNew ? 20 : 92;
  const buildings = isLarge ? dice.between(8, 12) : dice.between(2, 5);
  const parts = Array.from({ length: buildings }, (_, at) => at + 1).flatMap((building) =>
    [1, 2].flatMap((unit) =>
      [1, 2, 3, 4, 5, 6].flatMap((floor) =>
        [1, 2].map((door) => part(plan, { estateId, community, building, unit, room: `${floor}0${door}`, movedIn })),
      ),
    ),
  );
  const area = (rows: readonly JsonObject[]): number => rows.reduce((sum, row) => sum + Number(row['area']), 0);
  const moved = parts.filter((row) => row['movedIn'] === true);
  const owners = new Set(parts.map((row) => String(row['voterId'])));
  return {
    parts,
    estate: {
      estateId,
      name,
      nameEn,
      community,
      address: `张店区${name}`,
      buildings,
      households: parts.length,
      totalArea: area(parts),
      totalParts: parts.length,
      totalOwners: owners.size,
      hasProvider,
      ...(hasProvider ? { provider: dice.pick(PROVIDERS) } : {}),
      firstDelivery: dayAfter(today, -(isNew ? dice.between(100, 500) : dice.between(1500, 9000))),
      deliveredArea: area(moved),
      deliveredOwners: new Set(moved.map((row) => String(row['voterId']))).size,
      status,
      failedAttempts: 0,
    },
  };
}

function part(
  { dice, person }: SamplePlan,
  place: {
    readonly estateId: string;
    readonly community: string;
    readonly building: number;
    readonly unit: number;
    readonly room: string;
    /** Of a hundred parts. */
    readonly movedIn: number;
  },
): JsonObject {
  const { estateId, community, building, unit, room } = place;
  const owner = person({ least: 24, most: 85 });
  const second = dice.chance(30) ? person({ least: 24, most: 85 }) : undefined;
  const named = [owner, ...(second === undefined ? [] : [second])];
  return {
    partId: `${estateId}-${building}-${unit}-${room}`,
    estateId,
    community,
    building: String(building),
    unit: String(unit),
    room,
    use: '住宅',
    area: dice.between(5200, 13_800),
    areaSource: dice.pick(['不动产登记', '不动产登记', '实测', '合同']),
    owners: named.map(({ name, idNo, mobile }) => ({
      name,
      idType: '居民身份证',
      idNo,
      mobile,
      share: 100 / named.length,
    })),
    voterId: owner.idNo,
    movedIn: dice.chance(place.movedIn),
    feeArrearsMonths: dice.chance(8) ? dice.between(1, 12) : 0,
    fundArrears: dice.chance(3),
    source: '不动产登记',
  };
}
