/** An expression of JUEL (JSR 341) as a tree. */
export type JuelNode =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: JuelNode; readonly name: string }
  | { readonly kind: 'index'; readonly of: JuelNode; readonly at: JuelNode }
  | { readonly kind: 'call'; readonly of?: JuelNode; readonly method: string; readonly args: readonly JuelNode[] }
  | { readonly kind: 'not' | 'minus' | 'empty'; readonly of: JuelNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: JuelNode; readonly right: JuelNode }
  | { readonly kind: 'choice'; readonly test: JuelNode; readonly yes: JuelNode; readonly no: JuelNode };

/** The tree of an expression, or why there is none. */
export type JuelParse =
  { readonly ok: true; readonly node: JuelNode } | { readonly ok: false; readonly reason: string };

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(==|!=|<=|>=|&&|\|\||[-+*/%!<>?:.,()[\]]))/y;

/** Words that mean an operator. */
const WORDS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  div: '/',
  mod: '%',
};

/** Binary operators, weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Deepest nesting that is read. */
const MAX_DEPTH = 64;

/** Thrown inside this file only. */
class Unreadable extends Error {}

/** Reads one expression, without its `${` and `}`. Never throws. */
export function parseJuel(source: string): JuelParse {
  try {
    const reader = { tokens: tokensOf(source), at: 0, depth: 0 };
    const node = choice(reader);
    if (peek(reader).kind !== 'end') throw new Unreadable(`unexpected ${peek(reader).text}`);
    return { ok: true, node };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.message };
    throw error;
  }
}

interface TokenReader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN.source, TOKEN.flags);
  while (source.slice(pattern.lastIndex).trim() !== '') {
    const from = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) throw new Unreadable(`cannot read ${source.slice(from).trim().slice(0, 20)}`);
    const [, number, name, text, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1).replace(/\\(.)/g, '$1') });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (name !== undefined) tokens.push(wordOf(name));
  }
  tokens.push({ kind: 'end', text: 'end' });
  return tokens;
}

function wordOf(name: string): Token {
  const operator = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  return operator === undefined ? { kind: 'name', text: name } : { kind: 'sign', text: operator };
}

function peek(reader: TokenReader): Token {
  return reader.tokens[reader.at] ?? { kind: 'end', text: 'end' };
}

function accept(reader: TokenReader, sign: string): boolean {
  const token = peek(reader);
  if (token.kind !== 'sign' || token.text !== sign) return false;
  reader.at += 1;
  return true;
}

function expect(reader: TokenReader, sign: string): void {
  if (!accept(reader, sign)) throw new Unreadable(`${sign} is missing`);
}

function choice(reader: TokenReader): JuelNode {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw new Unreadable('nested too deeply');
  const test = level(reader, 0);
  if (!accept(reader, '?')) {
    reader.depth -= 1;
    return test;
  }
  const yes = choice(reader);
  expect(reader, ':');
  const no = choice(reader);
  reader.depth -= 1;
  return { kind: 'choice', test, yes, no };
}

function level(reader: TokenReader, index: number): JuelNode {
  const operators = LEVELS[index];
  if (operators === undefined) return prefix(reader);
  let left = level(reader, index + 1);
  for (;;) {
    const token = peek(reader);
    if (token.kind !== 'sign' || !operators.includes(token.text)) return left;
    reader.at += 1;
    left = { kind: 'binary', operator: token.text, left, right: level(reader, index + 1) };
  }
}

function prefix(reader: TokenReader): JuelNode {
  if (accept(reader, '!')) return { kind: 'not', of: prefix(reader) };
  if (accept(reader, '-')) return { kind: 'minus', of: prefix(reader) };
  const { kind, text } = peek(reader);
  if (kind === 'name' && text === 'empty') {
    reader.at += 1;
    return { kind: 'empty', of: prefix(reader) };
  }
  return suffix(reader, primary(reader));
}

function primary(reader: TokenReader): JuelNode {
  if (accept(reader, '(')) {
    const inner = choice(reader);
    expect(reader, ')');
    return inner;
  }
  const { kind, text } = peek(reader);
  reader.at += 1;
  if (kind === 'number') return { kind: 'literal', value: Number(text) };
  if (kind === 'text') return { kind: 'literal', value: text };
  if (kind !== 'name') throw new Unreadable(`unexpected ${text}`);
  if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
  if (text === 'null') return { kind: 'literal', value: null };
  return accept(reader, '(') ? { kind: 'call', method: text, args: argumentsOf(reader) } : { kind: 'name', name: text };
}

function suffix(reader: TokenReader, start: JuelNode): JuelNode {
  let node = start;
  for (;;) {
    if (accept(reader, '[')) {
      const at = choice(reader);
      expect(reader, ']');
      node = { kind: 'index', of: node, at };
    } else if (accept(reader, '.')) {
      const { kind, text } = peek(reader);
      if (kind !== 'name') throw new Unreadable(`unexpected ${text}`);
      reader.at += 1;
      node = accept(reader, '(')
        ? { kind: 'call', of: node, method: text, args: argumentsOf(reader) }
        : { kind: 'member', of: node, name: text };
    } else return node;
  }
}

function argumentsOf(reader: TokenReader): readonly JuelNode[] {
  if (accept(reader, ')')) return [];
  const args = [choice(reader)];
  while (accept(reader, ',')) args.push(choice(reader));
  expect(reader, ')');
  return args;
}
