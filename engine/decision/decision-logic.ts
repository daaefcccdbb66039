import { errorAt } from '../compile/problem-maker.js';
import type { CompiledFeel } from '../feel/compile-feel.js';
import { compileText } from './compile-text.js';
import type { DecisionLogic, DecisionScope, LogicContext, LogicResult } from './decision-scope.js';
import { compileTable } from './decision-table.js';
import type { DmnNode } from './dmn-node.js';
import { idOf } from './dmn-node.js';

/** Compiles a decision's logic; a Problem is noted and undefined returned where it cannot be executed. */
export function compileLogic(node: DmnNode | undefined, context: LogicContext): DecisionLogic | undefined {
  if (node?.$type === 'dmn:DecisionTable') return compileTable(node, context);
  if (node?.$type === 'dmn:LiteralExpression') {
    const expression = compileText(node, 'expression', context);
    return expression && ((scope) => literal(expression, scope));
  }
  const name = node === undefined ? '' : node.$type.replace('dmn:', '');
  const zh = node === undefined ? '决策没有逻辑' : `不支持的决策逻辑：${name}`;
  const en = node === undefined ? 'The decision has no logic' : `Decision logic not supported: ${name}`;
  const rule = node === undefined ? 'decision-without-logic' : 'unsupported-element';
  context.problems.push(errorAt(rule, { elementId: idOf(node, context.around), clause: 'DMN 1.5 7.3' }, zh, en));
  return undefined;
}

function literal(expression: CompiledFeel, scope: DecisionScope): LogicResult {
  const result = expression.evaluate(scope.context, scope.environment);
  return result.ok ? { ok: true, value: result.value, ruleIds: [], inputs: {} } : result;
}
