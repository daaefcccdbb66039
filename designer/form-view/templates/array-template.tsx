import type { ArrayFieldTemplateProps, GenericObjectType, RJSFSchema } from '@rjsf/utils';
import { type ReactNode, useEffect, useRef } from 'react';
import type { JsonObject } from '../../../engine/index.js';
import { tell } from '../texts.js';
import { fieldIds } from './field-ids.js';
import type { FormContext } from './form-context.js';
import { ListContext } from './list-context.js';

/** A list of rows. After adding, the focus is in the new row; after removing, at the button that adds. */
export function ArrayTemplate(
  props: ArrayFieldTemplateProps<GenericObjectType[], RJSFSchema, GenericObjectType>,
): ReactNode {
  const { items, canAdd, onAddClick, fieldPathId, title, schema, uiSchema, required, rawErrors = [] } = props;
  const { around } = props.registry.formContext as unknown as FormContext;
  const { lang } = around;
  const ui = (uiSchema ?? {}) as unknown as JsonObject;
  const heading = schema.title ?? title;
  const ids = fieldIds(fieldPathId.$id);
  const frame = useRef<HTMLFieldSetElement>(null);
  const count = useRef(items.length);
  const asked = useRef<'added' | 'removed' | undefined>(undefined);
  useEffect(() => {
    const grown = items.length - count.current;
    count.current = items.length;
    if (asked.current === 'added' && grown > 0) {
      const last = frame.current?.querySelector(':scope > ol > li:last-of-type');
      last?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    }
    if (asked.current === 'removed' && grown < 0)
      frame.current?.querySelector<HTMLElement>(':scope > .fv-add')?.focus();
    if (grown !== 0) asked.current = undefined;
  }, [items.length]);
  const options = ui['ui:options'] as JsonObject | undefined;
  return (
    <fieldset
      ref={frame}
      className="fv-rows"
      id={fieldPathId.$id}
      tabIndex={-1}
      data-variant={options?.['variant']?.toString()}
      data-invalid={rawErrors.length > 0 || undefined}
      aria-describedby={rawErrors.length > 0 ? ids.error : undefined}
    >
      <legend className="fv-label">
        {heading}
        {required === true && (
          <span className="fv-required" aria-hidden="true">
            *
          </span>
        )}
      </legend>
      {typeof ui['ui:description'] === 'string' && <p className="fv-description">{ui['ui:description']}</p>}
      {items.length === 0 && <p className="fv-none">{tell(lang, 'noRows')}</p>}
      <ListContext value={{ title: heading, lang, onRemove: () => (asked.current = 'removed') }}>
        <ol className="fv-row-list">{items}</ol>
      </ListContext>
      {canAdd && (
        <button
          type="button"
          className="fv-button fv-add"
          onClick={(event) => {
            asked.current = 'added';
            onAddClick(event);
          }}
        >
          {tell(lang, 'add', { title: heading })}
        </button>
      )}
    </fieldset>
  );
}
