import type { ElementHead, ElementPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { flagOf, reference } from './bpmn-model.js';
import { handlersOf, isCompensationBoundary } from './check-compensation.js';
import { YIZHAN } from './namespaces.js';
import { readEvent } from './read-events.js';
import { readMappings, zeebeOf, extensionsOf } from './read-extensions.js';
import { readUserForm } from './read-forms.js';
import { readClock, readLimits } from './read-limits.js';
import { readLoop } from './read-loop.js';
import {
  readBusinessRuleTask,
  readCallActivity,
  readReceiveTask,
  readScriptTask,
  readServiceTask,
  readUserTask,
} from './read-tasks.js';
import type { Reader } from './reader.js';
import { refuse } from './reader.js';
import { attributeOf } from './xml-tree.js';

/** One flow node as plan; undefined for a kind that is not executed, which `checkSupport` has refused. */
export function readElement(reader: Reader, node: FlowNode): ElementPlan | undefined {
  const head = readHead(reader, node);
  switch (node.type) {
    case 'startEvent': {
      const hasForm =
        zeebeOf(node.element, 'formDefinition') || extensionsOf(node.element, YIZHAN, 'formAccess').length > 0;
      const form = hasForm ? { form: readUserForm(reader, node.id, node.element) } : {};
      const interrupting = flagOf(node.element, 'isInterrupting', true);
      return { ...head, type: node.type, event: readEvent(reader, node), interrupting, ...form };
    }
    case 'endEvent':
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
      return { ...head, type: node.type, event: readEvent(reader, node) };
    case 'boundaryEvent': {
      const attachedToId = reference(node.element, 'attachedToRef');
      const interrupting = flagOf(node.element, 'cancelActivity', true);
      return { ...head, type: node.type, attachedToId, interrupting, event: readEvent(reader, node) };
    }
    case 'userTask':
      return readUserTask(reader, node, head);
    case 'serviceTask':
    case 'sendTask':
      return readServiceTask(reader, node, head);
    case 'receiveTask':
      return readReceiveTask(reader, node, head);
    case 'scriptTask':
      return readScriptTask(reader, node, head);
    case 'businessRuleTask':
      return readBusinessRuleTask(reader, node, head);
    case 'callActivity':
      return readCallActivity(reader, node, head);
    case 'subProcess':
      return { ...head, type: node.type, triggeredByEvent: node.inner?.kind === 'eventSubProcess' };
    case 'exclusiveGateway':
    case 'parallelGateway':
      return { ...head, type: node.type };
    default:
      return undefined;
  }
}

function readHead(reader: Reader, node: FlowNode): ElementHead {
  const { id, element, container } = node;
  const name = attributeOf(element, 'name')?.trim() || id;
  const status = attributeOf(element, 'status', YIZHAN);
  if (status !== undefined && !/^[a-z][a-z0-9-]*$/.test(status)) {
    refuse(reader, 'case-status', id, `办件状态无效：${status}`, `Not a case status: ${status}`);
  }
  const defaultFlowId = reference(element, 'default');
  const loop = readLoop(reader, node);
  const compensation = node.boundaries.find(isCompensationBoundary);
  const handler = compensation && handlersOf(compensation, reader.model)[0];
  return {
    id,
    name: { zh: name, en: name },
    ...(container.kind === 'process' ? {} : { parentId: container.id }),
    incoming: node.incoming.map((flow) => flow.id),
    outgoing: node.outgoing.map((flow) => flow.id),
    ...(defaultFlowId === '' ? {} : { defaultFlowId }),
    boundaryIds: node.boundaries.map((boundary) => boundary.id),
    ...(status === undefined ? {} : { caseStatus: status }),
    limits: readLimits(reader, id, element),
    clock: readClock(reader, id, element),
    inputs: readMappings(reader, id, element, 'input'),
    outputs: readMappings(reader, id, element, 'output'),
    ...(loop ? { loop } : {}),
    ...(handler ? { compensationHandlerId: handler.id } : {}),
    isForCompensation: flagOf(element, 'isForCompensation', false),
  };
}
