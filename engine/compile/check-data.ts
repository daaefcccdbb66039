import { flagOf, namespaceOf, resolveName } from './bpmn-model.js';
import type { CheckContext, ElementChecks } from './check-context.js';
import { itemOf, sameStructure } from './item-definitions.js';
import { BPMN } from './namespaces.js';
import { standardRule } from './standard-rule.js';
import type { StandardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf, localName } from './xml-tree.js';

const NAME = standardRule('data-state-name', '10.4.1', '076');
const IN_SET = standardRule('data-set', '10.4.1', '084');
const OUT_SET = standardRule('data-set', '10.4.1', '088');
const OWN_SET = standardRule('data-set', '10.4.1');
const SUB_SETS: Readonly<Record<string, readonly [base: string, rule: StandardRule]>> = {
  optionalInputRefs: ['dataInputRefs', standardRule('data-set', '10.4.1', '085')],
  whileExecutingInputRefs: ['dataInputRefs', standardRule('data-set', '10.4.1', '086')],
  optionalOutputRefs: ['dataOutputRefs', standardRule('data-set', '10.4.1', '089')],
  whileExecutingOutputRefs: ['dataOutputRefs', standardRule('data-set', '10.4.1', '090')],
};
const OUTPUT_RULE = standardRule('data-set-pair', '10.4.1', '087');
const INPUT_RULE = standardRule('data-set-pair', '10.4.1', '091');
const SCHEMA = 'http://www.w3.org/2001/XMLSchema';
const DANGLING = standardRule('structure-reference', '8.4.10');
const SUB_PROCESS = standardRule('sub-process-data', '10.4.1');
const SOURCES = standardRule('data-association', '10.4.2', '092');
const STRUCTURE = standardRule('data-association', '10.4.2', '093');
const ENDS = standardRule('data-association', '10.4.2');
const COLLECTION = standardRule('item-collection', '10.4.1');
const BINDING = standardRule('io-binding', '10.4.1', '064');

/** Checks of data: input and output sets, data associations, item definitions, by element. */
export const DATA_CHECKS: ElementChecks = {
  ioSpecification: checkSpecification,
  dataInputAssociation: (element, context) => checkAssociation(element, 'targetRef', 'dataInput', context),
  dataOutputAssociation: (element, context) => checkAssociation(element, 'sourceRef', 'dataOutput', context),
  itemDefinition: checkStructure,
  dataObjectReference: checkStateName,
  dataObject: checkCollection,
  dataInput: checkCollection,
  dataOutput: checkCollection,
  process: checkBindings,
  globalTask: checkBindings,
  globalUserTask: checkBindings,
  globalManualTask: checkBindings,
  globalScriptTask: checkBindings,
  globalBusinessRuleTask: checkBindings,
};

function checkSpecification(element: XmlElement, { report }: CheckContext): void {
  const owner = element.parent?.local ?? '';
  if (/^(subProcess|transaction|adHocSubProcess)$/.test(owner)) {
    const en = 'A sub-process has no data inputs and outputs of its own';
    report(element, SUB_PROCESS, '子流程不能直接定义数据输入和输出', en);
  }
  checkSets(element, 'dataInput', 'inputSet', 'dataInputRefs', IN_SET, report);
  checkSets(element, 'dataOutput', 'outputSet', 'dataOutputRefs', OUT_SET, report);
  checkPairs(element, ['inputSet', 'outputSetRefs'], ['outputSet', 'inputSetRefs'], OUTPUT_RULE, report);
  checkPairs(element, ['outputSet', 'inputSetRefs'], ['inputSet', 'outputSetRefs'], INPUT_RULE, report);
}

/** An input set and an output set that belong together name each other. */
function checkPairs(
  element: XmlElement,
  [local, reference]: readonly [string, string],
  [otherLocal, otherReference]: readonly [string, string],
  rule: StandardRule,
  report: CheckContext['report'],
): void {
  const back = new Map(
    childrenOf(element, BPMN, otherLocal).map((other): [string, ReadonlySet<string>] => [
      attributeOf(other, 'id') ?? '',
      new Set(childrenOf(other, BPMN, otherReference).map((one) => localName(one.text))),
    ]),
  );
  for (const set of childrenOf(element, BPMN, local)) {
    for (const one of childrenOf(set, BPMN, reference)) {
      const named = back.get(localName(one.text));
      if (named?.has(attributeOf(set, 'id') ?? '')) continue;
      const en = `The ${otherLocal} ${one.text} must name this ${local} in its ${otherReference}`;
      report(set, rule, `${otherLocal} ${one.text} 须在其 ${otherReference} 中列出此 ${local}`, en);
    }
  }
}

