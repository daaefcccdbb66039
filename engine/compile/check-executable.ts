import type { Problem } from '../model/problem.js';
import type { BpmnModel, Container, FlowNode } from './bpmn-model.js';
import { flagOf, reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import type { Report } from './standard-rule.js';
import { reportTo, standardRule } from './standard-rule.js';
import { attributeOf, childOf } from './xml-tree.js';

const NO_START = standardRule('start-missing', '10.5.2');
const AMBIGUOUS = standardRule('start-ambiguous', '10.5.2');
const CONDITION = standardRule('condition-missing', '10.6.2');
const LOOP = standardRule('unsupported-attribute', '10.3.8');
const CODE = standardRule('event-reference', '10.5.5');

/** What an executable process needs beyond the rules of BPMN: something to start with in each level, conditions that decide, errors with a name. */
export function checkExecutable(model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  const report = reportTo(problems);
  for (const process of model.processes) {
    if (flagOf(process.element, 'isExecutable', false)) checkContainer(process, report);
  }
  return problems;
}

function checkContainer(container: Container, report: Report): void {
  checkStarts(container, report);
  for (const node of container.nodes) {
    checkDecision(node, report);
    checkLoop(node, report);
    checkThrown(node, report);
    if (node.inner) checkContainer(node.inner, report);
  }
}

function checkStarts({ element, kind, nodes }: Container, report: Report): void {
  const starts = nodes.filter((node) => node.type === 'startEvent');
  if (element.local === 'adHocSubProcess' || kind === 'eventSubProcess') return;
  if (kind !== 'process' && starts.length > 1) {
    report(element, NO_START, '子流程最多只能有一个开始事件', 'A sub-process has at most one start event');
  } else if (starts.length === 0 && nodes.every((node) => node.incoming.length > 0)) {
    // Without a start event it begins wherever no flow leads to (BPMN 2.0.2, 10.5.2).
    report(element, NO_START, '没有可以开始的节点', 'There is nothing to start with');
  } else if (starts.filter((node) => node.definitions.length === 0).length > 1) {
    const en = 'A process has at most one none start event';
    report(element, AMBIGUOUS, '流程只能有一个无触发条件的开始事件', en);
  }
}

function checkDecision(node: FlowNode, report: Report): void {
  if (node.type !== 'exclusiveGateway' || node.outgoing.length < 2) return;
  const otherwise = reference(node.element, 'default');
  for (const flow of node.outgoing) {
    if (flow.id === otherwise || childOf(flow.element, BPMN, 'conditionExpression')) continue;
    const en = 'A branch of an exclusive gateway needs a condition, or must be its default flow';
    report(flow.element, CONDITION, '排他网关的分支须有条件，或设为默认流', en);
  }
}

function checkLoop(node: FlowNode, report: Report): void {
  const loop = node.element.children.find((child) => child.uri === BPMN && child.local.endsWith('LoopCharacteristics'));
  const compensates = flagOf(node.element, 'isForCompensation', false);
  if (!loop || (!compensates && node.inner?.kind !== 'eventSubProcess')) return;
  const zh = `不支持在${compensates ? '补偿活动' : '事件子流程'}上使用 ${loop.local}`;
  const en = `Not supported: ${loop.local} on ${compensates ? 'a compensation activity' : 'an event sub-process'}`;
  report(node.element, LOOP, zh, en);
}

/** An error or escalation that is thrown has a name; catching ones may take any. */
function checkThrown(node: FlowNode, report: Report): void {
  if (!/^(endEvent|intermediateThrowEvent)$/.test(node.type)) return;
  for (const definition of node.definitions) {
    const kind = /^(error|escalation)EventDefinition$/.exec(definition.local)?.[1];
    if (kind === undefined || (attributeOf(definition, `${kind}Ref`) ?? '') !== '') continue;
    report(node.element, CODE, `抛出事件须指明 ${kind}Ref`, `The event must say what it throws: ${kind}Ref`);
  }
}
