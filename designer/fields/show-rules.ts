import type { Field } from './field.js';

/** The fields with their conditions speaking of a field by its new name. */
export function renamed(fields: readonly Field[], before: string, now: string): readonly Field[] {
  return withRules(fields, (show) => (show.field === before ? { ...show, field: now } : show));
}

/** The fields without conditions on a field that has gone: what nobody can fulfil would never be shown. */
export function withoutRulesOf(fields: readonly Field[], gone: string): readonly Field[] {
  return withRules(fields, (show) => (show.field === gone ? undefined : show));
}

type Rule = Exclude<NonNullable<Field['show']>, 'kept'>;

function withRules(fields: readonly Field[], change: (show: Rule) => Rule | undefined): readonly Field[] {
  return fields.map((field) => {
    const { show, ...rest } = field;
    const next = show === undefined || show === 'kept' ? show : change(show);
    return {
      ...rest,
      ...(next === undefined ? {} : { show: next }),
      ...(field.children === undefined ? {} : { children: withRules(field.children, change) }),
    };
  });
}
