import { builtin, variant } from './builtin.js';
import { CONTEXTS } from './builtins/contexts.js';
import { CONVERSION } from './builtins/conversion.js';
import { LISTS } from './builtins/lists.js';
import { MOMENTS } from './builtins/moments.js';
import { NUMERIC } from './builtins/numeric.js';
import { OFFICE } from './builtins/office.js';
import { RANGES } from './builtins/ranges.js';
import { STATISTICS } from './builtins/statistics.js';
import { TEXT } from './builtins/text.js';
import type { FeelFunction } from './value.js';

/** Boolean functions (DMN 1.5, 10.3.2): the negation of null is null, without complaint. */
const BOOLEANS = [
  builtin(
    'not',
    variant([['negand', 'boolean']], (_run, negand) => !negand),
    variant([['negand', 'any']], (_run, negand) => (negand === null ? null : undefined)),
  ),
];

const ALL = [
  ...[...CONVERSION, ...BOOLEANS, ...TEXT, ...LISTS, ...STATISTICS, ...NUMERIC],
  ...[...MOMENTS, ...RANGES, ...CONTEXTS, ...OFFICE],
];
const BY_NAME: ReadonlyMap<string, FeelFunction> = new Map(ALL.map((one) => [one.name, one]));

/** Names of all builtin functions, in the order of the tables of DMN 1.5, ours last. */
export const BUILTIN_NAMES: readonly string[] = ALL.map((one) => one.name);

/** A builtin function by name. */
export function builtinNamed(name: string): FeelFunction | undefined {
  return BY_NAME.get(name);
}
