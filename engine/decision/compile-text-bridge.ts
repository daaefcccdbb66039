import type { CompileTypedResult } from '../feel/compile-typed.js';
import { compileTyped } from '../feel/compile-typed.js';
import type { FeelScope } from '../feel/compile-typed.js';
import { compileFeel } from '../feel/compile-feel.js';
import type { JsonValue } from '../model/json.js';

/** `compileTyped`, over the interpreter while there is no compiler of typed values yet. */
export function compileBridged(
  source: string,
  kind: 'expression' | 'unaryTests',
  scope: FeelScope,
): CompileTypedResult {
  const typed = compileTyped(source, kind, scope);
  if (typed.ok || typed.problem.message.en !== 'not yet built') return typed;
  const compiled = compileFeel(source, kind, Object.fromEntries(scope.names.map((name) => [name, null])));
  if (!compiled.ok) return compiled;
  const words = source.match(/[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu) ?? [];
  return {
    ok: true,
    expression: {
      source,
      reads: [...words.map((word) => [word] as const), ...scope.names.map((name) => [name] as const)],
      evaluate: (variables, run) => {
        const result = compiled.expression.evaluate(variables as Record<string, JsonValue>, run.environment);
        return result.ok ? result.value : null;
      },
    },
  };
}
