import { describe, expect, test } from '@jest/globals';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonValue } from '../../../engine/model/json.js';
import { decision, dmn, table } from './dmn-text.js';

/** The numbers of the rules that match each value. */
async function matching(cells: readonly string[], values: readonly JsonValue[]): Promise<readonly JsonValue[]> {
  const rows = cells.map((cell, index) => [cell, String(index + 1)]);
  const body = table({ policy: 'COLLECT', inputs: ['x'], outputs: [{ name: 'out' }], rows });
  const compiled = await compileDecisions(dmn(decision('d', body)));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return values.map((x) => {
    const result = compiled.decisions.evaluate('d', { x });
    return result.ok ? result.value : result.message.en;
  });
}

describe('rules are found', () => {
  test('in tables of more rules than a word has bits', async () => {
    const cells = Array.from({ length: 100 }, (_, index) => `[${index}..${index + 2})`);
    expect(await matching(cells, [0, 30.5, 31, 62, 100, 101, -1])).toEqual([
      [1],
      [30, 31],
      [31, 32],
      [62, 63],
      [100],
      null,
      null,
    ]);
  });

  test('by texts, also those that no cell speaks of', async () => {
    expect(await matching(['"a"', 'not("a")', '-', '"b", "~"'], ['a', 'b', '~', ''])).toEqual([
      [1, 3],
      [2, 3, 4],
      [2, 3, 4],
      [2, 3],
    ]);
  });

  test('for null and for values of another kind', async () => {
    expect(await matching(['"a"', '-'], [null, 5, ['a']])).toEqual([[2], [2], [2]]);
    expect(await matching(['> 5', '-'], [null, '7', 7])).toEqual([[2], [2], [1, 2]]);
    expect(await matching(['true', 'not(true)', '-'], [null, false, true])).toEqual([
      [2, 3],
      [2, 3],
      [1, 3],
    ]);
  });

  test('between limits that are next to each other', async () => {
    const next = 0.1 + 0.2;
    expect(await matching(['< 0.3', '0.3', '> 0.3', '!= 0.3'], [0.3, next, -5])).toEqual([[2], [3, 4], [1, 4]]);
  });
});
