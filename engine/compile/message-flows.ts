import type { BpmnModel } from './bpmn-model.js';
import { reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import { childrenOf } from './xml-tree.js';

/** Whether a message flow of a collaboration of the file leads to a flow node (BPMN 2.0.2, 9.4). */
export function hasMessageFlow(model: BpmnModel, nodeId: string): boolean {
  const collaborations = childrenOf(model.definitions, BPMN, 'collaboration');
  const flows = collaborations.flatMap((one) => childrenOf(one, BPMN, 'messageFlow'));
  return flows.some((flow) => reference(flow, 'targetRef') === nodeId);
}
