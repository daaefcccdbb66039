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
const data = (zh: string, en: string): UnsupportedElement => entry(zh, en, '10.4.1');
const performer = (zh: string, en: string): UnsupportedElement => entry(zh, en, '10.3.1');
const correlation = (zh: string, en: string): UnsupportedElement => entry(zh, en, '8.4.2');
const choreography = (zh: string, en: string): UnsupportedElement => entry(zh, en, '11');

/** Elements of BPMN 2.0.2 that `compile` refuses by name, because it would otherwise silently do something else. One line an element. */
export const UNSUPPORTED_ELEMENTS: Readonly<Record<string, UnsupportedElement>> = {
  inclusiveGateway: entry('包容网关', 'inclusive gateway', '10.6.3'),
  complexGateway: entry('复杂网关', 'complex gateway', '10.6.5'),
  eventBasedGateway: entry('基于事件的网关', 'event-based gateway', '10.6.6'),
  task: entry('未定义类型的任务', 'undefined task', '10.3.3'),
  manualTask: entry('手工任务', 'manual task', '10.3.3'),
  transaction: entry('事务子流程', 'transaction', '10.3.5'),
  adHocSubProcess: entry('即席子流程', 'ad-hoc sub-process', '10.3.5'),
  standardLoopCharacteristics: entry('标准循环', 'standard loop', '10.3.8'),
  complexBehaviorDefinition: entry('多实例复杂行为', 'complex behaviour of a multi-instance', '10.3.8'),
  signalEventDefinition: entry('信号事件', 'signal event', '10.5.5'),
  linkEventDefinition: entry('链接事件', 'link event', '10.5.5'),
  conditionalEventDefinition: entry('条件事件', 'conditional event', '10.5.5'),
  cancelEventDefinition: entry('取消事件', 'cancel event', '10.5.5'),
  eventDefinitionRef: entry('共享事件定义', 'shared event definition', '10.5.1'),
  event: entry('抽象事件', 'abstract event', '10.5.1'),
  implicitThrowEvent: entry('隐式抛出事件', 'implicit throw event', '10.5.1'),
  signal: entry('信号', 'signal', '10.5.5'),
  loopDataInputRef: entry('循环数据输入', 'loop data input', '10.3.8'),
  loopDataOutputRef: entry('循环数据输出', 'loop data output', '10.3.8'),
  inputDataItem: entry('循环输入项', 'loop input item', '10.3.8'),
  outputDataItem: entry('循环输出项', 'loop output item', '10.3.8'),
  ioSpecification: data('输入输出规范', 'input/output specification'),
  property: data('属性数据', 'property'),
  dataInput: data('数据输入', 'data input'),
  dataOutput: data('数据输出', 'data output'),
  inputSet: data('输入集', 'input set'),
  outputSet: data('输出集', 'output set'),
  dataInputAssociation: data('数据输入关联', 'data input association'),
  dataOutputAssociation: data('数据输出关联', 'data output association'),
  resourceRole: performer('资源角色', 'resource role'),
  performer: performer('执行者', 'performer'),
  humanPerformer: performer('人工执行者', 'human performer'),
  potentialOwner: performer('潜在拥有者', 'potential owner'),
  rendering: entry('界面呈现', 'rendering', '10.3.4'),
  globalTask: entry('全局任务', 'global task', '10.3.7'),
  globalUserTask: entry('全局用户任务', 'global user task', '10.3.7'),
  globalManualTask: entry('全局手工任务', 'global manual task', '10.3.7'),
  globalScriptTask: entry('全局脚本任务', 'global script task', '10.3.7'),
  globalBusinessRuleTask: entry('全局业务规则任务', 'global business rule task', '10.3.7'),
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
  values(/[tT]ask$|^callActivity$|[sS]ubProcess$|^transaction$/, 'startQuantity', ['1'], '10.3'),
  values(/[tT]ask$|^callActivity$|[sS]ubProcess$|^transaction$/, 'completionQuantity', ['1'], '10.3'),
  values(/Task$/, 'implementation', ['##unspecified', '##WebService'], '10.3.3'),
  values(/^receiveTask$/, 'instantiate', ['false', '0'], '10.3.3'),
  values(/^multiInstanceLoopCharacteristics$/, 'behavior', ['All'], '10.3.8'),
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
  'dataObject',
  'dataObjectReference',
  'dataStoreReference',
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
