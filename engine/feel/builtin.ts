import { Decimal } from './decimal.js';
import { isContext, isList, isRecord } from './kinds.js';
import type { FeelRun } from './run.js';
import { midnight } from './temporal.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';
import type {
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelDaysTime,
  FeelFunction,
  FeelNumber,
  FeelRange,
  FeelTime,
  FeelValue,
  FeelVariant,
  FeelYearsMonths,
} from './value.js';
import { FEEL } from './value.js';

/** What each kind of parameter hands to a builtin. */
interface ArgumentTypes {
  any: FeelValue;
  string: string;
  number: FeelNumber;
  boolean: boolean;
  list: readonly FeelValue[];
  context: FeelContext;
  range: FeelRange;
  function: FeelFunction;
  /** Anything but null, a range, a list, a context or a function: what can lie in a range. */
  point: FeelValue;
  date: FeelDate;
  time: FeelTime;
  'date and time': FeelDateTime;
  'days and time duration': FeelDaysTime;
  'years and months duration': FeelYearsMonths;
}

type ArgumentKind = keyof ArgumentTypes;

/** Name and kind of a parameter. A name that ends in `?` may be left out; in `??` it may be null too, which is the same. */
type ParameterSpec = readonly [name: string, kind: ArgumentKind];

type Arguments<Specs extends readonly ParameterSpec[]> = {
  -readonly [Index in keyof Specs]:
    ArgumentTypes[Specs[Index][1]] | (Specs[Index][0] extends `${string}?` ? undefined : never);
};

/**
 * One way to call a builtin. `call` gets arguments of the kinds named, after the conversions of 10.3.2.9.4, and answers undefined where
 * the specification gives null for wrong arguments: the caller then warns.
 */
export function variant<const Specs extends readonly ParameterSpec[]>(
  specs: Specs,
  call: (run: FeelRun, ...args: Arguments<Specs>) => FeelValue | undefined,
): FeelVariant {
  const parameters = specs.map(([name]) => ({ name: name.replace(/\?+$/, ''), optional: name.endsWith('?') }));
  const least = parameters.filter(({ optional }) => !optional).length;
  const fit = specs.map(([name, kind]) => fitterOf(kind, name.endsWith('?'), name.endsWith('??')));
  const apply = call as (run: FeelRun, ...args: readonly (FeelValue | undefined)[]) => FeelValue | undefined;
  const [first, second] = fit;
  // Most builtins take one argument or two: those are called without a list in between.
  if (first !== undefined && fit.length === 1) {
    return {
      parameters,
      least,
      call: (args, run) => {
        const one = first(args[0]);
        return one === UNFIT ? undefined : apply(run, one);
      },
    };
  }
  if (first !== undefined && second !== undefined && fit.length === 2) {
    return {
      parameters,
      least,
      call: (args, run) => {
        const one = first(args[0]);
        const other = second(args[1]);
        return one === UNFIT || other === UNFIT ? undefined : apply(run, one, other);
      },
    };
  }
  return {
    parameters,
    least,
    call: (args, run) => {
      const fitting: (FeelValue | undefined)[] = [];
      for (let index = 0; index < fit.length; index += 1) {
        const argument = fit[index]?.(args[index]);
        if (argument === UNFIT) return undefined;
        fitting.push(argument);
      }
      return apply(run, ...fitting);
    },
  };
}

/** What an argument is that does not fit. */
const UNFIT: unique symbol = Symbol('unfit');
type Fitter = (given: FeelValue | undefined) => FeelValue | undefined | typeof UNFIT;

/** Makes arguments of a kind of what is given: absent where that is allowed, and null too where it stands for absent. */
function fitterOf(kind: ArgumentKind, optional: boolean, nullable: boolean): Fitter {
  if (kind === 'any') return (given) => (given === undefined && !optional ? UNFIT : given);
  return (given) => {
    if (given === undefined || (given === null && nullable)) return optional ? undefined : UNFIT;
    return fitted(given, kind) ?? UNFIT;
  };
}

/** A builtin over one list, which may also be given as any number of arguments. */
export function listVariant(call: (run: FeelRun, list: readonly FeelValue[]) => FeelValue | undefined): FeelVariant {
  return { ...variant([['list', 'list']], call), rest: 'list' };
}

/** A value as an argument of a kind; undefined when it is none. */
function fitted(value: FeelValue, kind: ArgumentKind): FeelValue | undefined {
  if (typeof value === kind && kind !== 'function') return value;
  if (value === null) return undefined;
  if (kind === 'list') return isList(value) ? value : [value];
  if (isOf(value, kind)) return value;
  if (isList(value)) return value.length === 1 && value[0] !== undefined ? fitted(value[0], kind) : undefined;
  return kind === 'date and time' && isRecord(value) && value[FEEL] === 'date' ? midnight(value) : undefined;
}

function isOf(value: FeelValue, kind: ArgumentKind): boolean {
  if (kind === 'string' || kind === 'boolean') return typeof value === kind;
  if (kind === 'number') return typeof value === 'number' || value instanceof Decimal;
  if (kind === 'context') return isContext(value);
  const record = isRecord(value) ? value[FEEL] : undefined;
  if (kind !== 'point') return record === kind;
  if (isContext(value) || isList(value)) return false;
  return record !== 'range' && record !== 'function';
}

/** A builtin function value. */
export function builtin(name: string, ...variants: readonly FeelVariant[]): FeelFunction {
  const parameters = variants[0]?.parameters.map((parameter) => parameter.name) ?? [];
  const type: FeelType = { kind: 'function', parameters: parameters.map(() => ANY), result: ANY };
  return { [FEEL]: 'function', name, parameters, type, call: () => null, variants };
}
