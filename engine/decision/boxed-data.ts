import { errorAt } from '../compile/problem-maker.js';
import { chargeList } from '../feel/budget.js';
import { isForbiddenKey } from '../feel/kinds.js';
import type { FeelType } from '../feel/types.js';
import { ANY } from '../feel/types.js';
import type { FeelValue } from '../feel/value.js';
import type { CompiledLogic, Logic, LogicScope, Variables } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';
import { typeRef } from './item-types.js';

/** A boxed context (DMN 1.5, 10.2.1.4): each entry sees those before it; an entry without a variable is the value of the whole. */
export function compileContext(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const entries: { readonly name: string | undefined; readonly logic: Logic }[] = [];
  const members: Record<string, FeelType> = {};
  let variables = scope.variables;
  let result: FeelType | undefined;
  for (const entry of children(node, 'contextEntry')) {
    const variable = child(entry, 'variable');
    const name = text(variable, 'name');
    const around = idOf(variable, idOf(entry, scope.around));
    const type = typeRef(scope.types, text(variable, 'typeRef'), around, scope.problems);
    const compiled = scope.compile(child(entry, 'value'), { ...scope, around, variables }, type);
    if (!compiled) return undefined;
    if (name !== undefined && (Object.hasOwn(members, name) || isForbiddenKey(name))) {
      const place = { elementId: around, clause: 'DMN 1.5 10.2.1.4' };
      scope.problems.push(errorAt('context-entry', place, `条目名称重复：${name}`, `Two entries are called ${name}`));
      return undefined;
    }
    entries.push({ name, logic: compiled.logic });
    if (name === undefined) result = compiled.type;
    else {
      members[name] = compiled.type;
      variables = { ...variables, [name]: compiled.type };
    }
  }
  const logic: Logic = (outside, run) => {
    const inside: Variables = { ...outside };
    const value: Variables = {};
    for (const entry of entries) {
      const one = entry.logic(inside, run);
      if (entry.name === undefined) return one;
      inside[entry.name] = one;
      value[entry.name] = one;
    }
    return value;
  };
  return { logic, type: result ?? { kind: 'context', members } };
}

/** A boxed list (DMN 1.5, 10.2.1.5). */
export function compileList(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const items = children(node, 'elements').map((element) => scope.compile(element, scope));
  const logics = items.flatMap((item) => (item ? [item.logic] : []));
  if (logics.length < items.length) return undefined;
  return { logic: listLogic(logics), type: { kind: 'list', of: ANY } };
}

/** A relation (DMN 1.5, 10.2.1.6): a list of contexts with the same members. */
export function compileRelation(node: DmnNode, scope: LogicScope): CompiledLogic | undefined {
  const columns = children(node, 'column').map((column) => {
    const around = idOf(column, scope.around);
    return {
      name: text(column, 'name') ?? '',
      type: typeRef(scope.types, text(column, 'typeRef'), around, scope.problems),
    };
  });
  const rows: Logic[] = [];
  for (const row of children(node, 'row')) {
    const cells = children(row, 'elements');
    if (cells.length !== columns.length) {
      const place = { elementId: idOf(row, scope.around), clause: 'DMN 1.5 10.2.1.6' };
      scope.problems.push(
        errorAt('relation-row', place, '行的单元格数与列数不符', 'The row has not one cell a column'),
      );
      return undefined;
    }
    const logics = cells.map((cell, index) => scope.compile(cell, scope, columns[index]?.type)?.logic);
    if (logics.includes(undefined)) return undefined;
    rows.push((variables, run) => {
      const value: Variables = {};
      columns.forEach(({ name }, index) => {
        value[name] = logics[index]?.(variables, run) ?? null;
      });
      return value;
    });
  }
  const members = Object.fromEntries(columns.map(({ name, type }) => [name, type.feel]));
  return { logic: listLogic(rows), type: { kind: 'list', of: { kind: 'context', members } } };
}

function listLogic(items: readonly Logic[]): Logic {
  return (variables, run) => {
    chargeList(run, items.length);
    return items.map((item): FeelValue => item(variables, run));
  };
}
