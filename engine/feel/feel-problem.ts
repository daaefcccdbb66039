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
 * FEEL answers null where other languages throw; a warning says why. `code` is stable (`NO_VARIABLE_FOUND`, `INVALID_TYPE`,
 * `NOT_PLAIN_DATA`, `NO_CLOCK`, …), `message` is English for logs and the designer.
 */
export interface FeelWarning {
  readonly code: string;
  readonly message: string;
  readonly position?: FeelPosition;
}

/** What an evaluation answers: a plain JSON value, or the reason why there is none. */
export type FeelResult =
  | { readonly ok: true; readonly value: JsonValue; readonly warnings: readonly FeelWarning[] }
  | { readonly ok: false; readonly message: Text };
