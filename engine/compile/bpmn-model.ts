import { BPMN, XMLNS } from './namespaces.js';
import type { FlowNodeType } from './node-types.js';
import { ACTIVITY_TYPES, FLOW_NODE_TYPES } from './node-types.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf, localName } from './xml-tree.js';

/** A flow node with its wiring. */
export interface FlowNode {
  readonly element: XmlElement;
  readonly id: string;
  readonly type: FlowNodeType;
  readonly container: Container;
  /** The event definitions of an event in order, those it refers to included. */
  readonly definitions: readonly XmlElement[];
  /** The contents of a sub-process. */
  readonly inner?: Container;
  readonly incoming: Flow[];
  readonly outgoing: Flow[];
  readonly boundaries: FlowNode[];
}

/** A sequence flow; an endpoint that names nothing known stays an id. */
export interface Flow {
  readonly element: XmlElement;
  readonly id: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly container: Container;
}

/** A process, sub-process or choreography with the nodes and flows directly in it. */
export interface Container {
  readonly element: XmlElement;
  readonly id: string;
  /** `subProcess` stands for transactions and ad-hoc sub-processes too: `element.local` tells them apart. */
  readonly kind: 'process' | 'subProcess' | 'eventSubProcess' | 'choreography';
  readonly parent?: Container;
  readonly nodes: FlowNode[];
  readonly flows: Flow[];
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
}

/** A definitions file that another one imports. */
export interface BpmnFile {
  readonly definitions: XmlElement;
  readonly elements: ReadonlyMap<string, XmlElement>;
}

/** A BPMN file as an index over its tree. */
export interface BpmnModel {
  readonly definitions: XmlElement;
  readonly processes: readonly Container[];
  readonly choreographies: readonly Container[];
  /** Root elements (messages, errors, signals, event definitions ...) by id, those of imported files included. */
  readonly roots: ReadonlyMap<string, XmlElement>;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** Every BPMN element of the file that has an id. */
  readonly elements: ReadonlyMap<string, XmlElement>;
  /** The imported files by target namespace. */
  readonly imported: ReadonlyMap<string, BpmnFile>;
  /** Targets of the associations by source, whoever holds them: process, sub-process or collaboration. */
  readonly associations: ReadonlyMap<string, readonly string[]>;
}

const IS_NODE: ReadonlySet<string> = new Set<FlowNodeType>(FLOW_NODE_TYPES);
const IS_ACTIVITY: ReadonlySet<FlowNodeType> = new Set<FlowNodeType>(ACTIVITY_TYPES);
const HAS_INNER = /^(subProcess|transaction|adHocSubProcess|subChoreography)$/;

/** What the parts of a model are collected in. */
interface Index {
  readonly roots: Map<string, XmlElement>;
  readonly nodes: Map<string, FlowNode>;
  readonly flows: Map<string, Flow>;
  readonly associations: Map<string, string[]>;
}

/**
 * Indexes a file whose vocabulary was accepted; `imported` are the files it imports, whose elements it may name.
 * What has no id gets a key of its own.
 */
export function readModel({ definitions, elements }: BpmnFile, imported: readonly BpmnFile[] = []): BpmnModel {
  const index: Index = { roots: new Map(), nodes: new Map(), flows: new Map(), associations: new Map() };
  for (const file of [...imported.map((one) => one.definitions), definitions]) {
    for (const child of file.children) if (child.uri === BPMN) index.roots.set(idOf(child), child);
  }
  const containers = (local: string, kind: Container['kind']): readonly Container[] =>
    childrenOf(definitions, BPMN, local).map((element) => readContainer(element, kind, undefined, index));
  const processes = containers('process', 'process');
  const choreographies = [
    ...containers('choreography', 'choreography'),
    ...containers('globalChoreographyTask', 'choreography'),
  ];
  for (const local of ['collaboration', 'globalConversation']) {
    for (const element of childrenOf(definitions, BPMN, local)) readAssociations(element, index);
  }
  for (const flow of index.flows.values()) {
    index.nodes.get(flow.sourceId)?.outgoing.push(flow);
    index.nodes.get(flow.targetId)?.incoming.push(flow);
  }
  for (const node of index.nodes.values()) {
    if (node.type === 'boundaryEvent') index.nodes.get(reference(node.element, 'attachedToRef'))?.boundaries.push(node);
  }
  const byNamespace = new Map(imported.map((file) => [targetNamespaceOf(file.definitions), file]));
  return { definitions, processes, choreographies, ...index, elements, imported: byNamespace };
}

/** The BPMN elements of a file by id; the first one where an id is used twice. */
export function elementsById(definitions: XmlElement): ReadonlyMap<string, XmlElement> {
  const elements = new Map<string, XmlElement>();
  const visit = (element: XmlElement): void => {
    const id = idOf(element);
    if (id !== '' && !elements.has(id)) elements.set(id, element);
    for (const child of element.children) if (child.uri === BPMN) visit(child);
  };
  visit(definitions);
  return elements;
}

