import { BUILTIN_NAMES } from '../../engine/feel/builtins.js';
import type { JsonObject } from '../../engine/model/json.js';

/** Variables that random expressions speak of. */
export const RANDOM_CONTEXT: JsonObject = {
  a: 1,
  b: 2.5,
  s: '站前路12号',
  flag: true,
  nothing: null,
  list: [3, 1, 2],
  rows: [
    { area: 51, kind: '餐饮', parts: [1, 2] },
    { area: 80.25, kind: '食堂', parts: [] },
  ],
  c: { d: { e: 'x', 'long name': 7 } },
  when: '2026-02-12',
};

/** Numbers from 0 to below 1 that repeat for a seed (mulberry32). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

const TYPES = [
  ...['number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'Any', 'Null'],
  ...['years and months duration', 'list<number>', 'context<a: number>', 'range<date>', 'function<number> -> number'],
];
const LITERALS = [
  ...[
    '0',
    '1',
    '-1',
    '2',
    '0.1',
    '.5',
    '1e3',
    '123456789012345678',
    '0.000000001',
    '10 ** 40',
    'true',
    'false',
    'null',
  ],
  ...['""', '"a"', '"\\u4e2d\\U01F40E"', '"(a+)+$"', '"PT1H"', '"a\\\\b"', '@"2026-02-12"', '@"10:30:00+08:00"'],
  ...['@"2026-02-12T10:30:00@Europe/Paris"', '@"P1Y2M"', '@"-P1DT2H"', '@"nonsense"', '{}', '[]'],
];
const NAMES = [
  'a',
  'b',
  's',
  'flag',
  'nothing',
  'list',
  'rows',
  'c',
  'when',
  'x',
  'item',
  'partial',
  '?',
  'unknown',
  '面积',
];
const MEMBERS = ['area', 'kind', 'parts', 'd', 'e', 'year', 'day', 'hours', 'start', 'time offset', 'constructor'];

/** A random expression of the grammar of DMN 1.5, 10.3.1.2, `depth` levels deep at most. */
export function randomFeel(random: Random, depth: number): string {
  const inner = (): string => randomFeel(random, depth - 1);
  const some = (read: () => string): string => Array.from({ length: Math.floor(random() * 4) }, read).join(', ');
  if (depth <= 0) return pick(random, [LITERALS, NAMES][random() < 0.5 ? 0 : 1] ?? NAMES);
  const forms: readonly (() => string)[] = [
    () => `${inner()} ${pick(random, ['+', '-', '*', '/', '**'])} ${inner()}`,
    () => `${inner()} ${pick(random, ['=', '!=', '<', '<=', '>', '>='])} ${inner()}`,
    () => `${inner()} ${pick(random, ['and', 'or'])} ${inner()}`,
    () => `${inner()} between ${inner()} and ${inner()}`,
    () => `${inner()} in ${pick(random, ['[', '(', ']'])}${inner()}..${inner()}${pick(random, [']', ')', '['])}`,
    () => `${inner()} in (${pick(random, ['<', '>=', '', '=', 'not'])} ${inner()}, ${inner()})`,
    () => `${inner()} instance of ${pick(random, TYPES)}`,
    () => `-${inner()}`,
    () => `(${inner()})`,
    () => `${inner()}.${pick(random, MEMBERS)}`,
    () => `${inner()}[${inner()}]`,
    () => `[${some(inner)}]`,
    () => `{a: ${inner()}, "b c": ${inner()}, x: ${inner()}}`,
    () => `if ${inner()} then ${inner()} else ${inner()}`,
    () => `for x in ${inner()} return ${inner()}`,
    () => `for x in ${inner()}..${inner()}, y in ${inner()} return ${inner()}`,
    () => `${pick(random, ['some', 'every'])} x in ${inner()} satisfies ${inner()}`,
    () => `${pick(random, BUILTIN_NAMES)}(${some(inner)})`,
    () => `${pick(random, BUILTIN_NAMES)}(${pick(random, ['list', 'n', 'from', 'string', 'x'])}: ${inner()})`,
    () => `(function(x, y: number) ${inner()})(${some(inner)})`,
    () => `sort(${inner()}, function(x, y) ${inner()})`,
    () => `(${pick(random, ['<', '<=', '>', '>=', '=', '!='])} ${inner()})`,
  ];
  return pick(random, forms)();
}

const SIGNS = [...'()[]{}.,:"@+-*/<>=!?\\ \n'];
const WORDS = [
  ' and ',
  ' or ',
  ' in ',
  ' between ',
  ' then ',
  ' return ',
  ' instance of ',
  'function(',
  '..',
  '**',
  '💣',
];

/** A text with a few random changes: most are no FEEL any more. */
export function mutated(random: Random, source: string): string {
  let text = source;
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
    const [at, to] = [Math.floor(random() * (text.length + 1)), Math.floor(random() * (text.length + 1))];
    const changes: readonly (() => string)[] = [
      () => text.slice(0, at) + text.slice(at + 1),
      () => text.slice(0, at) + pick(random, SIGNS) + text.slice(at),
      () => text.slice(0, at) + pick(random, WORDS) + text.slice(at),
      () => text.slice(0, Math.min(at, to)) + text.slice(Math.max(at, to)),
      () => text.slice(0, at) + text.slice(Math.min(at, to), Math.max(at, to)) + text.slice(at),
      () => text.slice(0, at),
    ];
    text = pick(random, changes)();
  }
  return text.slice(0, 4000);
}
