import { errorAt, warningAt } from '../compile/problem-maker.js';
import type { FeelType } from '../feel/types.js';
import { ANY } from '../feel/types.js';
import type { Problem } from '../model/problem.js';
import type { CompiledBody } from './boxed-function.js';
import { compileBody, resultTypes } from './boxed-function.js';
import { FEEL_LANGUAGE } from './compile-text.js';
import { compileLogic } from './decision-logic.js';
import type { LogicScope } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, text } from './dmn-node.js';
import { specialNames, variableName } from './item-names.js';
import type { DmnType, TypeTable } from './item-types.js';
import { ANY_TYPE, readTypes, typeRef } from './item-types.js';
import { knowledgeFunction, serviceFunction, serviceType } from './knowledge.js';
import { readImports } from './model-imports.js';
import type { Binding, DecisionNode, KnowledgeNode, Model, ModelNode } from './model-nodes.js';
import { bindingsOf, referred } from './model-references.js';
import { misplacedExtensions } from './own-extensions.js';

/** Compiles a file; `find` gives the models it imports by their namespace. Problems become part of the model. */
export function compileModel(definitions: DmnNode, find: (namespace: string) => Model | undefined): Model {
  const problems: Problem[] = [...misplacedExtensions(definitions)];
  const namespace = text(definitions, 'namespace') ?? '';
  const imports = readImports(definitions, find, problems);
  const language = text(definitions, 'expressionLanguage');
  if (language !== undefined && !FEEL_LANGUAGE.test(language)) {
    const place = { elementId: text(definitions, 'id') ?? '', clause: 'DMN 1.5 6.3.2' };
    problems.push(errorAt('expression-language', place, `不支持的表达式语言：${language}`, `Not FEEL: ${language}`));
  }
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

  const references = { namespace, nodes, imports, problems, ready: (node: ModelNode) => ready(node) };
  const ready = (node: ModelNode): void => {
    const element = pending.get(node);
    // What is being compiled already is met again in a circle of requirements: its type is not known yet.
    if (!element) return;
    pending.delete(node);
    if (node.kind === 'decision') compileDecision(node, element);
    else if (node.kind === 'knowledge') compileKnowledge(node, element);
  };
  const compileDecision = (node: DecisionNode, element: DmnNode): void => {
    node.bindings = bindingsOf(references, element);
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
    if (logic) problems.push(...unusedRequirements(node, reads));
  };
  const compileKnowledge = (node: KnowledgeNode, element: DmnNode): void => {
    const own = typeRef(types, text(child(element, 'variable'), 'typeRef'), node.id, problems);
    if (element.$type === 'dmn:DecisionService') {
      const parts = {
        results: resultTypes([own]),
        inputs: referred(references, element, 'inputData', 'input'),
        inputDecisions: referred(references, element, 'inputDecision', 'decision'),
        outputs: referred(references, element, 'outputDecision', 'decision'),
      };
      node.value = serviceFunction(node, parts);
      node.feel = serviceType(parts);
      return;
    }
    const definition = child(element, 'encapsulatedLogic');
    const bindings = bindingsOf(references, element);
    const reads = new Set<string>();
    const inside = { ...scope, around: node.id, reads, variables: variableTypes(bindings) };
    const declared = typeRef(types, text(definition, 'typeRef'), node.id, problems);
    const body = definition && compileBody(definition, inside, [declared, own]);
    if (body) node.value = knowledgeFunction(node, withImplicitParameters(body, definition, reads, inside), bindings);
    if (node.value) node.feel = node.value.type;
  };

  for (const node of nodes.values()) ready(node);
  return { namespace, types, nodes, imports, tables: scope.tables, problems };
}

/**
 * A table that is the whole of a knowledge model without formal parameters takes the variables it reads, in their order: without them
 * it could say nothing.
 */
function withImplicitParameters(
  body: CompiledBody,
  definition: DmnNode,
  reads: ReadonlySet<string>,
  { variables }: LogicScope,
): CompiledBody {
  if (body.parameters.length > 0 || child(definition, 'body')?.$type !== 'dmn:DecisionTable') return body;
  const names = [...reads].filter((name) => !Object.hasOwn(variables, name) && name !== '?');
  return { ...body, parameters: names.map((name) => ({ name, type: ANY_TYPE })) };
}

/** What a decision requires and never reads: a mistake, or a line in the drawing that says what is not so. */
function unusedRequirements({ id, bindings }: DecisionNode, reads: ReadonlySet<string>): readonly Problem[] {
  const unused = bindings.filter(({ prefix, name }) => !reads.has(prefix === '' ? name : prefix));
  return unused.map(({ prefix, name }) => {
    const shown = prefix === '' ? name : `${prefix}.${name}`;
    const place = { elementId: id, clause: 'DMN 1.5 6.3.8' };
    return warningAt('unused-requirement', place, `未使用的输入：${shown}`, `Required and never read: ${shown}`);
  });
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
