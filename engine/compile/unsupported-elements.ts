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
const choreography = (zh: string, en: string): UnsupportedElement => entry(zh, en, '11');

/** Elements of BPMN 2.0.2 that `compile` refuses by name, because it would otherwise silently do something else. One line an element. */
export const UNSUPPORTED_ELEMENTS: Readonly<Record<string, UnsupportedElement>> = {
  rendering: entry('界面呈现', 'rendering', '10.3.4'),
  operationRef: entry('操作引用', 'operation reference', '8.5'),
  choreography: choreography('编排', 'choreography'),
  globalChoreographyTask: choreography('全局编排任务', 'global choreography task'),
  choreographyTask: choreography('编排任务', 'choreography task'),
  subChoreography: choreography('子编排', 'sub-choreography'),
  callChoreography: choreography('调用编排', 'call choreography'),
};

/** Attribute values that `compile` refuses: which elements, the attribute, the values that are executed. One line a rule. */
export const EXECUTED_VALUES: readonly ExecutedValues[] = [
  values(/Task$/, 'implementation', ['##unspecified', '##WebService'], '10.3.3'),
];

/** Triggers that are executed at each position (BPMN 2.0.2, tables 10.84-10.90). One line a position. */
export const EXECUTED_EVENTS: Readonly<Record<EventPosition, readonly EventTrigger[]>> = {
  start: ['none', 'message', 'timer', 'conditional', 'signal', 'multiple', 'parallelMultiple'],
  subProcessStart: ['none'],
  eventSubProcess: [
    'message',
    'timer',
    'escalation',
    'error',
    'compensate',
    'conditional',
    'signal',
    'multiple',
    'parallelMultiple',
  ],
  eventSubProcessNonInterrupting: [
    'message',
    'timer',
    'escalation',
    'conditional',
    'signal',
    'multiple',
    'parallelMultiple',
  ],
  catch: ['message', 'timer', 'conditional', 'link', 'signal', 'multiple', 'parallelMultiple'],
  throw: ['none', 'message', 'escalation', 'compensate', 'link', 'signal', 'multiple'],
  boundary: [
    'message',
    'timer',
    'escalation',
    'error',
    'cancel',
    'compensate',
    'conditional',
    'signal',
    'multiple',
    'parallelMultiple',
  ],
  boundaryNonInterrupting: ['message', 'timer', 'escalation', 'conditional', 'signal', 'multiple', 'parallelMultiple'],
  end: ['none', 'message', 'escalation', 'error', 'cancel', 'compensate', 'signal', 'terminate', 'multiple'],
};

/** Elements that mean nothing at run time: kept, and named in a warning. */
export const KEPT_ELEMENTS: ReadonlySet<string> = new Set([
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
