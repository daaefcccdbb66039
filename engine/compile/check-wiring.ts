import type { Container, FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import type { CheckContext, NodeCheck } from './check-context.js';
import type { Report } from './standard-rule.js';
import { standardRule } from './standard-rule.js';

const START_MISSING = standardRule('start-missing', '10.5.2', '095');
const END_MISSING = standardRule('end-missing', '10.5.4', '103');
const START_IN = standardRule('start-incoming', '10.5.2', '096');
const START_OUT = standardRule('start-outgoing', '10.5.2', '097');
const END_OUT = standardRule('end-outgoing', '10.5.4', '104');
const END_IN = standardRule('not-reached', '10.5.4', '105');
const BOUNDARY_IN = standardRule('boundary-incoming', '10.5.5', '112');
const BOUNDARY_OUT = standardRule('boundary-outgoing', '10.5.5', '113');
const COMPENSATION_BOUNDARY = standardRule('compensation-flow', '10.7.1', '114');
const COMPENSATION_ACTIVITY = standardRule('compensation-flow', '10.7.1', '145');
const INTERMEDIATE_IN = standardRule('not-reached', '10.5.5', '115');
const INTERMEDIATE_OUT = standardRule('no-exit', '10.5.5', '116');
const LINK_IN = standardRule('link-flow', '10.5.5');
const LINK_OUT = standardRule('link-flow', '10.5.5');
const EVENT_SUB_PROCESS = standardRule('event-sub-process-flow', '10.3.5', '057');
const EVENT_SUB_PROCESS_BOUNDARY = standardRule('event-sub-process-boundary', '10.3.5');
const ONE_START = standardRule('start-missing', '10.3.5', '058');
const REACHED = standardRule('not-reached', '10.5.2', '150');
const LEFT = standardRule('no-exit', '10.5.4', '151');
const INSTANTIATE = standardRule('receive-instantiate', '10.3.3', '049');

/** Start and end events of a container: both or none; an event sub-process has exactly one start event. */
export function checkStarts(container: Container, { report }: CheckContext): void {
  const { element, kind, nodes } = container;
  if (kind === 'choreography' || element.local === 'adHocSubProcess') return;
  const starts = nodes.filter((node) => node.type === 'startEvent');
  if (kind === 'eventSubProcess') {
    if (starts.length === 1) return;
    const en = 'An event sub-process must have exactly one start event';
    report(element, ONE_START, '事件子流程须有且只有一个开始事件', en);
    return;
  }
  const instantiates = nodes.some(isInstantiating);
  if (starts.length === 0 && container.hasEnd && !instantiates) {
    report(
      element,
      START_MISSING,
      '有结束事件时须有开始事件',
      'Where there is an end event there must be a start event',
    );
  }
  if (starts.length > 0 && !container.hasEnd) {
    report(element, END_MISSING, '有开始事件时须有结束事件', 'Where there is a start event there must be an end event');
  }
}

/** Which nodes may, must and must not have incoming and outgoing flows. */
export const checkNodeWiring: NodeCheck = (node, { report }) => {
  if (node.container.kind === 'choreography') return;
  const { element } = node;
  const [reached, left] = [node.incoming.length > 0, node.outgoing.length > 0];
  if (node.type === 'startEvent') {
    if (reached) report(element, START_IN, '开始事件不能有进入的顺序流', 'A start event may not have incoming flows');
    if (!left) report(element, START_OUT, '开始事件须有离开的顺序流', 'A start event must have an outgoing flow');
  } else if (node.type === 'endEvent') {
    if (left) report(element, END_OUT, '结束事件不能有离开的顺序流', 'An end event may not have outgoing flows');
    if (!reached) report(element, END_IN, '没有顺序流到达此结束事件', 'No flow reaches this end event');
  } else if (node.type === 'boundaryEvent') {
    checkBoundary(node, reached, left, report);
  } else if (flagOf(element, 'isForCompensation', false)) {
    const en = 'A compensation activity may not have sequence flows';
    if (reached || left) report(element, COMPENSATION_ACTIVITY, '补偿活动不能连接顺序流', en);
  } else if (node.inner?.kind === 'eventSubProcess') {
    const en = 'An event sub-process may not have sequence flows';
    if (reached || left) report(element, EVENT_SUB_PROCESS, '事件子流程不能连接顺序流', en);
    if (node.boundaries.length > 0) {
      const text = 'An event sub-process may not carry boundary events';
      report(element, EVENT_SUB_PROCESS_BOUNDARY, '事件子流程上不能附加边界事件', text);
    }
  } else if (node.type.startsWith('intermediate')) {
    checkIntermediate(node, reached, left, report);
  } else {
    checkOrdinary(node, reached, left, report);
  }
};

function checkBoundary(node: FlowNode, reached: boolean, left: boolean, report: Report): void {
  const compensation = node.definitions.some((definition) => definition.local === 'compensateEventDefinition');
  if (reached) {
    report(node.element, BOUNDARY_IN, '边界事件不能有进入的顺序流', 'A boundary event may not have incoming flows');
  }
  if (compensation && left) {
    const en = 'A compensation boundary event has an association, no sequence flow';
    report(node.element, COMPENSATION_BOUNDARY, '补偿边界事件不能有顺序流，只能关联补偿活动', en);
  }
  if (!compensation && !left) {
    report(node.element, BOUNDARY_OUT, '边界事件须有离开的顺序流', 'A boundary event must have an outgoing flow');
  }
}

function checkIntermediate(node: FlowNode, reached: boolean, left: boolean, report: Report): void {
  const link = node.definitions.some((definition) => definition.local === 'linkEventDefinition');
  const [throwsLink, catchesLink] = [
    link && node.type === 'intermediateThrowEvent',
    link && node.type === 'intermediateCatchEvent',
  ];
  if (catchesLink && reached) {
    report(node.element, LINK_IN, '捕获链接事件不能有进入的顺序流', 'A catching link may not have incoming flows');
  } else if (!catchesLink && !reached && node.container.element.local !== 'adHocSubProcess') {
    report(node.element, INTERMEDIATE_IN, '没有顺序流到达此中间事件', 'No flow reaches this intermediate event');
  }
  if (throwsLink && left) {
    report(node.element, LINK_OUT, '抛出链接事件不能有离开的顺序流', 'A throwing link may not have outgoing flows');
  } else if (!throwsLink && !left && node.container.element.local !== 'adHocSubProcess') {
    report(
      node.element,
      INTERMEDIATE_OUT,
      '中间事件须有离开的顺序流',
      'An intermediate event must have an outgoing flow',
    );
  }
}

/** Activities and gateways: with start events every path begins at one, with end events every path leads to one. */
function checkOrdinary(node: FlowNode, reached: boolean, left: boolean, report: Report): void {
  const instantiates = isInstantiating(node);
  if (node.type === 'receiveTask' && instantiates && reached) {
    const en = 'A receive task that starts the process may not have incoming flows';
    report(node.element, INSTANTIATE, '启动流程的接收任务不能有进入的顺序流', en);
  }
  if (node.container.element.local === 'adHocSubProcess') return;
  if (!reached && !instantiates && node.container.hasStart) {
    report(node.element, REACHED, '没有顺序流到达此节点', 'No flow reaches this node although there is a start event');
  }
  if (!left && node.container.hasEnd) {
    const en = 'No flow leaves this node although there is an end event';
    report(node.element, LEFT, '此节点之后没有顺序流，而流程中有结束事件', en);
  }
}

/** A receive task or event-based gateway that starts the process. */
export function isInstantiating(node: FlowNode): boolean {
  return /^(receiveTask|eventBasedGateway)$/.test(node.type) && flagOf(node.element, 'instantiate', false);
}
