import { errorAt, warningAt } from '../compile/problem-maker.js';
import type { FeelType } from '../feel/types.js';
import { ANY } from '../feel/types.js';
import type { Problem } from '../model/problem.js';
import { compileBody } from './boxed-function.js';
import { compileLogic } from './decision-logic.js';
import type { LogicScope } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import { specialNames, variableName } from './item-names.js';
import type { DmnType, TypeTable } from './item-types.js';
import { ANY_TYPE, readTypes, typeRef } from './item-types.js';
import { knowledgeFunction, serviceFunction, serviceType } from './knowledge.js';
import { readImports } from './model-imports.js';
import type { Binding, DecisionNode, InputNode, KnowledgeNode, Model, ModelNode } from './model-nodes.js';

/** Compiles a file; `find` gives the models it imports by their namespace. Problems become part of the model. */
export function compileModel(definitions: DmnNode, find: (namespace: string) => Model | undefined): Model {
  const problems: Problem[] = [];
  const namespace = text(definitions, 'namespace') ?? '';
  const imports = readImports(definitions, find, problems);
  const types = readTypes(definitions, new Map(imports.map(({ prefix, model }) => [prefix, model.types])), problems);
  const nodes = new Map<string, ModelNode>();
  const pending = new Map<ModelNode, DmnNode>();
  for (const element of children(definitions, 'drgElement')) {
    const node = makeNode(element, { namespace, types, problems });
    if (!node) continue;
    nodes.set(node.id, node);
    if (node.kind !== 'input') pending.set(node, element);
  }
  const inputNames = new Set([...nodes.values()].flatMap((node) => (node.kind === 'input' ? [node.name] : [])));
  const names = specialNames(definitions).concat(imports.flatMap(({ model }) => Object.keys(model.types.feelTypes)));
  const scope: LogicScope = {
    names,
    variables: {},
    types,
    around: '',
    problems,
    reads: new Set(),
    tables: [],
    compile: compileLogic,
  };

  /** The element an `href` points to (6.3.2): `#id`, or the namespace of this or an imported model before it. */
  const resolve = (reference: DmnNode | undefined, around: string): { prefix: string; node: ModelNode } | undefined => {
    const href = text(reference, 'href') ?? '';
    const hash = href.lastIndexOf('#');
    const [space, id] = [href.slice(0, Math.max(hash, 0)), href.slice(hash + 1)];
    const imported = imports.find(({ model }) => space !== '' && model.namespace === space);
    const local = hash === 0 || space === namespace;
    const node = imported ? imported.model.nodes.get(id) : local ? nodes.get(id) : undefined;
    if (node) return { prefix: imported?.prefix ?? '', node };
    const place = { elementId: around, clause: 'DMN 1.5 6.3.2' };
    problems.push(errorAt('dangling-reference', place, `引用不存在：${href}`, `The reference points nowhere: ${href}`));
    return undefined;
  };
  const misplaced = (reference: DmnNode | undefined, around: string): undefined => {
    const href = text(reference, 'href') ?? '';
    const place = { elementId: around, clause: 'DMN 1.5 6.3.8' };
    problems.push(
      errorAt(
        'dangling-reference',
        place,
        `引用的元素种类不符：${href}`,
        `The reference points to another kind of element: ${href}`,
      ),
    );
  };
  const decisionsOf = (element: DmnNode, property: string): readonly DecisionNode[] =>
    children(element, property).flatMap((reference) => {
      const found = resolve(reference, idOf(element, ''));
      if (found?.node.kind === 'decision') return [compiled(found.node)];
      return found ? (misplaced(reference, idOf(element, '')) ?? []) : [];
    });
  const inputsOf = (element: DmnNode): readonly InputNode[] =>
    children(element, 'inputData').flatMap((reference) => {
      const found = resolve(reference, idOf(element, ''));
      if (found?.node.kind === 'input') return [found.node];
      return found ? (misplaced(reference, idOf(element, '')) ?? []) : [];
    });
  const bindingsOf = (element: DmnNode): readonly Binding[] => {
    const wanted = children(element, 'informationRequirement').map((requirement) => {
      const decision = child(requirement, 'requiredDecision');
      const reference = decision ?? child(requirement, 'requiredInput');
      return { requirement, reference, kind: decision ? 'decision' : 'input' };
    });
    const knowledge = children(element, 'knowledgeRequirement').map((requirement) => ({
      requirement,
      reference: child(requirement, 'requiredKnowledge'),
      kind: 'knowledge',
    }));
    return [...wanted, ...knowledge].flatMap(({ requirement, reference, kind }): readonly Binding[] => {
      const around = idOf(requirement, idOf(element, ''));
      const found = resolve(reference, around);
      if (!found) return [];
      const { prefix, node } = found;
      if (node.kind !== kind) return misplaced(reference, around) ?? [];
      return [{ prefix, name: node.name, source: compiled(node) }];
    });
  };

  const compiled = <Node extends ModelNode>(node: Node): Node => {
    const element = pending.get(node);
    // What is being compiled already is met again in a circle of requirements: its type is not known yet.
    if (!element) return node;
    pending.delete(node);
    if (node.kind === 'decision') compileDecision(node, element);
    else if (node.kind === 'knowledge') compileKnowledge(node, element);
    return node;
  };
  const compileDecision = (node: DecisionNode, element: DmnNode): void => {
    node.bindings = bindingsOf(element);
    const reads = new Set<string>();
    const variables = variableTypes(node.bindings);
    const inside = { ...scope, around: node.id, reads, variables };
    const expression = child(element, 'decisionLogic');
    const logic = expression && compileLogic(expression, inside, node.type);
    if (!expression) {
      // People make such decisions (6.3.7): it is drawn, and asking it is a failure.
      const place = { elementId: node.id, clause: 'DMN 1.5 6.3.7' };
      problems.push(warningAt('decision-without-logic', place, '决策没有逻辑', 'The decision has no logic'));
    }
    node.logic = logic?.logic;
    if (node.type === ANY_TYPE && logic) node.feel = logic.type;
    node.free = [...reads].filter((name) => !Object.hasOwn(variables, name) && !inputNames.has(name));
  };
  const compileKnowledge = (node: KnowledgeNode, element: DmnNode): void => {
    if (element.$type === 'dmn:DecisionService') {
      const parts = {
        inputs: inputsOf(element),
        inputDecisions: decisionsOf(element, 'inputDecision'),
        outputs: decisionsOf(element, 'outputDecision'),
      };
      node.value = serviceFunction(node, parts);
      node.feel = serviceType(parts);
      return;
    }
    const definition = child(element, 'encapsulatedLogic');
    const bindings = bindingsOf(element);
    const inside = { ...scope, around: node.id, variables: variableTypes(bindings) };
    const own = typeRef(types, text(child(element, 'variable'), 'typeRef'), node.id, problems);
    const declared = typeRef(types, text(definition, 'typeRef'), node.id, problems);
    const body = definition && compileBody(definition, inside, [declared, own]);
    if (body) node.value = knowledgeFunction(node, body, bindings);
    if (node.value) node.feel = node.value.type;
  };

  for (const node of nodes.values()) compiled(node);
  return { namespace, types, nodes, imports, tables: scope.tables, problems };
}

