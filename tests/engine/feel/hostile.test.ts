import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import { officeCalendar } from '../calendar/office-calendar.js';

interface Corpus {
  readonly expressions: readonly string[];
}

const CORPUS = JSON.parse(readFileSync(new URL('hostile.json', import.meta.url), 'utf8')) as Corpus;

/** Ten times the figure (150 ms), of processor time: `npm run bench expressions` prints the milliseconds themselves. */
const HANG_MS = 1500;

describe('the hostile corpus', () => {
  test('holds at least forty expressions', () => {
    expect(new Set(CORPUS.expressions).size).toBeGreaterThanOrEqual(40);
  });

  test.each(CORPUS.expressions)('ends soon: %s', (source) => {
    const before = process.cpuUsage();
    const compiled = compileFeel(source, 'expression');
    if (!compiled.ok) throw new Error(compiled.problem.message.en);
    const result = compiled.expression.evaluate({}, { calendar: officeCalendar() });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(HANG_MS);
    if (!result.ok) expect(result.message.zh).toMatch(/上限|过深|过大/);
  });

  test.each(['(', '[', '{a:', '-', 'if ', 'f(', 'not(', 'a[', '1 in (', '((((', 'for i in '])(
    'a text of nothing but %p is refused, not followed without end',
    (part) => {
      const compiled = compileFeel(part.repeat(Math.floor(8000 / part.length)), 'expression');
      expect(compiled.ok).toBe(false);
    },
  );

  test.each([' + 1', '.a', '[1]', '()', ' and true', ' in 1', ' * 2 ** 3'])(
    'a chain of %p is refused or evaluated, and no stack overflows',
    (part) => {
      const compiled = compileFeel(`a${part.repeat(Math.floor(8000 / part.length))}`, 'expression');
      const short = compileFeel(`a${part.repeat(190)}`, 'expression');
      expect(compiled.ok).toBe(false);
      expect(short.ok && short.expression.evaluate({ a: 1 }).ok).toBe(true);
    },
  );
});

test('what an expression may use does not depend on what was evaluated before it', () => {
  const compiled = compileFeel(
    'for i in 1..10000 return matches("a", "\\\\w\\\\W\\\\p{L}" + string(modulo(i, 30)))',
    'expression',
  );
  if (!compiled.ok) throw new Error(compiled.problem.message.en);
  const first = compiled.expression.evaluate({});
  const second = compiled.expression.evaluate({});
  expect(first).toMatchObject({ ok: false });
  expect(second).toEqual(first);
  const near = compileFeel('for i in 1..22 return matches("a", "\\\\w\\\\W\\\\p{L}" + string(i))', 'expression');
  if (!near.ok) throw new Error(near.problem.message.en);
  expect(near.expression.evaluate({}).ok).toBe(near.expression.evaluate({}).ok);
});
