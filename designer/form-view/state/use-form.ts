import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { JsonObject, JsonValue, ValidateJson } from '../../../engine/index.js';
import { hiddenFields, sameJson, valueAt, withValueAt } from '../../../engine/index.js';
import { activeRequired } from '../schema/active-required.js';
import { checkable } from '../schema/checkable.js';
import { withDefaults } from '../schema/defaults.js';
import { localise } from '../schema/localise.js';
import { pageOrder } from '../schema/page-order.js';
import { writablePatch } from '../schema/patch.js';
import { type FormPlan, planForm } from '../schema/plan-form.js';
import { tidy } from '../schema/tidy.js';
import type { FieldError, FormSource, Lang } from '../types.js';
import { browserSpeaks } from './browser-speaks.js';
import { useAfterPress } from './use-after-press.js';
import { createJudge } from '../validate/form-faults.js';

/** What `useForm` is told. `document` is where editing begins; later changes of it are not looked at. */
export interface UseFormInput {
  readonly form: FormSource;
  readonly document: JsonObject;
  readonly lang: Lang;
  readonly validate: ValidateJson;
  readonly today: string;
  readonly serverErrors: readonly FieldError[];
  readonly onlyWritable: boolean;
  readonly onChange: ((document: JsonObject) => void) | undefined;
  readonly onSubmit: (patch: JsonObject, document: JsonObject) => void;
}

/** The state of a form while a person fills it in. */
export interface FormState {
  readonly plan: FormPlan;
  readonly document: JsonObject;
  /** Errors to show now. */
  readonly errors: readonly FieldError[];
  /** Rises with every refused submit; whoever watches it moves the focus to the first error. */
  readonly refusals: number;
  change(next: JsonObject): void;
  /** Puts a value somewhere as if it had been typed there. */
  put(pointer: string, value: JsonValue): void;
  focus(pointer: string): void;
  blur(pointer: string): void;
  submit(): void;
}

const NOBODY = '-';

/**
 * Keeps document, errors and plan together. A field is judged when it is left and, from the first refused submit on, with every
 * change; while a person types in a field no new error appears at it, but one that is gone disappears.
 */
export function useForm(input: UseFormInput): FormState {
  const { form, lang, validate, today, onlyWritable } = input;
  const [before] = useState(input.document);
  const [document, setDocument] = useState(() => withDefaults(form.schema, input.document));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState({ pointer: NOBODY, wasWrong: false });
  const [refusals, setRefusals] = useState(0);
  const latest = useRef(document);

  const rules = useMemo(() => checkable(form.schema), [form.schema]);
  const judge = useMemo(
    () => createJudge({ schema: rules, validate, today, english: form.english }),
    [rules, validate, today, form.english],
  );
  // What is typed is painted first and judged right after; what is submitted is judged at once.
  const settled = useDeferredValue(document);
  const [submitted, setSubmitted] = useState(document);
  const subject = submitted === document ? document : settled;
  const judgement = useMemo(() => judge.judge(subject), [judge, subject]);
  const plan = usePlan({ form, lang, validate, onlyWritable, document });
  const order = useMemo(() => pageOrder(form.schema, form.uiSchema ?? {}), [form]);
  const server = useServerErrors(input.serverErrors, document);
  const errors = useMemo(() => {
    const shown = judgement.faults
      .filter(({ pointer }) => {
        if (pointer === focused.pointer && !focused.wasWrong) return false;
        return refusals > 0 || left.has(pointer);
      })
      .map((fault) => judge.explain(fault, judgement.document));
    const places = new Set(shown.map((error) => error.pointer));
    const all = [...shown, ...server.filter((error) => !places.has(error.pointer))];
    return all.sort((a, b) => order(a.pointer, b.pointer));
  }, [judge, judgement, focused, left, refusals, server, order]);
  const shownErrors = useRef(errors);
  shownErrors.current = errors;

  const { onChange, onSubmit } = input;
  const change = useCallback(
    (next: JsonObject) => {
      const clean = tidy(next);
      if (clean === latest.current || sameJson(clean, latest.current)) return;
      latest.current = clean;
      setDocument(clean);
      onChange?.(clean);
    },
    [onChange],
  );
  const put = useCallback(
    (pointer: string, value: JsonValue) => change(withValueAt(latest.current, pointer, value) as JsonObject),
    [change],
  );
  const focus = useCallback((pointer: string) => {
    setFocused({ pointer, wasWrong: shownErrors.current.some((error) => error.pointer === pointer) });
  }, []);
  const afterPress = useAfterPress();
  const blur = useCallback(
    (pointer: string) =>
      afterPress(() => {
        setFocused((now) => (now.pointer === pointer ? { pointer: NOBODY, wasWrong: false } : now));
        setLeft((places) => (places.has(pointer) ? places : new Set(places).add(pointer)));
      }),
    [afterPress],
  );
  const submit = useCallback(() => {
    setFocused({ pointer: NOBODY, wasWrong: false });
    setSubmitted(latest.current);
    const outcome = judge.judge(latest.current);
    if (outcome.faults.length > 0) setRefusals((count) => count + 1);
    else onSubmit(writablePatch(form.schema, before, outcome.document), outcome.document);
  }, [judge, form, before, onSubmit]);

  return { plan, document, errors, refusals, change, put, focus, blur, submit };
}

/** The plan changes only when other fields are shown or required, not with every key. */
function usePlan(input: {
  readonly form: FormSource;
  readonly lang: Lang;
  readonly validate: ValidateJson;
  readonly onlyWritable: boolean;
  readonly document: JsonObject;
}): FormPlan {
  const { form, lang, validate, onlyWritable, document } = input;
  const localised = useMemo(
    () => (lang === 'en' && form.english !== undefined ? localise(form.schema, form.english) : form.schema),
    [form, lang],
  );
  const hidden = hiddenFields(form.schema, document, validate).join('\n');
  const required = [...activeRequired(form.schema, document, validate)].join('\n');
  return useMemo(
    () =>
      planForm({
        schema: localised,
        uiSchema: form.uiSchema ?? {},
        lang,
        hidden: new Set(hidden.split('\n')),
        required: new Set(required.split('\n')),
        onlyWritable,
        dateParts: !browserSpeaks(lang),
      }),
    [localised, form.uiSchema, lang, hidden, required, onlyWritable],
  );
}

/** Errors the server found stay until the value they speak of is changed. */
function useServerErrors(errors: readonly FieldError[], document: JsonObject): readonly FieldError[] {
  const [known, setKnown] = useState({ errors, document });
  if (known.errors !== errors) setKnown({ errors, document });
  return useMemo(
    () =>
      errors.filter((error) =>
        sameJson(valueAt(known.document, error.pointer) ?? null, valueAt(document, error.pointer) ?? null),
      ),
    [errors, known, document],
  );
}
