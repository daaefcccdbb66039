import type { BpmnModel } from './bpmn-model.js';
import { idOf, reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf, localName } from './xml-tree.js';

/** Something that holds data in a model: a data object or store, a property, an input or output, an item of a loop. */
export interface DataItem {
  readonly element: XmlElement;
  /** The variable it stands for: its name, or its id when it has none. */
  readonly variable: string;
  /** The state in which it is drawn (`bpmn:dataState`). */
  readonly state?: string;
  /** Only a mark of drawing tools: an association to it says nothing. */
  readonly isPlaceholder: boolean;
}

/** The data of a file: items by id, and the data objects that some activity puts into a state. */
export interface DataItems {
  readonly items: ReadonlyMap<string, DataItem>;
  readonly stateful: ReadonlySet<string>;
  /** Data objects that some activity writes. */
  readonly written: ReadonlySet<string>;
}

const KINDS =
  /^(dataObject|dataObjectReference|dataStore|dataStoreReference|property|dataInput|dataOutput|inputDataItem|outputDataItem)$/;
const PLACEHOLDER = '__targetRef_placeholder';
const KNOWN = new WeakMap<BpmnModel, DataItems>();

/** The data items of a model; found once. */
export function dataItemsOf(model: BpmnModel): DataItems {
  const known = KNOWN.get(model);
  if (known) return known;
  const elements: XmlElement[] = [];
  const outputs: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    if (element.uri !== BPMN) return;
    if (KINDS.test(element.local)) elements.push(element);
    if (element.local === 'dataOutputAssociation') outputs.push(element);
    element.children.forEach(visit);
  };
  for (const root of model.roots.values()) visit(root);
  const byId = new Map(elements.map((element) => [idOf(element), element]));
  const items = new Map(elements.map((element) => [idOf(element), itemOf(element, byId, elements)]));
  const written = outputs.flatMap((output) => items.get(textOf(output, 'targetRef')) ?? []);
  const found: DataItems = {
    items,
    stateful: new Set(written.flatMap(({ state, variable }) => (state === undefined ? [] : [variable]))),
    written: new Set(
      outputs.filter(carriesData).flatMap((output) => items.get(textOf(output, 'targetRef'))?.variable ?? []),
    ),
  };
  KNOWN.set(model, found);
  return found;
}

/** Whether an association says what to copy: a source, a transformation or assignments. */
export function carriesData(association: XmlElement): boolean {
  return ['sourceRef', 'transformation', 'assignment'].some((local) => childOf(association, BPMN, local));
}

/** The id that a reference child names; empty when it is absent. */
export function textOf(element: XmlElement, local: string): string {
  return localName(childOf(element, BPMN, local)?.text ?? '');
}

/** All ids that reference children name. */
export function textsOf(element: XmlElement, local: string): readonly string[] {
  return childrenOf(element, BPMN, local).map(({ text }) => localName(text));
}

function itemOf(element: XmlElement, byId: ReadonlyMap<string, XmlElement>, all: readonly XmlElement[]): DataItem {
  const { local } = element;
  const target = byId.get(reference(element, local === 'dataStoreReference' ? 'dataStoreRef' : 'dataObjectRef'));
  // Editors name the references and leave the object they refer to without a name.
  const mine = target ?? element;
  const references = all.filter(
    (one) => one.local === 'dataObjectReference' && reference(one, 'dataObjectRef') === idOf(mine),
  );
  const named = [mine, ...(mine.local === 'dataObject' ? references : []), element].map(nameOf);
  const state = childOf(element, BPMN, 'dataState');
  const stateName = state && nameOf(state);
  return {
    element,
    variable: named.find((name) => name !== undefined) ?? idOf(mine),
    ...(stateName === undefined ? {} : { state: stateName }),
    isPlaceholder: nameOf(element) === PLACEHOLDER,
  };
}

function nameOf(element: XmlElement): string | undefined {
  return attributeOf(element, 'name')?.trim() || undefined;
}
