import { callFunction } from './call.js';
import { builtinNamed } from './builtins.js';
import { compileName } from './compile-name.js';
import { infer } from './infer.js';
import { charge } from './budget.js';
import type { Closure, FeelFrame } from './frame.js';
import { isForbiddenKey, isRecord } from './kinds.js';
import type { Scope } from './scope.js';
import { bind, placeOf, within } from './scope.js';
import type { NodeOf } from './syntax.js';
import { sizeOf } from './syntax.js';
import { coerced } from './type-check.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';
import type { FeelContext, FeelFunction, FeelValue } from './value.js';
import { FEEL } from './value.js';
import { warn } from './warn.js';

/** What a call costs besides what it does. */
const CALL_STEPS = 4;

/** The closure of a call (10.3.2). A name means what the expression or the variables bind before it means a builtin. */
export function compileCall(node: NodeOf<'call'>, scope: Scope): Closure {
  const args = node.args.map(scope.compile);
  const { names } = node;
  const place = placeOf(scope, node);
  const label = node.callee.kind === 'name' ? node.callee.name : '()';
  const missing = { zh: `没有函数 ${label}`, en: `There is no function ${label}` };
  const callee = calleeOf(node, scope);
  // A date or duration written as a call is read once; one that is wrong is read again, for its warning.
  const constant = isConstantCall(node) ? builtinNamed(label) : undefined;
  let known: FeelValue = null;
  return (frame) => {
    const target = callee(frame);
    const values: FeelValue[] = [];
    for (const arg of args) values.push(arg(frame));
    charge(frame.run, CALL_STEPS);
    if (target === constant) return (known ??= callFunction(target, values, names, frame.run, place));
    if (!isRecord(target) || target[FEEL] !== 'function') return warn(frame.run, 'NO_FUNCTION_FOUND', missing, place);
    return callFunction(target, values, names, frame.run, place);
  };
}

function isConstantCall({ callee, args }: NodeOf<'call'>): boolean {
  const made = callee.kind === 'name' && ['date', 'time', 'date and time', 'duration'].includes(callee.name);
  return made && args.every(({ kind }) => kind === 'constant' || kind === 'number');
}

function calleeOf(node: NodeOf<'call'>, scope: Scope): Closure {
  const { callee } = node;
  if (callee.kind !== 'name') return scope.compile(callee);
  const { name } = callee;
  const builtin = builtinNamed(name);
  const bound = scope.bindings.some((binding) => binding.kind === 'item' || binding.name === name);
  if (builtin === undefined || bound) {
    const read = compileName(callee, scope, true);
    if (builtin === undefined) return read;
    return (frame) => {
      const value = read(frame);
      return isRecord(value) && value[FEEL] === 'function' ? value : builtin;
    };
  }
  return ({ variables }) => {
    const own = variables[name];
    return isRecord(own) && own[FEEL] === 'function' ? own : builtin;
  };
}

/** The closure of a function definition (10.3.2): its value keeps the slots as they are when it is made. */
export function compileFunction(node: NodeOf<'function'>, scope: Scope): Closure {
  if (node.external) {
    const place = placeOf(scope, node);
    const message = { zh: '不支持外部函数', en: 'External functions are not supported' };
    return ({ run }) => warn(run, 'EXTERNAL_FUNCTION', message, place);
  }
  return within(scope, () => {
    const slots = node.parameters.map(({ name }) => bind(scope, name));
    const types = node.parameters.map((parameter) => parameter.type ?? ANY);
    const names = node.parameters.map(({ name }) => name);
    const body = scope.compile(node.body);
    const cost = sizeOf(node.body);
    const type: FeelType = { kind: 'function', parameters: types, result: resultOf(node) };
    const levels = node.body.depth;
    return (frame) => closureOf({ frame, slots, types, names, body, cost, type, levels });
  });
}

/** The type of a function's value as far as its parameters tell it. */
function resultOf({ parameters, body }: NodeOf<'function'>): FeelType {
  const own = new Map(parameters.map(({ name, type }) => [name, type ?? ANY]));
  return infer(body, { typeOf: (name) => own.get(name), complete: false, note: () => undefined });
}

interface Definition {
  readonly frame: FeelFrame;
  readonly slots: readonly number[];
  readonly types: readonly FeelType[];
  readonly names: readonly string[];
  readonly body: Closure;
  readonly cost: number;
  readonly type: FeelType;
  readonly levels: number;
}

function closureOf(definition: Definition): FeelFunction {
  const { frame, slots, types, names, body, cost, type, levels } = definition;
  charge(frame.run, frame.slots.length);
  const captured = frame.slots.slice();
  return {
    [FEEL]: 'function',
    name: '',
    parameters: names,
    type,
    levels,
    captured,
    call: (args, run) => {
      charge(run, cost + captured.length);
      const inner = captured.slice();
      for (const [index, slot] of slots.entries()) {
        const value = coerced(args[index] ?? null, types[index] ?? ANY);
        if (value === undefined) {
          const label = names[index] ?? '';
          return warn(run, 'INVALID_ARGUMENT', {
            zh: `参数 ${label} 的类型不符`,
            en: `The argument ${label} is of another type`,
          });
        }
        inner[slot] = value;
      }
      return body({ variables: frame.variables, slots: inner, run });
    },
  };
}

/** The closure of a context (10.3.2.6): each entry sees those before it; a function sees itself too. */
export function compileContext(node: NodeOf<'context'>, scope: Scope): Closure {
  const place = placeOf(scope, node);
  const names = node.entries.map(({ name }) => name);
  if (new Set(names).size < names.length || names.some(isForbiddenKey)) {
    const message = { zh: '上下文的键重复或不允许', en: 'A key of the context is doubled or not allowed' };
    return ({ run }) => warn(run, 'INVALID_CONTEXT', message, place);
  }
  return within(scope, () => {
    const entries = node.entries.map(({ name, value }) => {
      const recursive = value.kind === 'function';
      const before = recursive ? bind(scope, name) : undefined;
      const closure = scope.compile(value);
      return { name, closure, slot: before ?? bind(scope, name) };
    });
    return (frame) => {
      const context: Record<string, FeelValue> = {};
      for (const { name, closure, slot } of entries) {
        const value = closure(frame);
        context[name] = value;
        frame.slots[slot] = value;
        if (isRecord(value) && value[FEEL] === 'function' && value.captured) value.captured[slot] = value;
      }
      return context as FeelContext;
    };
  });
}
