import { errorAt, warningAt } from '../compile/problem-maker.js';
import { analyseFeel } from '../feel/analyse.js';
import type { TypedFeel } from '../feel/compile-typed.js';
import { compileTyped } from '../feel/compile-typed.js';
import type { LogicScope } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, idOf, text } from './dmn-node.js';

/** The names of FEEL as an expression language, in all versions of DMN. */
export const FEEL_LANGUAGE = /^feel$|^https?:\/\/www\.omg\.org\/spec\/(?:FEEL\/\d+|DMN\/\d+\/FEEL)\/?$/i;

/** Compiles the FEEL text of a literal expression or unary tests; a Problem is noted where it is not FEEL. */
export function compileText(
  node: DmnNode,
  kind: 'expression' | 'unaryTests',
  scope: LogicScope,
): TypedFeel | undefined {
  const elementId = idOf(node, scope.around);
  const language = text(node, 'expressionLanguage');
  if (language !== undefined && !FEEL_LANGUAGE.test(language)) {
    const [zh, en] = [`不支持的表达式语言：${language}`, `Not FEEL: ${language}`];
    scope.problems.push(errorAt('expression-language', { elementId }, zh, en));
    return undefined;
  }
  if (child(node, 'importedValues')) {
    const [zh, en] = ['不支持：importedValues', 'Not supported: importedValues'];
    scope.problems.push(errorAt('unsupported-element', { elementId }, zh, en));
    return undefined;
  }
  const source = text(node, 'text') ?? '';
  const compiled = compileSource(source, kind, { ...scope, around: elementId });
  if (compiled) noteFindings(source, kind, { ...scope, around: elementId });
  return compiled;
}

/** Notes what an author should know of a text. Names are not judged: a decision may read variables of the process it stands in. */
function noteFindings(source: string, kind: 'expression' | 'unaryTests', scope: LogicScope): void {
  const { names, variables, types: table } = scope;
  const analysis = analyseFeel(source, kind, { names, types: variables, typeNames: table.feelTypes });
  for (const { code, message, position } of analysis.ok ? analysis.findings : []) {
    const rule = `feel-${code.toLowerCase().replaceAll('_', '-')}`;
    const [at, near] = [position.from + 1, source.slice(position.from, position.to).trim()];
    const [zh, en] = [`${message.zh}（位置 ${at}：${near}）`, `${message.en} (at ${at}: ${near})`];
    scope.problems.push(warningAt(rule, { elementId: scope.around, clause: 'DMN 1.5 10.3.2' }, zh, en));
  }
}

/** Compiles FEEL in a scope; a Problem at `scope.around` is noted where it is not FEEL. */
export function compileSource(
  source: string,
  kind: 'expression' | 'unaryTests',
  scope: LogicScope,
): TypedFeel | undefined {
  const names = [...scope.names, ...Object.keys(scope.variables)];
  const { variables: types, types: table } = scope;
  const compiled = compileTyped(source, kind, { names, types, typeNames: table.feelTypes });
  if (compiled.ok) {
    for (const [name] of compiled.expression.reads) scope.reads.add(name);
    return compiled.expression;
  }
  const { zh, en } = compiled.problem.message;
  scope.problems.push(errorAt('feel-syntax', { elementId: scope.around, clause: 'DMN 1.5 10.3.1' }, zh, en));
  return undefined;
}
