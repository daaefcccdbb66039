import type { FeelValue } from '../feel/value.js';
import { warn } from '../feel/warn.js';
import type { FeelRun } from '../feel/run.js';
import type { DecisionRun } from './decision-scope.js';

/** Notes why a value became null, and gives that null. `code` is stable (`NOT_OF_TYPE`, …). */
export function nothing(run: FeelRun, code: string, zh: string, en: string): FeelValue {
  return warn(run, code, { zh, en });
}

/**
 * Notes that a table has no answer where it was meant to have one, and gives null (DMN 1.5, 8.2.10). `code` is stable
 * (`SEVERAL_RULES`, `RULES_DISAGREE`, `NOT_AGGREGATED`, `INPUT_NOT_ALLOWED`, `OUTPUT_NOT_ALLOWED`).
 */
export function failed(run: DecisionRun, code: string, zh: string, en: string): FeelValue {
  run.failure ??= { zh, en };
  return warn(run, code, { zh, en });
}
