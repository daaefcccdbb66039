import type { Problem } from '../model/problem.js';
import type { BpmnModel, FlowNode } from './bpmn-model.js';
import { reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import { errorAt } from './problem-maker.js';
import { attributeOf, childOf } from './xml-tree.js';

const DIRECTIONS = ['Unspecified', 'Converging', 'Diverging', 'Mixed'];

/** Gateways: `gatewayDirection` fits the flows (BPMN 2.0.2, 8.4.9), and a diverging exclusive gateway can decide (10.6.2). */
export function checkGateways(model: BpmnModel): Problem[] {
  const gateways = [...model.nodes.values()].filter((node) => node.type.endsWith('Gateway'));
  return gateways.flatMap((node) => [...checkDirection(node), ...checkDecision(node)]);
}

function checkDirection(node: FlowNode): Problem[] {
  const direction = attributeOf(node.element, 'gatewayDirection') ?? 'Unspecified';
  const [many, out] = [node.incoming.length > 1, node.outgoing.length > 1];
  const fits =
    direction === 'Unspecified' ||
    (direction === 'Converging' && many && !out) ||
    (direction === 'Diverging' && !many && out) ||
    (direction === 'Mixed' && many && out);
  if (fits) return [];
  const place = { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 8.4.9' };
  const known = DIRECTIONS.includes(direction);
  const zh = known ? `网关方向 ${direction} 与其顺序流数量不符` : `网关方向无效：${direction}`;
  const en = known
    ? `The direction ${direction} does not fit the flows of the gateway`
    : `Not a gateway direction: ${direction}`;
  return [errorAt('gateway-direction', place, zh, en)];
}

function checkDecision(node: FlowNode): Problem[] {
  if (node.type !== 'exclusiveGateway' || node.outgoing.length < 2) return [];
  const otherwise = reference(node.element, 'default');
  const bare = node.outgoing.filter(
    (flow) => flow.id !== otherwise && !childOf(flow.element, BPMN, 'conditionExpression'),
  );
  return bare.map((flow) =>
    errorAt(
      'condition-missing',
      { elementId: flow.id, line: flow.element.line, clause: 'BPMN 2.0.2 10.6.2' },
      '排他网关的分支须有条件，或设为默认流',
      'A branch of an exclusive gateway needs a condition, or must be its default flow',
    ),
  );
}
