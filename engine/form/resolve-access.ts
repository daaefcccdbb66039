import type { CompiledFeel } from '../feel/compile-feel.js';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { FormAccessPlan, ValuePlan } from '../model/plan.js';
import type { NodeAccess } from './field-access.js';

/** Evaluates the expressions of a form access entry against the variables its node sees. A missing form id gives undefined. */
export function resolveAccess(input: {
  readonly plan: FormAccessPlan;
  readonly expressions: ReadonlyMap<string, CompiledFeel>;
  readonly context: JsonObject;
  readonly environment?: FeelEnvironment;
}): NodeAccess | undefined {
  const { plan, expressions, context, environment } = input;
  const formId = valueOf(plan.form, expressions, context, environment);
  if (typeof formId !== 'string' || formId === '') return undefined;
  const open = plan.writable === undefined ? [] : evaluate(plan.writable, expressions, context, environment);
  const writable = (Array.isArray(open) ? (open as readonly JsonValue[]) : [open]).filter(
    (path): path is string => typeof path === 'string' && path.startsWith('/'),
  );
  return {
    formId,
    fallback: plan.fallback ?? 'hidden',
    fields: plan.fields,
    writable,
    complete: plan.complete,
    ...(plan.joint === undefined ? {} : { joint: plan.joint }),
  };
}

/** The value of a constant or of a FEEL source; a failure gives null. */
export function valueOf(
  value: ValuePlan,
  expressions: ReadonlyMap<string, CompiledFeel>,
  context: JsonObject,
  environment?: FeelEnvironment,
): JsonValue {
  return value.kind === 'constant' ? value.value : evaluate(value.source, expressions, context, environment);
}

function evaluate(
  source: string,
  expressions: ReadonlyMap<string, CompiledFeel>,
  context: JsonObject,
  environment: FeelEnvironment | undefined,
): JsonValue {
  const outcome = expressions.get(source)?.evaluate(context, environment);
  return outcome?.ok === true ? outcome.value : null;
}
