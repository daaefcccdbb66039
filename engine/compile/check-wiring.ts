import type { Problem } from '../model/problem.js';
import type { BpmnModel, Container, FlowNode } from './bpmn-model.js';
import { definitionsOf, flagOf } from './bpmn-model.js';
import { errorAt } from './problem-maker.js';

type Complain = (node: FlowNode, rule: string, clause: string, zh: string, en: string) => void;

/** Which nodes may, must and must not have incoming and outgoing flows, and the start events of each container. */
export function checkWiring(model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  const complain: Complain = (node, rule, clause, zh, en) => {
    problems.push(
      errorAt(rule, { elementId: node.id, line: node.element.line, clause: `BPMN 2.0.2 ${clause}` }, zh, en),
    );
  };
  const containers = [...model.processes, ...[...model.nodes.values()].flatMap((node) => node.inner ?? [])];
  for (const container of containers) problems.push(...checkStarts(container));
  for (const node of model.nodes.values()) checkNode(node, complain);
  return problems;
}

function checkNode(node: FlowNode, complain: Complain): void {
  const [reached, left] = [node.incoming.length > 0, node.outgoing.length > 0];
  if (node.type === 'startEvent') {
    if (reached)
      complain(
        node,
        'start-incoming',
        '10.5.2',
        '开始事件不能有进入的顺序流',
        'A start event may not have incoming flows',
      );
    if (!left)
      complain(
        node,
        'start-outgoing',
        '10.5.2',
        '开始事件须有离开的顺序流',
        'A start event must have an outgoing flow',
      );
  } else if (node.type === 'endEvent') {
    if (left)
      complain(
        node,
        'end-outgoing',
        '10.5.4',
        '结束事件不能有离开的顺序流',
        'An end event may not have outgoing flows',
      );
    if (!reached) complain(node, 'not-reached', '10.5.4', '没有顺序流到达此结束事件', 'No flow reaches this end event');
  } else if (node.type === 'boundaryEvent') {
    checkBoundary(node, complain);
  } else if (flagOf(node.element, 'isForCompensation', false)) {
    if (reached || left)
      complain(
        node,
        'compensation-flow',
        '10.7.1',
        '补偿活动不能连接顺序流',
        'A compensation activity may not have sequence flows',
      );
  } else if (node.inner?.kind === 'eventSubProcess') {
    if (reached || left)
      complain(
        node,
        'event-sub-process-flow',
        '10.3.5',
        '事件子流程不能连接顺序流',
        'An event sub-process may not have sequence flows',
      );
    if (node.boundaries.length > 0)
      complain(
        node,
        'event-sub-process-boundary',
        '10.3.5',
        '事件子流程上不能附加边界事件',
        'An event sub-process may not carry boundary events',
      );
  } else {
    if (!reached) complain(node, 'not-reached', '10.5.2', '没有顺序流到达此节点', 'No flow reaches this node');
    if (!left && needsExit(node)) {
      complain(
        node,
        'no-exit',
        '10.5.4',
        '此节点之后没有顺序流，而流程中有结束事件',
        'No flow leaves this node although there is an end event',
      );
    }
  }
}

/** Without an end event a path may just end; with one, every path must lead to it (BPMN 2.0.2, 10.5.4). */
function needsExit(node: FlowNode): boolean {
  return node.type.endsWith('Gateway') || node.container.hasEnd;
}

function checkBoundary(node: FlowNode, complain: Complain): void {
  const compensation = definitionsOf(node).some((definition) => definition.local === 'compensateEventDefinition');
  if (node.incoming.length > 0) {
    complain(
      node,
      'boundary-incoming',
      '10.5.3',
      '边界事件不能有进入的顺序流',
      'A boundary event may not have incoming flows',
    );
  }
  if (compensation && node.outgoing.length > 0) {
    complain(
      node,
      'compensation-flow',
      '10.7.1',
      '补偿边界事件不能有顺序流，只能关联补偿活动',
      'A compensation boundary event has an association, no sequence flow',
    );
  }
  if (!compensation && node.outgoing.length === 0) {
    complain(
      node,
      'boundary-outgoing',
      '10.5.3',
      '边界事件须有离开的顺序流',
      'A boundary event must have an outgoing flow',
    );
  }
}

function checkStarts(container: Container): Problem[] {
  const starts = container.nodes.filter((node) => node.type === 'startEvent');
  const none = starts.filter((node) => definitionsOf(node).length === 0);
  const place = { elementId: container.id, line: container.element.line, clause: 'BPMN 2.0.2 10.5.2' };
  if (container.kind === 'process') {
    if (starts.length === 0)
      return [errorAt('start-missing', place, '流程缺少开始事件', 'The process has no start event')];
    if (none.length > 1)
      return [
        errorAt(
          'start-ambiguous',
          place,
          '流程只能有一个无触发条件的开始事件',
          'A process has at most one none start event',
        ),
      ];
  } else if (starts.length !== 1) {
    return [
      errorAt(
        'start-missing',
        place,
        '子流程须有且只有一个开始事件',
        'A sub-process must have exactly one start event',
      ),
    ];
  } else if (container.kind === 'subProcess' && none.length === 0) {
    return [
      errorAt(
        'start-trigger',
        place,
        '内嵌子流程的开始事件不能有触发条件',
        'The start event of an embedded sub-process has no trigger',
      ),
    ];
  } else if (container.kind === 'eventSubProcess' && none.length === 1) {
    return [
      errorAt(
        'start-trigger',
        place,
        '事件子流程的开始事件须有触发条件',
        'The start event of an event sub-process needs a trigger',
      ),
    ];
  }
  return [];
}
