import type { BpmnModel } from './bpmn-model.js';
import { flagOf, idOf, resolveName } from './bpmn-model.js';
import type { CheckContext, ElementChecks } from './check-context.js';
import { BPMN } from './namespaces.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf } from './xml-tree.js';

const ARTIFACT_TARGET = standardRule('message-flow-artifact', '8.4.1', '008');
const ARTIFACT_SOURCE = standardRule('message-flow-artifact', '8.4.1', '009');
const CHOREOGRAPHY_REF = standardRule('choreography-reference', '9.1', '027');
const MINIMUM = standardRule('participant-multiplicity', '9.3.2', '029');
const MAXIMUM = standardRule('participant-multiplicity', '9.3.2', '030');
const SAME_POOL = standardRule('message-flow-pool', '9.4', '031');
const END_KIND = standardRule('message-flow-end', '9.4', '032');
const CLOSED = standardRule('choreography-closed', '11.2', '033');
const START_SOURCE = standardRule('message-flow-start', '10.5.2', '102');
const START_TRIGGER = standardRule('message-flow-start', '10.5.2', '101');
const END_TARGET = standardRule('message-flow-end-event', '10.5.4', '108');
const END_RESULT = standardRule('message-flow-end-event', '10.5.4', '107');
const INTERMEDIATE = standardRule('message-flow-event', '10.5.5');
const CALLED_START = standardRule('called-start', '10.3.6');
const CALLED_DATA = standardRule('called-data', '10.3.6', '065');
const CONVERSATION_LINK = standardRule('conversation-link', '9.5.5');
const INITIATOR = standardRule('choreography-initiator', '11.5');
const TWO_PARTNERS = standardRule('choreography-participants', '11.5.1');

/** Checks of collaborations and choreographies, by element. */
export const COLLABORATION_CHECKS: ElementChecks = {
  messageFlow: checkMessageFlow,
  participantMultiplicity: checkMultiplicity,
  choreographyRef: (element, { report }) => {
    if (element.parent?.local === 'collaboration') return;
    const en = 'Only a collaboration may name a choreography';
    report(element, CHOREOGRAPHY_REF, '只有协作才能引用编排', en);
  },
  conversationLink: checkConversationLink,
  choreographyTask: checkChoreographyTask,
  subChoreography: checkInitiator,
  callChoreography: checkInitiator,
  callActivity: checkCalled,
};

const INTERACTS = /^participant$|[tT]ask$|^callActivity$|ubProcess$|^transaction$|Event$|onversation$|Choreography$/;

function checkMessageFlow(element: XmlElement, { model, report }: CheckContext): void {
  const ends = (['sourceRef', 'targetRef'] as const).map((attribute) => {
    const name = attributeOf(element, attribute) ?? '';
    const found = resolveName(model, element, name);
    const artifact = found && /^(textAnnotation|association|group)$/.test(found.local);
    if (artifact) {
      const rule = attribute === 'sourceRef' ? ARTIFACT_SOURCE : ARTIFACT_TARGET;
      const en = `A message flow may not be connected to the ${found.local} ${name}`;
      report(element, rule, `消息流不能连接图示元素 ${found.local}（${name}）`, en);
    } else if (!found || !INTERACTS.test(found.local)) {
      const en = `${attribute} of a message flow must name a participant, activity or event: ${name}`;
      report(element, END_KIND, `消息流的 ${attribute} 须指向参与者、活动或事件：${name}`, en);
    }
    return found;
  });
  const [source, target] = ends;
  if (source) checkSource(element, source, report);
  if (target) checkTarget(element, target, report);
  for (const end of [source, target]) {
    const choreography = end && ancestor(end, 'choreography');
    if (!choreography || end.local === 'participant' || !flagOf(choreography, 'isClosed', false)) continue;
    report(element, CLOSED, '封闭的编排不能与外部交换消息', 'A closed choreography exchanges no messages with others');
  }
  const pools = [source, target].map((end) => end && poolOf(model, end));
  if (pools[0] && pools[0] === pools[1] && !ancestor(element, 'choreography')) {
    const en = 'A message flow must connect two different participants';
    report(element, SAME_POOL, '消息流须连接两个不同的参与者', en);
  }
}

function checkSource(flow: XmlElement, source: XmlElement, report: CheckContext['report']): void {
  if (source.local === 'startEvent') {
    report(flow, START_SOURCE, '消息流不能从开始事件出发', 'A message flow may not leave a start event');
  } else if (source.local === 'endEvent' && !sendsOrReceives(source)) {
    report(
      flow,
      END_RESULT,
      '消息流只能从消息结束事件出发',
      'A message flow leaves an end event only if that sends a message',
    );
  } else if (/^(intermediateCatchEvent|boundaryEvent)$/.test(source.local)) {
    report(flow, INTERMEDIATE, '消息流不能从捕获事件出发', 'A message flow may not leave a catching event');
  } else if (source.local === 'intermediateThrowEvent' && !sendsOrReceives(source)) {
    report(
      flow,
      INTERMEDIATE,
      '消息流只能从消息事件出发',
      'A message flow leaves an event only if that sends a message',
    );
  }
}

