import { BUILTIN_NAMES } from './builtins.js';
import { newScope } from './compile-node.js';
import type { FeelProblem } from './feel-problem.js';
import type { Closure } from './frame.js';
import type { KnownNames } from './known-names.js';
import { knownNames } from './known-names.js';
import { parse } from './parse.js';
import type { FeelRead } from './reads.js';
import { readsOf } from './reads.js';
import type { FeelRun } from './run.js';
import type { Node } from './syntax.js';
import type { FeelType } from './types.js';
import type { FeelContext, FeelValue } from './value.js';

/** What an expression may rely on while it is read. */
export interface FeelScope {
  /**
   * Names of variables, and of members of contexts that are reached by a path or in a filter. Needed only for names that hold blanks
   * or operator signs: FEEL takes the longest known name (DMN 1.5, 10.3.1.2).
   */
  readonly names: readonly string[];
  /** Types of variables as far as they are known; names of their members are known names too. */
  readonly types?: Readonly<Record<string, FeelType>>;
  /** Types of the model by name (item definitions), for `instance of` and typed parameters. */
  readonly typeNames?: Readonly<Record<string, FeelType>>;
}

/** A FEEL text made ready once, for callers that hold FEEL values. */
export interface TypedFeel {
  readonly source: string;
  /** What was read, for analysis; absent only where the closure was not made from a text. */
  readonly node?: Node;
  readonly reads: readonly FeelRead[];
  /**
   * The value. Unary tests judge `variables['?']` and give true, false or null. What goes wrong is null and a warning in `run`; over
   * budget it throws `FeelFailure` (`budget.ts`): the caller that made the run catches it with `guarded`.
   */
  readonly evaluate: (variables: FeelContext, run: FeelRun) => FeelValue;
}

/** What `compileTyped` answers. */
export type CompileTypedResult =
  { readonly ok: true; readonly expression: TypedFeel } | { readonly ok: false; readonly problem: FeelProblem };

/** Longest source that is accepted, in UTF-16 units. */
export const MAX_FEEL_LENGTH = 8192;

const BUILTINS = knownNames([...BUILTIN_NAMES, 'time offset', 'start included', 'end included']);
/** Deepest nesting of types that is followed for names. */
const MAX_TYPE_DEPTH = 8;
const NO_SLOTS: FeelValue[] = [];

/** Reads FEEL (DMN 1.5, chapter 10) and makes closures of it: no JSON conversion in or out. Never throws. */
export function compileTyped(source: string, kind: 'expression' | 'unaryTests', scope: FeelScope): CompileTypedResult {
  if (source.length > MAX_FEEL_LENGTH) {
    const zh = `FEEL 表达式过长（上限 ${MAX_FEEL_LENGTH} 个字符）`;
    const en = `FEEL expression too long (at most ${MAX_FEEL_LENGTH} characters)`;
    return { ok: false, problem: { message: { zh, en } } };
  }
  const marked = kind === 'expression' ? (/^\s*=(?!=)/.exec(source)?.[0].length ?? 0) : 0;
  const parsed = parse(source.slice(marked), kind, namesKnown(scope), scope.typeNames ?? {});
  if (!parsed.ok) {
    const position = { from: parsed.position.from + marked, to: parsed.position.to + marked };
    return { ok: false, problem: { message: parsed.text ?? messageAt(source, position.from), position } };
  }
  const { node } = parsed;
  const compiling = newScope(marked, kind === 'unaryTests');
  const closure = compiling.compile(node);
  const { slotCount } = compiling;
  const evaluate = evaluator(closure, slotCount);
  return { ok: true, expression: { source, node, reads: readsOf(node), evaluate } };
}

function namesKnown({ names, types = {} }: FeelScope): KnownNames {
  const all = new Set([...names, ...Object.keys(types)]);
  for (const type of Object.values(types)) addMembers(type, all, MAX_TYPE_DEPTH);
  return knownNames(all, BUILTINS);
}

/** The names of members, also of the items of lists. */
function addMembers(type: FeelType, names: Set<string>, depth: number): void {
  if (depth === 0) return;
  if (type.kind === 'list' || type.kind === 'range') addMembers(type.of, names, depth - 1);
  if (type.kind !== 'context') return;
  for (const [name, member] of Object.entries(type.members)) {
    names.add(name);
    addMembers(member, names, depth - 1);
  }
}

function evaluator(closure: Closure, slotCount: number): TypedFeel['evaluate'] {
  if (slotCount === 0) return (variables, run) => closure({ variables, slots: NO_SLOTS, run });
  return (variables, run) => closure({ variables, slots: new Array<FeelValue>(slotCount).fill(null), run });
}

function messageAt(source: string, from: number): { zh: string; en: string } {
  const near = source.slice(from, from + 12).trim();
  if (near === '') return { zh: 'FEEL 表达式不完整', en: 'Incomplete FEEL expression' };
  return { zh: `FEEL 语法错误，位置 ${from + 1}：${near}`, en: `FEEL syntax error at ${from + 1}: ${near}` };
}
