import process from 'node:process';
import { BpmnModdle } from 'bpmn-moddle';
import { checkBpmn } from '../../engine/compile/check.js';
import { compilePlans } from '../../engine/compile/compile.js';
import { say } from './peers.js';

/**
 * How long check and compile take beside bpmn-moddle's parse of the same text in the same run, with and without diagram, and how the
 * cost grows with the size of the model. Run after a build: `node .build/server/tests/bench/compile.js`.
 */
const NODES = 200;
const GROWTH = [10, 100, 1_000, 10_000];
const SECONDS = 1;

/** A process of at least `elements` nodes and flows: tasks in a row, every third step a choice between two; `lists` names flows at nodes. */
function modelOf(elements: number, { diagram = false, lists = true } = {}): string {
  const nodes: { tag: string; id: string; attributes: string }[] = [];
  const flows: { from: string; to: string; condition?: string }[] = [];
  const node = (tag: string, id: string, attributes = ''): string => {
    nodes.push({ tag, id, attributes });
    return id;
  };
  const flow = (from: string, to: string, condition?: string): void => {
    flows.push({ from, to, ...(condition === undefined ? {} : { condition }) });
  };
  let last = node('startEvent', 'start');
  for (let step = 0; nodes.length + flows.length < elements - 3; step += 1) {
    if (step % 3 === 2) {
      const split = node('exclusiveGateway', `split${step}`, ` default="split${step}-b${step}"`);
      const merge = node('exclusiveGateway', `merge${step}`);
      flow(last, split);
      flow(split, node('userTask', `a${step}`), `amount > ${step}`);
      flow(split, node('userTask', `b${step}`));
      flow(`a${step}`, merge);
      flow(`b${step}`, merge);
      last = merge;
    } else {
      flow(last, node('userTask', `t${step}`, ` name="Step ${step}"`));
      last = `t${step}`;
    }
  }
  flow(last, node('endEvent', 'end'));
  const touching = (key: 'from' | 'to'): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>();
    for (const one of flows) found.set(one[key], [...(found.get(one[key]) ?? []), `${one.from}-${one.to}`]);
    return found;
  };
  const [incoming, outgoing] = [touching('to'), touching('from')];
  const listed = (id: string): string =>
    lists
      ? (incoming.get(id) ?? []).map((one) => `<bpmn:incoming>${one}</bpmn:incoming>`).join('') +
        (outgoing.get(id) ?? []).map((one) => `<bpmn:outgoing>${one}</bpmn:outgoing>`).join('')
      : '';
  const body = [
    ...nodes.map(({ tag, id, attributes }) => `<bpmn:${tag} id="${id}"${attributes}>${listed(id)}</bpmn:${tag}>`),
    ...flows.map(({ from, to, condition }) => {
      const inner =
        condition === undefined
          ? ''
          : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition.replace('>', '&gt;')}</bpmn:conditionExpression>`;
      return `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
    }),
  ];
  const shapes = nodes.map(
    ({ id }, at) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${at * 150}" y="100" width="100" height="80"/></bpmndi:BPMNShape>`,
  );
  const edges = flows.map(
    ({ from, to }, at) =>
      `<bpmndi:BPMNEdge id="${from}-${to}_di" bpmnElement="${from}-${to}"><di:waypoint x="${at}" y="1"/><di:waypoint x="${at + 9}" y="2"/></bpmndi:BPMNEdge>`,
  );
  const plane = `<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${[...shapes, ...edges].join('\n')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" targetNamespace="urn:bench">
<bpmn:process id="p" isExecutable="true">
${body.join('\n')}
</bpmn:process>
${diagram ? plane : ''}
</bpmn:definitions>`;
}

/** Milliseconds of processor time since the process began: what other programs do on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Median milliseconds of processor time of a call in a second of calls, at least five. */
async function medianOf(run: () => unknown): Promise<number> {
  const times: number[] = [];
  const until = performance.now() + SECONDS * 1_000;
  for (let warm = 0; warm < 3; warm += 1) await run();
  while (times.length < 5 || performance.now() < until) {
    const begin = processorTime();
    await run();
    times.push(processorTime() - begin);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function compileOrFail(xml: string): void {
  const { result } = compilePlans(xml);
  if (!result.ok) throw new Error(result.problems[0]?.text.en);
}

const moddle = new BpmnModdle();
for (const diagram of [false, true]) {
  // Of the elements a little less than half are nodes.
  const xml = modelOf(NODES * 2.2, { diagram });
  const parse = await medianOf(() => moddle.fromXML(xml));
  const check = await medianOf(() => checkBpmn(xml));
  const both = await medianOf(() => compileOrFail(xml));
  const ratio = `${(both / parse).toFixed(2)} x bpmn-moddle's parse (goal 2)`;
  say(
    `${NODES} nodes ${diagram ? 'with' : 'without'} diagram: bpmn-moddle ${parse.toFixed(1)} ms, check ${check.toFixed(1)} ms, check and compile ${both.toFixed(1)} ms = ${ratio}`,
  );
}
const costs: number[] = [];
for (const elements of GROWTH) {
  const xml = modelOf(elements, { lists: false });
  costs.push((await medianOf(() => compileOrFail(xml))) / elements);
}
const shown = costs.map((cost, at) => `${GROWTH[at]?.toLocaleString('en')}: ${(cost * 1_000).toFixed(1)} µs`);
const [first = 1, last = 1] = [costs[0], costs.at(-1)];
const slope = Math.log(last / first) / Math.log((GROWTH.at(-1) ?? 1) / (GROWTH[0] ?? 1));
say(`check and compile, for each element, by elements of the model: ${shown.join(', ')}; slope ${slope.toFixed(2)}`);
