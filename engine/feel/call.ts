import { enterCall } from './budget.js';
import type { FeelPosition } from './feel-problem.js';
import type { FeelRun } from './run.js';
import type { FeelFunction, FeelValue, FeelVariant } from './value.js';
import { warn } from './warn.js';

/** Calls a function with arguments by place, or by name where `names` is given. Wrong arguments give null and a warning. */
export function callFunction(
  target: FeelFunction,
  args: readonly FeelValue[],
  names: readonly string[] | undefined,
  run: FeelRun,
  place?: FeelPosition,
): FeelValue {
  const { variants } = target;
  if (variants !== undefined) {
    for (const variant of names === undefined ? variants : inOrderOf(names, variants)) {
      const ordered = names === undefined ? byPlace(variant, args) : arranged(variant, args, names);
      const result = ordered && variant.call(ordered, run);
      if (result !== undefined) return result;
    }
    return wrong(target, run, place);
  }
  const ordered = names === undefined ? args : byName(target.parameters, args, names);
  if (ordered?.length !== target.parameters.length) return wrong(target, run, place);
  const levels = enterCall(run, target.levels);
  const result = target.call(ordered, run);
  run.depth -= levels;
  return result;
}

/** The variants whose parameters stand as the names do come first: a point before a range is not a range before a point. */
function inOrderOf(names: readonly string[], variants: readonly FeelVariant[]): readonly FeelVariant[] {
  const same = variants.filter(({ parameters }) => names.every((name, index) => parameters[index]?.name === name));
  return same.length === 0 ? variants : [...same, ...variants.filter((variant) => !same.includes(variant))];
}

function wrong(target: FeelFunction, run: FeelRun, place: FeelPosition | undefined): null {
  const message = { zh: `${target.name}() 的参数不符`, en: `Wrong arguments for ${target.name}()` };
  return warn(run, 'INVALID_ARGUMENT', message, place);
}

/** The arguments in the order of a variant's parameters; undefined when their number or a name does not fit. */
function arranged(
  variant: FeelVariant,
  args: readonly FeelValue[],
  names: readonly string[],
): readonly (FeelValue | undefined)[] | undefined {
  const { parameters } = variant;
  const known = parameters.map(({ name }) => name);
  if (names.some((name) => !known.includes(name)) || new Set(names).size < names.length) return undefined;
  return parameters.map(({ name, optional }) => {
    const at = names.indexOf(name);
    return at < 0 ? (optional ? undefined : null) : args[at];
  });
}

function byPlace(
  { parameters, least, rest }: FeelVariant,
  args: readonly FeelValue[],
): readonly FeelValue[] | undefined {
  const count = args.length;
  if (rest === 'list') return count === 0 ? undefined : count === 1 ? args : [args];
  return count >= least && (rest === 'more' || count <= parameters.length) ? args : undefined;
}

function byName(
  parameters: readonly string[],
  args: readonly FeelValue[],
  names: readonly string[],
): readonly FeelValue[] | undefined {
  if (names.some((name) => !parameters.includes(name)) || new Set(names).size < names.length) return undefined;
  return parameters.map((name) => args[names.indexOf(name)] ?? null);
}
