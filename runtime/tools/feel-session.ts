import { analyseFeel, BUILTIN_NAMES, compileFeel, type JsonObject, type JsonValue } from '../../engine/index.js';

/** What the prompt can do. */
export const FEEL_HELP = [
  '表达式求值 / type a FEEL expression to evaluate it (Tab completes)',
  '  :let name = expression    给变量赋值 / give a variable a value',
  '  :json {"a": 1}            用 JSON 设置变量 / set variables from JSON',
  '  :vars                     列出变量 / list the variables',
  '  :test value | tests       一元测试 / judge a value by unary tests',
  '  :quit',
].join('\n');

/** What a line of the prompt leaves: the variables, and what it says. */
export interface FeelAnswer {
  readonly variables: JsonObject;
  readonly output: string;
}

/** Evaluates one source and says value, type, findings and warnings, each with a mark below its place. */
function evaluated(source: string, kind: 'expression' | 'unaryTests', variables: JsonObject, now: number): string {
  const compiled = compileFeel(source, kind, variables);
  if (!compiled.ok) {
    const { message, position } = compiled.problem;
    return [...marked(source, position), `${message.zh} / ${message.en}`].join('\n');
  }
  const lines: string[] = [];
  const result = compiled.expression.evaluate(variables, { now });
  const types = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeOf(value)]));
  const analysis = analyseFeel(source, kind, { names: Object.keys(variables), types, complete: true });
  const type = analysis.ok ? typeText(analysis.type) : 'any';
  if (result.ok) lines.push(`${JSON.stringify(result.value)}   : ${type}`);
  else lines.push(`${result.message.zh} / ${result.message.en}`);
  const notes = [
    ...(result.ok ? result.warnings : []),
    ...(analysis.ok
      ? analysis.findings.filter(({ code }) => code.startsWith('ALWAYS') || code.startsWith('WRONG'))
      : []),
  ];
  for (const { code, message, position } of notes) {
    lines.push(...marked(source, position), `  ${code}: ${message.zh} / ${message.en}`);
  }
  return lines.join('\n');
}

function marked(source: string, position: { readonly from: number; readonly to: number } | undefined): string[] {
  if (position === undefined) return [];
  const width = Math.max(1, position.to - position.from);
  return [`  ${source}`, `  ${' '.repeat(position.from)}${'^'.repeat(width)}`];
}

type Types = NonNullable<NonNullable<Parameters<typeof analyseFeel>[2]>['types']>;

/** The type of a value that is there. */
function typeOf(value: JsonValue): Types[string] {
  if (value === null) return { kind: 'any' };
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return { kind: typeof value } as Types[string];
  if (!Array.isArray(value)) {
    const members = Object.entries(value).map(([name, member]) => [name, typeOf(member)]);
    return { kind: 'context', members: Object.fromEntries(members) as Types };
  }
  const [first, ...others] = (value as readonly JsonValue[]).map(typeOf);
  const same = first !== undefined && others.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return { kind: 'list', of: same ? first : { kind: 'any' } };
}

type Described = {
  readonly kind: string;
  readonly of?: Described;
  readonly members?: Readonly<Record<string, Described>>;
};

function typeText(type: Described): string {
  if (type.of) return `${type.kind}<${typeText(type.of)}>`;
  if (!type.members) return type.kind;
  const members = Object.entries(type.members).map(([name, member]) => `${name}: ${typeText(member)}`);
  return `context<${members.join(', ')}>`;
}

/** Answers one line of the prompt: a FEEL source or a command that begins with a colon. `now` is ms since epoch, UTC. */
export function answerLine(line: string, variables: JsonObject, now: number): FeelAnswer {
  const [, command = '', rest = ''] = /^\s*:(\w+)\s*(.*)$/s.exec(line) ?? [];
  if (line.trim() === '') return { variables, output: '' };
  if (!line.trimStart().startsWith(':')) return { variables, output: evaluated(line, 'expression', variables, now) };
  if (command === 'vars') return { variables, output: JSON.stringify(variables, undefined, 2) };
  if (command === 'json') return { ...withJson(rest, variables) };
  if (command === 'let') {
    const [, name, source] = /^([^=]+?)\s*=\s*(.+)$/s.exec(rest) ?? [];
    if (name === undefined || source === undefined) return { variables, output: FEEL_HELP };
    const compiled = compileFeel(source, 'expression', variables);
    const result = compiled.ok ? compiled.expression.evaluate(variables, { now }) : undefined;
    if (result?.ok !== true) return { variables, output: evaluated(source, 'expression', variables, now) };
    return { variables: { ...variables, [name]: result.value }, output: `${name} = ${JSON.stringify(result.value)}` };
  }
  if (command === 'test') {
    const [value = '', tests = ''] = rest.split(/\|(.*)/s);
    const compiled = compileFeel(value, 'expression', variables);
    const result = compiled.ok ? compiled.expression.evaluate(variables, { now }) : undefined;
    const input: JsonValue = result?.ok === true ? result.value : null;
    return { variables, output: evaluated(tests.trim(), 'unaryTests', { ...variables, '?': input }, now) };
  }
  return { variables, output: FEEL_HELP };
}

function withJson(text: string, variables: JsonObject): FeelAnswer {
  try {
    const read = JSON.parse(text) as JsonValue;
    if (read === null || typeof read !== 'object' || Array.isArray(read)) return { variables, output: FEEL_HELP };
    const added = read as JsonObject;
    return { variables: { ...variables, ...added }, output: Object.keys(added).join(', ') };
  } catch (error) {
    return { variables, output: error instanceof Error ? error.message : String(error) };
  }
}

/** Names that may end a line: builtins and variables, by the words typed last; the longest beginning that fits wins. */
export function completionsOf(line: string, variables: JsonObject): [string[], string] {
  const names = [...Object.keys(variables), ...BUILTIN_NAMES.map((name) => `${name}(`)];
  const words = line.split(/(?<=[\s(,[{+\-*/=<>])/);
  for (let first = 0; first < words.length; first += 1) {
    const begun = words.slice(first).join('').trimStart();
    const hits = begun === '' ? [] : names.filter((name) => name.startsWith(begun));
    if (hits.length > 0) return [hits, begun];
  }
  return [[], line];
}