interface NodeContext {
  readonly namespace: string;
  readonly types: TypeTable;
  readonly problems: Problem[];
}

function makeNode(element: DmnNode, { namespace, types, problems }: NodeContext): ModelNode | undefined {
  const name = variableName(element);
  if (element.$type === 'dmn:KnowledgeSource') return undefined;
  // An id is optional to DMN; without one the name has to do.
  const id = text(element, 'id') ?? name;
  const type = (): DmnType => typeRef(types, text(child(element, 'variable'), 'typeRef'), id, problems);
  switch (element.$type) {
    case 'dmn:InputData':
      return { kind: 'input', id, name, namespace, type: type() };
    case 'dmn:Decision': {
      const own = type();
      return { kind: 'decision', id, name, type: own, bindings: [], free: [], logic: undefined, feel: own.feel };
    }
    default:
      return {
        kind: 'knowledge',
        id,
        name,
        service: element.$type === 'dmn:DecisionService',
        value: undefined,
        feel: ANY,
      };
  }
}

/** The variables that bindings make, with their types; those of an imported model are members of the variable of its name. */
function variableTypes(bindings: readonly Binding[]): Record<string, FeelType> {
  const variables: Record<string, FeelType> = {};
  for (const { prefix, name, source } of bindings) {
    const type = source.kind === 'input' ? source.type.feel : source.feel;
    if (prefix === '') variables[name] = type;
    else {
      const around = variables[prefix];
      const members = around?.kind === 'context' ? around.members : {};
      variables[prefix] = { kind: 'context', members: { ...members, [name]: type } };
    }
  }
  return variables;
}
