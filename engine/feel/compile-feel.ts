import type { JsonObject, JsonValue } from '../model/json.js';
import { failureText } from './budget.js';
import { compileTyped } from './compile-typed.js';
import type { FeelEnvironment } from './feel-environment.js';
import type { FeelProblem, FeelResult } from './feel-problem.js';
import type { FeelRead } from './reads.js';
import { newRun } from './run.js';
import { toJson } from './to-json.js';

/** An expression gives any value; unary tests (DMN 1.5, 10.3.1.2) judge the context's `?` and give true, false or null. */
export type FeelKind = 'expression' | 'unaryTests';

/** A FEEL text made ready once. `evaluate` is pure and never throws; `context` holds the variables, for unary tests `?` as well. */
export interface CompiledFeel {
  readonly source: string;
  readonly kind: FeelKind;
  /** The variables it reads, each with the path below it as far as it is constant. */
  readonly reads: readonly FeelRead[];
  readonly evaluate: (context: Readonly<Record<string, JsonValue>>, environment?: FeelEnvironment) => FeelResult;
}

/** What `compileFeel` answers. */
export type CompileFeelResult =
  { readonly ok: true; readonly expression: CompiledFeel } | { readonly ok: false; readonly problem: FeelProblem };

const NOTHING: FeelEnvironment = Object.freeze({});

/**
 * Reads a FEEL source (DMN 1.5, chapter 10) and finds its syntax errors now rather than at evaluation. A leading `=` before an
 * expression is optional. `names` is an example of the context (values do not matter): needed only where names hold blanks or
 * operator signs, because FEEL cannot tell such names from expressions without knowing them. Never throws.
 */
export function compileFeel(source: string, kind: FeelKind, names: JsonObject = {}): CompileFeelResult {
  const compiled = compileTyped(source, kind, { names: [...namesIn(names)] });
  if (!compiled.ok) return compiled;
  const { reads, evaluate } = compiled.expression;
  return {
    ok: true,
    expression: {
      source,
      kind,
      reads,
      evaluate: (context, environment = NOTHING) => {
        const run = newRun(environment);
        try {
          const value = evaluate(context, run);
          return { ok: true, value: toJson(value, run), warnings: run.warnings };
        } catch (error) {
          return { ok: false, message: failureText(error) };
        }
      },
    },
  };
}

/** Every key in an example of a context, also those below others. */
function* namesIn(example: JsonValue): Iterable<string> {
  if (Array.isArray(example)) for (const item of example as readonly JsonValue[]) yield* namesIn(item);
  else if (example !== null && typeof example === 'object') {
    for (const [key, value] of Object.entries(example)) {
      yield key;
      yield* namesIn(value);
    }
  }
}
