import type { Text } from '../model/text.js';

/** A BPMN element that the engine does not execute: its names and where BPMN 2.0.2 describes it. */
export interface UnsupportedElement {
  readonly text: Text;
  readonly clause: string;
}

const entry = (zh: string, en: string, clause: string): UnsupportedElement => ({
  text: { zh, en },
  clause: `BPMN 2.0.2 ${clause}`,
});
const data = (zh: string, en: string): UnsupportedElement => entry(zh, en, '10.4.1');
const performer = (zh: string, en: string): UnsupportedElement => entry(zh, en, '10.3.1');
const correlation = (zh: string, en: string): UnsupportedElement => entry(zh, en, '8.4.2');
const choreography = (zh: string, en: string): UnsupportedElement => entry(zh, en, '11');

/** Elements of BPMN 2.0.2 that are refused by name; an element in neither this table nor `BPMN_RULES` is not BPMN. */
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
  ioBinding: data('输入输出绑定', 'input/output binding'),
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
  resource: performer('资源', 'resource'),
  rendering: entry('界面呈现', 'rendering', '10.3.4'),
  globalTask: entry('全局任务', 'global task', '10.3.7'),
  globalUserTask: entry('全局用户任务', 'global user task', '10.3.7'),
  globalManualTask: entry('全局手工任务', 'global manual task', '10.3.7'),
  globalScriptTask: entry('全局脚本任务', 'global script task', '10.3.7'),
  globalBusinessRuleTask: entry('全局业务规则任务', 'global business rule task', '10.3.7'),
  interface: entry('接口', 'interface', '8.5'),
  operationRef: entry('操作引用', 'operation reference', '8.5'),
  endPoint: entry('端点', 'end point', '8.5'),
  import: entry('导入', 'import', '8.2.2'),
  extension: entry('扩展声明', 'extension declaration', '8.3.3'),
  relationship: entry('外部关系', 'external relationship', '8.3.4'),
  auditing: entry('审计', 'auditing', '10.10'),
  monitoring: entry('监控', 'monitoring', '10.11'),
  supports: entry('支持的流程', 'supported process', '10.1'),
  partitionElement: entry('泳道分区元素', 'lane partition element', '10.8'),
  partitionElementRef: entry('泳道分区引用', 'lane partition reference', '10.8'),
  callConversation: entry('调用会话', 'call conversation', '9.5'),
  conversation: entry('会话', 'conversation', '9.5'),
  subConversation: entry('子会话', 'sub-conversation', '9.5'),
  globalConversation: entry('全局会话', 'global conversation', '9.5'),
  conversationLink: entry('会话链接', 'conversation link', '9.5'),
  participantMultiplicity: entry('参与者多重性', 'participant multiplicity', '9.3'),
  participantAssociation: entry('参与者关联', 'participant association', '9.3'),
  partnerEntity: entry('合作实体', 'partner entity', '9.3'),
  partnerRole: entry('合作角色', 'partner role', '9.3'),
  messageFlowAssociation: entry('消息流关联', 'message flow association', '9.4'),
  correlationKey: correlation('关联键', 'correlation key'),
  correlationProperty: correlation('关联属性', 'correlation property'),
  correlationSubscription: correlation('关联订阅', 'correlation subscription'),
  choreography: choreography('编排', 'choreography'),
  globalChoreographyTask: choreography('全局编排任务', 'global choreography task'),
  choreographyTask: choreography('编排任务', 'choreography task'),
  subChoreography: choreography('子编排', 'sub-choreography'),
  callChoreography: choreography('调用编排', 'call choreography'),
};
