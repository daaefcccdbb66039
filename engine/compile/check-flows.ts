import type { Problem } from '../model/problem.js';
import type { BpmnModel, Flow, FlowNode } from './bpmn-model.js';
import { isActivity, reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import { errorAt, warningAt } from './problem-maker.js';
import { childOf, childrenOf, localName } from './xml-tree.js';

/** Sequence flows: both ends exist, lie in the same container, and agree with the `incoming` and `outgoing` lists (BPMN 2.0.2, 8.4.13). */
export function checkFlows(model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  for (const flow of model.flows.values()) problems.push(...checkEnds(flow, model), ...checkCondition(flow, model));
  for (const node of model.nodes.values()) problems.push(...checkLists(node, model), ...checkDefault(node));
  return problems;
}

function checkEnds(flow: Flow, model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  const place = { elementId: flow.id, line: flow.element.line, clause: 'BPMN 2.0.2 8.4.13' };
  for (const [attribute, id] of [
    ['sourceRef', flow.sourceId],
    ['targetRef', flow.targetId],
  ] as const) {
    const end = model.nodes.get(id);
    if (!end) {
      problems.push(
        errorAt(
          'flow-endpoint',
          place,
          `顺序流的 ${attribute} 指向不存在的节点 ${id}`,
          `${attribute} names no flow node: ${id}`,
        ),
      );
    } else if (end.container !== flow.container) {
      const zh = `顺序流不能穿越子流程边界（节点 ${id}）`;
      problems.push(
        errorAt(
          'flow-crosses-border',
          { ...place, clause: 'BPMN 2.0.2 7.6.1' },
          zh,
          `A sequence flow may not cross the border of a sub-process (node ${id})`,
        ),
      );
    }
  }
  return problems;
}

function checkCondition(flow: Flow, model: BpmnModel): Problem[] {
  if (!childOf(flow.element, BPMN, 'conditionExpression')) return [];
  const source = model.nodes.get(flow.sourceId);
  if (!source || isActivity(source) || source.type === 'exclusiveGateway') return [];
  const place = { elementId: flow.id, line: flow.element.line, clause: 'BPMN 2.0.2 8.4.13' };
  const zh = `从 ${source.type} 出发的顺序流不能带条件`;
  return [errorAt('condition-source', place, zh, `A flow out of a ${source.type} may not carry a condition`)];
}

function checkLists(node: FlowNode, model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  for (const [list, flows] of [
    ['incoming', node.incoming],
    ['outgoing', node.outgoing],
  ] as const) {
    const named = childrenOf(node.element, BPMN, list).map((child) => localName(child.text));
    const ids = new Set(flows.map((flow) => flow.id));
    for (const id of named) {
      if (ids.has(id)) continue;
      const known = model.flows.has(id);
      const zh = known ? `${list} 所列顺序流 ${id} 并不连接此节点` : `${list} 所列顺序流 ${id} 不存在`;
      const en = known
        ? `The flow ${id} listed as ${list} does not touch this node`
        : `The flow ${id} listed as ${list} does not exist`;
      problems.push(
        errorAt('flow-endpoint', { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 8.4.13' }, zh, en),
      );
    }
  }
  return problems;
}

function checkDefault(node: FlowNode): Problem[] {
  const id = reference(node.element, 'default');
  if (id === '') return [];
  const place = { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 8.4.13' };
  const flow = node.outgoing.find((one) => one.id === id);
  if (!flow)
    return [
      errorAt(
        'default-flow',
        place,
        `默认流 ${id} 不是从此节点出发`,
        `The default flow ${id} does not leave this node`,
      ),
    ];
  if (!childOf(flow.element, BPMN, 'conditionExpression')) return [];
  return [
    warningAt(
      'default-condition',
      { ...place, elementId: id },
      '默认流上的条件不会被计算',
      'The condition of a default flow is never evaluated',
    ),
  ];
}
