import { resolveName } from './bpmn-model.js';
import type { CheckContext } from './check-context.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

const ITEM = 'itemDefinition';
const DATA =
  /^(dataInput|dataOutput|dataObject|dataObjectReference|dataStore|dataStoreReference|property|inputDataItem|outputDataItem)$/;
const EVENT_DEFINITION = /EventDefinition$/;
const ACTIVITY = /[tT]ask$|^callActivity$|ubProcess$|^transaction$/;
const NODE = /[tT]ask$|^callActivity$|ubProcess$|^transaction$|Event$|Gateway$|Choreography$/;
const CALLABLE = /^(process|global\w*Task)$/;
const CHOREOGRAPHY = /^(choreography|globalChoreographyTask)$/;
const COLLABORATION = /^(collaboration|choreography|globalConversation|globalChoreographyTask)$/;
const CONVERSATION = /onversation$/;

/** What an attribute must name: element, attribute, target (name or pattern), clause of BPMN 2.0.2, code when it is not `reference`. */
const ATTRIBUTES: readonly (readonly [string, string, string | RegExp, string, string?])[] = [
  ['participant', 'processRef', 'process', '9.3'],
  ['messageFlow', 'messageRef', 'message', '9.4'],
  ['callActivity', 'calledElement', CALLABLE, '10.3.6', 'called-reference'],
  ['dataObjectReference', 'dataObjectRef', 'dataObject', '10.4.1'],
  ['dataStoreReference', 'dataStoreRef', 'dataStore', '10.4.1'],
  ['dataObject', 'itemSubjectRef', ITEM, '10.4.1'],
  ['dataObjectReference', 'itemSubjectRef', ITEM, '10.4.1'],
  ['dataStore', 'itemSubjectRef', ITEM, '10.4.1'],
  ['dataStoreReference', 'itemSubjectRef', ITEM, '10.4.1'],
  ['property', 'itemSubjectRef', ITEM, '10.4.1'],
  ['dataInput', 'itemSubjectRef', ITEM, '10.4.1'],
  ['dataOutput', 'itemSubjectRef', ITEM, '10.4.1'],
  ['inputDataItem', 'itemSubjectRef', ITEM, '10.3.8'],
  ['outputDataItem', 'itemSubjectRef', ITEM, '10.3.8'],
  ['message', 'itemRef', ITEM, '8.4.11'],
  ['error', 'structureRef', ITEM, '8.4.3'],
  ['escalation', 'structureRef', ITEM, '8.4.4'],
  ['signal', 'structureRef', ITEM, '10.5.5'],
  ['correlationPropertyRetrievalExpression', 'messageRef', 'message', '8.4.2'],
  ['correlationSubscription', 'correlationKeyRef', 'correlationKey', '8.4.2'],
  ['correlationPropertyBinding', 'correlationPropertyRef', 'correlationProperty', '8.4.2'],
  ['serviceTask', 'operationRef', 'operation', '10.3.3'],
  ['sendTask', 'operationRef', 'operation', '10.3.3'],
  ['receiveTask', 'operationRef', 'operation', '10.3.3'],
  ['sendTask', 'messageRef', 'message', '10.3.3'],
  ['receiveTask', 'messageRef', 'message', '10.3.3', 'event-reference'],
  ['messageEventDefinition', 'messageRef', 'message', '10.5.5', 'event-reference'],
  ['signalEventDefinition', 'signalRef', 'signal', '10.5.5', 'event-reference'],
  ['errorEventDefinition', 'errorRef', 'error', '10.5.5', 'event-reference'],
  ['escalationEventDefinition', 'escalationRef', 'escalation', '10.5.5', 'event-reference'],
  ['compensateEventDefinition', 'activityRef', ACTIVITY, '10.5.5', 'compensation-target'],
  ['ioBinding', 'operationRef', 'operation', '10.4.1'],
  ['ioBinding', 'inputDataRef', /^(dataInput|inputSet)$/, '10.4.1'],
  ['ioBinding', 'outputDataRef', /^(dataOutput|outputSet)$/, '10.4.1'],
  ['multiInstanceLoopCharacteristics', 'oneBehaviorEventRef', EVENT_DEFINITION, '10.3.8'],
  ['multiInstanceLoopCharacteristics', 'noneBehaviorEventRef', EVENT_DEFINITION, '10.3.8'],
  ['group', 'categoryValueRef', 'categoryValue', '8.4.1'],
  ['association', 'sourceRef', /./, '8.4.1'],
  ['association', 'targetRef', /./, '8.4.1'],
  ['resourceParameterBinding', 'parameterRef', 'resourceParameter', '10.3.1'],
  ['process', 'definitionalCollaborationRef', COLLABORATION, '10.1'],
  ['choreographyTask', 'initiatingParticipantRef', 'participant', '11.5'],
  ['subChoreography', 'initiatingParticipantRef', 'participant', '11.5'],
  ['callChoreography', 'initiatingParticipantRef', 'participant', '11.5'],
  ['callChoreography', 'calledChoreographyRef', CHOREOGRAPHY, '11.5.3'],
  ['callConversation', 'calledCollaborationRef', COLLABORATION, '9.5.4'],
  ['messageFlowAssociation', 'innerMessageFlowRef', 'messageFlow', '9.4'],
  ['messageFlowAssociation', 'outerMessageFlowRef', 'messageFlow', '9.4'],
  ['conversationAssociation', 'innerConversationNodeRef', CONVERSATION, '9.5'],
  ['conversationAssociation', 'outerConversationNodeRef', CONVERSATION, '9.5'],
];

