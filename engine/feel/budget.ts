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

/** Longest list that FEEL makes (`trust.md` S26). */
export const MAX_LIST = 10_000;

/** Longest string that FEEL makes, in UTF-16 units (`trust.md` S26). */
export const MAX_STRING = 1_000_000;

/** Deepest nesting of function calls (`trust.md` S26). */
export const MAX_CALLS = 100;

/** Charges steps. Throws `FeelFailure` when none are left. */
export function charge(run: FeelRun, steps: number): void {
  run.steps -= steps;
  if (run.steps < 0) {
    throw new FeelFailure({ zh: 'FEEL 求值超出步数上限', en: 'FEEL evaluation used up its steps' });
  }
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
