import type { BpmnModel, Container, FlowNode } from './bpmn-model.js';
import { definitionsOf, flagOf, isActivity, reference } from './bpmn-model.js';
import type { CheckContext } from './check-context.js';
import type { Report } from './standard-rule.js';
import { standardRule } from './standard-rule.js';

const HANDLER = standardRule('compensation-handler', '10.7.1', '144');
const ALONE = standardRule('compensation-handler', '10.7.1');
const TARGET = standardRule('compensation-target', '10.7.2');

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
export function checkCompensation({ model, report }: CheckContext): void {
  const nodes = [...model.nodes.values()];
  const used = new Map<string, number>();
  for (const boundary of nodes.filter(isCompensationBoundary)) {
    const handlers = handlersOf(boundary, model);
    for (const handler of handlers) used.set(handler.id, (used.get(handler.id) ?? 0) + 1);
    const [handler] = handlers;
    const good = handlers.length === 1 && handler && isActivity(handler) && handler.container === boundary.container;
    if (good && flagOf(handler.element, 'isForCompensation', false)) continue;
    const en = 'A compensation boundary event must be associated with one isForCompensation activity';
    report(boundary.element, HANDLER, '补偿边界事件须关联一个 isForCompensation 活动', en);
  }
  for (const node of nodes) {
    if (node.boundaries.filter(isCompensationBoundary).length > 1) {
      const en = 'An activity may carry one compensation boundary event only';
      report(node.element, ALONE, '一个活动只能附着一个补偿边界事件', en);
    }
    if (!isActivity(node)) {
      checkThrow(node, model, report);
    } else if (flagOf(node.element, 'isForCompensation', false) && used.get(node.id) !== 1) {
      const en = 'A compensation activity must be associated with exactly one compensation boundary event';
      report(node.element, ALONE, '补偿活动须由且仅由一个补偿边界事件关联', en);
    }
  }
}

function checkThrow(node: FlowNode, model: BpmnModel, report: Report): void {
  if (node.type !== 'intermediateThrowEvent' && node.type !== 'endEvent') return;
  for (const definition of definitionsOf(node)) {
    if (definition.local !== 'compensateEventDefinition') continue;
    const id = reference(definition, 'activityRef');
    const target = model.nodes.get(id);
    if (!target || !isActivity(target)) continue;
    const compensable = target.inner !== undefined || target.boundaries.some(isCompensationBoundary);
    if (inReach(node.container, target.container) && compensable) continue;
    const en = `The compensation target ${id} is no compensable activity in reach`;
    report(node.element, TARGET, `补偿目标 ${id} 不是可补偿的同层活动`, en);
  }
}

/** A throw reaches its own container, and from an event sub-process the enclosing one too. */
function inReach(from: Container, target: Container): boolean {
  return from === target || (from.kind === 'eventSubProcess' && from.parent === target);
}
