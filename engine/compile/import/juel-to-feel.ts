import type { JuelNode } from './juel-parser.js';
import { parseJuel } from './juel-parser.js';

/** A translated expression, or why there is none in English. */
export type JuelResult = { readonly ok: true; readonly feel: string } | { readonly ok: false; readonly reason: string };

/** Operators of JUEL (JSR 341, 1.11 to 1.17) whose FEEL twin is spelt otherwise. */
const OPERATORS: Readonly<Record<string, string>> = { '==': '=', '&&': 'and', '||': 'or' };

/** How strongly FEEL's operators bind, weakest first (DMN 1.5, 10.3.1.2): decides where brackets are needed. */
const STRENGTH: Readonly<Record<string, number>> = {
  if: 0,
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
};
const TIGHT = 9;

interface Feel {
  readonly text: string;
  readonly strength: number;
}

/**
 * Translates a value of the `camunda:` and `flowable:` dialects that may hold `${…}` or `#{…}` into FEEL, without a leading `=`: one
 * expression, or text around expressions, which becomes a concatenation. Simple JUEL only: variables, members, comparisons, logic,
 * arithmetic, `empty`, `? :`, and the few methods FEEL has a builtin for. Calls of beans and assignments have no twin. Never throws.
 */
export function juelToFeel(source: string): JuelResult {
  const parts = splitParts(source.trim());
  if (parts === undefined) return { ok: false, reason: 'an expression is not closed' };
  const texts: string[] = [];
  for (const part of parts) {
    if (part.kind === 'text') {
      texts.push(quoted(part.text));
      continue;
    }
    const parsed = parseJuel(part.text);
    if (!parsed.ok) return parsed;
    const feel = translate(parsed.node);
    if (typeof feel === 'string') return { ok: false, reason: feel };
    texts.push(parts.length === 1 ? feel.text : `string(${feel.text})`);
  }
  return { ok: true, feel: texts.length === 0 ? '""' : texts.join(' + ') };
}

/** Whether a text holds an expression of JUEL at all. */
export function holdsJuel(text: string): boolean {
  return /[$#]\{/.test(text);
}

interface Part {
  readonly kind: 'text' | 'expression';
  readonly text: string;
}

/** The text and the expressions between braces, in order; quotes inside an expression may hold braces. */
function splitParts(source: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.slice(at).search(/[$#]\{/);
    const start = open < 0 ? source.length : at + open;
    if (start > at) parts.push({ kind: 'text', text: source.slice(at, start) });
    if (start === source.length) break;
    const close = closingBrace(source, start + 2);
    if (close < 0) return undefined;
    parts.push({ kind: 'expression', text: source.slice(start + 2, close) });
    at = close + 1;
  }
  return parts;
}

function closingBrace(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '}') return at;
  }
  return -1;
}

const quoted = (text: string): string => JSON.stringify(text);

/** FEEL of a node, or the reason why there is none. */
function translate(node: JuelNode): Feel | string {
  switch (node.kind) {
    case 'literal':
      return { text: typeof node.value === 'string' ? quoted(node.value) : String(node.value), strength: TIGHT };
    case 'name':
      return { text: node.name, strength: TIGHT };
    case 'member':
      return onTop(translate(node.of), (of) => `${of}.${node.name}`);
    case 'index':
      return indexed(node.of, node.at);
    case 'not':
      return onTop(translate(node.of), (_, whole) => `not(${whole})`);
    case 'minus':
      return onTop(translate(node.of), (of) => `-${of}`);
    case 'empty':
      return onTop(translate(node.of), (of) => `(${of} = null or ${of} = "" or ${of} = [])`);
    case 'binary':
      return binary(OPERATORS[node.operator] ?? node.operator, node.left, node.right);
    case 'choice': {
      const [test, yes, no] = [translate(node.test), translate(node.yes), translate(node.no)];
      for (const part of [test, yes, no]) if (typeof part === 'string') return part;
      return {
        text: `if ${(test as Feel).text} then ${(yes as Feel).text} else ${(no as Feel).text}`,
        strength: STRENGTH['if'] ?? 0,
      };
    }
    case 'call':
      return called(node);
  }
}