function checkTarget(flow: XmlElement, target: XmlElement, report: CheckContext['report']): void {
  if (target.local === 'endEvent') {
    report(flow, END_TARGET, '消息流不能到达结束事件', 'A message flow may not reach an end event');
  } else if (target.local === 'startEvent' && !sendsOrReceives(target)) {
    report(
      flow,
      START_TRIGGER,
      '消息流只能到达消息开始事件',
      'A message flow reaches a start event only if that waits for a message',
    );
  } else if (target.local === 'intermediateThrowEvent') {
    report(flow, INTERMEDIATE, '消息流不能到达抛出事件', 'A message flow may not reach a throwing event');
  } else if (/^(intermediateCatchEvent|boundaryEvent)$/.test(target.local) && !sendsOrReceives(target)) {
    report(
      flow,
      INTERMEDIATE,
      '消息流只能到达消息事件',
      'A message flow reaches an event only if that waits for a message',
    );
  }
}

/** True for an event with a message trigger, or one it refers to. */
function sendsOrReceives(event: XmlElement): boolean {
  return event.children.some(
    (child) => child.uri === BPMN && /^(messageEventDefinition|eventDefinitionRef)$/.test(child.local),
  );
}

/** The participant that stands for an end of a message flow, else the process it is in; undefined when it is in neither. */
function poolOf(model: BpmnModel, end: XmlElement): XmlElement | undefined {
  if (end.local === 'participant') {
    const name = attributeOf(end, 'processRef');
    return (name === undefined ? undefined : resolveName(model, end, name)) ?? end;
  }
  return ancestor(end, 'process');
}

function ancestor(element: XmlElement, local: string): XmlElement | undefined {
  for (let at: XmlElement | undefined = element; at; at = at.parent) if (at.local === local) return at;
  return undefined;
}

function checkMultiplicity(element: XmlElement, { report }: CheckContext): void {
  const minimum = Number(attributeOf(element, 'minimum') ?? '0');
  const maximum = Number(attributeOf(element, 'maximum') ?? '1');
  if (minimum < 0) {
    report(element, MINIMUM, `参与者数量下限不能为负：${minimum}`, `The minimum may not be negative: ${minimum}`);
  }
  if (maximum < 1 || maximum < minimum) {
    const en = `The maximum must be 1 or more and not below the minimum: ${maximum}`;
    report(element, MAXIMUM, `参与者数量上限须不小于 1 且不小于下限：${maximum}`, en);
  }
}

function checkConversationLink(element: XmlElement, { model, report }: CheckContext): void {
  const ends = [attributeOf(element, 'sourceRef'), attributeOf(element, 'targetRef')].map((name) =>
    name === undefined ? undefined : resolveName(model, element, name),
  );
  const nodes = ends.filter((end) => end && /^(conversation|subConversation|callConversation)$/.test(end.local));
  if (ends.every((end) => end !== undefined) && nodes.length === 1) return;
  const en = 'A conversation link connects a conversation and a participant, activity or event';
  report(element, CONVERSATION_LINK, '会话链接须连接一个会话和一个参与者、活动或事件', en);
}

function checkChoreographyTask(element: XmlElement, context: CheckContext): void {
  checkInitiator(element, context);
  if (childrenOf(element, BPMN, 'participantRef').length === 2) return;
  const en = 'A choreography task has exactly two participants';
  context.report(element, TWO_PARTNERS, '编排任务须有且只有两个参与者', en);
}

function checkInitiator(element: XmlElement, { report }: CheckContext): void {
  const initiator = attributeOf(element, 'initiatingParticipantRef')?.trim();
  if (childrenOf(element, BPMN, 'participantRef').some((one) => one.text === initiator)) return;
  const en = 'The initiating participant must be one of the participants';
  report(element, INITIATOR, '发起方须为参与者之一', en);
}

/** A process that a call activity names begins with a none start event. */
function checkCalled(element: XmlElement, { model, report }: CheckContext): void {
  const called = resolveName(model, element, attributeOf(element, 'calledElement') ?? '');
  if (called) checkCalledData(element, called, report);
  if (called?.local !== 'process') return;
  const starts = childrenOf(called, BPMN, 'startEvent');
  if (starts.length === 0 || starts.some((start) => !start.children.some(isDefinition))) return;
  const en = `The called process ${idOf(called)} has no none start event`;
  report(element, CALLED_START, `被调用的流程 ${idOf(called)} 没有无触发条件的开始事件`, en);
}

/** A call that says what goes in and out says what the called element does. */
function checkCalledData(element: XmlElement, called: XmlElement, report: CheckContext['report']): void {
  const [own, wanted] = [element, called].map((one) => childOf(one, BPMN, 'ioSpecification'));
  if (!own || !wanted) return;
  for (const local of ['dataInput', 'dataOutput', 'inputSet', 'outputSet']) {
    if (childrenOf(own, BPMN, local).length === childrenOf(wanted, BPMN, local).length) continue;
    const en = `The call has another number of ${local} than ${idOf(called)}`;
    report(element, CALLED_DATA, `调用活动的 ${local} 数量与 ${idOf(called)} 不同`, en);
  }
}

function isDefinition(child: XmlElement): boolean {
  return child.uri === BPMN && /EventDefinition(Ref)?$/.test(child.local);
}
