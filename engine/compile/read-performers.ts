import type { ValuePlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import type { Reader } from './reader.js';
import { feelOf } from './reader.js';
import { isRole } from './roles.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf, localName } from './xml-tree.js';

/** Who may or must do a user task, as far as BPMN itself says so. */
export interface Performers {
  readonly assignee?: ValuePlan;
  readonly candidateGroups?: ValuePlan;
}

/**
 * The resource roles of a user task or of the first of `holders` that has any: potential owners are candidates, human performers and
 * performers with an expression the assignee (BPMN 2.0.2, 10.3.1 and 10.3.4). A resource is a role key by its name, an expression FEEL.
 * Without any the lane counts, when its name is a role.
 */
export function readPerformers(reader: Reader, node: FlowNode, holders: readonly XmlElement[]): Performers {
  for (const holder of holders) {
    const found = readRoles(reader, node.id, holder);
    if (found.assignee ?? found.candidateGroups) return found;
  }
  const lane = laneOf(node);
  const role = lane && attributeOf(lane, 'name')?.trim();
  return role !== undefined && isRole(role.replace(/@\/?[\w/-]*$/, ''))
    ? { candidateGroups: { kind: 'constant', value: role } }
    : {};
}

function readRoles(reader: Reader, id: string, holder: XmlElement): Performers {
  const owners = childrenOf(holder, BPMN, 'potentialOwner');
  const others = ['humanPerformer', 'performer', 'resourceRole'].flatMap((local) => childrenOf(holder, BPMN, local));
  const expression = others.flatMap((role) => expressionOf(reader, id, role) ?? [])[0];
  const roles = [...owners, ...others].flatMap((role) => resourceOf(reader, role) ?? []);
  const candidates = owners.flatMap((role) => expressionOf(reader, id, role) ?? [])[0];
  const groups: ValuePlan | undefined =
    candidates ?? (roles.length === 0 ? undefined : { kind: 'constant', value: [...new Set(roles)].join(',') });
  return { ...(expression ? { assignee: expression } : {}), ...(groups ? { candidateGroups: groups } : {}) };
}

function resourceOf(reader: Reader, role: XmlElement): string | undefined {
  const id = localName(childOf(role, BPMN, 'resourceRef')?.text ?? '');
  const resource = reader.model.roots.get(id);
  return resource && (attributeOf(resource, 'name')?.trim() || id);
}

function expressionOf(reader: Reader, id: string, role: XmlElement): ValuePlan | undefined {
  const assignment = childOf(role, BPMN, 'resourceAssignmentExpression');
  const body = assignment?.children.find(
    ({ uri, local }) => uri === BPMN && /^(expression|formalExpression)$/.test(local),
  );
  if (body === undefined) return undefined;
  return { kind: 'feel', source: feelOf(reader, id, 'resourceAssignmentExpression', body.text) };
}

/** The innermost lane a node lies in; nodes of a sub-process lie where the sub-process does. */
function laneOf(node: FlowNode): XmlElement | undefined {
  for (let container: typeof node.container | undefined = node.container, { id } = node; container;) {
    const found = childrenOf(container.element, BPMN, 'laneSet').flatMap((set) => laneIn(set, id) ?? [])[0];
    if (found) return found;
    id = container.id;
    container = container.parent;
  }
  return undefined;
}

function laneIn(set: XmlElement, id: string): XmlElement | undefined {
  for (const lane of childrenOf(set, BPMN, 'lane')) {
    const inner = childrenOf(lane, BPMN, 'childLaneSet').flatMap((child) => laneIn(child, id) ?? [])[0];
    if (inner) return inner;
    if (childrenOf(lane, BPMN, 'flowNodeRef').some(({ text }) => localName(text) === id)) return lane;
  }
  return undefined;
}
