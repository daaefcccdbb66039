import type { Problem } from '../model/problem.js';
import type { BpmnModel, FlowNode } from './bpmn-model.js';
import { definitionsOf, flagOf, isActivity, reference } from './bpmn-model.js';
import { errorAt } from './problem-maker.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

type Position = 'start' | 'eventSubProcessStart' | 'catch' | 'throw' | 'boundary' | 'end';

/** The triggers that are executed at each position; `none` is an event without definition (BPMN 2.0.2, tables 10.84-10.90). */
const EXECUTED: Readonly<Record<Position, readonly string[]>> = {
  start: ['none', 'message'],
  eventSubProcessStart: ['message', 'timer', 'error', 'escalation'],
  catch: ['message', 'timer'],
  throw: ['none', 'message', 'compensate'],
  boundary: ['message', 'timer', 'error', 'compensate'],
  end: ['none', 'error', 'terminate', 'compensate'],
};

const POSITION_NAMES: Readonly<Record<Position, { readonly zh: string; readonly en: string }>> = {
  start: { zh: '流程开始', en: 'start of a process' },
  eventSubProcessStart: { zh: '事件子流程开始', en: 'start of an event sub-process' },
  catch: { zh: '中间捕获', en: 'intermediate catch' },
  throw: { zh: '中间抛出', en: 'intermediate throw' },
  boundary: { zh: '边界', en: 'boundary' },
  end: { zh: '结束', en: 'end' },
};

/** Events: one known trigger, at a position where it is executed, attached to an activity beside it, interrupting where it must be. */
export function checkEvents(model: BpmnModel): Problem[] {
  const events = [...model.nodes.values()].filter((node) => node.type.endsWith('Event'));
  return events.flatMap((node) => [
    ...checkTrigger(node),
    ...(node.type === 'boundaryEvent' ? checkAttachment(node, model) : []),
    ...checkReferences(node, model),
  ]);
}

function checkTrigger(node: FlowNode): Problem[] {
  const definitions = definitionsOf(node);
  const place = { elementId: node.id, line: node.element.line };
  if (definitions.length > 1) {
    const clause = 'BPMN 2.0.2 10.5.1';
    return [
      errorAt(
        'unsupported-element',
        { ...place, clause },
        '不支持多重触发事件',
        'Not supported: an event with several triggers',
      ),
    ];
  }
  const trigger = triggerOf(definitions[0]);
  const position = positionOf(node);
  if (!EXECUTED[position].includes(trigger)) {
    const name = POSITION_NAMES[position];
    const zh = `不支持在“${name.zh}”位置使用 ${trigger} 事件`;
    const en = `Not supported: a ${trigger} event as ${name.en}`;
    return [errorAt('event-position', { ...place, clause: 'BPMN 2.0.2 10.5.5' }, zh, en)];
  }
  return checkInterrupting(node, trigger, position);
}

function checkInterrupting(node: FlowNode, trigger: string, position: Position): Problem[] {
  const place = { elementId: node.id, line: node.element.line };
  const attribute = position === 'boundary' ? 'cancelActivity' : 'isInterrupting';
  const interrupting = flagOf(node.element, attribute, true);
  if (trigger === 'error' && !interrupting) {
    return [
      errorAt(
        'event-interrupting',
        { ...place, clause: 'BPMN 2.0.2 10.5.6' },
        '错误事件必须是中断型',
        'An error event must be interrupting',
      ),
    ];
  }
  if (trigger === 'escalation' && position === 'eventSubProcessStart' && interrupting) {
    return [
      errorAt(
        'event-interrupting',
        { ...place, clause: 'BPMN 2.0.2 10.5.6' },
        '仅支持非中断的升级事件子流程',
        'Only a non-interrupting escalation event sub-process is supported',
      ),
    ];
  }
  return [];
}

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
  for (const definition of definitionsOf(node)) {
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

function triggerOf(definition: XmlElement | undefined): string {
  return definition?.local.replace('EventDefinition', '') ?? 'none';
}

function positionOf(node: FlowNode): Position {
  if (node.type === 'endEvent') return 'end';
  if (node.type === 'boundaryEvent') return 'boundary';
  if (node.type === 'intermediateCatchEvent') return 'catch';
  if (node.type === 'intermediateThrowEvent') return 'throw';
  return node.container.kind === 'eventSubProcess' ? 'eventSubProcessStart' : 'start';
}
