import { readFileSync } from 'node:fs';
import { evaluate } from '@bpmn-io/feelin';
import { describe, expect, test } from '@jest/globals';
import { compileFeel } from '../../../engine/feel/compile-feel.js';
import type { JsonObject, JsonValue } from '../../../engine/model/json.js';
import { randomSource } from '../../kit/random-feel.js';
import { randomTypedFeel, TYPED_CONTEXT } from '../../kit/random-typed-feel.js';

/** One expression on which both differ, with the clause that decides. `feelin` is its value, or `throws`. */
interface Disagreement {
  readonly expression: string;
  readonly context?: JsonObject;
  readonly ours: JsonValue;
  readonly feelin: JsonValue;
  readonly clause: string;
  readonly why: string;
}

const DISAGREEMENTS = (
  JSON.parse(readFileSync(new URL('disagreements.json', import.meta.url), 'utf8')) as {
    readonly disagreements: readonly Disagreement[];
  }
).disagreements;

function ours(source: string, context: JsonObject): JsonValue {
  const compiled = compileFeel(source, 'expression');
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problem.message.en}`);
  const result = compiled.expression.evaluate(context);
  if (!result.ok) throw new Error(`${source}: ${result.message.en}`);
  return result.value;
}

/** What the interpreter says, as JSON; its dates print as ISO text. */
function theirs(source: string, context: JsonObject): JsonValue {
  try {
    const { value } = evaluate(source, context);
    return value === undefined ? null : (JSON.parse(JSON.stringify(value) ?? 'null') as JsonValue);
  } catch {
    return 'throws';
  }
}

describe('beside @bpmn-io/feelin', () => {
  test('well-typed expressions have the same value', () => {
    const random = randomSource(4);
    for (let index = 0; index < 1500; index += 1) {
      const source = randomTypedFeel(random, 1 + Math.floor(random() * 3));
      expect([source, ours(source, TYPED_CONTEXT)]).toEqual([source, theirs(source, TYPED_CONTEXT)]);
    }
  });

  test.each(DISAGREEMENTS)('$expression: $why ($clause)', ({ expression, context = {}, ours: own, feelin }) => {
    expect(ours(expression, context)).toEqual(own);
    expect(theirs(expression, context)).toEqual(feelin);
    expect(own).not.toEqual(feelin);
  });
});
