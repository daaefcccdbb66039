import { errorAt } from '../compile/problem-maker.js';
import { ANY } from '../feel/types.js';
import { compileConditional, compileFilter, compileFor, compileQuantified } from './boxed-control.js';
import { compileContext, compileList, compileRelation } from './boxed-data.js';
import { compileFunction, compileInvocation } from './boxed-function.js';
import { coerced } from './coerce.js';
import { compileText } from './compile-text.js';
import type { CompiledLogic, LogicScope } from './decision-scope.js';
import { compileTable } from './decision-table.js';
import type { DmnNode } from './dmn-node.js';
import { idOf, text } from './dmn-node.js';
import type { DmnType } from './item-types.js';
import { ANY_TYPE, typeRef } from './item-types.js';

type Compile = (node: DmnNode, scope: LogicScope) => CompiledLogic | undefined;

const EXPRESSIONS: Readonly<Record<string, Compile>> = {
  'dmn:LiteralExpression': compileLiteral,
  'dmn:DecisionTable': compileTable,
  'dmn:Context': compileContext,
  'dmn:List': compileList,
  'dmn:Relation': compileRelation,
  'dmn:Invocation': compileInvocation,
  'dmn:Conditional': compileConditional,
  'dmn:Filter': compileFilter,
  'dmn:For': compileFor,
  'dmn:Some': compileQuantified,
  'dmn:Every': compileQuantified,
};

/**
 * Compiles a boxed expression of any kind (DMN 1.5, 10.2). Its value is checked against its own type and then against `declared`, the
 * type of the variable it is for. A Problem is noted and undefined returned where it cannot be executed.
 */
export function compileLogic(
  node: DmnNode | undefined,
  scope: LogicScope,
  declared: DmnType = ANY_TYPE,
): CompiledLogic | undefined {
  if (node === undefined) {
    const place = { elementId: scope.around, clause: 'DMN 1.5 7.3' };
    scope.problems.push(errorAt('decision-without-logic', place, '没有表达式', 'There is no expression'));
    return undefined;
  }
  const elementId = idOf(node, scope.around);
  const inside = { ...scope, around: elementId };
  const own = typeRef(scope.types, text(node, 'typeRef'), elementId, scope.problems);
  if (node.$type === 'dmn:FunctionDefinition') return compileFunction(node, inside, [own, declared]);
  const compile = EXPRESSIONS[node.$type];
  if (!compile) {
    const name = node.$type.replace('dmn:', '');
    const place = { elementId, clause: 'DMN 1.5 7.3' };
    scope.problems.push(
      errorAt('unsupported-element', place, `不支持的决策逻辑：${name}`, `Decision logic not supported: ${name}`),
    );
    return undefined;
  }
  const compiled = compile(node, inside);
  return compiled && typed(typed(compiled, own, elementId), declared, scope.around);
}

/** The expression with its value checked against a type. */
function typed(compiled: CompiledLogic, type: DmnType, what: string): CompiledLogic {
  if (type === ANY_TYPE) return compiled;
  const { logic } = compiled;
  return {
    logic: (variables, run) => coerced(logic(variables, run), type, run, what),
    type: type.feel.kind === 'any' ? compiled.type : type.feel,
  };
}

function compileLiteral(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const expression = compileText(node, 'expression', scope);
  return expression && { logic: expression.evaluate, type: ANY };
}