/** The namespace that other files name to refer into this one. */
export function targetNamespaceOf(definitions: XmlElement): string {
  return attributeOf(definitions, 'targetNamespace') ?? '';
}

/** The element that a QName names at a place: in this file, or by its prefix in an imported one. */
export function resolveName(model: BpmnModel, place: XmlElement, qName: string): XmlElement | undefined {
  const name = qName.trim();
  const colon = name.indexOf(':');
  if (colon >= 0) {
    const uri = namespaceOf(place, name.slice(0, colon));
    const file = uri === undefined ? undefined : model.imported.get(uri);
    if (file && uri !== targetNamespaceOf(model.definitions)) return file.elements.get(name.slice(colon + 1));
  }
  const local = name.slice(colon + 1);
  return model.elements.get(local) ?? (colon < 0 ? model.roots.get(local) : undefined);
}

/** The namespace that a prefix stands for at a place. */
export function namespaceOf(place: XmlElement, prefix: string): string | undefined {
  for (let at: XmlElement | undefined = place; at; at = at.parent) {
    const uri = attributeOf(at, prefix, XMLNS);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/** The value of a reference attribute as an id; empty when absent. */
export function reference(element: XmlElement, attribute: string): string {
  return localName(attributeOf(element, attribute) ?? '');
}

/** The `id` attribute; empty when absent. */
export function idOf(element: XmlElement): string {
  return attributeOf(element, 'id') ?? '';
}

/** True for `true` and `1`; `fallback` when the attribute is absent (XML Schema booleans). */
export function flagOf(element: XmlElement, attribute: string, fallback: boolean): boolean {
  const value = attributeOf(element, attribute)?.trim();
  return value === undefined ? fallback : value === 'true' || value === '1';
}

/** The tasks, sub-processes and call activities. */
export function isActivity(node: FlowNode): boolean {
  return IS_ACTIVITY.has(node.type);
}

/** The event definitions of an event in order, those it refers to included. */
export function definitionsOf(node: FlowNode): readonly XmlElement[] {
  return node.definitions;
}

function readDefinitions(element: XmlElement, roots: Index['roots']): readonly XmlElement[] {
  if (!element.local.endsWith('Event')) return [];
  return element.children.flatMap((child) => {
    if (child.uri !== BPMN) return [];
    if (child.local === 'eventDefinitionRef') return roots.get(localName(child.text)) ?? [];
    return child.local.endsWith('EventDefinition') ? child : [];
  });
}

function readAssociations(element: XmlElement, { associations }: Index): void {
  for (const association of childrenOf(element, BPMN, 'association')) {
    const source = reference(association, 'sourceRef');
    const known = associations.get(source);
    if (known) known.push(reference(association, 'targetRef'));
    else associations.set(source, [reference(association, 'targetRef')]);
  }
}

function readContainer(
  element: XmlElement,
  kind: Container['kind'],
  parent: Container | undefined,
  index: Index,
): Container {
  const container: Container = {
    element,
    id: idOf(element),
    kind,
    nodes: [],
    flows: [],
    hasStart: childOf(element, BPMN, 'startEvent') !== undefined,
    hasEnd: childOf(element, BPMN, 'endEvent') !== undefined,
    ...(parent ? { parent } : {}),
  };
  readAssociations(element, index);
  for (const child of element.children) {
    if (child.uri !== BPMN) continue;
    if (child.local === 'sequenceFlow') {
      const [sourceId, targetId] = [reference(child, 'sourceRef'), reference(child, 'targetRef')];
      const flow: Flow = { element: child, id: keyOf(child, index.flows.size), sourceId, targetId, container };
      container.flows.push(flow);
      index.flows.set(flow.id, flow);
    } else if (isNodeType(child.local)) {
      const node = readNode(child, child.local, container, index);
      container.nodes.push(node);
      index.nodes.set(node.id, node);
    }
  }
  return container;
}

function readNode(element: XmlElement, type: FlowNodeType, container: Container, index: Index): FlowNode {
  const wiring = { incoming: [], outgoing: [], boundaries: [] };
  const definitions = readDefinitions(element, index.roots);
  const node = { element, id: keyOf(element, index.nodes.size), type, container, definitions, ...wiring };
  if (!HAS_INNER.test(type)) return node;
  const plain = type === 'subChoreography' ? 'choreography' : 'subProcess';
  const kind = flagOf(element, 'triggeredByEvent', false) ? 'eventSubProcess' : plain;
  return { ...node, inner: readContainer(element, kind, container, index) };
}

/** The id of a node or flow; where it has none, a key that no reference can hold. */
function keyOf(element: XmlElement, count: number): string {
  return idOf(element) || `(${count + 1})`;
}

function isNodeType(local: string): local is FlowNodeType {
  return IS_NODE.has(local);
}
