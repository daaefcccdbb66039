import { constantConditions } from './constant-conditions.js';
import type { FeelScope } from './compile-typed.js';
import { compileTyped } from './compile-typed.js';
import type { FeelProblem } from './feel-problem.js';
import type { FeelFinding } from './finding.js';
import { infer } from './infer.js';
import type { FeelRead } from './reads.js';
import type { Node } from './syntax.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';

/** What is known of an expression's surroundings. */
export interface AnalyseScope extends FeelScope {
  /** Whether `names` and `types` hold every variable there is: only then is another name a finding. */
  readonly complete?: boolean;
}

/** What analysis says of an expression: its type as far as it can be known, what it reads, what its author should know. */
export type FeelAnalysis =
  | {
      readonly ok: true;
      readonly type: FeelType;
      readonly reads: readonly FeelRead[];
      readonly findings: readonly FeelFinding[];
    }
  | { readonly ok: false; readonly problem: FeelProblem };

/**
 * Looks at a FEEL source without evaluating it: types, unknown names, functions and members, arguments that do not fit, conditions that
 * are always true or always false. Positions are offsets in the source. Never throws.
 */
export function analyseFeel(
  source: string,
  kind: 'expression' | 'unaryTests',
  scope: AnalyseScope = { names: [] },
): FeelAnalysis {
  const compiled = compileTyped(source, kind, scope);
  if (!compiled.ok) return compiled;
  const { node, reads } = compiled.expression;
  if (node === undefined) return { ok: true, type: ANY, reads, findings: [] };
  const offset = /^\s*=(?!=)/.exec(source)?.[0].length ?? 0;
  const shift = kind === 'expression' ? offset : 0;
  const findings: FeelFinding[] = [];
  const note = (code: FeelFinding['code'], at: Node, zh: string, en: string): void => {
    const position = { from: at.position.from + shift, to: at.position.to + shift };
    const known = findings.some((one) => one.code === code && one.position.from === position.from);
    if (!known) findings.push({ code, message: { zh, en }, position });
  };
  const { types = {}, names, complete = false } = scope;
  const declared = new Map<string, FeelType>([...names.map((name) => [name, ANY] as const), ...Object.entries(types)]);
  const type = infer(node, { typeOf: (name) => declared.get(name), complete, note });
  for (const { node: condition, truth } of constantConditions(node)) {
    if (truth) note('ALWAYS_TRUE', condition, '该条件总是成立', 'This condition is always true');
    else note('ALWAYS_FALSE', condition, '该条件永远不成立', 'This condition is always false');
  }
  return { ok: true, type, reads, findings };
}
