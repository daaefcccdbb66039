import { errorAt } from '../compile/problem-maker.js';
import type { FeelType } from '../feel/types.js';
import type { FeelFunction, FeelValue } from '../feel/value.js';
import { FEEL } from '../feel/value.js';
import { coerced, converted } from './coerce.js';
import { compileSource } from './compile-text.js';
import type { CompiledLogic, DecisionRun, Logic, LogicScope } from './decision-scope.js';
import { isDecisionRun } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import type { DmnType } from './item-types.js';
import { ANY_TYPE, typeRef } from './item-types.js';
import { nothing } from './warn.js';

/** A formal parameter. */
export interface Parameter {
  readonly name: string;
  readonly type: DmnType;
}

/** What `makeFunction` makes a function of. `body` gets arguments of the parameters' types. */
export interface FunctionParts {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly results: readonly DmnType[];
  readonly body: (args: readonly FeelValue[], run: DecisionRun) => FeelValue;
}

/**
 * A function value. An argument that is not of its parameter's type makes the result null, with a warning, and the body is not
 * evaluated; a result that is not of its type is null as well (DMN 1.5, 10.3.2.13).
 */
export function makeFunction({ name, parameters, results, body }: FunctionParts): FeelFunction {
  return {
    [FEEL]: 'function',
    name,
    parameters: parameters.map((parameter) => parameter.name),
    type: functionType(parameters, results),
    call: (args, run) => {
      if (!isDecisionRun(run)) return null;
      const checked: FeelValue[] = [];
      for (const [index, { name: parameter, type }] of parameters.entries()) {
        const argument = converted(args[index] ?? null, type, run);
        if (argument === undefined) {
          const zh = `${name} 的参数 ${parameter} 不属于类型 ${type.name}`;
          return nothing(run, 'NOT_OF_TYPE', zh, `Argument ${parameter} of ${name} is not of type ${type.name}`);
        }
        checked.push(argument);
      }
      return results.reduce((value, type) => coerced(value, type, run, name), body(checked, run));
    },
  };
}

/** FEEL's view of a function. */
export function functionType(parameters: readonly Parameter[], results: readonly DmnType[]): FeelType {
  const result = results.findLast((type) => type.feel.kind !== 'any') ?? ANY_TYPE;
  return { kind: 'function', parameters: parameters.map(({ type }) => type.feel), result: result.feel };
}

/** The formal parameters of a function definition. */
export function parametersOf(node: DmnNode, scope: LogicScope): readonly Parameter[] {
  return children(node, 'formalParameter').map((parameter) => ({
    name: text(parameter, 'name') ?? '',
    type: typeRef(scope.types, text(parameter, 'typeRef'), idOf(parameter, scope.around), scope.problems),
  }));
}

/** What is compiled of a function definition: its parameters and its body in a scope of its own. */
export interface CompiledBody {
  readonly parameters: readonly Parameter[];
  readonly results: readonly DmnType[];
  readonly logic: Logic;
}

/**
 * Compiles a boxed function (DMN 1.5, 10.2.1.7). `declared` are types given to it: of the function, or by an old custom of what it
 * gives. Java and PMML functions are refused.
 */
export function compileBody(node: DmnNode, scope: LogicScope, declared: readonly DmnType[]): CompiledBody | undefined {
  const kind = text(node, 'kind') ?? 'FEEL';
  if (kind !== 'FEEL') {
    const place = { elementId: idOf(node, scope.around), clause: 'DMN 1.5 10.2.1.7' };
    scope.problems.push(
      errorAt(
        'function-kind',
        place,
        `不支持 ${kind} 函数，只支持 FEEL`,
        `Functions of kind ${kind} are not supported: only FEEL`,
      ),
    );
    return undefined;
  }
  const parameters = parametersOf(node, scope);
  const variables = {
    ...scope.variables,
    ...Object.fromEntries(parameters.map(({ name, type }) => [name, type.feel])),
  };
  const compiled = scope.compile(child(node, 'body'), { ...scope, variables });
  return compiled && { parameters, results: resultTypes(declared), logic: compiled.logic };
}

/** What a function gives, by the types declared for it: they may be of the function or, by an old custom, of its result. */
export function resultTypes(declared: readonly DmnType[]): readonly DmnType[] {
  return declared
    .filter((type) => type !== ANY_TYPE && type.name !== 'function')
    .map((type) => (type.feel.kind === 'function' ? (type.result ?? ANY_TYPE) : type));
}

/** A boxed function as a value that remembers the variables around it. */
export function compileFunction(
  node: DmnNode,
  scope: LogicScope,
  declared: readonly DmnType[],
): CompiledLogic | undefined {
  const compiled = compileBody(node, scope, declared);
  if (!compiled) return undefined;
  const { parameters, results, logic } = compiled;
  return {
    type: functionType(parameters, results),
    logic: (outside) =>
      makeFunction({
        name: 'function',
        parameters,
        results,
        body: (args, run) => {
          const inside = { ...outside };
          parameters.forEach(({ name }, index) => {
            inside[name] = args[index] ?? null;
          });
          return logic(inside, run);
        },
      }),
  };
}

// Names an author hardly gives; they live only in the scope of the call that is made of an invocation.
const FUNCTION = '_yizhan_f';
const ARGUMENT = '_yizhan_a';

/** A parameter that is bound to nothing is null. */
const NO_ARGUMENT: CompiledLogic = { logic: () => null, type: { kind: 'null' } };

/** A boxed invocation (DMN 1.5, 10.2.1.3): a call with named arguments, each of which is a boxed expression. */
export function compileInvocation(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const called = child(node, 'calledFunction');
  const literal = called?.$type === 'dmn:LiteralExpression' ? text(called, 'text') : undefined;
  const boxed = literal === undefined ? scope.compile(called, scope) : undefined;
  if (literal === undefined && !boxed) return undefined;
  const bindings = children(node, 'binding').map((binding) => {
    const parameter = child(binding, 'parameter');
    const formula = child(binding, 'bindingFormula');
    const type = typeRef(scope.types, text(parameter, 'typeRef'), idOf(parameter, scope.around), scope.problems);
    return {
      name: text(parameter, 'name') ?? '',
      compiled: formula ? scope.compile(formula, scope, type) : NO_ARGUMENT,
    };
  });
  if (bindings.some(({ compiled }) => !compiled)) return undefined;
  const named = bindings.map(({ name }, index) => `${name}: ${ARGUMENT}${index}`).join(', ');
  const parameterNames = bindings.map(({ name }) => name);
  const call = compileSource(`${literal ?? FUNCTION}(${named})`, 'expression', {
    ...scope,
    names: [...scope.names, ...parameterNames],
    // Builtins are known to the scope only by their names; what an argument is called must not hide them.
    variables: scope.variables,
  });
  if (!call) return undefined;
  return {
    type: { kind: 'any' },
    logic: (outside, run) => {
      const inside = { ...outside };
      if (boxed) inside[FUNCTION] = boxed.logic(outside, run);
      bindings.forEach(({ compiled }, index) => {
        inside[`${ARGUMENT}${index}`] = compiled?.logic(outside, run) ?? null;
      });
      return call.evaluate(inside, run);
    },
  };
}
