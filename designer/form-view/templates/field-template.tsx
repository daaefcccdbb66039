import type { FieldTemplateProps, GenericObjectType, RJSFSchema } from '@rjsf/utils';
import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { pointerOf } from '../../../engine/index.js';
import { tell } from '../texts.js';
import type { Lang } from '../types.js';
import { GROUP_WIDGETS } from '../widgets/registry.js';
import { fieldIds } from './field-ids.js';
import { FieldMarkNote } from './field-mark.js';
import type { FormContext } from './form-context.js';

/** The frame of a field: label or legend, description, note of the office, the control, its error, and help. */
export function FieldTemplate(props: FieldTemplateProps<JsonValue, RJSFSchema, GenericObjectType>): ReactNode {
  const { id, rawErrors = [], children, required = false, fieldPathId } = props;
  const { around } = props.registry.formContext as unknown as FormContext;
  const { lang } = around;
  const ui = (props.uiSchema ?? {}) as unknown as JsonObject;
  const widget = ui['ui:field'] === 'leaf' ? String(ui['ui:widget']) : undefined;
  const mark = around.marks.get(pointerOf(fieldPathId.path.map(String)));
  const ids = fieldIds(id);
  const isWrong = rawErrors.length > 0;
  const error = isWrong && (
    <p className="fv-error" id={ids.error}>
      <span className="fv-only-heard">{tell(lang, 'errorAtField')} </span>
      {rawErrors.join(lang === 'zh' ? '；' : '; ')}
    </p>
  );
  const note = mark !== undefined && <FieldMarkNote mark={mark} lang={lang} id={ids.mark} />;
  if (widget === undefined) {
    return (
      <div className="fv-container" data-mark={mark?.kind}>
        {note}
        {children}
        {error}
      </div>
    );
  }
  const description = typeof ui['ui:description'] === 'string' && (
    <p className="fv-description" id={ids.description}>
      {ui['ui:description']}
    </p>
  );
  const help = typeof ui['ui:help'] === 'string' && (
    <p className="fv-hint" id={ids.help}>
      {ui['ui:help']}
    </p>
  );
  const title = <Title text={props.label} required={required && widget !== 'display'} lang={lang} />;
  const body = (
    <>
      {description}
      {mark?.kind === 'problem' && note}
      {children}
      {error}
      {mark?.kind === 'prefilled' && note}
      {help}
    </>
  );
  const frame = {
    className: 'fv-field',
    'data-widget': widget,
    'data-mark': mark?.kind,
    'data-wrong': isWrong || undefined,
  };
  if (GROUP_WIDGETS.has(widget)) {
    const describedBy = [description && ids.description, note && ids.mark, error && ids.error, help && ids.help]
      .filter(Boolean)
      .join(' ');
    const isRadios = widget === 'radios' || widget === 'rating';
    return (
      <fieldset
        {...frame}
        role={isRadios ? 'radiogroup' : undefined}
        aria-invalid={isRadios && isWrong ? true : undefined}
        aria-required={isRadios && required ? true : undefined}
        aria-describedby={describedBy === '' ? undefined : describedBy}
      >
        <legend className="fv-label">{title}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div {...frame}>
      {widget === 'display' && <p className="fv-label">{title}</p>}
      {widget !== 'display' && widget !== 'promise' && (
        <label className="fv-label" htmlFor={id}>
          {title}
        </label>
      )}
      {body}
    </div>
  );
}

function Title({
  text,
  required,
  lang,
}: {
  readonly text: string;
  readonly required: boolean;
  readonly lang: Lang;
}): ReactNode {
  return (
    <>
      {text}
      {required && (
        <span className="fv-required" aria-hidden="true" title={tell(lang, 'required')}>
          *
        </span>
      )}
    </>
  );
}
