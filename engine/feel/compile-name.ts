import { chargeList } from './budget.js';
import { builtinNamed } from './builtins.js';
import type { Closure } from './frame.js';
import { entryOf, isContext, isForbiddenKey, isList, isPlainKey } from './kinds.js';
import { memberOf } from './properties.js';
import type { FeelRun } from './run.js';
import type { Scope } from './scope.js';
import { placeOf } from './scope.js';
import type { NodeOf } from './syntax.js';
import type { FeelContext, FeelValue } from './value.js';
import { warn } from './warn.js';

/** The closure of a name: what the expression binds, the item of a filter, a variable, a builtin function, in this order. */
export function compileName(node: NodeOf<'name'>, scope: Scope, quiet = false): Closure {
  let read = compileVariable(node, scope, quiet);
  for (const binding of scope.bindings) {
    const { slot } = binding;
    if (binding.kind === 'item') read = itemEntry(node.name, slot, read);
    else if (binding.name === node.name) read = ({ slots }) => slots[slot] ?? null;
  }
  return read;
}

/** Inside a filter a name means the entry of the item, where it is a context that has one (10.3.2.5): else the slot holds null. */
function itemEntry(name: string, slot: number, outside: Closure): Closure {
  const plain = isPlainKey(name);
  return (frame) => {
    const item = frame.slots[slot] as FeelContext | null | undefined;
    if (item === null || item === undefined) return outside(frame);
    const own = plain ? item[name] : entryOf(item, name);
    return own === undefined ? outside(frame) : own;
  };
}

function compileVariable(node: NodeOf<'name'>, scope: Scope, quiet: boolean): Closure {
  const { name } = node;
  const builtin = builtinNamed(name) ?? null;
  const place = placeOf(scope, node);
  const missing = { zh: `没有变量 ${name}`, en: `There is no variable ${name}` };
  if (name === 'config') {
    return ({ variables, run }) => {
      const config: FeelContext | undefined = run.environment.config;
      return config ?? variables['config'] ?? warn(run, 'NO_VARIABLE_FOUND', missing, place);
    };
  }
  const ordinary = isPlainKey(name);
  return ({ variables, run }) => {
    const value = ordinary ? variables[name] : entryOf(variables, name);
    if (value !== undefined) return value;
    return builtin ?? (quiet ? null : warn(run, 'NO_VARIABLE_FOUND', missing, place));
  };
}

/** The members of a list's items by a key that can be read directly. */
function membersOf(list: readonly FeelValue[], name: string, run: FeelRun): readonly FeelValue[] {
  chargeList(run, list.length);
  const members: FeelValue[] = [];
  for (const item of list) members.push((isContext(item) ? item[name] : memberOf(item, name, run)) ?? null);
  return members;
}

/** The closure of a path `source.name` (10.3.2.5). */
export function compilePath(node: NodeOf<'path'>, scope: Scope): Closure {
  const { name } = node;
  const source = scope.compile(node.source);
  const place = placeOf(scope, node);
  const missing = { zh: `没有成员 ${name}`, en: `There is no member ${name}` };
  const forbidden = isForbiddenKey(name);
  const plain = isPlainKey(name);
  return (frame) => {
    const value = source(frame);
    if (value === null || forbidden) return null;
    if (plain && isContext(value)) {
      const entry = value[name];
      if (entry !== undefined) return entry;
    }
    if (plain && isList(value)) return membersOf(value, name, frame.run);
    const member: FeelValue | undefined = memberOf(value, name, frame.run);
    return member === undefined ? warn(frame.run, 'NO_MEMBER_FOUND', missing, place) : member;
  };
}
