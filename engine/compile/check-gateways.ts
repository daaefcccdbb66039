import type { FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import type { NodeCheck } from './check-context.js';
import { triggerOfDefinition } from './event-position.js';
import { BPMN } from './namespaces.js';
import type { Report } from './standard-rule.js';
import { standardRule } from './standard-rule.js';
import { attributeOf, childOf } from './xml-tree.js';

const NUMBERS: Readonly<Record<string, string>> = { Converging: '017', Diverging: '018', Mixed: '019' };
const MERGES_OR_SPLITS = standardRule('gateway-pointless', '10.6.1');
const TWO_PATHS = standardRule('event-gateway-paths', '10.6.6', '136');
const CONDITION = standardRule('condition-ignored', '10.6.6', '137');
const TARGET_FLOWS = standardRule('event-gateway-target', '10.6.6', '141');
const TARGET_KIND = standardRule('event-gateway-target', '10.6.6', '138');
const TARGET_MIX = standardRule('event-gateway-mix', '10.6.6', '139');
const TARGET_BOUNDARY = standardRule('event-gateway-boundary', '10.6.6', '140');
const INSTANTIATE = standardRule('event-gateway-instantiate', '10.6.6', '142');
const PARALLEL = standardRule('event-gateway-parallel', '10.6.6', '143');

/** Gateways: they merge or split, `gatewayDirection` fits their flows, and event-based ones lead to what they can wait for. */
export const checkGateway: NodeCheck = (node, { report }) => {
  if (!node.type.endsWith('Gateway')) return;
  checkDirection(node, report);
  if (node.type === 'eventBasedGateway') checkEventGateway(node, report);
  else if (node.incoming.length < 2 && node.outgoing.length < 2) {
    const en = 'A gateway must have several incoming or several outgoing flows';
    report(node.element, MERGES_OR_SPLITS, '网关须有多条进入或多条离开的顺序流', en);
  }
};

function checkDirection(node: FlowNode, report: Report): void {
  const direction = attributeOf(node.element, 'gatewayDirection')?.trim() ?? 'Unspecified';
  const [many, out] = [node.incoming.length > 1, node.outgoing.length > 1];
  const fits =
    direction === 'Unspecified' ||
    (direction === 'Converging' && many && !out) ||
    (direction === 'Diverging' && !many && out) ||
    (direction === 'Mixed' && many && out);
  if (fits) return;
  const rule = standardRule('gateway-direction', '10.6.1', NUMBERS[direction]);
  const en = `The direction ${direction} does not fit the flows of the gateway`;
  report(node.element, rule, `网关方向 ${direction} 与其顺序流数量不符`, en);
}

function checkEventGateway(node: FlowNode, report: Report): void {
  const { element } = node;
  if (node.outgoing.length < 2) {
    report(
      element,
      TWO_PATHS,
      '基于事件的网关须有两条以上离开的顺序流',
      'An event-based gateway needs two outgoing flows',
    );
  }
  for (const flow of node.outgoing) {
    if (!childOf(flow.element, BPMN, 'conditionExpression')) continue;
    const en = 'A flow out of an event-based gateway may not carry a condition';
    report(flow.element, CONDITION, '从事件网关出发的顺序流不能带条件', en);
  }
  const instantiates = flagOf(element, 'instantiate', false);
  if (instantiates && node.incoming.length > 0) {
    const en = 'An event-based gateway that starts the process may not have incoming flows';
    report(element, INSTANTIATE, '启动流程的事件网关不能有进入的顺序流', en);
  }
  if (!instantiates && attributeOf(element, 'eventGatewayType')?.trim() === 'Parallel') {
    const en = 'Only an event-based gateway that starts the process may be parallel';
    report(element, PARALLEL, '只有启动流程的事件网关才能是并行的', en);
  }
}

/** A node behind an event-based gateway: an event or receive task that can wait there, reached from nowhere else. */
export const checkGatewayTargets = (
  gateway: FlowNode,
  targetOf: (id: string) => FlowNode | undefined,
  report: Report,
): void => {
  const targets = gateway.outgoing.flatMap((flow) => targetOf(flow.targetId) ?? []);
  for (const target of targets) {
    const { element } = target;
    if (target.type !== 'receiveTask' && !canWait(target)) {
      const en =
        'Behind an event-based gateway stand message, timer, signal and conditional events and receive tasks only';
      report(element, TARGET_KIND, '事件网关之后只能是消息、定时、信号、条件事件或接收任务', en);
    }
    if (target.type === 'receiveTask' && target.boundaries.length > 0) {
      const en = 'A receive task behind an event-based gateway may not carry boundary events';
      report(element, TARGET_BOUNDARY, '事件网关之后的接收任务不能附加边界事件', en);
    }
    if (target.incoming.length > 1) {
      const en = 'What stands behind an event-based gateway may not have other incoming flows';
      report(element, TARGET_FLOWS, '事件网关之后的节点不能有其他进入的顺序流', en);
    }
  }
  const messages = targets.some((one) => one.definitions.some((each) => each.local === 'messageEventDefinition'));
  if (messages && targets.some((one) => one.type === 'receiveTask')) {
    const en = 'An event-based gateway leads to message events or to receive tasks, not to both';
    report(gateway.element, TARGET_MIX, '事件网关之后不能同时使用消息事件和接收任务', en);
  }
};

function canWait(node: FlowNode): boolean {
  if (node.type !== 'intermediateCatchEvent') return false;
  const triggers = node.definitions.map(triggerOfDefinition);
  return triggers.length > 0 && triggers.every((trigger) => /^(message|timer|signal|conditional)$/.test(trigger));
}
