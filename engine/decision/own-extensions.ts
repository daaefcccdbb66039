import { errorAt } from '../compile/problem-maker.js';
import type { Problem } from '../model/problem.js';
import type { DmnNode } from './dmn-node.js';
import { asNode, child, children, idOf } from './dmn-node.js';

/** Namespace of our own extension elements in DMN files. */
export const YIZHAN_DMN = 'urn:yizhan:dmn:1';

/** The elements of our namespace among the extension elements of a node. */
export function ownElements(node: DmnNode): readonly DmnNode[] {
  const extensions = child(node, 'extensionElements');
  return extensions ? children(extensions, 'values').filter((element) => namespaceOf(element) === YIZHAN_DMN) : [];
}

/**
 * Elements of our namespace where we know none, and attributes of it, which we have not. Foreign namespaces are left aside; what is
 * ours and not understood is refused rather than passed over.
 */
export function misplacedExtensions(definitions: DmnNode): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (elementId: string, what: string): void => {
    problems.push(errorAt('unknown-element', { elementId }, `此处不能有：${what}`, `Not known here: ${what}`));
  };
  const visit = (node: DmnNode, around: string): void => {
    const id = idOf(node, around);
    if (node.$type !== 'dmn:DecisionTable') for (const { $type } of ownElements(node)) refuse(id, $type);
    for (const name of Object.keys(attributesOf(node))) if (name.startsWith('yizhan:')) refuse(id, name);
    for (const [name, value] of Object.entries(node)) {
      if (name.startsWith('$') || name === 'extensionElements') continue;
      for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
        const inner = asNode(item);
        if (inner) visit(inner, id);
      }
    }
  };
  visit(definitions, '');
  return problems;
}

/** moddle keeps attributes of foreign namespaces apart. */
function attributesOf(node: DmnNode): object {
  const attributes = node['$attrs'];
  return typeof attributes === 'object' && attributes !== null ? attributes : {};
}

/** moddle keeps the namespace of an element it has no type for in its descriptor. */
function namespaceOf(element: DmnNode): string | undefined {
  const descriptor = element['$descriptor'];
  if (typeof descriptor !== 'object' || descriptor === null) return undefined;
  const ns: unknown = (descriptor as { ns?: unknown }).ns;
  if (typeof ns !== 'object' || ns === null) return undefined;
  const { uri } = ns as { uri?: unknown };
  return typeof uri === 'string' ? uri : undefined;
}
