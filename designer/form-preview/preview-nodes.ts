import {
  type CompiledFeel,
  compileFeel,
  type NodeAccess,
  type ProcessPlan,
  taskForms,
  type Text,
  valueOf,
} from '../../engine/index.js';

/** A node that shows a form, with what it may do with the fields. */
export interface PreviewNode {
  readonly key: string;
  readonly name: Text;
  readonly process: Text;
  /** True where this node fills the form in. */
  readonly writable: boolean;
  readonly access: NodeAccess;
}

/** What the service of a package begins with; the common processes know its form as `caseForm`. */
export interface ServiceStart {
  readonly processId: string;
  readonly startEventId: string;
  readonly formId: string;
}

/**
 * The nodes of these processes that show a form, those that fill it in first. Expressions know nothing but `caseForm`: a form that
 * depends on more is not found.
 */
export function previewNodes(
  plans: Iterable<ProcessPlan>,
  formId: string,
  service?: ServiceStart,
): readonly PreviewNode[] {
  const context = service === undefined ? {} : { caseForm: service.formId };
  const nodes = [...plans].flatMap((plan) => {
    const expressions = expressionsOf(plan);
    return Object.values(plan.elements).flatMap((element): readonly PreviewNode[] => {
      if (element.type !== 'userTask' && element.type !== 'startEvent') return [];
      if (element.form === undefined) return [];
      const isStart = service?.processId === plan.processId && service.startEventId === element.id;
      const own = element.form.formId && valueOf(element.form.formId, expressions, context);
      const shown = taskForms({
        plan,
        form: element.form,
        formId: isStart ? service.formId : typeof own === 'string' ? own : undefined,
        expressions,
        context,
      });
      return shown
        .filter((form) => form.formId === formId)
        .map(({ writable, access }) => ({
          key: `${plan.processId}/${element.id}`,
          name: element.name,
          process: plan.name,
          writable,
          access,
        }));
    });
  });
  return nodes.sort((a, b) => Number(b.writable) - Number(a.writable));
}

/** The expressions that say which form is shown and what may be written. */
function expressionsOf(plan: ProcessPlan): ReadonlyMap<string, CompiledFeel> {
  const forms = Object.values(plan.elements).flatMap((one) => ('form' in one && one.form ? [one.form] : []));
  const accesses = [...plan.forms, ...forms.flatMap(({ access }) => access)];
  const values = [...forms.map(({ formId }) => formId), ...accesses.map(({ form }) => form)];
  const sources = [
    ...values.flatMap((value) => (value?.kind === 'feel' ? value.source : [])),
    ...accesses.flatMap(({ writable }) => writable ?? []),
  ];
  const compiled = sources.flatMap((source): [string, CompiledFeel][] => {
    const result = compileFeel(source, 'expression');
    return result.ok ? [[source, result.expression]] : [];
  });
  return new Map(compiled);
}
