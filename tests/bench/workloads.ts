/** The models of the engine benchmark, as BPMN 2.0 XML without a diagram. Tasks are FEEL scripts that add 1 to `n`. */
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
  readonly kind: 'start' | 'task' | 'choose' | 'fork' | 'join' | 'loop' | 'end';
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

const task = (id: string, inside = '') => `<bpmn:scriptTask id="${id}">${SCRIPT}${inside}</bpmn:scriptTask>`;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function sequence(): Workload {
  const ids = ['start', ...numbers(10).map((one) => `t${one}`), 'end'];
  const body = `<bpmn:startEvent id="start"/>${numbers(10)
    .map((one) => task(`t${one}`))
    .join('')}<bpmn:endEvent id="end"/>${ids
    .slice(1)
    .map((id, index) => flow(ids[index] ?? '', id))
    .join('')}`;
  const floor = ids.map((id, index): FloorNode => ({
    id,
    kind: id === 'start' ? 'start' : id === 'end' ? 'end' : 'task',
    next: index + 1 < ids.length ? [index + 1] : [],
  }));
  return {
    id: '1s',
    title: 'ten scripts in a row',
    xml: model('sequence', body),
    variables: () => ({ n: 0 }),
    elements: 12,
    floor,
  };
}

/** Pass-through elements cost no expression: this is what the engine itself takes for a step. */
function passThrough(): Workload {
  const ids = ['start', ...numbers(10).map((one) => `g${one}`), 'end'];
  const gateways = ids.slice(1, -1).map((id) => `<bpmn:exclusiveGateway id="${id}"/>`);
  const flows = ids.slice(1).map((id, index) => flow(ids[index] ?? '', id));
  const floor = ids.map((id, index): FloorNode => ({
    id,
    kind: id === 'start' ? 'start' : id === 'end' ? 'end' : 'fork',
    next: index + 1 < ids.length ? [index + 1] : [],
  }));
  const xml = model(
    'steps',
    `<bpmn:startEvent id="start"/>${gateways.join('')}<bpmn:endEvent id="end"/>${flows.join('')}`,
  );
  return {
    id: '1',
    title: 'ten pass-through elements in a row',
    xml,
    variables: () => ({ n: 0 }),
    elements: 12,
    floor,
  };
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
    variables: (index) => ({ n: 0, amount: AMOUNTS[index % 4] ?? 5 }),
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
    variables: () => ({ n: 0 }),
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
    variables: () => ({ n: 0 }),
    elements: 102,
    floor,
  };
}

/** Workloads that run to their end without waiting. */
export const RUNNING: readonly Workload[] = [passThrough(), sequence(), decision(), forkJoin(), multiInstance()];

/** Workloads 5 and 6: an instance that waits in a user task. */
export const WAITING_XML = model(
  'approval',
  `<bpmn:startEvent id="start"/><bpmn:userTask id="approve"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="end"/>${flow('start', 'approve')}${flow('approve', 'end')}`,
);
