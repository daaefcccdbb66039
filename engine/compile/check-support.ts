import type { Problem } from '../model/problem.js';
import type { BpmnModel, FlowNode } from './bpmn-model.js';
import { flagOf, isActivity } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import { errorAt, warningAt } from './problem-maker.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, nearestId } from './xml-tree.js';

/** Expression languages that name FEEL. */
const FEEL_LANGUAGE = /^(feel|https?:\/\/(www\.)?omg\.org\/spec\/(DMN\/\d+\/)?FEEL(\/.*)?)$/i;

/** Attribute values of known attributes that are not executed, and kept elements that mean nothing at run time. */
export function checkSupport(model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  const visit = (element: XmlElement): void => {
    if (element.uri !== BPMN) return;
    problems.push(...checkLanguage(element), ...checkKept(element));
    for (const child of element.children) visit(child);
  };
  visit(model.definitions);
  for (const node of model.nodes.values()) problems.push(...checkValues(node));
  return problems;
}

function checkLanguage(element: XmlElement): Problem[] {
  const language =
    attributeOf(element, 'language') ??
    attributeOf(element, 'expressionLanguage') ??
    attributeOf(element, 'scriptFormat');
  if (language === undefined || FEEL_LANGUAGE.test(language)) return [];
  const place = { elementId: nearestId(element), line: element.line, clause: 'BPMN 2.0.2 8.4.6' };
  return [
    errorAt(
      'expression-language',
      place,
      `只执行 FEEL 表达式，不支持 ${language}`,
      `Only FEEL is executed, not ${language}`,
    ),
  ];
}

function checkKept(element: XmlElement): Problem[] {
  if (!/^(dataObject|dataObjectReference|dataStoreReference|messageFlow)$/.test(element.local)) return [];
  const place = { elementId: nearestId(element), line: element.line };
  return [
    warningAt(
      'kept-element',
      place,
      `${element.local} 仅作图示，不执行`,
      `${element.local} is drawn only, not executed`,
    ),
  ];
}

function checkValues(node: FlowNode): Problem[] {
  const refused: [string, string][] = [];
  const element = node.element;
  const expect = (attribute: string, ...accepted: readonly string[]): void => {
    const value = attributeOf(element, attribute);
    if (value !== undefined && !accepted.includes(value)) refused.push([attribute, value]);
  };
  if (isActivity(node)) {
    expect('startQuantity', '1');
    expect('completionQuantity', '1');
    expect('implementation', '##unspecified', '##WebService');
    expect('instantiate', 'false');
    const loop = childOf(element, BPMN, 'multiInstanceLoopCharacteristics');
    const behavior = loop && attributeOf(loop, 'behavior');
    if (behavior !== undefined && behavior !== 'All') refused.push(['behavior', behavior]);
    if (loop && node.inner?.kind === 'eventSubProcess')
      refused.push(['multiInstanceLoopCharacteristics', 'event sub-process']);
    if (loop && flagOf(element, 'isForCompensation', false))
      refused.push(['multiInstanceLoopCharacteristics', 'compensation']);
  } else expect('parallelMultiple', 'false');
  return refused.map(([attribute, value]) =>
    errorAt(
      'unsupported-attribute',
      { elementId: node.id, line: element.line, clause: isActivity(node) ? 'BPMN 2.0.2 10.3' : 'BPMN 2.0.2 10.5' },
      `不支持 ${attribute}="${value}"`,
      `Not supported: ${attribute}="${value}"`,
    ),
  );
}
