import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import type { Text } from '../model/text.js';

/** What a decision may see: variables and results of the decisions it requires, and the environment of FEEL. */
export interface DecisionScope {
  readonly context: Readonly<Record<string, JsonValue>>;
  readonly environment: FeelEnvironment;
}

/** What the logic of one decision answers. Rules and inputs are empty for a literal expression. */
export type LogicResult =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      readonly ruleIds: readonly string[];
      readonly inputs: Readonly<Record<string, JsonValue>>;
    }
  | { readonly ok: false; readonly message: Text };

/** The logic of one decision as a closure. */
export type DecisionLogic = (scope: DecisionScope) => LogicResult;

/** What compiling a piece of a decision needs: names that may hold blanks, the id around it, and where problems go. */
export interface LogicContext {
  readonly names: JsonObject;
  readonly around: string;
  readonly problems: Problem[];
}