/** What the text of an element must name, by its local name. */
const TEXTS: Readonly<Record<string, readonly [string | RegExp, string]>> = {
  interfaceRef: ['interface', '9.3'],
  endPointRef: ['endPoint', '9.3'],
  correlationPropertyRef: ['correlationProperty', '8.4.2'],
  inMessageRef: ['message', '8.5'],
  outMessageRef: ['message', '8.5'],
  errorRef: ['error', '8.5'],
  operationRef: ['operation', '10.5.5'],
  eventDefinitionRef: [EVENT_DEFINITION, '10.5.1'],
  dataInputRefs: ['dataInput', '10.4.1'],
  optionalInputRefs: ['dataInput', '10.4.1'],
  whileExecutingInputRefs: ['dataInput', '10.4.1'],
  outputSetRefs: ['outputSet', '10.4.1'],
  dataOutputRefs: ['dataOutput', '10.4.1'],
  optionalOutputRefs: ['dataOutput', '10.4.1'],
  whileExecutingOutputRefs: ['dataOutput', '10.4.1'],
  inputSetRefs: ['inputSet', '10.4.1'],
  sourceRef: [DATA, '10.4.2'],
  targetRef: [DATA, '10.4.2'],
  loopDataInputRef: [DATA, '10.3.8'],
  loopDataOutputRef: [DATA, '10.3.8'],
  categoryValueRef: ['categoryValue', '8.4.1'],
  flowNodeRef: [NODE, '10.8'],
  resourceRef: ['resource', '10.3.1'],
  supports: ['process', '10.1'],
  supportedInterfaceRef: ['interface', '10.4.1'],
  choreographyRef: [CHOREOGRAPHY, '9.1'],
  participantRef: ['participant', '9.3'],
  innerParticipantRef: ['participant', '9.3'],
  outerParticipantRef: ['participant', '9.3'],
  messageFlowRef: ['messageFlow', '9.4'],
};

type AttributeReference = readonly [attribute: string, target: string | RegExp, clause: string, code: string];

const BY_NAME = new Map<string, AttributeReference[]>();
for (const [local, attribute, target, clause, code] of ATTRIBUTES) {
  const entry: AttributeReference = [attribute, target, clause, code ?? 'reference'];
  BY_NAME.set(local, [...(BY_NAME.get(local) ?? []), entry]);
}

/** Every reference names an element of the right kind, in this file or, by its prefix, in an imported one. */
export function checkReference(element: XmlElement, context: CheckContext): void {
  const text = TEXTS[element.local];
  if (text && element.text !== '') check(element, element.local, element.text, text[0], text[1], 'reference', context);
  for (const [attribute, target, clause, code] of BY_NAME.get(element.local) ?? []) {
    const value = attributeOf(element, attribute);
    if (value !== undefined && value !== '') check(element, attribute, value, target, clause, code, context);
  }
}

function check(
  element: XmlElement,
  what: string,
  value: string,
  target: string | RegExp,
  clause: string,
  code: string,
  { model, report }: CheckContext,
): void {
  const found = resolveName(model, element, value);
  const kind = typeof target === 'string' ? target : undefined;
  const good = found && (kind === undefined ? (target as RegExp).test(found.local) : found.local === kind);
  if (good) return;
  const name = value.trim();
  const rule = standardRule(code, clause);
  if (!found) report(element, rule, `${what} 指向不存在的元素 ${name}`, `${what} names nothing that exists: ${name}`);
  else {
    const en = `${what} must not name a ${found.local}: ${name}`;
    report(element, rule, `${what} 不能指向 ${found.local}：${name}`, en);
  }
}
