import { compileContext, compileFunction, compileCall } from './compile-function.js';
import { compileFilter } from './compile-filter.js';
import { compileFor, compileQuantified } from './compile-loops.js';
import { compileName, compilePath } from './compile-name.js';
import {
  compileArithmetic,
  compileBetween,
  compileCompare,
  compileIf,
  compileLogic,
  compileNegate,
} from './compile-operators.js';
import { compileIn, compileRange, compileTests } from './compile-tests.js';
import type { Closure } from './frame.js';
import type { Scope } from './scope.js';
import { placeOf } from './scope.js';
import type { Node, NodeOf } from './syntax.js';
import { isInstance } from './type-check.js';
import { warn } from './warn.js';

/** A scope for compiling one text, whose positions begin at `offset`; `unary` tells that it judges the variable `?`. */
export function newScope(offset: number, unary = false): Scope {
  const scope: Scope = { bindings: [], slotCount: 0, offset, unary, compile: (node) => compileNode(node, scope) };
  return scope;
}

function compileNode(node: Node, scope: Scope): Closure {
  switch (node.kind) {
    case 'number':
    case 'constant': {
      const { value } = node;
      return () => value;
    }
    case 'at':
      return compileAt(node, scope);
    case 'name':
      return compileName(node, scope);
    case 'path':
      return compilePath(node, scope);
    case 'negate':
      return compileNegate(node, scope);
    case 'arithmetic':
      return compileArithmetic(node, scope);
    case 'compare':
      return compileCompare(node, scope);
    case 'logic':
      return compileLogic(node, scope);
    case 'between':
      return compileBetween(node, scope);
    case 'in':
      return compileIn(node, scope);
    case 'instance':
      return compileInstance(node, scope);
    case 'filter':
      return compileFilter(node, scope);
    case 'call':
      return compileCall(node, scope);
    case 'if':
      return compileIf(node, scope);
    case 'for':
      return compileFor(node, scope);
    case 'quantified':
      return compileQuantified(node, scope);
    case 'function':
      return compileFunction(node, scope);
    case 'list': {
      const items = node.items.map(scope.compile);
      return (frame) => items.map((item) => item(frame));
    }
    case 'context':
      return compileContext(node, scope);
    case 'range':
      return compileRange(node, scope);
    case 'tests':
      return compileTests(node, scope);
  }
}

function compileAt(node: NodeOf<'at'>, scope: Scope): Closure {
  const { value, text } = node;
  if (value !== undefined) return () => value;
  const place = placeOf(scope, node);
  const message = { zh: `不是日期、时间或时长：${text}`, en: `No date, time or duration: ${text}` };
  return ({ run }) => warn(run, 'INVALID_LITERAL', message, place);
}

function compileInstance(node: NodeOf<'instance'>, scope: Scope): Closure {
  const value = scope.compile(node.value);
  const { type } = node;
  if (type !== undefined) return (frame) => isInstance(value(frame), type);
  const place = placeOf(scope, node);
  const message = { zh: `没有类型 ${node.typeName}`, en: `There is no type ${node.typeName}` };
  return ({ run }) => warn(run, 'NO_TYPE_FOUND', message, place);
}
