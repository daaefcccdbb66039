import type { Problem } from '../model/problem.js';
import type { BpmnModel, Container } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import { POSITION_NAMES, positionOf, triggerOf } from './event-position.js';
import { BPMN } from './namespaces.js';
import { errorAt, warningAt } from './problem-maker.js';
import { EXECUTED_EVENTS, EXECUTED_VALUES, KEPT_ELEMENTS, UNSUPPORTED_ELEMENTS } from './unsupported-elements.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, nearestId } from './xml-tree.js';

/** The elements that hold an expression. */
const EXPRESSIONS =
  /^(conditionExpression|condition|activationCondition|completionCondition|loopCondition|loopCardinality|timeDate|timeDuration|timeCycle|from|to|transformation|messagePath|dataPath|expression|formalExpression)$/;

/** Expression languages that name FEEL. */
const FEEL_LANGUAGE = /^(feel|https?:\/\/(www\.)?omg\.org\/spec\/(DMN\/\d+\/)?FEEL(\/.*)?)$/i;

/**
 * What is good BPMN but not executed: elements, attribute values, triggers at a position, expression languages are refused by name; what
 * means nothing at run time is named in a warning. Processes that are not executable are not looked at.
 */
export function checkSupport(model: BpmnModel): Problem[] {
  const problems: Problem[] = [];
  const byDefault = attributeOf(model.definitions, 'expressionLanguage');
  const visit = (element: XmlElement): void => {
    if (element.uri !== BPMN) return;
    if (element.local === 'process' && !flagOf(element, 'isExecutable', false)) return;
    const refused = checkElement(element);
    problems.push(...refused, ...checkLanguage(element, byDefault), ...checkValues(element));
    if (refused.length === 0) for (const child of element.children) visit(child);
  };
  visit(model.definitions);
  for (const process of model.processes) {
    if (flagOf(process.element, 'isExecutable', false)) problems.push(...checkTriggers(process));
  }
  return problems;
}

function checkElement(element: XmlElement): Problem[] {
  const { local } = element;
  const place = { elementId: nearestId(element), line: element.line };
  const unsupported = Object.hasOwn(UNSUPPORTED_ELEMENTS, local) ? UNSUPPORTED_ELEMENTS[local] : undefined;
  if (unsupported) {
    const zh = `不支持${unsupported.text.zh}（${local}）`;
    const en = `Not supported: ${unsupported.text.en} (${local})`;
    return [errorAt('unsupported-element', { ...place, clause: unsupported.clause }, zh, en)];
  }
  if (!KEPT_ELEMENTS.has(local)) return [];
  return [warningAt('kept-element', place, `${local} 仅作图示，不执行`, `${local} is drawn only, not executed`)];
}

function checkLanguage(element: XmlElement, byDefault: string | undefined): Problem[] {
  const script = /^(scriptTask|globalScriptTask)$/.test(element.local);
  if (!script && !EXPRESSIONS.test(element.local)) return [];
  const language = script
    ? (attributeOf(element, 'scriptFormat') ?? attributeOf(element, 'scriptLanguage'))
    : (attributeOf(element, 'language') ?? byDefault);
  if (language === undefined || FEEL_LANGUAGE.test(language)) return [];
  const place = { elementId: nearestId(element), line: element.line, clause: 'BPMN 2.0.2 8.4.6' };
  const zh = `只执行 FEEL 表达式，不支持 ${language}`;
  return [errorAt('expression-language', place, zh, `Only FEEL is executed, not ${language}`)];
}

function checkValues(element: XmlElement): Problem[] {
  if (element.attributes.length === 0) return [];
  return EXECUTED_VALUES.flatMap(({ elements, attribute, executed, clause }) => {
    const value = attributeOf(element, attribute)?.trim();
    if (value === undefined || executed.includes(value) || !elements.test(element.local)) return [];
    const place = { elementId: nearestId(element), line: element.line, clause };
    const [zh, en] = [`不支持 ${attribute}="${value}"`, `Not supported: ${attribute}="${value}"`];
    return [errorAt('unsupported-attribute', place, zh, en)];
  });
}

function checkTriggers(container: Container): Problem[] {
  return container.nodes.flatMap((node) => {
    if (node.inner) return checkTriggers(node.inner);
    if (!node.type.endsWith('Event')) return [];
    const [position, trigger] = [positionOf(node), triggerOf(node)];
    if (EXECUTED_EVENTS[position].includes(trigger)) return [];
    const place = { elementId: node.id, line: node.element.line, clause: 'BPMN 2.0.2 10.5.5' };
    const zh = `不支持在“${POSITION_NAMES[position].zh}”位置使用 ${trigger} 事件`;
    const en = `Not supported: a ${trigger} event at ${POSITION_NAMES[position].en}`;
    return [errorAt('unsupported-event', place, zh, en)];
  });
}
