import type { CompiledFeel } from '../feel/compile-feel.js';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject } from '../model/json.js';
import type { FormAccessPlan, ProcessPlan, UserFormPlan } from '../model/plan.js';
import { FULL_ACCESS, type NodeAccess } from './field-access.js';
import { resolveAccess } from './resolve-access.js';

/** One form a node shows. Exactly the form the node is about is `writable`. */
export interface TaskForm {
  readonly formId: string;
  readonly writable: boolean;
  readonly access: NodeAccess;
}

/**
 * The forms a user task or start event shows, its own first: the entries of the node, then those of the process, which are
 * read-only. A form without any entry is open when it is the node's own, and is not shown otherwise.
 */
export function taskForms(input: {
  readonly plan: ProcessPlan;
  readonly form: UserFormPlan;
  /** The node's own form, already evaluated. */
  readonly formId: string | undefined;
  readonly expressions: ReadonlyMap<string, CompiledFeel>;
  readonly context: JsonObject;
  readonly environment?: FeelEnvironment;
}): readonly TaskForm[] {
  const { formId, expressions, context, environment } = input;
  const surroundings = environment === undefined ? { expressions, context } : { expressions, context, environment };
  const resolve = (plans: readonly FormAccessPlan[]) =>
    plans
      .map((plan) => resolveAccess({ plan, ...surroundings }))
      .filter((access): access is NodeAccess => access !== undefined);
  const own = resolve(input.form.access);
  const shared = resolve(input.plan.forms).filter((access) => !own.some((entry) => entry.formId === access.formId));
  const main =
    formId === undefined
      ? undefined
      : (own.find((entry) => entry.formId === formId) ?? { formId, ...FULL_ACCESS, complete: false });
  const beside = [
    ...own.filter((entry) => entry.formId !== formId),
    ...shared.filter((entry) => entry.formId !== formId),
  ];
  return [
    ...(main === undefined ? [] : [{ formId: main.formId, writable: true, access: main }]),
    ...beside.map((access) => ({ formId: access.formId, writable: false, access: readOnly(access) })),
  ];
}

/** The same access without any writing: what may be written may still be read. */
export function readOnly(access: NodeAccess): NodeAccess {
  const { joint: _, ...rest } = access;
  const calm = (one: NodeAccess['fallback']) => (one === 'hidden' ? 'hidden' : 'read');
  return {
    ...rest,
    fallback: calm(access.fallback),
    fields: access.fields.map(({ path, access: one }) => ({ path, access: calm(one) })),
    writable: [],
    complete: false,
  };
}
