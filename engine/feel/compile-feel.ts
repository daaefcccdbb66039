import { evaluate, parseExpression, parseUnaryTests, SyntaxError, unaryTest } from '@bpmn-io/feelin';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { FeelEnvironment } from './feel-environment.js';
import { environmentNames, OFFICE_BUILTINS } from './feel-environment.js';
import type { FeelPosition, FeelProblem, FeelResult, FeelWarning } from './feel-problem.js';
import { isForbiddenKey, toJson } from './feel-value.js';

/** An expression gives any value; unary tests (DMN 1.5, 10.3.1.2) judge the context's `?` and give true, false or null. */
export type FeelKind = 'expression' | 'unaryTests';

/** A FEEL text made ready once. `evaluate` is pure and never throws; `context` holds the variables, for unary tests `?` as well. */
export interface CompiledFeel {
  readonly source: string;
  readonly kind: FeelKind;
  readonly evaluate: (context: Readonly<Record<string, JsonValue>>, environment?: FeelEnvironment) => FeelResult;
}

/** What `compileFeel` answers. */
export type CompileFeelResult =
  { readonly ok: true; readonly expression: CompiledFeel } | { readonly ok: false; readonly problem: FeelProblem };

/** Longest source that is accepted, in UTF-16 units. */
export const MAX_FEEL_LENGTH = 8192;

/** Deepest nesting of brackets that is accepted. */
export const MAX_FEEL_DEPTH = 100;

/**
 * Reads a FEEL source (DMN 1.5, chapter 10) and finds its syntax errors now rather than at evaluation. A leading `=` before an
 * expression is optional. `names` is an example of the context (values do not matter): needed only where names hold blanks or
 * operator signs, because FEEL cannot tell such names from expressions without knowing them. Never throws.
 */
export function compileFeel(source: string, kind: FeelKind, names: JsonObject = {}): CompileFeelResult {
  const marked = kind === 'expression' ? (/^\s*=(?!=)/.exec(source)?.[0].length ?? 0) : 0;
  const text = source.slice(marked);
  const limit = limitProblem(text);
  if (limit) return { ok: false, problem: limit };
  const wrong = syntaxError(text, kind, { ...OFFICE_BUILTINS, ...names });
  if (wrong) {
    const position = { from: wrong.from + marked, to: wrong.to + marked };
    const near = source.slice(position.from, Math.max(position.to, position.from + 12)).trim();
    const zh = near === '' ? 'FEEL 表达式不完整' : `FEEL 语法错误，位置 ${position.from + 1}：${near}`;
    const en = near === '' ? 'Incomplete FEEL expression' : `FEEL syntax error at ${position.from + 1}: ${near}`;
    return { ok: false, problem: { message: { zh, en }, position } };
  }
  const used = namesIn(text, names);
  return {
    ok: true,
    expression: {
      source,
      kind,
      evaluate: (context, environment = {}) => run(text, kind, pick(context, used), environment, marked),
    },
  };
}

function limitProblem(text: string): FeelProblem | undefined {
  if (text.length > MAX_FEEL_LENGTH) {
    const message = {
      zh: `FEEL 表达式过长（上限 ${MAX_FEEL_LENGTH} 个字符）`,
      en: `FEEL expression too long (at most ${MAX_FEEL_LENGTH} characters)`,
    };
    return { message };
  }
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if ('([{'.includes(text.charAt(index))) depth += 1;
    if (')]}'.includes(text.charAt(index))) depth -= 1;
    if (depth > MAX_FEEL_DEPTH) {
      const message = { zh: 'FEEL 表达式嵌套过深', en: 'FEEL expression nested too deeply' };
      return { message, position: { from: index, to: index + 1 } };
    }
  }
  return undefined;
}

/** The first place the grammar does not accept. */
function syntaxError(text: string, kind: FeelKind, names: JsonObject): FeelPosition | undefined {
  const tree =
    kind === 'expression' ? parseExpression(text, names, undefined) : parseUnaryTests(text, names, undefined);
  let found: FeelPosition | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found ??= { from: node.from, to: node.to };
      return found === undefined;
    },
  });
  return found;
}

/** Every name the text might mean: handing over only these keeps large cases out of the interpreter, which reads its whole context. */
function namesIn(text: string, names: JsonObject): readonly string[] {
  const words = text.match(/[\p{L}_$?][\p{L}\p{M}\p{N}_$]*/gu) ?? [];
  return [...new Set(['?', ...words, ...Object.keys(names)])].filter((name) => !isForbiddenKey(name));
}

function pick(context: Readonly<Record<string, JsonValue>>, used: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of used) if (Object.hasOwn(context, name)) picked[name] = context[name];
  return picked;
}

function run(
  text: string,
  kind: FeelKind,
  variables: Record<string, unknown>,
  environment: FeelEnvironment,
  marked: number,
): FeelResult {
  const warnings: FeelWarning[] = [];
  try {
    const context = { ...variables, ...environmentNames(environment, warnings) };
    const result = kind === 'expression' ? evaluate(text, context) : unaryTest(text, context);
    for (const { type, message, position } of result.warnings) {
      warnings.push({ code: type, message, position: { from: position.from + marked, to: position.to + marked } });
    }
    const report = (what: string): void => {
      warnings.push({ code: 'NOT_PLAIN_DATA', message: `The result holds a ${what}; it became null` });
    };
    return { ok: true, value: toJson(result.value, report), warnings };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const zh = error instanceof SyntaxError ? `FEEL 语法错误：${reason}` : `FEEL 求值失败：${reason}`;
    return { ok: false, message: { zh, en: `FEEL evaluation failed: ${reason}` } };
  }
}
