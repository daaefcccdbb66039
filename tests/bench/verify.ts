import type { ElementPlan, ElementType, ProcessPlan } from '../../engine/index.js';
import { verifySoundness } from '../../engine/index.js';

/**
 * How long soundness takes: processes of 200 elements of several shapes, and rows and forks that grow. Prints markings looked at (which
 * tests judge) beside milliseconds (which nobody judges). Run after a build: `node .build/server/tests/bench/verify.js`.
 */
const SHAPES: readonly (readonly [string, () => ProcessPlan])[] = [
  ['200 tasks in a row', () => row(200)],
  ['10 branches of 20 tasks', () => forked(10, 20)],
  ['100 branches of 2 tasks', () => forked(100, 2)],
  [
    '40 choices, one after the other',
    () => planOf(inRow(40, (at) => [['exclusiveGateway', 'userTask', 'userTask', 'exclusiveGateway'], at])),
  ],
  ['30 branches that only a search explains', () => crossed(30)],
  ['2,000 tasks in a row', () => row(2_000)],
  ['10,000 tasks in a row', () => row(10_000)],
  ['10,000 branches', () => forked(10_000, 1)],
];

for (const [title, make] of SHAPES) {
  const plan = make();
  const times: number[] = [];
  let answer = '';
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    const { verdict, states } = verifySoundness(plan);
    times.push(performance.now() - begun);
    answer = `${verdict.padEnd(8)} ${String(states).padStart(7)} markings`;
  }
  const size = String(Object.keys(plan.elements).length).padStart(6);
  console.info(
    `${title.padEnd(40)} ${size} elements  ${answer}  ${Math.min(...times)
      .toFixed(1)
      .padStart(9)} ms`,
  );
}

type Node = readonly [id: string, type: ElementType];
type Flow = readonly [source: string, target: string];
interface Drawing {
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
}

function planOf({ nodes, flows }: Drawing): ProcessPlan {
  const incoming = new Map<string, string[]>();
  const outgoing = new Map<string, string[]>();
  const note = (map: Map<string, string[]>, key: string, id: string): void => {
    const list = map.get(key);
    if (list) list.push(id);
    else map.set(key, [id]);
  };
  const types = new Map(nodes);
  const all = flows.map(([sourceId, targetId], at) => {
    const id = `f${at}`;
    note(outgoing, sourceId, id);
    note(incoming, targetId, id);
    const isChoice = types.get(sourceId) === 'exclusiveGateway' || types.get(sourceId) === 'inclusiveGateway';
    return { id, sourceId, targetId, ...(isChoice ? { condition: id } : {}) };
  });
  const elements = nodes.map(([id, type]) => {
    const head = {
      id,
      type,
      name: { zh: id, en: id },
      incoming: incoming.get(id) ?? [],
      outgoing: outgoing.get(id) ?? [],
    };
    const rest = { boundaryIds: [], limits: [], clock: [], inputs: [], outputs: [], isForCompensation: false };
    return [id, { ...head, ...rest, event: { kind: 'none' }, interrupting: true } as unknown as ElementPlan] as const;
  });
  return {
    format: 1,
    processId: 'bench',
    name: { zh: 'bench', en: 'bench' },
    elements: Object.fromEntries(elements),
    flows: Object.fromEntries(all.map((flow) => [flow.id, flow])),
    messageNames: [],
    limits: [],
    forms: [],
  };
}

function row(size: number): ProcessPlan {
  const ids = ['s', ...Array.from({ length: size - 2 }, (_, at) => `t${at}`), 'e'];
  const type = (id: string): ElementType => (id === 's' ? 'startEvent' : id === 'e' ? 'endEvent' : 'userTask');
  return planOf({ nodes: ids.map((id) => [id, type(id)]), flows: ids.slice(1).map((id, at) => [ids[at] ?? '', id]) });
}

/** Parallel branches between a fork `a` and a join `j`; each is drawn by its number. */
function branched(width: number, draw: (branch: number) => Drawing): ProcessPlan {
  const nodes: Node[] = [
    ['s', 'startEvent'],
    ['a', 'parallelGateway'],
    ['j', 'parallelGateway'],
    ['e', 'endEvent'],
  ];
  const flows: Flow[] = [
    ['s', 'a'],
    ['j', 'e'],
  ];
  for (let branch = 0; branch < width; branch += 1) {
    const drawn = draw(branch);
    nodes.push(...drawn.nodes);
    flows.push(...drawn.flows);
  }
  return planOf({ nodes, flows });
}

function forked(width: number, length: number): ProcessPlan {
  return branched(width, (branch) => {
    const ids = Array.from({ length }, (_, at) => `t${branch}_${at}`);
    const way = ['a', ...ids, 'j'];
    return {
      nodes: ids.map((id) => [id, 'userTask']),
      flows: way.slice(1).map((id, at) => [way[at] ?? '', id]),
    };
  });
}

/** Parts in a row, each from its first to its last element by way of all others. */
function inRow(count: number, part: (at: number) => readonly [types: readonly ElementType[], at: number]): Drawing {
  const nodes: Node[] = [['s', 'startEvent']];
  const flows: Flow[] = [];
  let last = 's';
  for (let at = 0; at < count; at += 1) {
    const [types] = part(at);
    const ids = types.map((_, place) => `n${at}_${place}`);
    ids.forEach((id, place) => nodes.push([id, types[place] ?? 'userTask']));
    const [first = '', end = ''] = [ids[0], ids.at(-1)];
    flows.push([last, first]);
    for (const id of ids.slice(1, -1)) flows.push([first, id], [id, end]);
    last = end;
  }
  return { nodes: [...nodes, ['e', 'endEvent']], flows: [...flows, [last, 'e']] };
}

/** Parallel branches, each a way round with two ways in, which only a search can judge. */
function crossed(width: number): ProcessPlan {
  const pairs = 'a>x x>t x>u t>y y>u y>w u>z z>t z>w w>j'.split(' ').map((pair) => pair.split('>'));
  return branched(width, (branch) => {
    const name = (id = ''): string => (id === 'a' || id === 'j' ? id : `${id}${branch}`);
    const gateways = ['x', 'y', 'z'].map((id): Node => [name(id), 'exclusiveGateway']);
    const tasks = ['t', 'u', 'w'].map((id): Node => [name(id), 'userTask']);
    return { nodes: [...gateways, ...tasks], flows: pairs.map(([source, target]) => [name(source), name(target)]) };
  });
}
