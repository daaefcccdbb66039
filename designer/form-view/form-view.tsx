import Form from '@rjsf/core/lib/components/Form.js';
import type { GenericObjectType, RJSFSchema, TemplatesType, UiSchema } from '@rjsf/utils';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { JsonObject } from '../../engine/index.js';
import { FormRead } from './read/form-read.js';
import { sectionsOf } from './schema/sections.js';
import { goToField, goToFirstError } from './state/go-to-field.js';
import { today as officeToday } from './state/today.js';
import { useForm } from './state/use-form.js';
import { ArrayItemTemplate } from './templates/array-item-template.js';
import { ArrayTemplate } from './templates/array-template.js';
import { DocumentContext } from './templates/document-context.js';
import { ErrorSummary } from './templates/error-summary.js';
import { FieldTemplate } from './templates/field-template.js';
import type { FormContext } from './templates/form-context.js';
import { LeafField } from './templates/leaf-field.js';
import { ObjectTemplate } from './templates/object-template.js';
import { tell } from './texts.js';
import type { FieldError, FieldMark, FileService, FormSource, FormSurroundings, Lang } from './types.js';
import { createValidateJson } from './validate/cfworker-faults.js';
import { errorTree } from './validate/error-tree.js';
import { createRjsfValidator } from './validate/rjsf-validator.js';
import './form-view.css';

/** What a form is shown with. To begin anew with another document, give another React `key`. */
export interface FormViewProps {
  readonly form: FormSource;
  /** Where editing begins. */
  readonly document: JsonObject;
  readonly lang: Lang;
  /** The document so far, at every change; values of fields that are just now not shown are still in it. */
  readonly onChange?: (document: JsonObject) => void;
  /** Called when nothing is wrong: `patch` is what this node may write (to be sent), `document` the whole. */
  readonly onSubmit?: (patch: JsonObject, document: JsonObject) => void;
  /** What the server found (`problem+json` `errors`); shown at the fields until they are changed. */
  readonly errors?: readonly FieldError[];
  readonly marks?: readonly FieldMark[];
  readonly readOnly?: boolean;
  /** `writable`: only what may be written here, for answering a correction. */
  readonly show?: 'all' | 'writable';
  readonly files?: FileService;
  /** The form whose fields can be chosen from, for a notice that points at fields (`x-widget: form-field`). */
  readonly fieldsOf?: FormSource;
  readonly submitLabel?: string;
  readonly isBusy?: boolean;
  /** More buttons beside the one that submits. */
  readonly actions?: ReactNode;
  /** Needed where several forms stand on one page. */
  readonly idPrefix?: string;
}

const validate = createValidateJson(officeToday);
const FIELDS = { leaf: LeafField };
const TEMPLATES = {
  FieldTemplate,
  ObjectFieldTemplate: ObjectTemplate,
  ArrayFieldTemplate: ArrayTemplate,
  ArrayFieldItemTemplate: ArrayItemTemplate,
} as unknown as Partial<TemplatesType<GenericObjectType, RJSFSchema, GenericObjectType>>;
const NO_ERRORS: readonly FieldError[] = [];
const NO_MARKS: readonly FieldMark[] = [];
const NOTHING = (): void => undefined;
/** rjsf fills nothing in by itself: a promise (`const: true`) has to be given by a person. Defaults are ours (`withDefaults`). */
const STATE_BEHAVIOUR = {
  emptyObjectFields: 'skipDefaults',
  arrayMinItems: { populate: 'never' },
  constAsDefaults: 'never',
} as const;

/** The one form renderer: residents' pages, staff pages and the form builder's preview show every form through it. */
export function FormView(props: FormViewProps): ReactNode {
  const { lang, files, fieldsOf, idPrefix = 'f', marks = NO_MARKS } = props;
  const around = useMemo<FormSurroundings>(
    () => ({
      lang,
      idPrefix,
      files,
      fieldsOf,
      today: officeToday(),
      marks: new Map(marks.map((mark) => [mark.pointer, mark])),
    }),
    [lang, idPrefix, files, fieldsOf, marks],
  );
  if (props.readOnly === true) return <FormRead form={props.form} document={props.document} around={around} />;
  return <FormEdit {...props} around={around} />;
}

function FormEdit(props: FormViewProps & { readonly around: FormSurroundings }): ReactNode {
  const { form, lang, around } = props;
  const root = useRef<HTMLDivElement>(null);
  const state = useForm({
    form,
    document: props.document,
    lang,
    validate,
    today: around.today,
    serverErrors: props.errors ?? NO_ERRORS,
    onlyWritable: props.show === 'writable',
    onChange: props.onChange,
    onSubmit: props.onSubmit ?? NOTHING,
  });
  const { errors, refusals, plan, put } = state;
  const hasServerErrors = props.errors !== undefined && props.errors.length > 0;
  useEffect(() => {
    if ((refusals > 0 || hasServerErrors) && root.current !== null) goToFirstError(root.current);
  }, [refusals, hasServerErrors, props.errors]);
  const tree = useMemo(() => errorTree(errors, lang), [errors, lang]);
  const validator = useMemo(() => createRjsfValidator({ validate, today: officeToday, lang }), [lang]);
  const context = useMemo<FormContext>(
    () => ({ around, sections: sectionsOf(form.uiSchema ?? {}), put }),
    [around, form.uiSchema, put],
  );
  return (
    <div className="fv" ref={root} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      {(refusals > 0 || hasServerErrors) && errors.length > 0 && (
        <ErrorSummary
          errors={errors}
          lang={lang}
          idPrefix={around.idPrefix}
          onGo={(pointer) => goToField(around.idPrefix, pointer)}
        />
      )}
      <DocumentContext value={state.document}>
        <Form<GenericObjectType, RJSFSchema, GenericObjectType>
          schema={plan.schema as unknown as RJSFSchema}
          uiSchema={plan.uiSchema as unknown as UiSchema<GenericObjectType, RJSFSchema, GenericObjectType>}
          formData={state.document as unknown as GenericObjectType}
          formContext={context as unknown as GenericObjectType}
          validator={validator}
          fields={FIELDS as never}
          templates={TEMPLATES}
          extraErrors={tree}
          noValidate
          noHtml5Validate
          showErrorList={false}
          idPrefix={around.idPrefix}
          idSeparator="/"
          experimental_defaultFormStateBehavior={STATE_BEHAVIOUR}
          onChange={(event) => state.change((event.formData ?? {}) as unknown as JsonObject)}
          onFocus={(pointer) => state.focus(pointer)}
          onBlur={(pointer) => state.blur(pointer)}
          onSubmit={() => state.submit()}
        >
          <div className="fv-submit">
            <button
              type="submit"
              className="fv-button fv-primary"
              aria-disabled={props.isBusy === true || undefined}
              disabled={props.isBusy === true}
            >
              {props.submitLabel ?? tell(lang, 'submit')}
            </button>
            {props.actions}
          </div>
        </Form>
      </DocumentContext>
    </div>
  );
}
