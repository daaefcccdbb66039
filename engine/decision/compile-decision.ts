import { errorAt } from '../compile/problem-maker.js';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { FeelWarning } from '../feel/feel-problem.js';
import { entryOf, isContext } from '../feel/kinds.js';
import type { FeelContext, FeelValue } from '../feel/value.js';
import type { JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import type { Text } from '../model/text.js';
import { compileModels } from './compile-models.js';
import { evaluateModel } from './evaluate-model.js';
import type { MatchedRules } from './explanation.js';
import { explain } from './explanation.js';
import { findCycle } from './find-cycle.js';
import type { InputNode, Model } from './model-nodes.js';
import { plainValue } from './plain-value.js';
import { tableProblems } from './table-problems.js';

/** What an evaluation answers; `matchedRules` begins with required decisions and ends with the one asked for. */
export type DecisionResult =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      readonly matchedRules: readonly MatchedRules[];
      readonly warnings: readonly FeelWarning[];
    }
  | { readonly ok: false; readonly message: Text };

/** The decisions and decision services of one DMN file, ready to be asked. `evaluate` is pure and never throws. */
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
  | { readonly ok: true; readonly decisions: CompiledDecisionModel; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Compiles a DMN file (1.1 to 1.5). What cannot be executed is refused by name with its element id: functions in Java or PMML, other
 * languages than FEEL, imports of other kinds. Warnings name decisions without logic, and what is found about tables. Never rejects.
 */
export async function compileDecisions(xml: string): Promise<CompileDecisionsResult> {
  const [result] = await compileDecisionFiles([xml]);
  return result ?? { ok: false, problems: [] };
}

/** Compiles DMN files that may import each other; the results are in their order. Never rejects. */
export async function compileDecisionFiles(files: readonly string[]): Promise<readonly CompileDecisionsResult[]> {
  const compiled = await compileModels(files);
  return compiled.map((file): CompileDecisionsResult => {
    const { model } = file;
    if (!model) return { ok: false, problems: file.problems };
    const problems = [...file.problems, ...requirementProblems(model), ...emptiness(model, file.id)];
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return { ok: false, problems: errors };
    return { ok: true, decisions: doorOf(model), warnings: [...problems, ...model.tables.flatMap(tableProblems)] };
  });
}

/** A file without decisions is of use only when it has something that others import. */
function emptiness(model: Model, elementId: string): readonly Problem[] {
  const useful = [...model.nodes.values()].some((node) => node.kind !== 'input');
  if (useful || Object.keys(model.types.feelTypes).length > 0) return [];
  return [errorAt('no-decision', { elementId }, '文件中没有决策', 'The file holds no decision')];
}

function requirementProblems(model: Model): readonly Problem[] {
  const requires = new Map<string, readonly string[]>();
  for (const node of model.nodes.values()) {
    if (node.kind !== 'decision') continue;
    const required = node.bindings.filter(({ prefix, source }) => prefix === '' && source.kind === 'decision');
    requires.set(
      node.id,
      required.map(({ source }) => source.id),
    );
  }
  const cycle = findCycle(requires);
  if (!cycle) return [];
  const path = cycle.join(' → ');
  const place = { elementId: cycle[0], clause: 'DMN 1.5 6.3.8' };
  return [errorAt('decision-cycle', place, `决策循环依赖：${path}`, `Decisions require each other: ${path}`)];
}

const NOTHING: FeelEnvironment = Object.freeze({});

function doorOf(model: Model): CompiledDecisionModel {
  const callable = new Map(
    [...model.nodes].filter(([, node]) => node.kind === 'decision' || (node.kind === 'knowledge' && node.service)),
  );
  return {
    decisionIds: [...callable.keys()],
    evaluate: (decisionId, context, environment = NOTHING) => {
      const node = callable.get(decisionId);
      if (!node) {
        return { ok: false, message: { zh: `没有决策：${decisionId}`, en: `No such decision: ${decisionId}` } };
      }
      const given = (input: InputNode): FeelValue | undefined => inputOf(model, input, context);
      const { value, trace, warnings, failure } = evaluateModel({ node, given, outside: context, environment });
      // Nobody may act on what a table did not mean to say: it fails the whole, although to DMN it is null.
      if (failure) return { ok: false, message: failure };
      return { ok: true, value: plainValue(value), matchedRules: explain(trace), warnings };
    },
  };
}

/** Input data by its name; that of an imported model may also stand in an object of the import's name. */
function inputOf(model: Model, input: InputNode, context: FeelContext): FeelValue | undefined {
  for (const { prefix, model: imported } of input.namespace === model.namespace ? [] : model.imports) {
    const own = imported.namespace === input.namespace ? entryOf(context, prefix) : undefined;
    const value = isContext(own) ? entryOf(own, input.name) : undefined;
    if (value !== undefined) return value;
  }
  return entryOf(context, input.name);
}
