import { describe, expect, test } from '@jest/globals';
import { BUILTIN_NAMES, builtinNamed } from '../../../engine/feel/builtins.js';
import { feelResult, feelValue } from '../../kit/feel-value.js';
import { officeCalendar } from '../calendar/office-calendar.js';

const ENVIRONMENT = { now: Date.UTC(2026, 1, 12), calendar: officeCalendar() };

/** Arguments by the names that tables 66 to 80 of DMN 1.5 give the parameters, and what comes of them. */
const CALLS: readonly (readonly [name: string, args: Readonly<Record<string, string>>, expected: string])[] = [
  ['date', { from: '"2026-02-12"' }, '@"2026-02-12"'],
  ['date', { year: '2026', month: '2', day: '12' }, '@"2026-02-12"'],
  ['date and time', { date: '@"2026-02-12"', time: '@"10:00:00"' }, '@"2026-02-12T10:00:00"'],
  ['date and time', { from: '"2026-02-12T10:00:00Z"' }, '@"2026-02-12T10:00:00Z"'],
  ['time', { from: '"10:00:00"' }, '@"10:00:00"'],
  ['time', { hour: '10', minute: '1', second: '2', offset: '@"PT8H"' }, '@"10:01:02+08:00"'],
  ['number', { from: '"1.000,5"', 'grouping separator': '"."', 'decimal separator': '","' }, '1000.5'],
  ['string', { from: '1.5' }, '"1.5"'],
  ['duration', { from: '"P1D"' }, '@"P1D"'],
  ['years and months duration', { from: '@"2025-01-31"', to: '@"2026-03-01"' }, '@"P1Y1M"'],
  ['not', { negand: 'true' }, 'false'],
  ['substring', { string: '"foobar"', 'start position': '3' }, '"obar"'],
  ['substring', { string: '"foobar"', 'start position': '-2', length: '1' }, '"a"'],
  ['string length', { string: '"foo"' }, '3'],
  ['upper case', { string: '"aB"' }, '"AB"'],
  ['lower case', { string: '"aB"' }, '"ab"'],
  ['substring before', { string: '"foobar"', match: '"bar"' }, '"foo"'],
  ['substring after', { string: '"foobar"', match: '"ob"' }, '"ar"'],
  ['replace', { input: '"abc"', pattern: '"B"', replacement: '"x"', flags: '"i"' }, '"axc"'],
  ['contains', { string: '"foobar"', match: '"ob"' }, 'true'],
  ['starts with', { string: '"foobar"', match: '"fo"' }, 'true'],
  ['ends with', { string: '"foobar"', match: '"r"' }, 'true'],
  ['matches', { input: '"foobar"', pattern: '"^FO"', flags: '"i"' }, 'true'],
  ['split', { string: '"a;b"', delimiter: '";"' }, '["a", "b"]'],
  ['string join', { list: '["a", "b"]', delimiter: '"-"' }, '"a-b"'],
  ['list contains', { list: '[1, 2]', element: '2' }, 'true'],
  ['list replace', { list: '[1, 2]', position: '2', newItem: '3' }, '[1, 3]'],
  ['list replace', { list: '[1, 2]', match: 'function(item, newItem) item = 1', newItem: '3' }, '[3, 2]'],
  ['count', { list: '[1, 2]' }, '2'],
  ['min', { list: '[2, 1]' }, '1'],
  ['max', { list: '[2, 1]' }, '2'],
  ['sum', { list: '[2, 1]' }, '3'],
  ['mean', { list: '[2, 1]' }, '1.5'],
  ['all', { list: '[true, false]' }, 'false'],
  ['any', { list: '[true, false]' }, 'true'],
  ['sublist', { list: '[1, 2, 3]', 'start position': '2', length: '1' }, '[2]'],
  ['append', { list: '[1]', item: '2' }, '[1, 2]'],
  ['concatenate', { list: '[1]' }, '[1]'],
  ['insert before', { list: '[1, 3]', position: '2', newItem: '2' }, '[1, 2, 3]'],
  ['remove', { list: '[1, 2]', position: '1' }, '[2]'],
  ['sort', { list: '[2, 1]', precedes: 'function(x, y) x < y' }, '[1, 2]'],
  ['reverse', { list: '[1, 2]' }, '[2, 1]'],
  ['index of', { list: '[1, 2, 1]', match: '1' }, '[1, 3]'],
  ['union', { list: '[1, 1]' }, '[1]'],
  ['distinct values', { list: '[1, 1]' }, '[1]'],
  ['flatten', { list: '[1, [2]]' }, '[1, 2]'],
  ['product', { list: '[2, 3]' }, '6'],
  ['median', { list: '[2, 3, 9]' }, '3'],
  ['stddev', { list: '[1, 3]' }, 'sqrt(2)'],
  ['mode', { list: '[1, 3, 3]' }, '[3]'],
  ['decimal', { n: '1 / 3', scale: '2' }, '0.33'],
  ['floor', { n: '1.56', scale: '1' }, '1.5'],
  ['ceiling', { n: '1.5' }, '2'],
  ['round up', { n: '1.1', scale: '0' }, '2'],
  ['round down', { n: '1.9', scale: '0' }, '1'],
  ['round half up', { n: '2.5', scale: '0' }, '3'],
  ['round half down', { n: '2.5', scale: '0' }, '2'],
  ['abs', { n: '-1' }, '1'],
  ['modulo', { dividend: '-12', divisor: '5' }, '3'],
  ['sqrt', { number: '16' }, '4'],
  ['log', { number: '1' }, '0'],
  ['exp', { number: '0' }, '1'],
  ['odd', { number: '5' }, 'true'],
  ['even', { number: '5' }, 'false'],
  ['is', { value1: '1', value2: '1.0' }, 'true'],
  ['before', { point1: '1', point2: '2' }, 'true'],
  ['before', { point: '1', range: '(1..2]' }, 'true'],
  ['before', { range: '[1..2]', point: '3' }, 'true'],
  ['after', { range: '[3..4]', point: '2' }, 'true'],
  ['after', { point: '5', range: '[3..4]' }, 'true'],
  ['meets', { range1: '[1..2]', range2: '[2..3]' }, 'true'],
  ['met by', { range1: '[2..3]', range2: '[1..2]' }, 'true'],
  ['overlaps', { range1: '[1..3]', range2: '[2..4]' }, 'true'],
  ['overlaps before', { range1: '[1..3]', range2: '[2..4]' }, 'true'],
  ['overlaps after', { range1: '[2..4]', range2: '[1..3]' }, 'true'],
  ['finishes', { point: '3', range: '[1..3]' }, 'true'],
  ['finished by', { range: '[1..3]', point: '3' }, 'true'],
  ['includes', { range: '[1..3]', point: '2' }, 'true'],
  ['during', { point: '2', range: '[1..3]' }, 'true'],
  ['starts', { point: '1', range: '[1..3]' }, 'true'],
  ['started by', { range: '[1..3]', point: '1' }, 'true'],
  ['coincides', { point1: '1', point2: '1' }, 'true'],
  ['range', { from: '"[1..3)"' }, '[1..3)'],
  ['day of year', { date: '@"2026-02-01"' }, '32'],
  ['day of week', { date: '@"2026-02-12"' }, '"Thursday"'],
  ['month of year', { date: '@"2026-02-12"' }, '"February"'],
  ['week of year', { date: '@"2026-02-12"' }, '7'],
  ['get value', { m: '{a: 1}', key: '"a"' }, '1'],
  ['get value', { context: '{a: {b: 1}}', keys: '["a", "b"]' }, '1'],
  ['get entries', { m: '{a: 1}' }, '[{key: "a", value: 1}]'],
  ['context', { entries: '[{key: "a", value: 1}]' }, '{a: 1}'],
  ['context put', { context: '{a: 1}', key: '"b"', value: '2' }, '{a: 1, b: 2}'],
  ['context put', { context: '{a: {b: 1}}', keys: '["a", "b"]', value: '2' }, '{a: {b: 2}}'],
  ['context merge', { contexts: '[{a: 1}, {a: 2}]' }, '{a: 2}'],
  ['now', {}, 'now()'],
  ['today', {}, 'today()'],
];

