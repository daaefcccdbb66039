import type { FeelType } from './types.js';
import { ANY } from './types.js';

const NUMBERS =
  'string length|count|sum|product|mean|median|stddev|decimal|floor|ceiling|round up|round down|round half up|round half down|modulo|sqrt|log|exp|day of year|week of year|number';
const STRINGS =
  'string|substring|upper case|lower case|substring before|substring after|replace|string join|day of week|month of year';
const BOOLEANS =
  'not|contains|starts with|ends with|matches|list contains|all|any|odd|even|is|is working day|before|after|meets|met by|overlaps|overlaps before|overlaps after|finishes|finished by|includes|during|starts|started by|coincides';
const LISTS =
  'split|sublist|append|concatenate|union|insert before|remove|list replace|reverse|index of|distinct values|flatten|sort|mode|get entries';

const ONE_BY_ONE: Readonly<Record<string, FeelType>> = {
  date: { kind: 'date' },
  time: { kind: 'time' },
  'date and time': { kind: 'date and time' },
  now: { kind: 'date and time' },
  today: { kind: 'date' },
  'years and months duration': { kind: 'years and months duration' },
  'working days after': { kind: 'date' },
  'working time between': { kind: 'days and time duration' },
  'received at': { kind: 'date and time' },
  range: { kind: 'range', of: ANY },
};

function group(names: string, type: FeelType): readonly (readonly [string, FeelType])[] {
  return names.split('|').map((name) => [name, type] as const);
}

const TYPES: ReadonlyMap<string, FeelType> = new Map([
  ...group(NUMBERS, { kind: 'number' }),
  ...group(STRINGS, { kind: 'string' }),
  ...group(BOOLEANS, { kind: 'boolean' }),
  ...group(LISTS, { kind: 'list', of: ANY }),
  ...Object.entries(ONE_BY_ONE),
]);

/** The type of a builtin's value where its name says it: `any` for `min`, `abs`, `duration` and others that follow their arguments. */
export function resultTypeOf(name: string): FeelType {
  return TYPES.get(name) ?? ANY;
}
