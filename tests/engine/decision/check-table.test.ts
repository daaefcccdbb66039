import { describe, expect, test } from '@jest/globals';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import { decision, dmn, table } from './dmn-text.js';
import type { TestTable } from './dmn-text.js';

interface Extra {
  readonly inputType?: string;
  readonly allowed?: string;
  readonly intended?: string;
}

/** The warnings about a table in one or more columns, as rule key and English text. */
async function findings(
  parts: Omit<TestTable, 'outputs'> & Partial<TestTable>,
  extra: Extra = {},
): Promise<readonly string[]> {
  let body = table({ outputs: [{ name: 'out' }], ...parts });
  if (extra.inputType !== undefined)
    body = body.replaceAll('<inputExpression>', `<inputExpression typeRef="${extra.inputType}">`);
  if (extra.allowed !== undefined)
    body = body.replace(
      '</inputExpression>',
      `</inputExpression><inputValues><text>${extra.allowed}</text></inputValues>`,
    );
  if (extra.intended !== undefined) {
    const declared = `<extensionElements><yizhan:intended xmlns:yizhan="urn:yizhan:dmn:1" ${extra.intended}/></extensionElements>`;
    body = body.replace(/<decisionTable[^>]*>/, `$&${declared}`);
  }
  const result = await compileDecisions(dmn(decision('d', body)));
  if (!result.ok) return result.problems.map((problem) => `${problem.rule} ${problem.text.en}`);
  return result.warnings.map((problem) => `${problem.rule} ${problem.text.en}`);
}

const unique = { policy: 'UNIQUE', inputs: ['x'] };

describe('a table that is whole', () => {
  test.each<[string, readonly (readonly string[])[], Extra]>([
    [
      'of numbers',
      [
        ['< 10', '1'],
        ['[10..20)', '2'],
        ['>= 20', '3'],
      ],
      {},
    ],
    [
      'of numbers with not',
      [
        ['1, 2', '1'],
        ['not(1, 2)', '2'],
      ],
      {},
    ],
    [
      'of booleans',
      [
        ['true', '1'],
        ['false', '2'],
      ],
      {},
    ],
    [
      'of texts with a rest',
      [
        ['"a", "b"', '1'],
        ['not("a", "b")', '2'],
      ],
      {},
    ],
    [
      'of allowed texts',
      [
        ['"a"', '1'],
        ['"b"', '2'],
      ],
      { allowed: '"a", "b"', inputType: 'string' },
    ],
    [
      'of dates',
      [
        ['<= date("2026-02-13")', '1'],
        ['>= @"2026-02-14"', '2'],
      ],
      {},
    ],
    [
      'of instants',
      [
        ['< date and time("2026-02-13T09:00:00Z")', '1'],
        ['>= date and time("2026-02-13T09:00:00Z")', '2'],
      ],
      {},
    ],
    [
      'of durations',
      [
        ['< duration("P1D")', '1'],
        ['>= duration("PT24H")', '2'],
      ],
      {},
    ],
    [
      'of months',
      [
        ['<= duration("P1Y")', '1'],
        ['>= duration("P13M")', '2'],
      ],
      {},
    ],
    [
      'with conditions on ?',
      [
        ['? > 5 and ? < 10', '1'],
        ['? <= 5 or ? >= 10', '2'],
      ],
      { inputType: 'number' },
    ],
    [
      'that speaks of null',
      [
        ['null', '1'],
        ['not(null)', '2'],
      ],
      { inputType: 'number' },
    ],
    ['with a default', [['1', '1']], {}],
  ])('%s has no findings', async (what, rows, extra) => {
    const outputs = [{ name: 'out', ...(what === 'with a default' ? { fallback: '0' } : {}) }];
    expect(await findings({ ...unique, rows, outputs }, extra)).toEqual([]);
  });
});

