import { describe, expect, test } from '@jest/globals';
import { analyseFeel } from '../../../engine/feel/analyse.js';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import { mutated, RANDOM_CONTEXT, randomFeel, randomSource } from '../../kit/random-feel.js';

const COUNT = process.env['DEEP'] === undefined ? 4000 : 100_000;
const SEED = Number(process.env['FEEL_SEED'] ?? '20260212');
/** Ten times the figure of the issue (150 ms), of processor time: other work on the machine does not count. */
const HANG_MS = 1500;

interface Tally {
  readonly values: number;
  readonly failures: number;
  readonly refused: number;
  readonly slowest: { readonly ms: number; readonly source: string };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function run(count: number, seed: number): Tally {
  const random = randomSource(seed);
  let [values, failures, refused] = [0, 0, 0];
  let slowest = { ms: 0, source: '' };
  const environment = { now: Date.parse('2026-02-12T10:00:00Z') };
  for (let index = 0; index < count; index += 1) {
    const whole = randomFeel(random, 1 + Math.floor(random() * 5)).slice(0, 8000);
    const source = random() < 0.5 ? whole : mutated(random, whole);
    const kind = random() < 0.8 ? 'expression' : 'unaryTests';
    const before = cpuMs();
    try {
      const compiled = compileFeel(source, kind);
      if (!compiled.ok) refused += 1;
      else {
        analyseFeel(source, kind, { names: ['a'], complete: true });
        const result = compiled.expression.evaluate({ ...RANDOM_CONTEXT, '?': 1 }, environment);
        if (result.ok) {
          values += 1;
          JSON.stringify(result);
        } else failures += 1;
      }
    } catch (error) {
      throw new Error(`it threw: ${kind} ${source}`, { cause: error });
    }
    const ms = cpuMs() - before;
    if (ms > slowest.ms) slowest = { ms, source };
  }
  return { values, failures, refused, slowest };
}

describe('random and mutated expressions', () => {
  test(`${COUNT} of them give a value, a failure or a syntax error: none throws, none hangs`, () => {
    const tally = run(COUNT, SEED);
    expect(tally.values).toBeGreaterThan(COUNT / 3);
    expect(tally.refused).toBeGreaterThan(COUNT / 20);
    expect(tally.slowest.ms).toBeLessThan(HANG_MS);
    if (process.env['DEEP'] !== undefined) console.log(JSON.stringify(tally));
  });
});
