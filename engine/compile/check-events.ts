import type { FlowNode } from './bpmn-model.js';
import { isActivity, reference } from './bpmn-model.js';
import type { NodeCheck } from './check-context.js';
import { isInExecutable } from './check-context.js';
import type { EventPosition, EventTrigger } from './event-position.js';
import { POSITION_NAMES, positionOf, triggerOfDefinition } from './event-position.js';
import { BPMN } from './namespaces.js';
import type { Report } from './standard-rule.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf } from './xml-tree.js';

/** The triggers that BPMN allows at each position, each event definition by itself; `none` is an event without one (tables 10.84-10.90). */
const ALLOWED: Readonly<Record<EventPosition, readonly EventTrigger[]>> = {
  start: ['none', 'message', 'timer', 'conditional', 'signal'],
  subProcessStart: ['none'],
  eventSubProcess: ['message', 'timer', 'escalation', 'error', 'compensate', 'conditional', 'signal'],
  eventSubProcessNonInterrupting: ['message', 'timer', 'escalation', 'conditional', 'signal'],
  catch: ['message', 'timer', 'conditional', 'link', 'signal'],
  throw: ['none', 'message', 'escalation', 'compensate', 'link', 'signal'],
  boundary: ['message', 'timer', 'escalation', 'error', 'cancel', 'compensate', 'conditional', 'signal'],
  boundaryNonInterrupting: ['message', 'timer', 'escalation', 'conditional', 'signal'],
  end: ['none', 'message', 'escalation', 'error', 'cancel', 'compensate', 'signal', 'terminate'],
};

const POSITION_NUMBERS: Readonly<Partial<Record<EventPosition, string>>> = {
  start: '098',
  subProcessStart: '100',
  eventSubProcess: '059',
  eventSubProcessNonInterrupting: '059',
  catch: '148',
  throw: '149',
  boundary: '110',
  boundaryNonInterrupting: '110',
};

/** The interrupting twin of a position. */
const INTERRUPTING: Readonly<Partial<Record<EventPosition, EventPosition>>> = {
  boundaryNonInterrupting: 'boundary',
  eventSubProcessNonInterrupting: 'eventSubProcess',
};

const COMPENSATION_CATCH = standardRule('event-position', '10.5.5', '122');
const CANCEL_END = standardRule('cancel-outside-transaction', '10.5.4', '106');
const CANCEL_BOUNDARY = standardRule('cancel-outside-transaction', '10.5.5', '111');
const ATTACHED = standardRule('boundary-attached', '10.5.5', '109');
const PARALLEL = standardRule('parallel-multiple', '10.5.1');
const MESSAGE = standardRule('message-reference', '10.5.5', '127');
const OPERATION = standardRule('message-operation', '10.5.5', '128');
const CODE = standardRule('event-code', '10.5.5', '123');
const TIMES = standardRule('timer', '10.5.5');

/** Events: triggers that BPMN allows at their position, attached to an activity beside them, complete where they are executed. */
export const checkEvent: NodeCheck = (node, { model, report }) => {
  if (!node.type.endsWith('Event')) return;
  if (node.container.kind !== 'choreography') checkTriggers(node, report);
  checkCancel(node, model.nodes.get(reference(node.element, 'attachedToRef')), report);
  if (node.type === 'boundaryEvent') {
    checkAttachment(node, model.nodes.get(reference(node.element, 'attachedToRef')), report);
  }
  for (const definition of node.definitions) {
    checkMessage(node, definition, report);
    checkTimes(node, definition, report);
    checkCode(definition, 'error', model.roots, report);
    checkCode(definition, 'escalation', model.roots, report);
  }
  if (node.definitions.length < 2 && attributeOf(node.element, 'parallelMultiple')?.trim() === 'true') {
    const en = 'An event is parallel multiple only with several triggers';
    report(node.element, PARALLEL, '只有多个触发条件的事件才能设为并行多重', en);
  }
};