describe('gaps', () => {
  test.each<[readonly (readonly string[])[], string, Extra]>([
    [
      [
        ['< 10', '1'],
        ['> 10', '2'],
      ],
      'x = 10',
      {},
    ],
    [
      [
        ['<= 10', '1'],
        ['>= 11', '2'],
      ],
      'x = 10.5',
      {},
    ],
    [[['true', '1']], 'x = false', {}],
    [[['"a"', '1']], 'x = "a~"', {}],
    [[['"a"', '1']], 'x = "b"', { allowed: '"a", "b"', inputType: 'string' }],
    [
      [
        ['< @"2026-02-13"', '1'],
        ['> @"2026-02-13"', '2'],
      ],
      'x = "2026-02-13"',
      {},
    ],
    [
      [
        ['< @"2026-02-13"', '1'],
        ['> @"2026-02-15"', '2'],
      ],
      'x = "2026-02-13"',
      {},
    ],
  ])('%j misses %s', async (rows, example, extra) => {
    expect(await findings({ ...unique, rows }, extra)).toEqual([`table-gap no rule matches (for example ${example})`]);
  });

  test('are found between columns', async () => {
    const rows = [
      ['true', '-', '1'],
      ['-', 'true', '2'],
    ];
    expect(await findings({ policy: 'FIRST', inputs: ['a', 'b'], rows })).toEqual([
      'table-gap no rule matches (for example a = false, b = false)',
    ]);
  });

  test('are only perhaps there when inputs are calculated or depend on each other', async () => {
    expect(await findings({ ...unique, inputs: ['count(x)'], rows: [['>= 0', '1']] })).toEqual([
      'table-gap perhaps no rule matches (for example count(x) = -1)',
    ]);
    const rows = [
      ['true', '-', '1'],
      ['-', 'true', '2'],
    ];
    expect(await findings({ policy: 'FIRST', inputs: ['x > 1', 'x <= 1'], rows }, { inputType: 'boolean' })).toEqual([
      'table-gap perhaps no rule matches (for example x > 1 = false, x <= 1 = false)',
    ]);
  });

  test('do not matter to tables that collect', async () => {
    expect(await findings({ policy: 'COLLECT', inputs: ['x'], rows: [['1', '1']] })).toEqual([]);
  });

  test('can be meant', async () => {
    expect(await findings({ ...unique, rows: [['1', '1']] }, { intended: 'gaps="true"' })).toEqual([]);
  });
});

describe('overlaps', () => {
  const rows = [
    ['<= 10', '1'],
    ['>= 10', '1'],
  ];

  test('of a unique table are named with an example', async () => {
    expect(await findings({ ...unique, rows })).toEqual(['table-overlap Rules overlap: r1, r2 (for example x = 10)']);
  });

  test('that disagree are contradictions', async () => {
    const other = [
      ['<= 10', '1'],
      ['>= 10', '2'],
    ];
    const text = 'table-contradiction Rules match together and disagree: r1, r2 (for example x = 10)';
    expect(await findings({ ...unique, rows: other })).toEqual([text]);
    expect(await findings({ ...unique, policy: 'ANY', rows: other })).toEqual([text]);
  });

  test('that agree are what ANY is for', async () => {
    expect(await findings({ ...unique, policy: 'ANY', rows })).toEqual([]);
  });

  test('need all columns', async () => {
    const apart = [
      ['<= 10', 'true', '1'],
      ['>= 10', 'false', '2'],
      ['< 10', 'false', '3'],
      ['> 10', 'true', '4'],
    ];
    expect(await findings({ policy: 'UNIQUE', inputs: ['x', 'y'], rows: apart })).toEqual([]);
  });

  test('in two columns of one expression are seen together', async () => {
    const same = [
      ['< 10', '< 5', '1'],
      ['< 10', '>= 5', '2'],
      ['>= 10', '-', '3'],
    ];
    expect(await findings({ policy: 'UNIQUE', inputs: ['x', 'x'], rows: same })).toEqual([]);
  });

  test('can be meant, for the rules that are named', async () => {
    expect(await findings({ ...unique, rows }, { intended: 'overlaps="r1 r2"' })).toEqual([]);
    expect(await findings({ ...unique, rows }, { intended: 'overlaps="r9"' })).toEqual([
      'intended Not known in yizhan:intended: r9',
    ]);
    expect(await findings({ ...unique, rows }, { intended: 'overlap="r1 r2"' })).toEqual([
      'intended Not known in yizhan:intended: overlap',
    ]);
  });
});

