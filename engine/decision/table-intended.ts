import { errorAt } from '../compile/problem-maker.js';
import type { LogicScope } from './decision-scope.js';
import type { DmnNode } from './dmn-node.js';
import { children, idOf } from './dmn-node.js';
import { ownElements } from './own-extensions.js';
import type { Intended } from './table-model.js';

const KNOWN = new Set(['gaps', 'overlaps', 'unreachable', 'unproven']);

/** Reads the declarations of a table; others of our namespace, other attributes and rules that are not there are noted as Problems. */
export function readIntended(table: DmnNode, scope: LogicScope): Intended {
  const rules = new Set(children(table, 'rule').map((rule) => idOf(rule, '')));
  const refuse = (what: string): void => {
    const place = { elementId: idOf(table, scope.around) };
    scope.problems.push(
      errorAt('intended', place, `yizhan:intended 中不能有：${what}`, `Not known in yizhan:intended: ${what}`),
    );
  };
  const attributes = ownElements(table).map((element) => {
    if (!element.$type.endsWith(':intended')) refuse(element.$type);
    for (const name of Object.keys(element)) if (!/^(?:\$|xmlns\b)/.test(name) && !KNOWN.has(name)) refuse(name);
    for (const name of ['gaps', 'unproven']) {
      const value = element[name];
      if (value !== undefined && value !== 'true' && value !== 'false') refuse(`${name}="${String(value)}"`);
    }
    return element;
  });
  const isTrue = (name: string): boolean => attributes.some((element) => element[name] === 'true');
  const ids = (element: DmnNode, name: string): ReadonlySet<string> => {
    const value = element[name];
    const list = typeof value === 'string' ? value.split(/\s+/).filter((id) => id !== '') : [];
    for (const id of list) if (!rules.has(id)) refuse(id);
    return new Set(list);
  };
  return {
    gaps: isTrue('gaps'),
    unproven: isTrue('unproven'),
    overlaps: attributes.map((element) => ids(element, 'overlaps')),
    unreachable: new Set(attributes.flatMap((element) => [...ids(element, 'unreachable')])),
  };
}
