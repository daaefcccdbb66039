import { errorAt } from '../compile/problem-maker.js';
import { compileFeel } from '../feel/compile-feel.js';
import type { CompiledFeel, FeelKind } from '../feel/compile-feel.js';
import type { LogicContext } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, idOf, text } from './dmn-node.js';

const FEEL_LANGUAGE = /^feel$|^https?:\/\/www\.omg\.org\/spec\/(?:FEEL\/\d+|DMN\/\d+\/FEEL)\/?$/i;

/** Compiles the FEEL text of a literal expression or unary tests; a Problem is noted where it is not FEEL. */
export function compileText(node: DmnNode, kind: FeelKind, context: LogicContext): CompiledFeel | undefined {
  const elementId = idOf(node, context.around);
  const language = text(node, 'expressionLanguage');
  if (language !== undefined && !FEEL_LANGUAGE.test(language)) {
    context.problems.push(
      errorAt('expression-language', { elementId }, `不支持的表达式语言：${language}`, `Not FEEL: ${language}`),
    );
    return undefined;
  }
  if (child(node, 'importedValues')) {
    context.problems.push(
      errorAt('unsupported-element', { elementId }, '不支持：importedValues', 'Not supported: importedValues'),
    );
    return undefined;
  }
  const compiled = compileFeel(text(node, 'text') ?? '', kind, context.names);
  if (compiled.ok) return compiled.expression;
  const { zh, en } = compiled.problem.message;
  context.problems.push(errorAt('feel-syntax', { elementId, clause: 'DMN 1.5 10.3.1' }, zh, en));
  return undefined;
}
