import {
  type CompiledFeel,
  compileFeel,
  type NodeAccess,
  type ProcessPlan,
  taskForms,
  type Text,
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

/** The nodes of these processes that show a form, those that fill it in first. Forms given by an expression are not known beforehand. */
export function previewNodes(plans: Iterable<ProcessPlan>, formId: string): readonly PreviewNode[] {
  const nodes = [...plans].flatMap((plan) =>
    Object.values(plan.elements).flatMap((element): readonly PreviewNode[] => {
      if (element.type !== 'userTask' && element.type !== 'startEvent') return [];
      if (element.form === undefined) return [];
      const own = element.form.formId;
      const shown = taskForms({
        plan,
        form: element.form,
        formId: own?.kind === 'constant' ? own.value : undefined,
        expressions: expressionsOf(plan),
        context: {},
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
    }),
  );
  return nodes.sort((a, b) => Number(b.writable) - Number(a.writable));
}

/** Only the expressions a form access may hold; anything else is evaluated when a case runs. */
function expressionsOf(plan: ProcessPlan): ReadonlyMap<string, CompiledFeel> {
  const accesses = [
    ...plan.forms,
    ...Object.values(plan.elements).flatMap((one) => ('form' in one ? (one.form?.access ?? []) : [])),
  ];
  const sources = accesses.flatMap(({ form, writable }) => [form.kind === 'feel' ? form.source : undefined, writable]);
  const compiled = sources.flatMap((source): [string, CompiledFeel][] => {
    const result = source === undefined ? undefined : compileFeel(source, 'expression');
    return source !== undefined && result?.ok === true ? [[source, result.expression]] : [];
  });
  return new Map(compiled);
}
