import { errorAt } from '../compile/problem-maker.js';
import type { Problem } from '../model/problem.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import type { Binding, Imported, ModelNode } from './model-nodes.js';

/** Where references of a model can point to, and where Problems go. `ready` compiles what is referred to before it is used. */
export interface ReferenceScope {
  readonly namespace: string;
  readonly nodes: ReadonlyMap<string, ModelNode>;
  readonly imports: readonly Imported[];
  readonly problems: Problem[];
  readonly ready: (node: ModelNode) => void;
}

type NodeOf<Kind extends ModelNode['kind']> = Extract<ModelNode, { readonly kind: Kind }>;

/** An element, and the name its model is imported under; empty for the own model. */
interface Found<Kind extends ModelNode['kind']> {
  readonly prefix: string;
  readonly node: NodeOf<Kind>;
}

/**
 * The element of a kind that an `href` points to (DMN 1.5, 6.3.2): `#id`, or the namespace of this or an imported model before it. A
 * reference that points nowhere or to another kind of element is noted as a Problem.
 */
function resolve<Kind extends ModelNode['kind']>(
  scope: ReferenceScope,
  reference: DmnNode | undefined,
  kind: Kind,
  around: string,
): Found<Kind> | undefined {
  const href = text(reference, 'href') ?? '';
  const hash = href.lastIndexOf('#');
  const [space, id] = [href.slice(0, Math.max(hash, 0)), href.slice(hash + 1)];
  const imported = scope.imports.find(({ model }) => space !== '' && model.namespace === space);
  const local = hash === 0 || space === scope.namespace ? scope.nodes.get(id) : undefined;
  const node = imported ? imported.model.nodes.get(id) : local;
  if (node && isKind(node, kind)) {
    scope.ready(node);
    return { prefix: imported?.prefix ?? '', node };
  }
  const place = { elementId: around, clause: 'DMN 1.5 6.3.2' };
  const [zh, en] = node
    ? [`引用的元素种类不符：${href}`, `The reference points to another kind of element: ${href}`]
    : [`引用不存在：${href}`, `The reference points nowhere: ${href}`];
  scope.problems.push(errorAt('dangling-reference', place, zh, en));
  return undefined;
}

function isKind<Kind extends ModelNode['kind']>(node: ModelNode, kind: Kind): node is NodeOf<Kind> {
  return node.kind === kind;
}

/** The elements that the references under a property point to. */
export function referred<Kind extends ModelNode['kind']>(
  scope: ReferenceScope,
  element: DmnNode,
  property: string,
  kind: Kind,
): readonly NodeOf<Kind>[] {
  return children(element, property).flatMap((reference) => {
    const found = resolve(scope, reference, kind, idOf(element, ''));
    return found ? [found.node] : [];
  });
}

/** The variables that an element's information and knowledge requirements put into its scope (DMN 1.5, 6.3.8 and 6.3.9). */
export function bindingsOf(scope: ReferenceScope, element: DmnNode): readonly Binding[] {
  const one = (requirement: DmnNode, property: string, kind: ModelNode['kind']): readonly Binding[] => {
    const reference = child(requirement, property);
    const found = reference && resolve(scope, reference, kind, idOf(requirement, idOf(element, '')));
    return found ? [{ prefix: found.prefix, name: found.node.name, source: found.node }] : [];
  };
  return [
    ...children(element, 'informationRequirement').flatMap((requirement) => [
      ...one(requirement, 'requiredDecision', 'decision'),
      ...one(requirement, 'requiredInput', 'input'),
    ]),
    ...children(element, 'knowledgeRequirement').flatMap((requirement) =>
      one(requirement, 'requiredKnowledge', 'knowledge'),
    ),
  ];
}
