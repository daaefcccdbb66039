import { isContext, isForbiddenKey } from '../feel/kinds.js';
import { isNumber } from '../feel/number.js';
import { ANY } from '../feel/types.js';
import type { FeelFunction, FeelValue } from '../feel/value.js';
import { makeFunction } from './boxed-function.js';
import { compileSource } from './compile-text.js';
import type { CompiledLogic, Logic, LogicScope, Variables } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, idOf, text } from './dmn-node.js';
import { ANY_TYPE, typeRef } from './item-types.js';
import { nothing } from './warn.js';

/** Compiles the expression inside a child such as `if` or `return`. */
function compileChild(node: DmnNode, property: string, scope: LogicScope): CompiledLogic | undefined {
  const inner = child(node, property);
  const around = idOf(inner, scope.around);
  const type = typeRef(scope.types, text(inner, 'typeRef'), around, scope.problems);
  return scope.compile(inner && child(inner, 'expression'), { ...scope, around }, type);
}

/** A boxed conditional (DMN 1.5, 10.2.1.8): null counts as false; what is no truth value has no result. */
export function compileConditional(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const parts = ['if', 'then', 'else'].map((property) => compileChild(node, property, scope)?.logic);
  const [condition, positive, negative] = parts;
  if (!condition || !positive || !negative) return undefined;
  return {
    type: ANY,
    logic: (variables, run) => {
      const truth = condition(variables, run);
      if (truth === true) return positive(variables, run);
      if (truth === false || truth === null) return negative(variables, run);
      return nothing(run, 'INVALID_TYPE', 'if 的条件不是布尔值', 'The condition of if is no truth value');
    },
  };
}

// The iteration itself is FEEL's: it calls a function of ours for each item, so that what may be iterated over, what a result has to be
// and what it costs are the same in boxes and in texts.
const [IN, EACH, ITEM] = ['_yizhan_in', '_yizhan_each', '_yizhan_item'];

function iteration(
  source: string,
  scope: LogicScope,
  collection: Logic,
  each: (outside: Variables) => FeelFunction,
): CompiledLogic | undefined {
  const expression = compileSource(source, 'expression', { ...scope, names: [], variables: {} });
  return (
    expression && {
      type: ANY,
      logic: (outside, run) => expression.evaluate({ [IN]: collection(outside, run), [EACH]: each(outside) }, run),
    }
  );
}

function eachOf(names: readonly string[], logic: Logic, spread: boolean): (outside: Variables) => FeelFunction {
  const parameters = names.map((name) => ({ name, type: ANY_TYPE }));
  return (outside) =>
    makeFunction({
      name: names[0] ?? '',
      parameters,
      results: [],
      body: (args, run) => {
        const inside = { ...outside };
        if (spread) spreadMembers(args[0] ?? null, inside);
        names.forEach((name, index) => {
          inside[name] = args[index] ?? null;
        });
        return logic(inside, run);
      },
    });
}

/** In a filter the members of an item are in scope beside the item itself (DMN 1.5, 10.3.2.5). */
function spreadMembers(item: FeelValue, inside: Variables): void {
  if (!isContext(item)) return;
  for (const [name, value] of Object.entries(item)) if (!isForbiddenKey(name)) inside[name] = value;
}

/** A boxed iterator (DMN 1.5, 10.2.1.10): `partial` is the list of the results so far. */
export function compileFor(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const name = text(node, 'iteratorVariable') ?? 'item';
  const collection = compileChild(node, 'in', scope);
  const inside = { ...scope, variables: { ...scope.variables, [name]: itemType(collection), partial: ANY } };
  const result = compileChild(node, 'return', inside);
  if (!collection || !result) return undefined;
  const source = `for ${ITEM} in ${IN} return ${EACH}(${ITEM}, partial)`;
  const compiled = iteration(source, scope, collection.logic, eachOf([name, 'partial'], result.logic, false));
  return compiled && { ...compiled, type: { kind: 'list', of: result.type } };
}

/** Boxed `some` and `every` (DMN 1.5, 10.2.1.11). */
export function compileQuantified(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const name = text(node, 'iteratorVariable') ?? 'item';
  const collection = compileChild(node, 'in', scope);
  const inside = { ...scope, variables: { ...scope.variables, [name]: itemType(collection) } };
  const condition = compileChild(node, 'satisfies', inside);
  if (!collection || !condition) return undefined;
  const word = node.$type === 'dmn:Some' ? 'some' : 'every';
  const source = `${word} ${ITEM} in ${IN} satisfies ${EACH}(${ITEM})`;
  const judged: Logic = (variables, run) => {
    const truth = condition.logic(variables, run);
    if (truth === null || typeof truth === 'boolean') return truth;
    return nothing(run, 'INVALID_TYPE', `${word} 的条件不是布尔值`, `The condition of ${word} is no truth value`);
  };
  return iteration(source, scope, collection.logic, eachOf([name], judged, false));
}

/**
 * A boxed filter (DMN 1.5, 10.2.1.9): the items for which `match` is true; in it `item` and the members of the item are in scope. A
 * number is a place, as in FEEL; anything else than a truth value makes the whole null.
 */
export function compileFilter(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const collection = compileChild(node, 'in', scope);
  const type = itemType(collection);
  const members = type.kind === 'context' ? type.members : {};
  const inside = { ...scope, variables: { ...scope.variables, ...members, item: type } };
  const match = compileChild(node, 'match', inside);
  if (!collection || !match) return undefined;
  const expression = compileSource(`${IN}[${EACH}(item)]`, 'expression', { ...scope, names: [], variables: {} });
  if (!expression) return undefined;
  const logic: Logic = (outside, run) => {
    let isWrong = false;
    const judged: Logic = (variables, inside) => {
      const truth = match.logic(variables, inside);
      isWrong ||= truth !== null && typeof truth !== 'boolean' && !isNumber(truth);
      return truth;
    };
    const each = eachOf(['item'], judged, true)(outside);
    const value = expression.evaluate({ [IN]: collection.logic(outside, run), [EACH]: each }, run);
    if (!isWrong) return value;
    return nothing(run, 'INVALID_TYPE', 'match 不是布尔值', 'What match gives is no truth value');
  };
  return { logic, type: collection.type };
}

function itemType(collection: CompiledLogic | undefined): CompiledLogic['type'] {
  return collection?.type.kind === 'list' ? collection.type.of : ANY;
}
