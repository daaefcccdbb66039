import type { ElementHead, ElementPlan, ProcessPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { flagOf, reference } from './bpmn-model.js';
import { handlersOf, isCompensationBoundary } from './check-compensation.js';
import { BPMN, YIZHAN } from './namespaces.js';
import { dataNames, readData } from './read-data.js';
import { readEvent } from './read-events.js';
import { readMappings, zeebeOf, extensionsOf } from './read-extensions.js';
import { readUserForm } from './read-forms.js';
import { globalTaskOf, readGlobalTask } from './read-global-task.js';
import { readClock, readLimits } from './read-limits.js';
import { readListeners } from './read-listeners.js';
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
import { feelOf, refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf } from './xml-tree.js';

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
    case 'callActivity': {
      const task = globalTaskOf(reader, node);
      return task ? readGlobalTask(reader, node, head, task) : readCallActivity(reader, node, head);
    }
    case 'adHocSubProcess':
      return readAdHoc(reader, node, head);
    case 'task':
    case 'manualTask':
      return { ...head, type: node.type };
    case 'complexGateway': {
      const condition = childOf(node.element, BPMN, 'activationCondition')?.text;
      const activation =
        condition === undefined
          ? {}
          : { activationCondition: feelOf(reader, node.id, 'activationCondition', condition) };
      return { ...head, type: node.type, ...activation };
    }
    case 'eventBasedGateway': {
      const instantiate = flagOf(node.element, 'instantiate', false);
      const parallel = attributeOf(node.element, 'eventGatewayType') === 'Parallel';
      return { ...head, type: node.type, instantiate, parallel };
    }
    case 'subProcess':
    case 'transaction':
      return { ...head, type: node.type, triggeredByEvent: node.inner?.kind === 'eventSubProcess' };
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
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
  const data = readData(reader, id, element, globalTaskOf(reader, node));
  const quantity = (attribute: string): number =>
    quantityOf(reader, id, attributeOf(element, attribute)?.trim() ?? '1');
  const [startQuantity, completionQuantity] = [quantity('startQuantity'), quantity('completionQuantity')];
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
    inputs: [...data.inputs, ...readMappings(reader, id, element, 'input')],
    outputs: [...data.outputs, ...readMappings(reader, id, element, 'output')],
    ...(loop ? { loop } : {}),
    ...(handler ? { compensationHandlerId: handler.id } : {}),
    isForCompensation: flagOf(element, 'isForCompensation', false),
    ...(startQuantity === 1 ? {} : { startQuantity }),
    ...(completionQuantity === 1 ? {} : { completionQuantity }),
    ...(data.data ? { data: data.data } : {}),
    ...readListeners(reader, id, element),
  };
}

function quantityOf(reader: Reader, id: string, raw: string): number {
  if (/^[1-9]\d{0,3}$/.test(raw)) return Number(raw);
  refuse(reader, 'quantity', id, `数量须为 1 至 9999：${raw}`, `A quantity must be 1 to 9999: ${raw}`);
  return 1;
}

function readAdHoc(reader: Reader, { id, type, element }: FlowNode, head: ElementHead): ElementPlan | undefined {
  if (type !== 'adHocSubProcess') return undefined;
  const condition = childOf(element, BPMN, 'completionCondition')?.text;
  return {
    ...head,
    type,
    ordering: attributeOf(element, 'ordering')?.trim() === 'Sequential' ? 'sequential' : 'parallel',
    ...(condition === undefined ? {} : { completionCondition: feelOf(reader, id, 'completionCondition', condition) }),
    cancelRemainingInstances: flagOf(element, 'cancelRemainingInstances', true),
  };
}

/** Properties and data objects of a process, by variable name. */
export function readProcessData(reader: Reader, process: XmlElement): Pick<ProcessPlan, 'properties' | 'dataObjects'> {
  const [properties, dataObjects] = [dataNames(reader, process, 'property'), dataNames(reader, process, 'dataObject')];
  return {
    ...(properties.length === 0 ? {} : { properties }),
    ...(dataObjects.length === 0 ? {} : { dataObjects }),
  };
}
