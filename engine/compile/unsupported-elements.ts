import type { Text } from '../model/text.js';
import type { EventPosition, EventTrigger } from './event-position.js';

/** A BPMN element that the engine does not execute: its names and where BPMN 2.0.2 describes it. */
export interface UnsupportedElement {
  readonly text: Text;
  readonly clause: string;
}

/** The values of one attribute that are executed, at the elements whose name matches. */
export interface ExecutedValues {
  readonly elements: RegExp;
  readonly attribute: string;
  readonly executed: readonly string[];
  readonly clause: string;
}

const values = (elements: RegExp, attribute: string, executed: readonly string[], clause: string): ExecutedValues => ({
  elements,
  attribute,
  executed,
  clause: `BPMN 2.0.2 ${clause}`,
});
const entry = (zh: string, en: string, clause: string): UnsupportedElement => ({
  text: { zh, en },
  clause: `BPMN 2.0.2 ${clause}`,
});
const correlation = (zh: string, en: string): UnsupportedElement => entry(zh, en, '8.4.2');
const choreography = (zh: string, en: string): UnsupportedElement => entry(zh, en, '11');

/** Elements of BPMN 2.0.2 that `compile` refuses by name, because it would otherwise silently do something else. One line an element. */
export const UNSUPPORTED_ELEMENTS: Readonly<Record<string, UnsupportedElement>> = {
  eventBasedGateway: entry('基于事件的网关', 'event-based gateway', '10.6.6'),
  transaction: entry('事务子流程', 'transaction', '10.3.5'),
  signalEventDefinition: entry('信号事件', 'signal event', '10.5.5'),
  linkEventDefinition: entry('链接事件', 'link event', '10.5.5'),
  conditionalEventDefinition: entry('条件事件', 'conditional event', '10.5.5'),
  cancelEventDefinition: entry('取消事件', 'cancel event', '10.5.5'),
  eventDefinitionRef: entry('共享事件定义', 'shared event definition', '10.5.1'),
  signal: entry('信号', 'signal', '10.5.5'),
  rendering: entry('界面呈现', 'rendering', '10.3.4'),
  operationRef: entry('操作引用', 'operation reference', '8.5'),
  correlationKey: correlation('关联键', 'correlation key'),
  correlationProperty: correlation('关联属性', 'correlation property'),
  correlationSubscription: correlation('关联订阅', 'correlation subscription'),
  choreography: choreography('编排', 'choreography'),
  globalChoreographyTask: choreography('全局编排任务', 'global choreography task'),
  choreographyTask: choreography('编排任务', 'choreography task'),
  subChoreography: choreography('子编排', 'sub-choreography'),
  callChoreography: choreography('调用编排', 'call choreography'),
};

/** Attribute values that `compile` refuses: which elements, the attribute, the values that are executed. One line a rule. */
export const EXECUTED_VALUES: readonly ExecutedValues[] = [
  values(/Task$/, 'implementation', ['##unspecified', '##WebService'], '10.3.3'),
  values(/^receiveTask$/, 'instantiate', ['false', '0'], '10.3.3'),
  values(/^compensateEventDefinition$/, 'waitForCompletion', ['true', '1'], '10.7.1'),
];

/** Triggers that are executed at each position (BPMN 2.0.2, tables 10.84-10.90). One line a position. */
export const EXECUTED_EVENTS: Readonly<Record<EventPosition, readonly EventTrigger[]>> = {
  start: ['none', 'message'],
  subProcessStart: ['none'],
  eventSubProcess: ['message', 'timer', 'error'],
  eventSubProcessNonInterrupting: ['message', 'timer', 'escalation'],
  catch: ['message', 'timer'],
  throw: ['none', 'message', 'compensate'],
  boundary: ['message', 'timer', 'error', 'compensate'],
  boundaryNonInterrupting: ['message', 'timer'],
  end: ['none', 'error', 'terminate', 'compensate'],
};

/** Elements that mean nothing at run time: kept, and named in a warning. */
export const KEPT_ELEMENTS: ReadonlySet<string> = new Set([
  'messageFlow',
  'interface',
  'endPoint',
  'extension',
  'relationship',
  'auditing',
  'monitoring',
  'supports',
  'ioBinding',
  'resource',
  'partitionElement',
  'conversation',
  'subConversation',
  'callConversation',
  'globalConversation',
  'conversationLink',
  'conversationAssociation',
  'participantMultiplicity',
  'participantAssociation',
  'partnerEntity',
  'partnerRole',
  'messageFlowAssociation',
]);
