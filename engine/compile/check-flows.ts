import type { BpmnModel, Flow } from './bpmn-model.js';
import { flagOf, isActivity, reference } from './bpmn-model.js';
import type { CheckContext, NodeCheck } from './check-context.js';
import { isInExecutable } from './check-context.js';
import { BPMN } from './namespaces.js';
import type { Report } from './standard-rule.js';
import { standardRule } from './standard-rule.js';
import { childOf, childrenOf, localName } from './xml-tree.js';

const ENDPOINT = standardRule('flow-endpoint', '8.4.13');
const ARTIFACT_TARGET = standardRule('flow-artifact', '8.4.1', '006');
const ARTIFACT_SOURCE = standardRule('flow-artifact', '8.4.1', '007');
const BORDER = standardRule('flow-crosses-border', '7.6.1', '152');
const SUB_PROCESS_SOURCE = standardRule('flow-event-sub-process', '8.4.13', '021');
const SUB_PROCESS_TARGET = standardRule('flow-event-sub-process', '8.4.13', '022');
const LISTS = standardRule('flow-endpoint', '8.4.13', '023');
const UNLISTED = standardRule('flow-unlisted', '8.4.13', '023');
const ALONE = standardRule('condition-alone', '8.4.13', '025');
const SOURCE = standardRule('condition-source', '8.4.13', '026');
const IGNORED = standardRule('condition-ignored', '10.6.4', '026');
const DEFAULT = standardRule('default-flow', '8.4.13');
const DEFAULT_CONDITION = standardRule('default-condition', '8.4.13');
const IMMEDIATE = standardRule('flow-immediate', '8.4.13', '024');

/** The text of an artifact's name, where one is. */
const ARTIFACT = /^(textAnnotation|association|group)$/;

/** A sequence flow: both ends are flow nodes of its own container, and a condition stands where it decides. */
export function checkFlow(flow: Flow, { model, report }: CheckContext): void {
  checkEnd(flow, flow.sourceId, 'sourceRef', ARTIFACT_SOURCE, SUB_PROCESS_SOURCE, model, report);
  checkEnd(flow, flow.targetId, 'targetRef', ARTIFACT_TARGET, SUB_PROCESS_TARGET, model, report);
  checkCondition(flow, model, report);
  if (!flagOf(flow.element, 'isImmediate', true) && isInExecutable(flow.element)) {
    const en = 'isImmediate may not be false in an executable process';
    report(flow.element, IMMEDIATE, '可执行流程中 isImmediate 不能为 false', en);
  }
}

function checkEnd(
  flow: Flow,
  id: string,
  attribute: string,
  artifact: ReturnType<typeof standardRule>,
  eventSubProcess: ReturnType<typeof standardRule>,
  model: BpmnModel,
  report: Report,
): void {
  const end = model.nodes.get(id);
  const other = model.elements.get(id);
  if (!end && other && ARTIFACT.test(other.local)) {
    const en = `A sequence flow may not be connected to the ${other.local} ${id}`;
    report(flow.element, artifact, `顺序流不能连接图示元素 ${other.local}（${id}）`, en);
  } else if (!end) {
    const zh = `顺序流的 ${attribute} 指向不存在的节点 ${id}`;
    report(flow.element, ENDPOINT, zh, `${attribute} names no flow node: ${id}`);
  } else if (end.container !== flow.container) {
    const en = `A sequence flow may not cross the border of a sub-process (node ${id})`;
    report(flow.element, BORDER, `顺序流不能穿越子流程边界（节点 ${id}）`, en);
  } else if (end.inner?.kind === 'eventSubProcess') {
    const en = `A sequence flow may not be connected to the event sub-process ${id}`;
    report(flow.element, eventSubProcess, `顺序流不能连接事件子流程 ${id}`, en);
  }
}

function checkCondition(flow: Flow, model: BpmnModel, report: Report): void {
  if (!childOf(flow.element, BPMN, 'conditionExpression')) return;
  const source = model.nodes.get(flow.sourceId);
  if (!source || /^(exclusive|inclusive|complex)Gateway$/.test(source.type)) return;
  if (isActivity(source)) {
    if (source.outgoing.length > 1) return;
    const en = 'A conditional flow out of an activity needs another flow beside it';
    report(flow.element, ALONE, '从活动出发的条件流旁须另有一条顺序流', en);
    return;
  }
  const rule = /^(parallel|eventBased)Gateway$/.test(source.type) ? IGNORED : SOURCE;
  const zh = `从 ${source.type} 出发的顺序流不能带条件`;
  report(flow.element, rule, zh, `A flow out of a ${source.type} may not carry a condition`);
}

/** A node's lists of incoming and outgoing flows name the flows that touch it: all of them, or none at all. */
export const checkFlowLists: NodeCheck = (node, { model, report }) => {
  for (const [list, flows] of [
    ['incoming', node.incoming],
    ['outgoing', node.outgoing],
  ] as const) {
    const named = new Set(childrenOf(node.element, BPMN, list).map((child) => localName(child.text)));
    const ids = new Set(flows.map((flow) => flow.id));
    for (const id of named) {
      if (ids.has(id)) continue;
      const known = model.flows.has(id);
      const zh = known ? `${list} 所列顺序流 ${id} 并不连接此节点` : `${list} 所列顺序流 ${id} 不存在`;
      const [found, lost] = [`The flow ${id} listed as ${list} does not touch this node`, 'does not exist'];
      report(node.element, LISTS, zh, known ? found : `The flow ${id} listed as ${list} ${lost}`);
    }
    const left = named.size === 0 ? [] : [...ids].filter((id) => !named.has(id));
    for (const id of left) {
      const en = `The flow ${id} touches this node but is not listed as ${list}`;
      report(node.element, UNLISTED, `顺序流 ${id} 连接此节点，但未列入 ${list}`, en);
    }
  }
};

/** A default flow leaves its node and, as a warning, carries no condition. */
export const checkDefault: NodeCheck = (node, { report, warn }) => {
  const id = reference(node.element, 'default');
  if (id === '') return;
  const flow = node.outgoing.find((one) => one.id === id);
  if (!flow) {
    report(node.element, DEFAULT, `默认流 ${id} 不是从此节点出发`, `The default flow ${id} does not leave this node`);
  } else if (childOf(flow.element, BPMN, 'conditionExpression')) {
    const en = 'The condition of a default flow is never evaluated';
    warn(flow.element, DEFAULT_CONDITION, '默认流上的条件不会被计算', en);
  }
};