/** Applies something that binds tightly: `of` stands in brackets when it needs them, `whole` is it as it is. */
function onTop(inner: Feel | string, make: (of: string, whole: string) => string): Feel | string {
  if (typeof inner === 'string') return inner;
  return { text: make(inner.strength < TIGHT ? `(${inner.text})` : inner.text, inner.text), strength: TIGHT };
}

function binary(operator: string, leftNode: JuelNode, rightNode: JuelNode): Feel | string {
  const [left, right] = [translate(leftNode), translate(rightNode)];
  if (typeof left === 'string') return left;
  if (typeof right === 'string') return right;
  if (operator === '%') return { text: `modulo(${left.text}, ${right.text})`, strength: TIGHT };
  const strength = STRENGTH[operator];
  if (strength === undefined) return `the operator ${operator} has no twin in FEEL`;
  const hold = (side: Feel, least: number): string => (side.strength < least ? `(${side.text})` : side.text);
  return { text: `${hold(left, strength)} ${operator} ${hold(right, strength + 1)}`, strength };
}

/** JUEL counts from 0, FEEL from 1; a text between brackets names a member. */
function indexed(ofNode: JuelNode, at: JuelNode): Feel | string {
  if (at.kind === 'literal' && typeof at.value === 'string') {
    const name = at.value;
    return onTop(translate(ofNode), (of) => `get value(${of}, ${quoted(name)})`);
  }
  if (at.kind === 'literal' && typeof at.value === 'number') {
    const place = at.value + 1;
    return onTop(translate(ofNode), (of) => `${of}[${place}]`);
  }
  const place = translate(at);
  if (typeof place === 'string') return place;
  return onTop(translate(ofNode), (of) => `${of}[${place.text} + 1]`);
}

/** Methods of texts and lists that FEEL has as builtins: name, number of arguments, FEEL. */
const METHODS: Readonly<Record<string, (of: string, args: readonly string[]) => string>> = {
  'contains/1': (of, [item = '']) => `list contains(${of}, ${item})`,
  'equals/1': (of, [other = '']) => `${of} = ${other}`,
  'equalsIgnoreCase/1': (of, [other = '']) => `lower case(${of}) = lower case(${other})`,
  'size/0': (of) => `count(${of})`,
  'isEmpty/0': (of) => `(${of} = null or ${of} = "" or ${of} = [])`,
  'length/0': (of) => `string length(${of})`,
  'startsWith/1': (of, [start = '']) => `starts with(${of}, ${start})`,
  'endsWith/1': (of, [end = '']) => `ends with(${of}, ${end})`,
  'toUpperCase/0': (of) => `upper case(${of})`,
  'toLowerCase/0': (of) => `lower case(${of})`,
  'toString/0': (of) => `string(${of})`,
  'substring/1': (of, [from = '0']) => `substring(${of}, ${from} + 1)`,
};

/** Objects of the other engines through which an expression reads variables. */
const EXECUTION = ['execution', 'task', 'vars', 'variables'];

function called({ of, method, args }: Extract<JuelNode, { kind: 'call' }>): Feel | string {
  const [first] = args;
  if (of?.kind === 'name' && EXECUTION.includes(of.name)) {
    const isRead = method === 'getVariable' || method === 'getVariableLocal' || method === 'get';
    if (isRead && args.length === 1 && first?.kind === 'literal' && typeof first.value === 'string')
      return { text: first.value, strength: TIGHT };
    return `${of.name}.${method}(…) has no twin in FEEL`;
  }
  const make = METHODS[`${method}/${args.length}`];
  if (of === undefined || make === undefined) return `the method ${method}(…) has no twin in FEEL`;
  const values = args.map(translate);
  const reason = values.find((value) => typeof value === 'string');
  if (reason !== undefined) return reason;
  const texts = values.map((value) => (value as Feel).text);
  const strength = method === 'equals' || method === 'equalsIgnoreCase' ? 3 : TIGHT;
  const inner = translate(of);
  if (typeof inner === 'string') return inner;
  return { text: make(inner.strength < TIGHT ? `(${inner.text})` : inner.text, texts), strength };
}
