/** A model of the engine benchmark, as BPMN 2.0 XML without a diagram. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly xml: string;
  /** Variables of the i-th instance. */
  readonly variables: (index: number) => Readonly<Record<string, number>>;
  /** Elements one instance enters. */
  readonly elements: number;
  readonly floor: FloorNode[];
}

/** A node of the hand-written loop: what it does and where it goes. */
export interface FloorNode {
  readonly id: string;
  readonly kind: 'start' | 'task' | 'script' | 'choose' | 'fork' | 'join' | 'loop' | 'end';
  readonly next: readonly number[];
  readonly limits?: readonly number[];
  readonly count?: number;
}

const AMOUNTS = [5, 50, 500, 5000];
const NAMESPACES =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"';
const SCRIPT =
  '<bpmn:extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></bpmn:extensionElements>';

function model(id: string, body: string): string {
  return `<bpmn:definitions ${NAMESPACES} id="d" targetNamespace="urn:bench"><bpmn:process id="${id}" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`;
}

function flow(from: string, to: string, condition?: string): string {
  const id = `f_${from}_${to}`;
  if (condition === undefined) return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
}

const task = (id: string, inside = '') => `<bpmn:task id="${id}">${inside}</bpmn:task>`;
const script = (id: string) => `<bpmn:scriptTask id="${id}">${SCRIPT}</bpmn:scriptTask>`;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** `count` tasks in a row, between a start and an end. */
export function row(count: number, make: (id: string) => string = task): string {
  const ids = ['start', ...numbers(count).map((one) => `t${one}`), 'end'];
  const tasks = ids.slice(1, -1).map((id) => make(id));
  const flows = ids.slice(1).map((id, index) => flow(ids[index] ?? '', id));
  return model('row', `<bpmn:startEvent id="start"/>${tasks.join('')}<bpmn:endEvent id="end"/>${flows.join('')}`);
}

function rowFloor(kind: 'task' | 'script'): FloorNode[] {
  const steps = numbers(10).map((one): FloorNode => ({ id: `t${one}`, kind, next: [one + 1] }));
  return [{ id: 'start', kind: 'start', next: [1] }, ...steps, { id: 'end', kind: 'end', next: [] }];
}

function decision(): Workload {
  const branches = ['big', 'medium', 'small', 'other'];
  const limits = [1000, 100, 10];
  const body = `<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="gw" default="f_gw_other"/>${branches.map((id) => task(id)).join('')}<bpmn:endEvent id="end"/>${flow('start', 'gw')}${branches
    .map((id, index) => flow('gw', id, limits[index] === undefined ? undefined : `=amount &gt; ${limits[index]}`))
    .join('')}${branches.map((id) => flow(id, 'end')).join('')}`;
  const floor: FloorNode[] = [
    { id: 'start', kind: 'start', next: [1] },
    { id: 'gw', kind: 'choose', next: [2, 3, 4, 5], limits },
    ...branches.map((id): FloorNode => ({ id, kind: 'task', next: [6] })),
    { id: 'end', kind: 'end', next: [] },
  ];
  return {
    id: '2',
    title: 'a decision with three conditions',
    xml: model('decision', body),
    variables: (index) => ({ amount: AMOUNTS[index % 4] ?? 5 }),
    elements: 4,
    floor,
  };
}

function forkJoin(): Workload {
  const tasks = numbers(10).map((one) => `t${one}`);
  const body = `<bpmn:startEvent id="start"/><bpmn:parallelGateway id="fork"/>${tasks.map((id) => task(id)).join('')}<bpmn:parallelGateway id="join"/><bpmn:endEvent id="end"/>${flow('start', 'fork')}${tasks.map((id) => flow('fork', id) + flow(id, 'join')).join('')}${flow('join', 'end')}`;
  const floor: FloorNode[] = [
    { id: 'start', kind: 'start', next: [1] },
    { id: 'fork', kind: 'fork', next: tasks.map((_, index) => index + 2) },
    ...tasks.map((id): FloorNode => ({ id, kind: 'task', next: [12] })),
    { id: 'join', kind: 'join', next: [13], count: 10 },
    { id: 'end', kind: 'end', next: [] },
  ];
  return {
    id: '3',
    title: 'fork and join of ten',
    xml: model('forkjoin', body),
    variables: () => ({}),
    elements: 14,
    floor,
  };
}

function multiInstance(): Workload {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">100</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  const body = `<bpmn:startEvent id="start"/>${task('work', loop)}<bpmn:endEvent id="end"/>${flow('start', 'work')}${flow('work', 'end')}`;
  const floor: FloorNode[] = [
    { id: 'start', kind: 'start', next: [1] },
    { id: 'work', kind: 'loop', next: [2], count: 100 },
    { id: 'end', kind: 'end', next: [] },
  ];
  return {
    id: '4',
    title: 'a parallel multi-instance of 100',
    xml: model('multi', body),
    variables: () => ({}),
    elements: 102,
    floor,
  };
}

/** Workloads that run to their end without waiting. */
export const RUNNING: readonly Workload[] = [
  {
    id: '1',
    title: 'ten tasks in a row',
    xml: row(10),
    variables: () => ({}),
    elements: 12,
    floor: rowFloor('task'),
  },
  {
    id: '1s',
    title: 'ten scripts in a row',
    xml: row(10, script),
    variables: () => ({ n: 0 }),
    elements: 12,
    floor: rowFloor('script'),
  },
  decision(),
  forkJoin(),
  multiInstance(),
];

/** Workloads 5 and 6: an instance that waits in a user task. */
export const WAITING_XML = model(
  'approval',
  `<bpmn:startEvent id="start"/><bpmn:userTask id="approve"/><bpmn:endEvent id="end"/>${flow('start', 'approve')}${flow('approve', 'end')}`,
);

/** A model of `size` tasks of which an instance takes twenty: the others lie behind a condition that never holds. */
export function vast(size: number): string {
  const rows = (prefix: string, count: number) => numbers(count).map((one) => `${prefix}${one}`);
  const [near, far] = [rows('near', 20), rows('far', size)];
  const chain = (ids: readonly string[]) => ids.slice(1).map((id, index) => flow(ids[index] ?? '', id));
  const tasks = [...near, ...far].map((id) => task(id));
  const flows = [
    flow('start', 'gw'),
    flow('gw', 'near1'),
    flow('gw', 'far1', '=false'),
    ...chain([...near, 'end']),
    ...chain([...far, 'other']),
  ];
  return model(
    'vast',
    `<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="gw" default="f_gw_near1"/>${tasks.join('')}<bpmn:endEvent id="end"/><bpmn:endEvent id="other"/>${flows.join('')}`,
  );
}

/** A process that waits in `width` user tasks at once, all of one multi-instance activity. */
export function crowd(width: number): string {
  const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${width}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  return model(
    'crowd',
    `<bpmn:startEvent id="start"/><bpmn:userTask id="approve">${loop}</bpmn:userTask><bpmn:endEvent id="end"/>${flow('start', 'approve')}${flow('approve', 'end')}`,
  );
}
