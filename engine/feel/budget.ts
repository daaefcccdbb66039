import type { Text } from '../model/text.js';
import type { FeelRun } from './run.js';

/** Ends an evaluation that would use more than it may. Caught where the run was made; becomes a failure value. */
export class FeelFailure extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** Longest list that FEEL makes. */
export const MAX_LIST = 10_000;

/** Longest string that FEEL makes, in UTF-16 units. */
export const MAX_STRING = 1_000_000;

/**
 * Deepest nesting of closures over function calls: about 100 calls of ordinary functions. It ends recursion long before
 * the stack does, because an overflow within the decimal library would leave that in disorder.
 */
const MAX_LEVELS = 2000;

/** Levels of a call whose depth nobody knows. */
const LEVELS_OF_A_CALL = 15;

/** Opens a call that nests so many closures; answers the levels to give back. Throws `FeelFailure` when calls nest too deeply. */
export function enterCall(run: FeelRun, levels = 0): number {
  const more = LEVELS_OF_A_CALL + levels;
  if (run.depth + more > MAX_LEVELS) {
    throw new FeelFailure({ zh: 'FEEL 函数调用过深', en: 'FEEL functions call one another too deeply' });
  }
  run.depth += more;
  return more;
}

/** Charges steps. Throws `FeelFailure` when none are left. */
export function charge(run: FeelRun, steps: number): void {
  run.steps -= steps;
  if (run.steps < 0) {
    throw new FeelFailure({ zh: 'FEEL 求值超出步数上限', en: 'FEEL evaluation used up its steps' });
  }
}

/** Work of a regular expression, characters times the size of the pattern, that one step pays for: about 20 million a second. */
const WORK_OF_A_STEP = 5;

/** Charges the work of a regular expression that was `done`, or makes sure that there are steps for it. Throws `FeelFailure` without. */
export function chargeWork(run: FeelRun, work: number, done = false): void {
  const steps = 100 + Math.ceil(work / WORK_OF_A_STEP);
  if (done || steps > run.steps) charge(run, steps);
}

/** Charges for a list of this length, before it is made. Throws `FeelFailure` when it is too long or no steps are left. */
export function chargeList(run: FeelRun, length: number): void {
  if (length > MAX_LIST) {
    throw new FeelFailure({
      zh: `FEEL 列表过长（上限 ${MAX_LIST} 项）`,
      en: `FEEL list too long (at most ${MAX_LIST})`,
    });
  }
  charge(run, length);
}

/** Charges for a string of this length, before it is made. Throws `FeelFailure` when it is too long or no steps are left. */
export function chargeString(run: FeelRun, length: number): void {
  if (length > MAX_STRING) {
    throw new FeelFailure({
      zh: `FEEL 字符串过长（上限 ${MAX_STRING} 个字符）`,
      en: `FEEL string too long (at most ${MAX_STRING} characters)`,
    });
  }
  charge(run, length >> 6);
}

/** What an evaluation came to: its value, or why it was ended. Also a stack that is used up ends it, by deep calls. */
export type Guarded<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: Text };

/** Runs an evaluation and catches what ends it. */
export function guarded<Value>(evaluate: () => Value): Guarded<Value> {
  try {
    return { ok: true, value: evaluate() };
  } catch (error) {
    return { ok: false, message: failureText(error) };
  }
}

/** Why an evaluation was ended, for people. */
export function failureText(error: unknown): Text {
  if (error instanceof FeelFailure) return error.text;
  if (error instanceof RangeError) return { zh: 'FEEL 求值过深或过大', en: 'FEEL evaluation too deep or too large' };
  const reason = error instanceof Error ? error.message : String(error);
  return { zh: `FEEL 求值失败：${reason}`, en: `FEEL evaluation failed: ${reason}` };
}
