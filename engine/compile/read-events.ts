import type { EventPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { flagOf, reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import { readMessage } from './read-message.js';
import { readTimer } from './read-timer.js';
import type { Reader } from './reader.js';
import { feelOf, refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, localName } from './xml-tree.js';

/** What the event waits for or does; `checkEvents` has made sure that BPMN allows the trigger at this position. */
export function readEvent(reader: Reader, node: FlowNode): EventPlan {
  const [first, second] = node.definitions;
  if (first === undefined) return { kind: 'none' };
  if (second === undefined) return readTrigger(reader, node, first);
  const parallel = flagOf(node.element, 'parallelMultiple', false);
  refuseAmong(reader, node, parallel);
  return { kind: 'multiple', parallel, events: node.definitions.map((one) => readTrigger(reader, node, one)) };
}

/**
 * Links lead somewhere else and compensation hangs on an association: neither can be one of several events that are caught. What is
 * thrown to its catcher cannot be waited for together with other events.
 */
function refuseAmong(reader: Reader, node: FlowNode, parallel: boolean): void {
  const throws = node.type === 'intermediateThrowEvent' || node.type === 'endEvent';
  const alone = throws ? ['link'] : ['link', 'compensate', ...(parallel ? ['error', 'escalation', 'cancel'] : [])];
  for (const { local } of node.definitions) {
    const trigger = local.replace('EventDefinition', '');
    if (!alone.includes(trigger)) continue;
    const [zh, en] = [`${trigger} 不能与其他触发条件并用`, `A ${trigger} event cannot be one of several triggers here`];
    refuse(reader, 'multiple-trigger', node.id, zh, en);
  }
}

/** What one event definition of an event stands for. */
export function readTrigger(reader: Reader, node: FlowNode, definition: XmlElement): EventPlan {
  switch (definition.local) {
    case 'timerEventDefinition':
      return { kind: 'timer', timer: readTimer(reader, node.id, definition) };
    case 'messageEventDefinition':
      return { kind: 'message', message: readMessage(reader, node, reference(definition, 'messageRef')) };
    case 'signalEventDefinition':
      return { kind: 'signal', name: readSignal(reader, node, reference(definition, 'signalRef')) };
    case 'errorEventDefinition':
      return { kind: 'error', ...codeOf(reader, definition, 'errorRef', 'errorCode') };
    case 'escalationEventDefinition':
      return { kind: 'escalation', ...codeOf(reader, definition, 'escalationRef', 'escalationCode') };
    case 'conditionalEventDefinition': {
      const condition = childOf(definition, BPMN, 'condition')?.text ?? '';
      return { kind: 'conditional', condition: feelOf(reader, node.id, 'condition', condition) };
    }
    case 'compensateEventDefinition': {
      const activityId = reference(definition, 'activityRef');
      const waits = flagOf(definition, 'waitForCompletion', true);
      return {
        kind: 'compensation',
        ...(activityId === '' ? {} : { activityId }),
        ...(waits ? {} : { waitForCompletion: false }),
      };
    }
    case 'linkEventDefinition':
      return { kind: 'link', name: readLink(reader, definition) };
    case 'cancelEventDefinition':
      return { kind: 'cancel' };
    case 'terminateEventDefinition':
      return { kind: 'terminate' };
    default:
      return { kind: 'none' };
  }
}

/** The name of a link; where a throwing one refers to the catching one, that one's. */
function readLink(reader: Reader, definition: XmlElement): string {
  const targetId = localName(childOf(definition, BPMN, 'target')?.text ?? '');
  const named = (targetId === '' ? undefined : reader.model.elements.get(targetId)) ?? definition;
  return attributeOf(named, 'name')?.trim() || (attributeOf(named, 'id') ?? '');
}

/** The name of the signal with this id; everyone who waits for the name gets it. */
function readSignal(reader: Reader, node: FlowNode, signalId: string): string {
  const signal = reader.model.roots.get(signalId);
  const name = (signal?.local === 'signal' && attributeOf(signal, 'name')?.trim()) || '';
  if (name === '' || name.startsWith('=')) {
    const zh = `signalRef 须指向有固定名称的信号：${signalId}`;
    refuse(reader, 'signal-name', node.id, zh, `signalRef must name a signal with a constant name: ${signalId}`);
  }
  return name;
}

function codeOf(
  reader: Reader,
  definition: XmlElement,
  attribute: string,
  code: 'errorCode' | 'escalationCode',
): Record<string, string> {
  const target = reader.model.roots.get(reference(definition, attribute));
  const value = target && attributeOf(target, code);
  if (target && value?.startsWith('=')) {
    refuse(reader, 'event-code', attributeOf(target, 'id') ?? '', `${code} 须为常量`, `The ${code} must be a constant`);
  }
  return value === undefined ? {} : { [code]: value };
}