function checkSets(
  element: XmlElement,
  data: string,
  set: string,
  references: string,
  rule: StandardRule,
  report: CheckContext['report'],
): void {
  const own = new Set(childrenOf(element, BPMN, data).map((one) => attributeOf(one, 'id')));
  const used = new Set<string>();
  for (const one of childrenOf(element, BPMN, set)) {
    const named = new Set(childrenOf(one, BPMN, references).map((each) => localName(each.text)));
    for (const id of named) {
      used.add(id);
      if (own.has(id)) continue;
      const en = `The ${set} names ${id}, which is no ${data} beside it`;
      report(one, OWN_SET, `${set} 所列 ${id} 不是同一规范中的 ${data}`, en);
    }
    for (const child of one.children) {
      const [base, subRule] = SUB_SETS[child.local] ?? [];
      if (base !== references || !subRule || named.has(localName(child.text))) continue;
      const en = `What ${child.local} names must be in ${references} of the same set`;
      report(one, subRule, `${child.local} 所列数据须同时列入 ${references}`, en);
    }
  }
  for (const one of childrenOf(element, BPMN, data)) {
    if (used.has(attributeOf(one, 'id') ?? '')) continue;
    report(one, rule, `${data} 须列入至少一个 ${set}`, `The ${data} must be in at least one ${set}`);
  }
}

function checkAssociation(element: XmlElement, side: string, data: string, { model, report }: CheckContext): void {
  const sources = childrenOf(element, BPMN, 'sourceRef');
  const target = childOf(element, BPMN, 'targetRef');
  const transformed = childOf(element, BPMN, 'transformation') !== undefined;
  if (sources.length > 1 && !transformed) {
    report(
      element,
      SOURCES,
      '有多个来源的数据关联须有转换',
      'A data association with several sources needs a transformation',
    );
  }
  const [source] = sources;
  const from = source && resolveName(model, source, source.text);
  const to = target && resolveName(model, target, target.text);
  const own = side === 'targetRef' ? to : from;
  if (own && !belongsTo(own, element.parent, data)) {
    const en = `The ${side} of a ${element.local} must be a ${data} of the same element`;
    report(element, ENDS, `${element.local} 的 ${side} 须为同一元素的 ${data}`, en);
  }
  if (sources.length !== 1 || transformed || childOf(element, BPMN, 'assignment') || !from || !to) return;
  const [left, right] = [itemOf(model, from), itemOf(model, to)];
  if (left && right && !sameStructure(left, right, true)) {
    const en = 'Source and target of a data association without transformation must have the same structure';
    report(element, STRUCTURE, '没有转换的数据关联，来源与目标的结构须相同', en);
  }
}

/** A data input, output or property of the element itself, its ioSpecification or its loop. */
function belongsTo(data: XmlElement, owner: XmlElement | undefined, kind: string): boolean {
  if (data.local !== kind && data.local !== 'property') return false;
  return data.parent === owner || data.parent?.parent === owner;
}

/** A reference that shows a state is named `<data object> [<state>]`. */
function checkStateName(element: XmlElement, { model, report }: CheckContext): void {
  const state = childOf(element, BPMN, 'dataState');
  const [shown, name] = [state && attributeOf(state, 'name'), attributeOf(element, 'name')];
  const object = resolveName(model, element, attributeOf(element, 'dataObjectRef') ?? '');
  if (shown === undefined || name === undefined || object?.local !== 'dataObject') return;
  const title = attributeOf(object, 'name') ?? '';
  if (name.replace(/\s+/g, ' ').trim() === `${title} [${shown}]`.trim()) return;
  const en = `The name of the reference must be "${title} [${shown}]"`;
  report(element, NAME, `数据对象引用的名称须为“${title} [${shown}]”`, en);
}

/** A structure is a type of XML Schema, of an imported file, or something in this file; others are only named, and we say so. */
function checkStructure(element: XmlElement, { model, warn }: CheckContext): void {
  const name = attributeOf(element, 'structureRef')?.trim();
  if (name === undefined || name === '') return;
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : undefined;
  const uri = prefix === undefined ? undefined : namespaceOf(element, prefix);
  const known =
    uri === undefined
      ? prefix === undefined && model.elements.has(name)
      : uri === SCHEMA ||
        childrenOf(model.definitions, BPMN, 'import').some((one) => attributeOf(one, 'namespace') === uri);
  if (known) return;
  warn(element, DANGLING, `没有文件定义结构 ${name}`, `No file defines the structure ${name}`);
}

/** `isCollection` says what the item definition says. */
function checkCollection(element: XmlElement, { model, report }: CheckContext): void {
  const item = itemOf(model, element);
  if (!item || attributeOf(element, 'isCollection') === undefined) return;
  if (attributeOf(item, 'isCollection') === undefined) return;
  if (flagOf(element, 'isCollection', false) === flagOf(item, 'isCollection', false)) return;
  const en = 'isCollection must be what the item definition says';
  report(element, COLLECTION, 'isCollection 须与其数据项定义一致', en);
}

/** Who offers an interface binds every operation to its data. */
function checkBindings(element: XmlElement, { model, report }: CheckContext): void {
  const offered = childrenOf(element, BPMN, 'supportedInterfaceRef');
  if (offered.length === 0) return;
  const bound = new Set(
    childrenOf(element, BPMN, 'ioBinding').map((one) => localName(attributeOf(one, 'operationRef') ?? '')),
  );
  for (const reference of offered) {
    const found = resolveName(model, reference, reference.text);
    const operations = found?.local === 'interface' ? childrenOf(found, BPMN, 'operation') : [];
    const open = operations.filter((one) => !bound.has(attributeOf(one, 'id') ?? ''));
    if (open.length === 0) continue;
    const en = 'What supports an interface must bind each of its operations (ioBinding)';
    report(element, BINDING, '支持接口时须为其每个操作定义 ioBinding', en);
  }
}