function checkTriggers(node: FlowNode, report: Report): void {
  const position = positionOf(node);
  const triggers = node.definitions.map(triggerOfDefinition);
  const number = POSITION_NUMBERS[position];
  const { zh, en } = POSITION_NAMES[position];
  for (const trigger of new Set(triggers.length > 0 ? triggers : ['none' as const])) {
    if (ALLOWED[position].includes(trigger)) continue;
    const twin = INTERRUPTING[position];
    if (twin && ALLOWED[twin].includes(trigger)) {
      const rule = standardRule('event-interrupting', '10.5.6', number);
      report(node.element, rule, `${trigger} 事件必须是中断型`, `A ${trigger} event must be interrupting here`);
      continue;
    }
    const rule = standardRule('event-position', '10.5.6', number);
    const text = [`BPMN 不允许在“${zh}”位置使用 ${trigger} 事件`, `BPMN has no ${trigger} event at ${en}`] as const;
    report(node.element, rule, ...text);
    if (position === 'catch' && trigger === 'compensate') report(node.element, COMPENSATION_CATCH, ...text);
  }
}

function checkCancel(node: FlowNode, host: FlowNode | undefined, report: Report): void {
  if (!node.definitions.some((one) => one.local === 'cancelEventDefinition')) return;
  if (node.type === 'endEvent' && !isInTransaction(node)) {
    const en = 'A cancel end event stands inside a transaction only';
    report(node.element, CANCEL_END, '取消结束事件只能用于事务子流程中', en);
  }
  if (node.type === 'boundaryEvent' && host && host.type !== 'transaction') {
    const en = 'A cancel boundary event is attached to a transaction only';
    report(node.element, CANCEL_BOUNDARY, '取消边界事件只能附着于事务子流程', en);
  }
}

function isInTransaction(node: FlowNode): boolean {
  for (let at: FlowNode['container'] | undefined = node.container; at; at = at.parent) {
    if (at.element.local === 'transaction') return true;
  }
  return false;
}

function checkAttachment(node: FlowNode, host: FlowNode | undefined, report: Report): void {
  const id = reference(node.element, 'attachedToRef');
  if (!host || !isActivity(host)) {
    const en = `A boundary event must be attached to an activity: ${id}`;
    report(node.element, ATTACHED, `边界事件须附着于活动：${id}`, en);
  } else if (host.container !== node.container) {
    const en = 'A boundary event must stand in the same container as its activity';
    report(node.element, ATTACHED, '边界事件须与所附活动在同一层', en);
  }
}

function checkMessage(node: FlowNode, definition: XmlElement, report: Report): void {
  if (definition.local !== 'messageEventDefinition' || !isInExecutable(node.element)) return;
  if ((attributeOf(definition, 'messageRef') ?? '') === '') {
    const en = 'The message event of an executable process must name its message';
    report(node.element, MESSAGE, '可执行流程的消息事件须指明消息（messageRef）', en);
  }
  if (!childOf(definition, BPMN, 'operationRef')) {
    const en = 'The message event of an executable process must name its operation';
    report(node.element, OPERATION, '可执行流程的消息事件须指明操作（operationRef）', en);
  }
}

function checkTimes(node: FlowNode, definition: XmlElement, report: Report): void {
  if (definition.local !== 'timerEventDefinition') return;
  const times = definition.children.filter((child) => child.uri === BPMN && child.local.startsWith('time'));
  if (times.length < 2) return;
  const en = 'A timer event has at most one of timeDate, timeDuration and timeCycle';
  report(node.element, TIMES, '定时事件最多只能有一个时间表达式', en);
}

/** An error or escalation that an event names must have a code, or no one could tell it from others. */
function checkCode(
  definition: XmlElement,
  kind: 'error' | 'escalation',
  roots: ReadonlyMap<string, XmlElement>,
  report: Report,
): void {
  if (definition.local !== `${kind}EventDefinition`) return;
  const target = roots.get(reference(definition, `${kind}Ref`));
  if (target?.local !== kind || (attributeOf(target, `${kind}Code`) ?? '') !== '') return;
  if (!isInExecutable(definition)) return;
  report(target, CODE, `${kind} 缺少 ${kind}Code`, `The ${kind} has no ${kind}Code`);
}
