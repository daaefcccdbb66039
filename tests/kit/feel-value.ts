import { compileFeel } from '../../engine/feel/compile-feel.js';
import type { FeelEnvironment } from '../../engine/feel/feel-environment.js';
import type { FeelWarning } from '../../engine/feel/feel-problem.js';
import type { JsonObject, JsonValue } from '../../engine/model/json.js';

/** The value of an expression with its warnings. Throws for a syntax error and for a failure. */
export function feelResult(
  source: string,
  context: JsonObject = {},
  environment: FeelEnvironment = {},
): { readonly value: JsonValue; readonly warnings: readonly FeelWarning[] } {
  const compiled = compileFeel(source, 'expression', context);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problem.message.en}`);
  const result = compiled.expression.evaluate(context, environment);
  if (!result.ok) throw new Error(`${source}: ${result.message.en}`);
  return result;
}

/** The value of an expression. */
export function feelValue(source: string, context: JsonObject = {}, environment: FeelEnvironment = {}): JsonValue {
  return feelResult(source, context, environment).value;
}
