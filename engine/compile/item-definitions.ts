import type { BpmnModel } from './bpmn-model.js';
import { flagOf, resolveName } from './bpmn-model.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

/** The item definition that an attribute of an element names; undefined when absent or unknown. */
export function itemOf(
  model: BpmnModel,
  element: XmlElement,
  attribute: 'itemSubjectRef' | 'itemRef' | 'structureRef' = 'itemSubjectRef',
): XmlElement | undefined {
  const name = attributeOf(element, attribute);
  const found = name === undefined ? undefined : resolveName(model, element, name);
  return found?.local === 'itemDefinition' ? found : undefined;
}

/** True when two item definitions are one, or describe the same structure (BPMN 2.0.2, 8.4.10); `collections` may differ where it says so. */
export function sameStructure(a: XmlElement, b: XmlElement, collections = false): boolean {
  if (a === b) return true;
  const [left, right] = [attributeOf(a, 'structureRef'), attributeOf(b, 'structureRef')];
  if (left === undefined || left !== right) return false;
  return collections || flagOf(a, 'isCollection', false) === flagOf(b, 'isCollection', false);
}