describe('builtins by place and by name', () => {
  test.each(CALLS)('%s %j', (name, args, expected) => {
    const named = Object.entries(args).map(([parameter, source]) => `${parameter}: ${source}`);
    const calls = [
      `${name}(${Object.values(args).join(', ')})`,
      `${name}(${named.join(', ')})`,
      // A point and a range have an order: by it `before(point, range)` differs from `before(range, point)`.
      ...('point' in args ? [] : [`${name}(${named.toReversed().join(', ')})`]),
    ];
    for (const call of calls) {
      const { value, warnings } = feelResult(`${call} = ${expected}`, {}, ENVIRONMENT);
      expect([call, value, warnings]).toEqual([call, true, []]);
    }
  });

  test('each is among them, but those of ours and the one that gives no value', () => {
    const ours = ['working days after', 'working time between', 'is working day', 'received at', 'random number'];
    const called = new Set(CALLS.map(([name]) => name));
    expect(BUILTIN_NAMES.filter((name) => !called.has(name))).toEqual(expect.arrayContaining(ours));
    expect(BUILTIN_NAMES.filter((name) => !called.has(name) && !ours.includes(name))).toEqual([]);
  });
});

describe.each(BUILTIN_NAMES)('%s', (name) => {
  const variants = builtinNamed(name)?.variants ?? [];
  const [most, least] = [
    Math.max(...variants.map(({ parameters }) => parameters.length)),
    Math.min(...variants.map((variant) => variant.least)),
  ];
  const rest = variants.some((variant) => variant.rest !== undefined);
  const isNull = (source: string): void => {
    const { value, warnings } = feelResult(source, {}, ENVIRONMENT);
    expect([source, value, warnings.length > 0]).toEqual([source, null, true]);
  };

  test('has no parameter of another name, and none twice', () => {
    isNull(`${name}(no such parameter: 1)`);
    const first = variants[0]?.parameters[0]?.name;
    if (first !== undefined) isNull(`${name}(${first}: 1, ${first}: 1)`);
  });

  test('takes no more arguments than it has parameters, and no fewer than it needs', () => {
    if (!rest) isNull(`${name}(${new Array(most + 1).fill('1').join(', ')})`);
    if (least > 0) isNull(`${name}()`);
    if (least > 1) isNull(`${name}(${new Array(least - 1).fill('1').join(', ')})`);
  });

  test('gives a value or null for arguments of any kind', () => {
    const kinds = ['null', '1', '"a"', 'true', '[]', '{}', '@"P1D"', '@"2026-02-12"', '[1..2]', 'function(x) x'];
    for (const kind of kinds)
      for (let count = 1; count <= most; count += 1)
        expect(feelValue(`${name}(${new Array(count).fill(kind).join(', ')})`, {}, ENVIRONMENT)).toBeDefined();
  });
});
