import { builtinNamed } from './builtins.js';
import type { FeelFinding } from './finding.js';
import { commonType, isKnown, typeOfValue } from './common-type.js';
import { memberType } from './member-type.js';
import { resultTypeOf } from './result-types.js';
import type { Iterator, Node, NodeOf, Test } from './syntax.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';

/** What the inference knows and where it notes what it finds. */
export interface Inference {
  /** Types of names that are known; undefined for a name that nobody declared. */
  readonly typeOf: (name: string) => FeelType | undefined;
  /** Whether every name is declared, so that another one is a mistake. */
  readonly complete: boolean;
  readonly note: (code: FeelFinding['code'], node: Node, zh: string, en: string) => void;
}

const NUMBER: FeelType = { kind: 'number' };
const BOOLEAN: FeelType = { kind: 'boolean' };
const STRING: FeelType = { kind: 'string' };

/** The type of an expression as far as it can be known (10.3.2.9), with everything that stands below it looked at. */
export function infer(node: Node, about: Inference): FeelType {
  switch (node.kind) {
    case 'number':
      return NUMBER;
    case 'constant':
      return typeOfValue(node.value);
    case 'at':
      if (node.value === undefined)
        about.note(
          'BAD_LITERAL',
          node,
          `不是日期、时间或时长：${node.text}`,
          `No date, time or duration: ${node.text}`,
        );
      return node.value === undefined ? { kind: 'null' } : typeOfValue(node.value);
    case 'name':
      return inferName(node, about);
    case 'path':
      return inferPath(node, about);
    case 'negate':
      return infer(node.operand, about);
    case 'arithmetic':
      return inferArithmetic(node, about);
    case 'compare':
      return inferCompare(node, about);
    case 'logic':
      for (const side of [node.left, node.right]) expectKind(side, infer(side, about), 'boolean', about);
      return BOOLEAN;
    case 'between':
      for (const part of [node.value, node.low, node.high]) infer(part, about);
      return BOOLEAN;
    case 'in':
      inferTests(node.tests, infer(node.value, about), about);
      return BOOLEAN;
    case 'tests':
      inferTests(node.tests, about.typeOf('?') ?? ANY, about);
      return BOOLEAN;
    case 'instance':
      infer(node.value, about);
      if (node.type === undefined)
        about.note('UNKNOWN_TYPE', node, `没有类型 ${node.typeName}`, `There is no type ${node.typeName}`);
      return BOOLEAN;
    case 'filter':
      return inferFilter(node, about);
    case 'call':
      return inferCall(node, about);
    case 'if': {
      expectKind(node.condition, infer(node.condition, about), 'boolean', about);
      return commonType([infer(node.then, about), infer(node.otherwise, about)]);
    }
    case 'for':
      return {
        kind: 'list',
        of: infer(node.result, iterated(node.iterators, about, [['partial', { kind: 'list', of: ANY }]])),
      };
    case 'quantified':
      expectKind(node.condition, infer(node.condition, iterated(node.iterators, about, [])), 'boolean', about);
      return BOOLEAN;
    case 'function': {
      const parameters = node.parameters.map(({ name, type }) => [name, type ?? ANY] as const);
      const result = infer(node.body, withNames(about, parameters));
      return { kind: 'function', parameters: parameters.map(([, type]) => type), result };
    }
    case 'list':
      return { kind: 'list', of: commonType(node.items.map((item) => infer(item, about))) };
    case 'context': {
      const members: [string, FeelType][] = [];
      for (const { name, value } of node.entries) {
        const inside = value.kind === 'function' ? [...members, [name, ANY] as const] : members;
        members.push([name, infer(value, withNames(about, inside))]);
      }
      return { kind: 'context', members: Object.fromEntries(members) };
    }
    case 'range': {
      const ends = [node.low, node.high].flatMap((end) => (end === undefined ? [] : [infer(end, about)]));
      return { kind: 'range', of: commonType(ends) };
    }
  }
}

function withNames(about: Inference, names: readonly (readonly [string, FeelType])[]): Inference {
  const own = new Map(names);
  return { ...about, typeOf: (name) => own.get(name) ?? about.typeOf(name) };
}

/** A list of one stands for its item, so a list is never a mistake. */
function expectKind(node: Node, type: FeelType, kind: FeelType['kind'], about: Inference): void {
  if (!isKnown(type) || type.kind === kind || type.kind === 'list') return;
  about.note('WRONG_TYPE', node, `这里需要 ${kind}，而不是 ${type.kind}`, `A ${kind} is expected, not a ${type.kind}`);
}

/** Signs that an input method writes for others; FEEL takes them for parts of names. */
const FULL_WIDTH = /[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u3001\u3002]/;

function inferName(node: NodeOf<'name'>, about: Inference): FeelType {
  const type = about.typeOf(node.name);
  if (type !== undefined) return type;
  if (FULL_WIDTH.test(node.name))
    about.note('FULL_WIDTH_SIGN', node, `名称中有全角符号：${node.name}`, `A name with full-width signs: ${node.name}`);
  if (builtinNamed(node.name) !== undefined)
    return { kind: 'function', parameters: [], result: resultTypeOf(node.name) };
  if (about.complete && node.name !== '?')
    about.note('UNKNOWN_NAME', node, `没有变量 ${node.name}`, `There is no variable ${node.name}`);
  return ANY;
}

