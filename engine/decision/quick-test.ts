import type { TypedFeel } from '../feel/compile-typed.js';
import type { Node, Test } from '../feel/syntax.js';
import type { FeelValue } from '../feel/value.js';

/** The values that JavaScript compares as FEEL does: a number stands for its shortest decimal text, so comparing the one is comparing the other. */
export type QuickValue = string | number | boolean;

/** What a cell says of values of one kind, without its closure: the constants it speaks of, and whether it holds. */
export interface QuickTest {
  readonly kind: 'string' | 'number' | 'boolean';
  readonly constants: readonly QuickValue[];
  readonly holds: (value: QuickValue) => boolean;
}

type NumberTest = (value: number) => boolean;

/**
 * The short way for what most cells are: texts, truth values, numbers, comparisons and ranges of numbers. Undefined for cells of
 * another kind; for values of another kind the closure of the cell has to be asked.
 */
export function quickTest({ node }: TypedFeel): QuickTest | undefined {
  if (node?.kind !== 'tests' || node.tests.length === 0) return undefined;
  const { negated, tests } = node;
  const constants = tests.flatMap((test) => constantOf(test) ?? []);
  const kind = typeof constants[0];
  if (kind === 'string' || kind === 'boolean') {
    if (constants.length < tests.length || constants.some((one) => typeof one !== kind)) return undefined;
    const known = new Set<QuickValue>(constants);
    return { kind, constants, holds: (value) => known.has(value) !== negated };
  }
  const limits: number[] = [];
  const numbers = tests.map((test) => numberTest(test, limits));
  if (numbers.includes(undefined)) return undefined;
  const holds = (value: QuickValue): boolean =>
    typeof value === 'number' && numbers.some((test) => test?.(value)) !== negated;
  return { kind: 'number', constants: limits, holds };
}

/** The answer of a quick test; undefined when it has none for this value. */
export function quickly(test: QuickTest | undefined, value: FeelValue): boolean | undefined {
  if (test === undefined || value === null || typeof value !== test.kind) return undefined;
  return test.holds(value as QuickValue);
}

function constantOf({ sign, value }: Test): string | boolean | undefined {
  return sign === undefined && value.kind === 'constant' ? (value.value ?? undefined) : undefined;
}

/** A test of numbers; its limits are added to the list. */
function numberTest({ sign, value, usesInput }: Test, limits: number[]): NumberTest | undefined {
  if (usesInput) return undefined;
  const limit = numberAt(value);
  if (limit !== undefined) {
    limits.push(limit);
    switch (sign) {
      case '<':
        return (one) => one < limit;
      case '<=':
        return (one) => one <= limit;
      case '>':
        return (one) => one > limit;
      case '>=':
        return (one) => one >= limit;
      case '!=':
        return (one) => one !== limit;
      default:
        return (one) => one === limit;
    }
  }
  if (sign !== undefined || value.kind !== 'range' || value.test !== undefined) return undefined;
  const [low, high] = [numberAt(value.low), numberAt(value.high)];
  if (low === undefined || high === undefined) return undefined;
  limits.push(low, high);
  const { lowIncluded, highIncluded } = value;
  return (one) => (lowIncluded ? one >= low : one > low) && (highIncluded ? one <= high : one < high);
}

function numberAt(node: Node | undefined): number | undefined {
  if (node?.kind === 'number') return typeof node.value === 'number' ? node.value : undefined;
  if (node?.kind !== 'negate') return undefined;
  const positive = numberAt(node.operand);
  return positive === undefined ? undefined : 0 - positive;
}
