import { expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { compileDecisions } from '../../../engine/decision/compile-decision.js';
import type { JsonValue } from '../../../engine/model/json.js';
import { decision, dmn, table } from './dmn-text.js';

const whole = fc.integer({ min: -2, max: 4 }).map(String);
const range = fc
  .tuple(fc.constantFrom('[', '(', ']'), whole, whole, fc.constantFrom(']', ')', '['))
  .map(([open, low, high, close]) => `${open}${low}..${high}${close}`);
const comparison = fc.tuple(fc.constantFrom('<', '<=', '>', '>='), whole).map(([sign, value]) => `${sign} ${value}`);
const positive = fc.oneof(whole, range, comparison);
const numberCell = fc.oneof(
  fc.constant('-'),
  positive,
  fc.tuple(positive, positive).map((pair) => pair.join(', ')),
  positive.map((one) => `not(${one})`),
);
const textCell = fc.constantFrom('-', '"a"', '"b"', '"a", "b"', 'not("a")');
const truthCell = fc.constantFrom('-', 'true', 'false');
const rows = fc.array(fc.tuple(numberCell, textCell, truthCell), { minLength: 1, maxLength: 6 });

// Between and beyond all constants that the cells can hold.
const NUMBERS = Array.from({ length: 17 }, (_, index) => -3 + index / 2);
const INPUTS = NUMBERS.flatMap((n) =>
  ['a', 'b', 'c'].flatMap((s) => [true, false].map((b): Record<string, JsonValue> => ({ n, s, b }))),
);

async function compiled(policy: string, cells: readonly (readonly string[])[]) {
  const numbered = cells.map((row, index) => [...row, String(index + 1)]);
  const body = table({ policy, inputs: ['n', 's', 'b'], outputs: [{ name: 'out' }], rows: numbered });
  const result = await compileDecisions(dmn(decision('d', body)));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

test('what is found about a table is what its evaluation does', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const { decisions } = await compiled('COLLECT', cells);
      const hits = INPUTS.map((input) => {
        const result = decisions.evaluate('d', input);
        return result.ok && Array.isArray(result.value) ? result.value.map(Number) : [];
      });
      const has = (warnings: readonly { readonly rule: string }[], rule: string): boolean =>
        warnings.some((one) => one.rule === rule);

      const unique = (await compiled('UNIQUE', cells)).warnings;
      expect(has(unique, 'table-unproven')).toBe(false);
      expect(has(unique, 'table-gap')).toBe(hits.some((rules) => rules.length === 0));
      expect(has(unique, 'table-contradiction')).toBe(hits.some((rules) => rules.length > 1));

      const first = (await compiled('FIRST', cells)).warnings;
      const counting = new Set(hits.map(([rule]) => rule));
      const idle = first.filter(({ rule }) => rule === 'table-unreachable').map(({ elementId }) => elementId);
      expect(idle).toEqual(cells.map((_, index) => `r${index + 1}`).filter((_, index) => !counting.has(index + 1)));
    }),
    { numRuns: process.env['DEEP'] === undefined ? 60 : 3000 },
  );
});
