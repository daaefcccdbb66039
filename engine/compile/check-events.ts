import type { Problem } from '../model/problem.js';
import type { BpmnModel, FlowNode } from './bpmn-model.js';
import { isActivity, reference } from './bpmn-model.js';
import type { EventPosition, EventTrigger } from './event-position.js';
import { POSITION_NAMES, positionOf, triggerOfDefinition } from './event-position.js';
import { errorAt } from './problem-maker.js';
import { attributeOf } from './xml-tree.js';

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

/** Events: triggers that BPMN allows at their position, attached to an activity beside them, with references to the right root elements. */
export function checkEvents(model: BpmnModel): Problem[] {
  const events = [...model.nodes.values()].filter((node) => node.type.endsWith('Event'));
  return events.flatMap((node) => [
    ...checkTriggers(node),
    ...(node.type === 'boundaryEvent' ? checkAttachment(node, model) : []),
    ...checkReferences(node, model),
  ]);
}

function checkTriggers(node: FlowNode): Problem[] {
  const place = { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 10.5.6' };
  const position = positionOf(node);
  const triggers = node.definitions.map(triggerOfDefinition);
  const { zh, en } = POSITION_NAMES[position];
  return [...new Set(triggers.length > 0 ? triggers : ['none' as const])].flatMap((trigger) => {
    if (ALLOWED[position].includes(trigger)) return [];
    const interrupting = INTERRUPTING[position];
    if (interrupting && ALLOWED[interrupting].includes(trigger)) {
      const text = [`${trigger} 事件必须是中断型`, `A ${trigger} event must be interrupting here`] as const;
      return [errorAt('event-interrupting', place, ...text)];
    }
    const text = [`BPMN 不允许在“${zh}”位置使用 ${trigger} 事件`, `BPMN has no ${trigger} event at ${en}`] as const;
    return [errorAt('event-position', place, ...text)];
  });
}

/** The interrupting twin of a position. */
const INTERRUPTING: Readonly<Partial<Record<EventPosition, EventPosition>>> = {
  boundaryNonInterrupting: 'boundary',
  eventSubProcessNonInterrupting: 'eventSubProcess',
};
function checkAttachment(node: FlowNode, model: BpmnModel): Problem[] {
  const id = reference(node.element, 'attachedToRef');
  const host = model.nodes.get(id);
  const place = { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 10.5.3' };
  if (!host || !isActivity(host))
    return [
      errorAt(
        'boundary-attached',
        place,
        `边界事件须附着于活动：${id}`,
        `A boundary event must be attached to an activity: ${id}`,
      ),
    ];
  if (host.container !== node.container)
    return [
      errorAt(
        'boundary-attached',
        place,
        '边界事件须与所附活动在同一层',
        'A boundary event must stand in the same container as its activity',
      ),
    ];
  return [];
}

const REFERENCES: Readonly<
  Record<string, { readonly attribute: string; readonly root: string; readonly code?: string }>
> = {
  messageEventDefinition: { attribute: 'messageRef', root: 'message' },
  errorEventDefinition: { attribute: 'errorRef', root: 'error', code: 'errorCode' },
  escalationEventDefinition: { attribute: 'escalationRef', root: 'escalation', code: 'escalationCode' },
};

function checkReferences(node: FlowNode, model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  for (const definition of node.definitions) {
    const kind = REFERENCES[definition.local];
    if (!kind) continue;
    const id = reference(definition, kind.attribute);
    const place = { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 10.5.5' };
    const target = model.roots.get(id);
    const mayBeAbsent = kind.root !== 'message' && node.type !== 'endEvent';
    if (id === '' && mayBeAbsent) continue;
    if (target?.local !== kind.root) {
      problems.push(
        errorAt(
          'event-reference',
          place,
          `${kind.attribute} 须指向 ${kind.root}：${id}`,
          `${kind.attribute} must name a ${kind.root}: ${id}`,
        ),
      );
    } else if (kind.code !== undefined && (attributeOf(target, kind.code) ?? '') === '') {
      problems.push(
        errorAt(
          'event-code',
          { ...place, elementId: id },
          `${kind.root} 缺少 ${kind.code}`,
          `The ${kind.root} has no ${kind.code}`,
        ),
      );
    }
  }
  return problems;
}
