import type { BpmnModel } from './bpmn-model.js';
import { resolveName } from './bpmn-model.js';
import type { CheckContext, ElementChecks } from './check-context.js';
import { itemOf, sameStructure } from './item-definitions.js';
import { BPMN } from './namespaces.js';
import type { Report, StandardRule } from './standard-rule.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf } from './xml-tree.js';

const SERVICE = {
  inputSets: standardRule('service-data', '10.3.3', '042'),
  outputSets: standardRule('service-data', '10.3.3', '043'),
  input: standardRule('service-data', '10.3.3', '044'),
  output: standardRule('service-data', '10.3.3', '045'),
};
const SEND = {
  inputSets: standardRule('send-data', '10.3.3', '046'),
  inputs: standardRule('send-data', '10.3.3', '047'),
  item: standardRule('send-data', '10.3.3', '048'),
};
const RECEIVE = {
  outputSets: standardRule('receive-data', '10.3.3', '050'),
  outputs: standardRule('receive-data', '10.3.3', '051'),
  item: standardRule('receive-data', '10.3.3', '052'),
};
const EVENT = standardRule('event-data', '10.5.1', '094');

/** Data that must fit the message or operation of a task or event, by element. */
export const SERVICE_CHECKS: ElementChecks = {
  serviceTask: checkService,
  sendTask: checkSend,
  receiveTask: checkReceive,
  startEvent: (element, context) => checkEventData(element, 'dataOutput', context),
  intermediateCatchEvent: (element, context) => checkEventData(element, 'dataOutput', context),
  boundaryEvent: (element, context) => checkEventData(element, 'dataOutput', context),
  intermediateThrowEvent: (element, context) => checkEventData(element, 'dataInput', context),
  endEvent: (element, context) => checkEventData(element, 'dataInput', context),
};

function checkService(element: XmlElement, { model, report }: CheckContext): void {
  const data = childOf(element, BPMN, 'ioSpecification');
  const operation = resolveName(model, element, attributeOf(element, 'operationRef') ?? '');
  if (!data || operation?.local !== 'operation') return;
  atMostOne(data, 'inputSet', SERVICE.inputSets, report);
  atMostOne(data, 'outputSet', SERVICE.outputSets, report);
  const [incoming, outgoing] = [childOf(operation, BPMN, 'inMessageRef'), childOf(operation, BPMN, 'outMessageRef')];
  if (incoming) exactly(data, 'dataInput', messageOf(model, incoming), SERVICE.input, model, report);
  if (outgoing) exactly(data, 'dataOutput', messageOf(model, outgoing), SERVICE.output, model, report);
}

function checkSend(element: XmlElement, { model, report }: CheckContext): void {
  const data = childOf(element, BPMN, 'ioSpecification');
  const message = resolveName(model, element, attributeOf(element, 'messageRef') ?? '');
  if (!data || message?.local !== 'message') return;
  atMostOne(data, 'inputSet', SEND.inputSets, report);
  atMostOne(data, 'dataInput', SEND.inputs, report);
  fits(childOf(data, BPMN, 'dataInput'), message, SEND.item, model, report);
}

function checkReceive(element: XmlElement, { model, report }: CheckContext): void {
  const data = childOf(element, BPMN, 'ioSpecification');
  const message = resolveName(model, element, attributeOf(element, 'messageRef') ?? '');
  if (!data || message?.local !== 'message') return;
  atMostOne(data, 'outputSet', RECEIVE.outputSets, report);
  atMostOne(data, 'dataOutput', RECEIVE.outputs, report);
  fits(childOf(data, BPMN, 'dataOutput'), message, RECEIVE.item, model, report);
}

function messageOf(model: BpmnModel, reference: XmlElement): XmlElement | undefined {
  return resolveName(model, reference, reference.text);
}

function atMostOne(data: XmlElement, local: string, rule: StandardRule, report: Report): void {
  if (childrenOf(data, BPMN, local).length < 2) return;
  report(data, rule, `此任务最多只能有一个 ${local}`, `This task has at most one ${local}`);
}

function exactly(
  data: XmlElement,
  local: string,
  message: XmlElement | undefined,
  rule: StandardRule,
  model: BpmnModel,
  report: Report,
): void {
  const items = childrenOf(data, BPMN, local);
  if (items.length !== 1) {
    report(data, rule, `此任务须有且只有一个 ${local}`, `This task needs exactly one ${local}`);
  } else fits(items[0], message, rule, model, report);
}

/** A data item and the message that carries it have the same item definition. */
function fits(
  item: XmlElement | undefined,
  message: XmlElement | undefined,
  rule: StandardRule,
  model: BpmnModel,
  report: Report,
): void {
  const [left, right] = [item && itemOf(model, item), message && itemOf(model, message, 'itemRef')];
  if (!item || !left || !right || sameStructure(left, right)) return;
  report(item, rule, '数据的结构须与消息的结构相同', 'The structure of the data must be that of the message');
}

const CARRIERS: Readonly<Record<string, readonly [reference: string, item: 'itemRef' | 'structureRef']>> = {
  messageEventDefinition: ['messageRef', 'itemRef'],
  signalEventDefinition: ['signalRef', 'structureRef'],
  errorEventDefinition: ['errorRef', 'structureRef'],
  escalationEventDefinition: ['escalationRef', 'structureRef'],
};

/** The data of an event fit its event definitions, in their order. */
function checkEventData(element: XmlElement, local: string, { model, report }: CheckContext): void {
  const data = childrenOf(element, BPMN, local);
  if (data.length === 0) return;
  const definitions = element.children.filter((child) => child.uri === BPMN && Object.hasOwn(CARRIERS, child.local));
  if (definitions.length === 0) return;
  for (const [index, one] of data.entries()) {
    const definition = definitions[index];
    const [attribute, itemName] = (definition && CARRIERS[definition.local]) ?? [];
    if (!definition || !attribute || !itemName) continue;
    const carrier = resolveName(model, definition, attributeOf(definition, attribute) ?? '');
    const [left, right] = [itemOf(model, one), carrier && itemOf(model, carrier, itemName)];
    if (!left || !right || sameStructure(left, right)) continue;
    report(
      one,
      EVENT,
      '事件数据的结构须与其触发条件的结构相同',
      'The data of an event must have the structure of its trigger',
    );
  }
}