function inferPath(node: NodeOf<'path'>, about: Inference): FeelType {
  const source = infer(node.source, about);
  const inList = source.kind === 'list';
  const type = inList ? source.of : source;
  const member = memberType(type, node.name);
  if (member === undefined)
    about.note(
      'UNKNOWN_MEMBER',
      node,
      `${type.kind} 没有成员 ${node.name}`,
      `A ${type.kind} has no member ${node.name}`,
    );
  return inList ? { kind: 'list', of: member ?? ANY } : (member ?? ANY);
}

function inferArithmetic(node: NodeOf<'arithmetic'>, about: Inference): FeelType {
  const [left, right] = [infer(node.left, about), infer(node.right, about)];
  if (left.kind === 'number' && right.kind === 'number') return NUMBER;
  if (left.kind === 'string' && right.kind === 'string' && node.sign === '+') return STRING;
  const plain = ['string', 'boolean', 'context', 'function', 'range'];
  const odd = [left, right].some(({ kind }) => plain.includes(kind) && !(kind === 'string' && node.sign === '+'));
  const mixed = isKnown(left) && isKnown(right) && (left.kind === 'string') !== (right.kind === 'string');
  if (odd || (mixed && left.kind !== 'list' && right.kind !== 'list'))
    about.note(
      'WRONG_TYPE',
      node,
      `${node.sign} 不能用于 ${left.kind} 和 ${right.kind}`,
      `${node.sign} does not take ${left.kind} and ${right.kind}`,
    );
  if (left.kind === 'date' && right.kind !== 'date' && isKnown(right)) return left;
  return ANY;
}

function inferCompare(node: NodeOf<'compare'>, about: Inference): FeelType {
  const [left, right] = [infer(node.left, about), infer(node.right, about)];
  if (isKnown(left) && isKnown(right) && left.kind !== right.kind)
    about.note(
      'WRONG_TYPE',
      node,
      `${left.kind} 与 ${right.kind} 不能比较，结果总是空值`,
      `A ${left.kind} and a ${right.kind} do not compare: the result is always null`,
    );
  return BOOLEAN;
}

function inferTests(tests: readonly Test[], input: FeelType, about: Inference): void {
  for (const { sign, value } of tests) {
    const type = infer(value, about);
    if (sign === undefined || !isKnown(type) || !isKnown(input) || type.kind === input.kind) continue;
    about.note(
      'WRONG_TYPE',
      value,
      `${input.kind} 与 ${type.kind} 不能比较`,
      `A ${input.kind} and a ${type.kind} do not compare`,
    );
  }
}

function inferFilter(node: NodeOf<'filter'>, about: Inference): FeelType {
  const source = infer(node.source, about);
  const item = source.kind === 'list' ? source.of : source;
  const members = item.kind === 'context' ? Object.entries(item.members) : [];
  const inside = withNames(about, [['item', item], ...members]);
  // Entries of an item nobody has described are names as well.
  const open = item.kind !== 'context' || members.length === 0;
  const condition = infer(node.condition, open ? { ...inside, complete: false } : inside);
  if (condition.kind === 'number') return item;
  return { kind: 'list', of: item };
}

function inferCall(node: NodeOf<'call'>, about: Inference): FeelType {
  for (const arg of node.args) infer(arg, about);
  const { callee } = node;
  if (callee.kind !== 'name') {
    const type = infer(callee, about);
    return type.kind === 'function' ? type.result : ANY;
  }
  const own = about.typeOf(callee.name);
  if (own !== undefined) return own.kind === 'function' ? own.result : ANY;
  const builtin = builtinNamed(callee.name);
  if (builtin === undefined) {
    if (about.complete)
      about.note('UNKNOWN_FUNCTION', callee, `没有函数 ${callee.name}`, `There is no function ${callee.name}`);
    return ANY;
  }
  const fits = builtin.variants?.some(({ parameters, rest }) => {
    if (node.names !== undefined) return node.names.every((name) => parameters.some((one) => one.name === name));
    if (rest === 'list') return node.args.length > 0;
    const least = parameters.filter(({ optional }) => !optional).length;
    return node.args.length >= least && (rest === 'more' || node.args.length <= parameters.length);
  });
  if (fits === false)
    about.note(
      'WRONG_ARGUMENTS',
      node,
      `${callee.name}() 的参数个数或名称不符`,
      `${callee.name}() takes other arguments`,
    );
  return resultTypeOf(callee.name);
}

function iterated(
  iterators: readonly Iterator[],
  about: Inference,
  more: readonly (readonly [string, FeelType])[],
): Inference {
  let inside = about;
  for (const { name, from, to } of iterators) {
    const domain = infer(from, inside);
    if (to !== undefined) infer(to, inside);
    const type = domain.kind === 'list' || domain.kind === 'range' ? domain.of : domain;
    inside = withNames(inside, [[name, type]]);
  }
  return withNames(inside, more);
}
