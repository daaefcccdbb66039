import type { JsonValue } from '../model/json.js';
import type { Text } from '../model/text.js';

/** A stretch of FEEL source: character offsets in the source as it was given, `to` not included. */
export interface FeelPosition {
  readonly from: number;
  readonly to: number;
}

/** Why a source text is no FEEL. */
export interface FeelProblem {
  readonly message: Text;
  readonly position?: FeelPosition;
}

/**
 * FEEL answers null where other languages throw; a warning says why, and where in the source. `code` is stable (`NO_VARIABLE_FOUND`,
 * `NO_FUNCTION_FOUND`, `NO_MEMBER_FOUND`, `INVALID_TYPE`, `INVALID_ARGUMENT`, `NOT_PLAIN_DATA`, `NO_CLOCK`, …).
 */
export interface FeelWarning {
  readonly code: string;
  readonly message: Text;
  readonly position?: FeelPosition | undefined;
}

/** What an evaluation answers: a plain JSON value, or the reason why there is none. */
export type FeelResult =
  | { readonly ok: true; readonly value: JsonValue; readonly warnings: readonly FeelWarning[] }
  | { readonly ok: false; readonly message: Text };
