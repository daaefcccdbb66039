import type { JsonObject } from '../../engine/index.js';
import { dayAfter, lastDayOf, monthsUpTo } from './dates.js';
import { padded, type SamplePlan, type SampleRows } from './plan.js';

const FAMILIES = 60;
const MONTHS = 12;
const LOAD = 8;
const KINDS = ['dibao', 'margin', 'rigid', 'illness', 'disability', 'alone'];
const TROUBLES: Readonly<Record<string, string>> = {
  dibao: '家庭收入低于最低生活保障标准',
  margin: '收入略高于保障标准，抗风险能力弱',
  rigid: '医疗和教育支出大',
  illness: '家庭成员患大病，长期服药',
  disability: '家庭成员重度残疾，需要照料',
  alone: '独自居住，子女在外地',
};

/** Cadres, families up to 60, their pairings and twelve months of visits, some of them late. */
export function familyRows(plan: SamplePlan): readonly SampleRows[] {
  const { communities, shipped } = plan;
  const cadres = communities.flatMap(({ communityId, name }, index) => cadresOf(plan, communityId, name, index));
  const families: JsonObject[] = [];
  const pairings: JsonObject[] = [];
  const visits: JsonObject[] = [];
  const loads = new Map<string, number>();
  for (let index = 0; index < FAMILIES - shipped('families'); index += 1) {
    const community = communities[index % communities.length] ?? { communityId: 'c01', name: '体育场社区' };
    const own = cadres.filter((one) => (one['communities'] as readonly string[]).includes(community.communityId));
    const leader = String(own.find((one) => one['kind'] === '包居领导')?.['userId'] ?? '');
    const secretary = String(own.find((one) => one['kind'] === '社区书记')?.['userId'] ?? '');
    const isPaired = (loads.get(leader) ?? 0) < LOAD && !plan.dice.chance(6);
    if (isPaired) loads.set(leader, (loads.get(leader) ?? 0) + 1);
    const made = family(plan, { number: index + 101, community, leader, secretary, isPaired });
    families.push(made.family);
    if (made.pairing !== undefined) pairings.push(made.pairing);
    visits.push(...made.visits);
  }
  return [
    { register: 'cadres', rows: cadres },
    { register: 'families', rows: families },
    { register: 'pairings', rows: pairings },
    { register: 'visits-of-families', rows: visits },
  ];
}

function cadresOf({ person }: SamplePlan, community: string, name: string, index: number): readonly JsonObject[] {
  const common = { communities: [community], active: true, declaredRelatives: [] };
  const number = padded(index + 1, 2);
  return [
    {
      ...common,
      userId: `u-sample-leader-${number}`,
      name: person({ least: 35, most: 58 }).name,
      post: '街道干部',
      kind: '包居领导',
    },
    {
      ...common,
      userId: `u-sample-secretary-${number}`,
      name: person({ least: 35, most: 58 }).name,
      post: `${name}党组织书记`,
      kind: '社区书记',
    },
  ];
}

interface FamilyInput {
  readonly number: number;
  readonly community: { readonly communityId: string; readonly name: string };
  readonly leader: string;
  readonly secretary: string;
  readonly isPaired: boolean;
}

function family(
  plan: SamplePlan,
  { number, community, leader, secretary, isPaired }: FamilyInput,
): { readonly family: JsonObject; readonly pairing: JsonObject | undefined; readonly visits: readonly JsonObject[] } {
  const { dice, person, today } = plan;
  const familyId = `BF-${padded(number, 4)}`;
  const head = person({ least: 40, most: 86 });
  const kind = dice.pick(KINDS);
  const pairedOn = dayAfter(today, -dice.between(380, 700));
  const base = { familyId, community: community.communityId, leader, secretary };
  const visits = isPaired ? visitsOf(plan, base) : [];
  const done = visits.filter((one) => one['state'] === '已走访');
  const last = done.at(-1)?.['visitOn'];
  return {
    visits,
    pairing: isPaired
      ? { pairingId: `JD-${today.slice(0, 4)}-8${padded(number, 3)}`, ...base, helpers: [], from: pairedOn }
      : undefined,
    family: {
      familyId,
      head: head.name,
      headIdNo: head.idNo,
      mobile: head.mobile,
      community: community.communityId,
      address: `${community.name}${dice.between(1, 12)}号楼${dice.between(1, 4)}单元${dice.between(1, 6)}0${dice.between(1, 3)}`,
      kinds: [kind],
      size: dice.between(1, 4),
      income: dice.between(40_000, 150_000),
      difficulties: TROUBLES[kind] ?? '',
      score: dice.between(10, 60),
      state: isPaired ? '结对中' : '候选',
      ...(isPaired
        ? {
            leader,
            secretary,
            goals: '基本生活有保障，困难有人帮',
            measures: '每月上门走访，协助申请救助',
            pairedOn,
            planUntil: dayAfter(today, dice.between(30, 300)),
            ...(typeof last === 'string' ? { lastVisitOn: last } : {}),
          }
        : {}),
    },
  };
}

function visitsOf({ dice, today }: SamplePlan, base: JsonObject): readonly JsonObject[] {
  return monthsUpTo(today, MONTHS).map((month) => {
    const dueOn = lastDayOf(month);
    const isOver = dueOn < today;
    const isDone = isOver ? !dice.chance(4) : today.slice(8) > '10' && dice.chance(60);
    const visitOn = `${month}-${padded(isOver ? dice.between(3, 27) : dice.between(2, Number(today.slice(8))), 2)}`;
    return {
      ...base,
      visitId: `${String(base['familyId'])}/${month}`,
      month,
      opensOn: `${month}-01`,
      dueOn,
      state: isDone ? '已走访' : isOver ? '逾期未访' : '待走访',
      ...(isDone
        ? {
            visitOn,
            way: '上门',
            visitors: [base['leader'] ?? '', base['secretary'] ?? ''],
            met: '户主',
            mood: dice.pick(['平稳', '乐观', '有些低落']),
            needs: dice.chance(15) ? 1 : 0,
            goods: dice.chance(10) ? 1 : 0,
          }
        : {}),
    };
  });
}
