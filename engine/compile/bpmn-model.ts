import type { ElementType } from '../model/plan.js';
import { BPMN } from './namespaces.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf, localName } from './xml-tree.js';

/** A flow node with its wiring. */
export interface FlowNode {
  readonly element: XmlElement;
  readonly id: string;
  readonly type: ElementType;
  readonly container: Container;
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

/** A process or sub-process with the nodes and flows directly in it. */
export interface Container {
  readonly element: XmlElement;
  readonly id: string;
  readonly kind: 'process' | 'subProcess' | 'eventSubProcess';
  readonly parent?: Container;
  readonly nodes: FlowNode[];
  readonly flows: Flow[];
  /** Targets of the associations in it, by source. */
  readonly associations: ReadonlyMap<string, readonly string[]>;
  readonly hasEnd: boolean;
}

/** A BPMN file as an index over its tree. */
export interface BpmnModel {
  readonly definitions: XmlElement;
  readonly processes: readonly Container[];
  /** Root elements (messages, errors, escalations) by id. */
  readonly roots: ReadonlyMap<string, XmlElement>;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  readonly flows: ReadonlyMap<string, Flow>;
}

const NODE_TYPES: ReadonlySet<string> = new Set<ElementType>([
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
  'userTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
  'subProcess',
  'exclusiveGateway',
  'parallelGateway',
]);

/** Indexes a file whose vocabulary was accepted. Missing ids become empty strings: `checkIds` reports them. */
export function readModel(definitions: XmlElement): BpmnModel {
  const nodes = new Map<string, FlowNode>();
  const flows = new Map<string, Flow>();
  const roots = new Map<string, XmlElement>();
  for (const child of definitions.children) if (child.uri === BPMN) roots.set(idOf(child), child);
  const processes = childrenOf(definitions, BPMN, 'process').map((element) =>
    readContainer(element, 'process', undefined, nodes, flows),
  );
  for (const flow of flows.values()) {
    nodes.get(flow.sourceId)?.outgoing.push(flow);
    nodes.get(flow.targetId)?.incoming.push(flow);
  }
  for (const node of nodes.values()) {
    if (node.type === 'boundaryEvent') nodes.get(reference(node.element, 'attachedToRef'))?.boundaries.push(node);
  }
  return { definitions, processes, roots, nodes, flows };
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
  return /Task$|^callActivity$|^subProcess$/.test(node.type);
}

/** The event definitions of an event, in order. */
export function definitionsOf(node: FlowNode): readonly XmlElement[] {
  return node.element.children.filter((child) => child.uri === BPMN && child.local.endsWith('EventDefinition'));
}

function associationsOf(element: XmlElement): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>();
  for (const association of childrenOf(element, BPMN, 'association')) {
    const source = reference(association, 'sourceRef');
    const known = targets.get(source);
    if (known) known.push(reference(association, 'targetRef'));
    else targets.set(source, [reference(association, 'targetRef')]);
  }
  return targets;
}

function readContainer(
  element: XmlElement,
  kind: Container['kind'],
  parent: Container | undefined,
  nodes: Map<string, FlowNode>,
  flows: Map<string, Flow>,
): Container {
  const container: Container = {
    element,
    id: idOf(element),
    kind,
    nodes: [],
    flows: [],
    associations: associationsOf(element),
    hasEnd: childrenOf(element, BPMN, 'endEvent').length > 0,
    ...(parent ? { parent } : {}),
  };
  for (const child of element.children) {
    if (child.uri !== BPMN) continue;
    if (child.local === 'sequenceFlow') {
      const [sourceId, targetId] = [reference(child, 'sourceRef'), reference(child, 'targetRef')];
      const flow: Flow = { element: child, id: idOf(child), sourceId, targetId, container };
      container.flows.push(flow);
      flows.set(flow.id, flow);
    } else if (NODE_TYPES.has(child.local)) {
      const base = { element: child, id: idOf(child), type: child.local as ElementType, container };
      const wiring = { incoming: [], outgoing: [], boundaries: [] };
      const innerKind = flagOf(child, 'triggeredByEvent', false) ? 'eventSubProcess' : 'subProcess';
      const inner =
        child.local === 'subProcess' ? { inner: readContainer(child, innerKind, container, nodes, flows) } : {};
      const node: FlowNode = { ...base, ...inner, ...wiring };
      container.nodes.push(node);
      nodes.set(node.id, node);
    }
  }
  return container;
}
