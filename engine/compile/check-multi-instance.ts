import { flagOf, resolveName } from './bpmn-model.js';
import type { CheckContext } from './check-context.js';
import { isInExecutable } from './check-context.js';
import { itemOf, sameStructure } from './item-definitions.js';
import { BPMN, ZEEBE } from './namespaces.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf } from './xml-tree.js';

const SIZE = standardRule('multi-instance-size', '10.3.8', '067');
const INPUT_ITEM = standardRule('multi-instance-item', '10.3.8', '068');
const OUTPUT_ITEM = standardRule('multi-instance-item', '10.3.8', '069');
const BEHAVIOUR = standardRule('multi-instance-behaviour', '10.3.8');

/** Multi-instance: a number or a collection, items that fit their collection, events that fit the behaviour. */
export function checkMultiInstance(element: XmlElement, context: CheckContext): void {
  const { report } = context;
  const sized =
    childOf(element, BPMN, 'loopCardinality') ?? childOf(element, BPMN, 'loopDataInputRef') ?? zeebeCollection(element);
  if (!sized && isInExecutable(element)) {
    const en = 'A multi-instance of an executable process needs a loopCardinality or a loopDataInputRef';
    report(element, SIZE, '可执行流程的多实例须有 loopCardinality 或 loopDataInputRef', en);
  }
  checkItem(element, 'loopDataInputRef', 'inputDataItem', INPUT_ITEM, context);
  checkItem(element, 'loopDataOutputRef', 'outputDataItem', OUTPUT_ITEM, context);
  checkBehaviour(element, context);
}

function zeebeCollection(element: XmlElement): XmlElement | undefined {
  const extensions = childOf(element, BPMN, 'extensionElements');
  return extensions && childOf(extensions, ZEEBE, 'loopCharacteristics');
}

function checkItem(
  element: XmlElement,
  collectionName: string,
  itemName: string,
  rule: typeof SIZE,
  { model, report }: CheckContext,
): void {
  const [reference, item] = [childOf(element, BPMN, collectionName), childOf(element, BPMN, itemName)];
  const collection = reference && resolveName(model, reference, reference.text);
  const [whole, part] = [collection && itemOf(model, collection), item && itemOf(model, item)];
  if (!item || !whole || !part) return;
  if (flagOf(part, 'isCollection', false) || !sameStructure(whole, part, true)) {
    const en = `The ${itemName} must be one item of the collection that ${collectionName} names`;
    report(element, rule, `${itemName} 须为 ${collectionName} 所指集合的单个元素`, en);
  }
}

function checkBehaviour(element: XmlElement, { report }: CheckContext): void {
  const behaviour = attributeOf(element, 'behavior')?.trim() ?? 'All';
  for (const [attribute, needed] of [
    ['oneBehaviorEventRef', 'One'],
    ['noneBehaviorEventRef', 'None'],
  ] as const) {
    if (attributeOf(element, attribute) === undefined || behaviour === needed) continue;
    const en = `${attribute} is for the behaviour ${needed} only`;
    report(element, BEHAVIOUR, `${attribute} 只能用于 behavior="${needed}"`, en);
  }
  const complex = childOf(element, BPMN, 'complexBehaviorDefinition') !== undefined;
  if (complex !== (behaviour === 'Complex')) {
    const en = 'The behaviour Complex and complexBehaviorDefinition go together';
    report(element, BEHAVIOUR, 'behavior="Complex" 与 complexBehaviorDefinition 须同时使用', en);
  }
}
