import type { FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import type { XmlElement } from './xml-tree.js';

/** Where an event stands (BPMN 2.0.2, tables 10.84-10.90), by the names that the cells of the palette use. */
export type EventPosition =
  | 'start'
  | 'subProcessStart'
  | 'eventSubProcess'
  | 'eventSubProcessNonInterrupting'
  | 'catch'
  | 'throw'
  | 'boundary'
  | 'boundaryNonInterrupting'
  | 'end';

/** What an event waits for or does; `none` has no definition, `multiple` and `parallelMultiple` have several. */
export type EventTrigger =
  | 'none'
  | 'message'
  | 'timer'
  | 'signal'
  | 'error'
  | 'escalation'
  | 'conditional'
  | 'compensate'
  | 'cancel'
  | 'terminate'
  | 'link'
  | 'multiple'
  | 'parallelMultiple';

/** Names of the positions for people. */
export const POSITION_NAMES: Readonly<Record<EventPosition, { readonly zh: string; readonly en: string }>> = {
  start: { zh: '流程开始', en: 'the start of a process' },
  subProcessStart: { zh: '内嵌子流程开始', en: 'the start of an embedded sub-process' },
  eventSubProcess: { zh: '事件子流程开始', en: 'the start of an event sub-process' },
  eventSubProcessNonInterrupting: {
    zh: '非中断事件子流程开始',
    en: 'the start of a non-interrupting event sub-process',
  },
  catch: { zh: '中间捕获', en: 'an intermediate catch' },
  throw: { zh: '中间抛出', en: 'an intermediate throw' },
  boundary: { zh: '边界', en: 'a boundary' },
  boundaryNonInterrupting: { zh: '非中断边界', en: 'a non-interrupting boundary' },
  end: { zh: '结束', en: 'an end' },
};

/** The position of an event. */
export function positionOf(node: FlowNode): EventPosition {
  switch (node.type) {
    case 'endEvent':
      return 'end';
    case 'intermediateCatchEvent':
      return 'catch';
    case 'intermediateThrowEvent':
      return 'throw';
    case 'boundaryEvent':
      return flagOf(node.element, 'cancelActivity', true) ? 'boundary' : 'boundaryNonInterrupting';
    default:
      if (node.container.kind === 'subProcess') return 'subProcessStart';
      if (node.container.kind !== 'eventSubProcess') return 'start';
      return flagOf(node.element, 'isInterrupting', true) ? 'eventSubProcess' : 'eventSubProcessNonInterrupting';
  }
}

/** The trigger of an event as a whole. */
export function triggerOf(node: FlowNode): EventTrigger {
  const [first, second] = node.definitions;
  if (!first) return 'none';
  if (!second) return triggerOfDefinition(first);
  return flagOf(node.element, 'parallelMultiple', false) ? 'parallelMultiple' : 'multiple';
}

/** The trigger that one event definition stands for. */
export function triggerOfDefinition(definition: XmlElement): EventTrigger {
  return definition.local.replace('EventDefinition', '') as EventTrigger;
}
