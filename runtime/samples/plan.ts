import type { JsonObject } from '../../engine/index.js';
import { createDice, type Dice } from './dice.js';
import { createPersons, type Person } from './persons.js';

/** What a community is to the generator. */
export interface Community {
  readonly communityId: string;
  readonly name: string;
}

/** What rows are made from: one seed and one day give the same rows, whenever they are made. */
export interface SamplePlan {
  readonly dice: Dice;
  readonly person: (age: { readonly least: number; readonly most: number }) => Person;
  /** The day up to which things have happened, `YYYY-MM-DD`. */
  readonly today: string;
  readonly communities: readonly Community[];
  /** How many rows of a register the small set holds already. */
  readonly shipped: (register: string) => number;
}

/** Rows of one register, to be added in order. */
export interface SampleRows {
  readonly register: string;
  readonly rows: readonly JsonObject[];
}

/** The seed of the full set. */
const SAMPLE_SEED = 370_303;

/** Makes a plan for a day. */
export function samplePlan(given: {
  readonly today: string;
  readonly communities: readonly Community[];
  readonly shipped: (register: string) => number;
  readonly seed?: number;
}): SamplePlan {
  const dice = createDice(given.seed ?? SAMPLE_SEED);
  return { ...given, dice, person: createPersons(dice, given.today) };
}

/** A number with zeros before it. */
export function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
