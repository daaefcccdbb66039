import type { BpmnModel } from './bpmn-model.js';
import { reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import type { XmlElement } from './xml-tree.js';
import { childrenOf } from './xml-tree.js';

/** The message flows of the collaborations of a file (BPMN 2.0.2, 9.4). */
function messageFlowsOf(model: BpmnModel): readonly XmlElement[] {
  const collaborations = childrenOf(model.definitions, BPMN, 'collaboration');
  return collaborations.flatMap((one) => childrenOf(one, BPMN, 'messageFlow'));
}

/** The message flows that begin or end at a flow node. */
export function messageFlowsAt(model: BpmnModel, nodeId: string): readonly XmlElement[] {
  return messageFlowsOf(model).filter(
    (flow) => reference(flow, 'sourceRef') === nodeId || reference(flow, 'targetRef') === nodeId,
  );
}
