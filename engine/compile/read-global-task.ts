import type { ElementHead, ElementPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { reference } from './bpmn-model.js';
import { readMappings, zeebeOf } from './read-extensions.js';
import { readBusinessRuleTask, readScriptTask, readUserTask } from './read-tasks.js';
import type { Reader } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, localName } from './xml-tree.js';

/** The global task a call activity calls, by BPMN's own attribute or the dialect's; undefined when it calls a process. */
export function globalTaskOf(reader: Reader, node: FlowNode): XmlElement | undefined {
  if (node.type !== 'callActivity') return undefined;
  const dialect = zeebeOf(node.element, 'calledElement');
  const named = dialect && attributeOf(dialect, 'processId');
  const called = reader.model.roots.get(localName(named ?? '') || reference(node.element, 'calledElement'));
  return called?.local.startsWith('global') === true && called.local.endsWith('Task') ? called : undefined;
}

/**
 * A call activity that calls a global task runs it as if the task stood in its place (BPMN 2.0.2, 10.3.6 and 10.3.7): the definition of
 * the task is compiled in, with the events, loop and data of the call. Performers of the call come before those of the task.
 */
export function readGlobalTask(reader: Reader, node: FlowNode, call: ElementHead, task: XmlElement): ElementPlan {
  const head: ElementHead = {
    ...call,
    inputs: [...call.inputs, ...readMappings(reader, call.id, task, 'input')],
    outputs: [...readMappings(reader, call.id, task, 'output'), ...call.outputs],
  };
  const inner: FlowNode = { ...node, element: task };
  switch (task.local) {
    case 'globalUserTask':
      return readUserTask(reader, { ...inner, type: 'userTask' }, head, [node.element, task]);
    case 'globalScriptTask':
      return readScriptTask(reader, { ...inner, type: 'scriptTask' }, head);
    case 'globalBusinessRuleTask':
      return readBusinessRuleTask(reader, { ...inner, type: 'businessRuleTask' }, head);
    case 'globalManualTask':
      return { ...head, type: 'manualTask' };
    default:
      return { ...head, type: 'task' };
  }
}
