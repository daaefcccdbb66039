import type { CheckContext, ElementChecks } from './check-context.js';
import { isInExecutable } from './check-context.js';
import { BPMN, XSI } from './namespaces.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, localName } from './xml-tree.js';

const START_QUANTITY = standardRule('quantity', '10.3.1', '037');
const COMPLETION_QUANTITY = standardRule('quantity', '10.3.1', '038');
const SCRIPT = standardRule('script-format', '10.3.3', '053');
const AD_HOC_CONTENT = standardRule('ad-hoc-content', '10.3.5', '062');
const AD_HOC_EMPTY = standardRule('ad-hoc-empty', '10.3.5', '063');
const FORMAL = standardRule('formal-expression', '8.4.6', '012');
const LOOPS = standardRule('loop-twice', '10.3.8');
const MAXIMUM = standardRule('loop-maximum', '10.3.8');
const ROLE = standardRule('role-assignment', '10.3.1');

/** Checks of activities and of the expressions in them, by element. */
export const ACTIVITY_CHECKS: ElementChecks = {
  task: checkActivity,
  userTask: checkActivity,
  manualTask: checkActivity,
  serviceTask: checkActivity,
  sendTask: checkActivity,
  receiveTask: checkActivity,
  businessRuleTask: checkActivity,
  callActivity: checkActivity,
  subProcess: checkActivity,
  transaction: checkActivity,
  scriptTask: (element, context) => {
    checkActivity(element, context);
    checkScript(element, 'scriptFormat', context);
  },
  globalScriptTask: (element, context) => checkScript(element, 'scriptLanguage', context),
  adHocSubProcess: (element, context) => {
    checkActivity(element, context);
    checkAdHoc(element, context);
  },
  standardLoopCharacteristics: checkMaximum,
  resourceRole: checkRole,
  performer: checkRole,
  humanPerformer: checkRole,
  potentialOwner: checkRole,
  conditionExpression: checkFormal,
  completionCondition: checkFormal,
  loopCardinality: checkFormal,
  loopCondition: checkFormal,
  activationCondition: checkFormal,
  condition: checkFormal,
  timeDate: checkFormal,
  timeDuration: checkFormal,
  timeCycle: checkFormal,
  from: checkFormal,
  to: checkFormal,
};

function checkActivity(element: XmlElement, { report }: CheckContext): void {
  for (const [attribute, rule] of [
    ['startQuantity', START_QUANTITY],
    ['completionQuantity', COMPLETION_QUANTITY],
  ] as const) {
    const value = attributeOf(element, attribute);
    if (value !== undefined && Number(value) < 1) {
      report(element, rule, `${attribute} 须不小于 1：${value}`, `The ${attribute} must be 1 or more: ${value}`);
    }
  }
  const loops = ['standardLoopCharacteristics', 'multiInstanceLoopCharacteristics'] as const;
  if (loops.every((local) => childOf(element, BPMN, local))) {
    report(element, LOOPS, '活动不能同时是循环和多实例', 'An activity cannot be a loop and a multi-instance at once');
  }
}

function checkScript(element: XmlElement, attribute: string, { report }: CheckContext): void {
  if (!childOf(element, BPMN, 'script') || (attributeOf(element, attribute) ?? '') !== '') return;
  report(element, SCRIPT, `有脚本时须写明 ${attribute}`, `A script needs its ${attribute}`);
}

function checkAdHoc(element: XmlElement, { report }: CheckContext): void {
  const contents = element.children.filter((child) => child.uri === BPMN);
  const wrong = contents.find((child) =>
    /^(startEvent|endEvent|choreographyTask|subChoreography|callChoreography)$/.test(child.local),
  );
  if (wrong) {
    const en = `An ad-hoc sub-process may not hold a ${wrong.local}`;
    report(wrong, AD_HOC_CONTENT, `即席子流程中不能有 ${wrong.local}`, en);
  }
  if (!contents.some((child) => /([tT]ask|^callActivity|ubProcess|^transaction)$/.test(child.local))) {
    report(element, AD_HOC_EMPTY, '即席子流程中须有活动', 'An ad-hoc sub-process must hold an activity');
  }
}

function checkMaximum(element: XmlElement, { report }: CheckContext): void {
  const value = attributeOf(element, 'loopMaximum');
  if (value === undefined || Number(value) >= 1) return;
  report(element, MAXIMUM, `循环次数上限须不小于 1：${value}`, `The loopMaximum must be 1 or more: ${value}`);
}

function checkRole(element: XmlElement, { report }: CheckContext): void {
  const both = childOf(element, BPMN, 'resourceRef') && childOf(element, BPMN, 'resourceAssignmentExpression');
  if (!both) return;
  const en = 'A role names a resource or has an assignment expression, not both';
  report(element, ROLE, '角色只能在资源引用与分配表达式中二选一', en);
}

/** In an executable process every expression is formal. */
function checkFormal(element: XmlElement, { report }: CheckContext): void {
  const type = attributeOf(element, 'type', XSI);
  if ((type !== undefined && localName(type) === 'tFormalExpression') || !isInExecutable(element)) return;
  const en = `The ${element.local} of an executable process must be a tFormalExpression`;
  report(element, FORMAL, `可执行流程中的 ${element.local} 须为 tFormalExpression`, en);
}