describe('our own extension elements', () => {
  const own = (place: string, what: string): string =>
    dmn(decision('d', table({ policy: 'FIRST', inputs: ['x'], outputs: [{ name: 'o' }], rows: [['-', '1']] })))
      .replace('<definitions', '<definitions xmlns:yizhan="urn:yizhan:dmn:1"')
      .replace(place, `${place}${what}`);

  test.each([
    ['<decision id="d" name="d">', '<extensionElements><yizhan:intended gaps="true"/></extensionElements>', 'd'],
    ['<rule id="r1"', ' yizhan:note="x"', 'r1'],
  ])('are refused where they are not known: %s', async (place, what, elementId) => {
    expect(await compileDecisions(own(place, what))).toMatchObject({
      problems: [{ rule: 'unknown-element', elementId }],
    });
  });

  test.each(['<yizhan:other/>', '<yizhan:intended gaps="yes"/>'])(
    'are refused when they say what is not known: %s',
    async (element) => {
      const xml = own('hitPolicy="FIRST">', `<extensionElements>${element}</extensionElements>`);
      expect(await compileDecisions(xml)).toMatchObject({ problems: [{ rule: 'intended', elementId: 'table' }] });
    },
  );
});

describe('rules that never count', () => {
  test('are those which earlier ones come before', async () => {
    const rows = [
      ['< 10', '1'],
      ['>= 5', '2'],
      ['[6..20]', '3'],
      ['-', '4'],
    ];
    expect(await findings({ policy: 'FIRST', inputs: ['x'], rows })).toEqual([
      'table-unreachable The rule never counts: r3 (others always come before it: r1, r2)',
      'table-unreachable The rule never counts: r4 (others always come before it: r1, r2, r3)',
    ]);
  });

  test('are those of lower priority', async () => {
    const outputs = [{ name: 'out', values: '"a", "b"' }];
    const rows = [
      ['> 5', '"b"'],
      ['-', '"a"'],
    ];
    expect(await findings({ policy: 'PRIORITY', inputs: ['x'], rows, outputs })).toEqual([
      'table-unreachable The rule never counts: r1 (others always come before it: r2)',
    ]);
  });

  test('are those whose cells let nothing pass', async () => {
    const rows = [
      ['"c"', '1'],
      ['"a", "b"', '2'],
    ];
    expect(await findings({ ...unique, rows }, { allowed: '"a", "b"', inputType: 'string' })).toEqual([
      'table-unreachable The rule can never match: r1',
    ]);
  });
});

describe('what cannot be decided', () => {
  const rows = [
    ['starts with(?, "a")', '1'],
    ['not("a")', '2'],
  ];

  test('is named, and nothing is claimed about it', async () => {
    expect(await findings({ ...unique, rows })).toEqual([
      'table-unproven Not proven that the table has no gap and no overlap: x = "starts with(?, \\"a\\")"',
    ]);
  });

  test('can be vouched for', async () => {
    expect(await findings({ ...unique, rows }, { intended: 'unproven="true"' })).toEqual([]);
  });

  test('does not hide what can be decided', async () => {
    const sure = [...rows, ['not("a")', '3']];
    expect(await findings({ ...unique, rows: sure })).toContainEqual(
      'table-contradiction Rules match together and disagree: r2, r3 (for example x = "a~")',
    );
  });

  test('as a whole when the table is too large', async () => {
    const many = Array.from({ length: 900 }, (_, index) => [`"${index}"`, '1']);
    expect(await findings({ ...unique, rows: many })).toEqual([
      'table-unproven The table is too large to be judged for gaps and overlaps',
    ]);
  });
});
