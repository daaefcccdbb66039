/** Variables of well-typed random expressions. */
export const TYPED_CONTEXT = {
  n: 7,
  m: -3,
  s: 'abc',
  t: '餐饮服务',
  flag: true,
  numbers: [5, 1, 4, 1],
  words: ['b', 'a', 'c'],
  rows: [
    { area: 51, kind: 'a' },
    { area: 80, kind: 'b' },
    { area: 12, kind: 'a' },
  ],
  shop: { area: 60, name: '张记' },
};

type Random = () => number;
type Maker = (random: Random, depth: number) => string;

function one(random: Random, makers: readonly (() => string)[]): string {
  return (makers[Math.floor(random() * makers.length)] ?? (() => '0'))();
}

const whole: Maker = (random) => String(Math.floor(random() * 40) - 10);

const number: Maker = (random, depth) =>
  depth <= 0
    ? one(random, [() => whole(random, 0), () => 'n', () => 'm', () => 'shop.area', () => '2.5'])
    : one(random, [
        () => `(${number(random, depth - 1)} + ${number(random, depth - 1)})`,
        () => `(${number(random, depth - 1)} - ${number(random, depth - 1)})`,
        () => `(${number(random, depth - 1)} * ${whole(random, 0)})`,
        () => `count(${list(random, depth - 1)})`,
        () => `sum(append(${list(random, depth - 1)}, ${number(random, depth - 1)}))`,
        () => `max(${number(random, depth - 1)}, ${number(random, depth - 1)})`,
        () => `abs(${number(random, depth - 1)})`,
        () => `floor(${number(random, depth - 1)})`,
        () => `string length(${text(random, depth - 1)})`,
        () => `(if ${truth(random, depth - 1)} then ${number(random, depth - 1)} else ${number(random, depth - 1)})`,
        () => `numbers[${1 + Math.floor(random() * 4)}]`,
        () => `{a: ${number(random, depth - 1)}}.a`,
        () => `(function(x) x + ${number(random, depth - 1)})(${number(random, depth - 1)})`,
        () => `date("2026-0${1 + Math.floor(random() * 9)}-11").month`,
        () => `modulo(${number(random, depth - 1)}, 7)`,
      ]);

const text: Maker = (random, depth) =>
  depth <= 0
    ? one(random, [() => '"x"', () => '""', () => '"中文"', () => 's', () => 't', () => 'shop.name'])
    : one(random, [
        () => `(${text(random, depth - 1)} + ${text(random, depth - 1)})`,
        () => `upper case(${text(random, depth - 1)})`,
        () => `substring(${text(random, depth - 1)} + "abcdef", 2, 3)`,
        () => `string(${whole(random, 0)})`,
        () => `string join(words, ${text(random, depth - 1)})`,
        () => `(if ${truth(random, depth - 1)} then ${text(random, depth - 1)} else ${text(random, depth - 1)})`,
        () => `substring before(${text(random, depth - 1)} + "-b", "-")`,
      ]);

const list: Maker = (random, depth) =>
  depth <= 0
    ? one(random, [() => 'numbers', () => '[1, 2, 3]', () => 'rows.area', () => '[]'])
    : one(random, [
        () => `[${number(random, depth - 1)}, ${number(random, depth - 1)}]`,
        () => `${list(random, depth - 1)}[item > ${number(random, depth - 1)}]`,
        () => `rows[area > ${number(random, depth - 1)}].area`,
        () => `(for x in ${list(random, depth - 1)} return x + ${number(random, depth - 1)})`,
        () => `(for x in 1..3, y in [1, 2] return x * y + ${number(random, depth - 1)})`,
        () => `concatenate(${list(random, depth - 1)}, ${list(random, depth - 1)})`,
        () => `reverse(${list(random, depth - 1)})`,
        () => `distinct values(${list(random, depth - 1)})`,
        () => `sort(${list(random, depth - 1)}, function(x, y) x < y)`,
      ]);

const truth: Maker = (random, depth) =>
  depth <= 0
    ? one(random, [() => 'flag', () => 'true', () => 'false', () => 'n > 3'])
    : one(random, [
        () =>
          `${number(random, depth - 1)} ${one(random, [() => '<', () => '<=', () => '=', () => '!='])} ${number(random, depth - 1)}`,
        () => `${text(random, depth - 1)} = ${text(random, depth - 1)}`,
        () => `(${truth(random, depth - 1)} and ${truth(random, depth - 1)})`,
        () => `(${truth(random, depth - 1)} or ${truth(random, depth - 1)})`,
        () => `not(${truth(random, depth - 1)})`,
        () => `(some x in ${list(random, depth - 1)} satisfies x > ${number(random, depth - 1)})`,
        () => `(every x in ${list(random, depth - 1)} satisfies x > ${number(random, depth - 1)})`,
        () => `(${number(random, depth - 1)} in [${whole(random, 0)}..40])`,
        () => `(${number(random, depth - 1)} between ${whole(random, 0)} and 40)`,
        () => `list contains(${list(random, depth - 1)}, ${number(random, depth - 1)})`,
        () => `contains(${text(random, depth - 1)}, "a")`,
      ]);

/** A random expression whose parts are of the kinds their operators take, so that two evaluators ought to agree on it. */
export function randomTypedFeel(random: Random, depth: number): string {
  return one(
    random,
    [number, text, list, truth].map((maker) => () => maker(random, depth)),
  );
}
