import { errorAt } from '../compile/problem-maker.js';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import type { Text } from '../model/text.js';
import type { DecisionLogic } from './decision-scope.js';
import { compileLogic } from './decision-logic.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import { exampleContext, variableName } from './item-names.js';
import { readDmn } from './read-dmn.js';
import { findCycle, requiredIds } from './requirements.js';

/** What one decision of an evaluation rested on: its matching rules, and its inputs by their expression. */
export interface MatchedRules {
  readonly decisionId: string;
  readonly ruleIds: readonly string[];
  readonly inputs: Readonly<Record<string, JsonValue>>;
}

/** What an evaluation answers; `matchedRules` begins with required decisions and ends with the one asked for. */
export type DecisionResult =
  | { readonly ok: true; readonly value: JsonValue; readonly matchedRules: readonly MatchedRules[] }
  | { readonly ok: false; readonly message: Text };

/** The decisions of one DMN file, ready to be asked. `evaluate` is pure and never throws. */
export interface CompiledDecisionModel {
  readonly decisionIds: readonly string[];
  readonly evaluate: (
    decisionId: string,
    context: Readonly<Record<string, JsonValue>>,
    environment?: FeelEnvironment,
  ) => DecisionResult;
}

/** What `compileDecisions` answers. */
export type CompileDecisionsResult =
  | { readonly ok: true; readonly decisions: CompiledDecisionModel }
  | { readonly ok: false; readonly problems: readonly Problem[] };

interface Decision {
  readonly id: string;
  readonly variable: string;
  readonly requires: readonly string[];
  readonly logic: DecisionLogic;
}

/**
 * Compiles a DMN file (1.2 to 1.5) of decision tables and literal expressions joined by requirements. All else is refused by name with
 * its element id: business knowledge models, services, imports, other boxed expressions, other languages than FEEL. Types describe,
 * they do not convert; constraints on types (`allowedValues`) are refused rather than passed over. Never rejects.
 */
export async function compileDecisions(xml: string): Promise<CompileDecisionsResult> {
  const read = await readDmn(xml);
  if (!read.ok) return read;
  const { definitions } = read;
  const problems: Problem[] = [...refusals(definitions)];
  const names = exampleContext(definitions);
  const nodes = children(definitions, 'drgElement').filter((node) => node.$type === 'dmn:Decision');
  const decisions = nodes.flatMap((node) => compileOne(node, definitions, names, problems) ?? []);
  const cycle = findCycle(new Map(decisions.map((decision) => [decision.id, decision.requires])));
  if (cycle) {
    const path = cycle.join(' → ');
    const place = { elementId: cycle[0], clause: 'DMN 1.5 6.3.8' };
    problems.push(errorAt('decision-cycle', place, `决策循环依赖：${path}`, `Decisions require each other: ${path}`));
  }
  if (nodes.length === 0)
    problems.push(
      errorAt('no-decision', { elementId: idOf(definitions, '') }, '文件中没有决策', 'The file holds no decision'),
    );
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, decisions: modelOf(new Map(decisions.map((decision) => [decision.id, decision]))) };
}

function refusals(definitions: DmnNode): readonly Problem[] {
  const refuse = (node: DmnNode, zh: string, en: string): Problem =>
    errorAt(
      'unsupported-element',
      { elementId: idOf(node, text(definitions, 'id') ?? '') },
      `不支持：${zh}`,
      `Not supported: ${en}`,
    );
  const allowed = new Set(['dmn:Decision', 'dmn:InputData', 'dmn:KnowledgeSource']);
  const constrained = (item: DmnNode): readonly DmnNode[] => [
    ...(item['allowedValues'] === undefined ? [] : [item]),
    ...children(item, 'itemComponent').flatMap(constrained),
  ];
  const elements = children(definitions, 'drgElement').filter((node) => !allowed.has(node.$type));
  return [
    ...children(definitions, 'import').map((node) => refuse(node, 'import', 'import')),
    ...elements.map((node) => refuse(node, node.$type.replace('dmn:', ''), node.$type.replace('dmn:', ''))),
    ...children(definitions, 'itemDefinition')
      .flatMap(constrained)
      .map((item) => refuse(item, 'allowedValues', 'allowedValues')),
  ];
}

function compileOne(node: DmnNode, definitions: DmnNode, names: JsonObject, problems: Problem[]): Decision | undefined {
  const id = text(node, 'id');
  if (id === undefined) {
    const name = variableName(node);
    problems.push(errorAt('missing-id', {}, `决策没有 id：${name}`, `The decision has no id: ${name}`));
    return undefined;
  }
  const requires = requiredIds(node, definitions, problems);
  const logic = compileLogic(child(node, 'decisionLogic'), { names, around: id, problems });
  return logic && { id, variable: variableName(node), requires, logic };
}

function modelOf(decisions: ReadonlyMap<string, Decision>): CompiledDecisionModel {
  return {
    decisionIds: [...decisions.keys()],
    evaluate: (decisionId, context, environment = {}) => {
      const matchedRules: MatchedRules[] = [];
      const results = new Map<string, JsonValue>();
      const visit = (id: string): DecisionResult => {
        const decision = decisions.get(id);
        if (!decision) return { ok: false, message: { zh: `没有决策：${id}`, en: `No such decision: ${id}` } };
        const inside: Record<string, JsonValue> = { ...context };
        for (const required of decision.requires) {
          const known = results.get(required);
          const answer = known === undefined ? visit(required) : { ok: true as const, value: known };
          if (!answer.ok) return answer;
          inside[decisions.get(required)?.variable ?? required] = answer.value;
        }
        const result = decision.logic({ context: inside, environment });
        if (!result.ok) return result;
        matchedRules.push({ decisionId: id, ruleIds: result.ruleIds, inputs: result.inputs });
        results.set(id, result.value);
        return { ok: true, value: result.value, matchedRules };
      };
      return visit(decisionId);
    },
  };
}
