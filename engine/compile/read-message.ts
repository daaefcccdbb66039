import type { MessagePlan } from '../model/plan.js';
import type { Container, FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import { YIZHAN } from './namespaces.js';
import { carriesKey } from './read-correlation.js';
import { zeebeOf } from './read-extensions.js';
import { hasMessageFlow } from './message-flows.js';
import type { Reader } from './reader.js';
import { feelOf, refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

/**
 * The message with this id. What waits inside a running process needs to know which message is its own: by `zeebe:subscription`, by a
 * correlation key, or because a message flow leads to it, which then delivers to whoever waits longest.
 */
export function readMessage(reader: Reader, node: FlowNode, id: string): MessagePlan {
  const message = reader.model.roots.get(id);
  if (message?.local !== 'message') {
    refuse(reader, 'event-reference', node.id, `messageRef 须指向消息：${id}`, `messageRef must name a message: ${id}`);
    return { name: '' };
  }
  const name = nameOf(reader, message, id);
  const subscription = zeebeOf(message, 'subscription');
  const key = subscription && attributeOf(subscription, 'correlationKey');
  const position = positionOf(node);
  const once = attributeOf(node.element, 'oncePerKey', YIZHAN) === 'true' ? ({ oncePerKey: true } as const) : {};
  if (position === 'start') return { name, ...once };
  if (key !== undefined) return { name, correlationKey: feelOf(reader, id, 'correlationKey', key), ...once };
  if (position === 'catch' && !hasMessageFlow(reader.model, node.id) && !carriesKey(reader.model, id)) {
    refuse(
      reader,
      'correlation-key',
      id,
      `消息 ${name} 缺少 correlationKey`,
      `The message ${name} has no correlationKey`,
    );
  }
  return { name, ...once };
}

function nameOf(reader: Reader, message: XmlElement, id: string): string {
  const name = attributeOf(message, 'name')?.trim() ?? '';
  if (name === '' || name.startsWith('=')) {
    refuse(reader, 'message-name', id, '消息须有固定的名称', 'A message needs a constant name');
  }
  return name;
}

/**
 * `start`: begins the process and waits for nothing further. `first`: may begin the process, and may have to wait, too. `throw`: sends.
 * `catch`: waits inside a running process.
 */
function positionOf(node: FlowNode): 'start' | 'first' | 'throw' | 'catch' {
  if (node.type === 'sendTask' || node.type === 'intermediateThrowEvent' || node.type === 'endEvent') return 'throw';
  if (node.container.kind !== 'process') return 'catch';
  if (node.type === 'startEvent') return flagOf(node.element, 'parallelMultiple', false) ? 'first' : 'start';
  if (node.type === 'receiveTask' && flagOf(node.element, 'instantiate', false)) return 'first';
  return isBehindStart(node, node.container) ? 'first' : 'catch';
}

/** Whether an instantiating event-based gateway leads to the node. */
function isBehindStart(node: FlowNode, container: Container): boolean {
  const sources = new Set(node.incoming.map(({ sourceId }) => sourceId));
  return container.nodes.some(
    ({ id, type, element }) => type === 'eventBasedGateway' && sources.has(id) && flagOf(element, 'instantiate', false),
  );
}
