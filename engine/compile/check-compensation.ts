import type { Problem } from '../model/problem.js';
import type { BpmnModel, Container, FlowNode } from './bpmn-model.js';
import { definitionsOf, flagOf, isActivity, reference } from './bpmn-model.js';
import { errorAt } from './problem-maker.js';

const CLAUSE = 'BPMN 2.0.2 10.7.1';

/** The compensation activities that the associations of a compensation boundary event lead to. */
export function handlersOf(boundary: FlowNode, model: BpmnModel): readonly FlowNode[] {
  const targets = model.associations.get(boundary.id) ?? [];
  return targets.flatMap((id) => model.nodes.get(id) ?? []);
}

/** True for a boundary event that waits for compensation. */
export function isCompensationBoundary(node: FlowNode): boolean {
  return node.type === 'boundaryEvent' && definitionsOf(node).some((one) => one.local === 'compensateEventDefinition');
}

/** Compensation: each boundary event leads to exactly one handler beside it, each handler has exactly one, throws name an activity in reach. */
export function checkCompensation(model: BpmnModel): Problem[] {
  const nodes = [...model.nodes.values()];
  const boundaries = nodes.filter(isCompensationBoundary);
  const used = new Map<string, number>();
  const problems = boundaries.flatMap((boundary) => {
    const handlers = handlersOf(boundary, model);
    for (const handler of handlers) used.set(handler.id, (used.get(handler.id) ?? 0) + 1);
    const place = { elementId: boundary.id, line: boundary.element.line, clause: CLAUSE };
    const [handler] = handlers;
    const good = handlers.length === 1 && handler && isActivity(handler) && handler.container === boundary.container;
    if (good && flagOf(handler.element, 'isForCompensation', false)) return [];
    return [
      errorAt(
        'compensation-handler',
        place,
        '补偿边界事件须关联一个 isForCompensation 活动',
        'A compensation boundary event must be associated with one isForCompensation activity',
      ),
    ];
  });
  for (const node of nodes) {
    if (node.boundaries.filter(isCompensationBoundary).length > 1) {
      const place = { elementId: node.id, line: node.element.line, clause: CLAUSE };
      const [zh, en] = [
        '一个活动只能附着一个补偿边界事件',
        'An activity may carry one compensation boundary event only',
      ];
      problems.push(errorAt('compensation-handler', place, zh, en));
    }
    if (!isActivity(node)) {
      problems.push(...checkThrow(node, model));
    } else if (flagOf(node.element, 'isForCompensation', false) && used.get(node.id) !== 1) {
      const place = { elementId: node.id, line: node.element.line, clause: CLAUSE };
      problems.push(
        errorAt(
          'compensation-handler',
          place,
          '补偿活动须由且仅由一个补偿边界事件关联',
          'A compensation activity must be associated with exactly one compensation boundary event',
        ),
      );
    }
  }
  return problems;
}

function checkThrow(node: FlowNode, model: BpmnModel): Problem[] {
  if (node.type !== 'intermediateThrowEvent' && node.type !== 'endEvent') return [];
  const definition = definitionsOf(node).find((one) => one.local === 'compensateEventDefinition');
  if (!definition) return [];
  const place = { elementId: node.id, line: node.element.line, clause: CLAUSE };
  if (!flagOf(definition, 'waitForCompletion', true)) {
    return [
      errorAt(
        'unsupported-attribute',
        place,
        '不支持 waitForCompletion="false"',
        'Not supported: waitForCompletion="false"',
      ),
    ];
  }
  const id = reference(definition, 'activityRef');
  if (id === '') return [];
  const target = model.nodes.get(id);
  const known = target && isActivity(target) && inReach(node.container, target.container);
  if (known && (target.inner || target.boundaries.some(isCompensationBoundary))) return [];
  return [
    errorAt(
      'compensation-target',
      place,
      `补偿目标 ${id} 不是可补偿的同层活动`,
      `The compensation target ${id} is no compensable activity in reach`,
    ),
  ];
}

/** A throw reaches its own container, and from an event sub-process the enclosing one too. */
function inReach(from: Container, target: Container): boolean {
  return from === target || (from.kind === 'eventSubProcess' && from.parent === target);
}
