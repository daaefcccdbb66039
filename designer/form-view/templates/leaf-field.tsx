import type { FieldProps, GenericObjectType, RJSFSchema } from '@rjsf/utils';
import { type ReactNode, Suspense, useCallback } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { pointerOf } from '../../../engine/index.js';
import type { WidgetName } from '../schema/widget-name.js';
import { WIDGETS } from '../widgets/registry.js';
import { fieldIds } from './field-ids.js';
import type { FormContext } from './form-context.js';

/** Every field that is one value: finds the widget the plan names and gives it its own, typed view of rjsf's props. */
export function LeafField(props: FieldProps<JsonValue, RJSFSchema, GenericObjectType>): ReactNode {
  const { fieldPathId, uiSchema, onChange, onBlur, onFocus } = props;
  const id = fieldPathId.$id;
  const { around } = props.registry.formContext as unknown as FormContext;
  const ui = (uiSchema ?? {}) as unknown as JsonObject;
  const { path } = fieldPathId;
  const pointer = pointerOf(path.map(String));
  const change = useCallback((value: JsonValue | undefined) => onChange(value, path), [onChange, path]);
  const Widget = WIDGETS[ui['ui:widget'] as WidgetName];
  const ids = fieldIds(id);
  const describedBy = [
    typeof ui['ui:description'] === 'string' && ids.description,
    around.marks.has(pointer) && ids.mark,
    isWrong(props.rawErrors) && ids.error,
    typeof ui['ui:help'] === 'string' && ids.help,
  ]
    .filter((one) => one !== false)
    .join(' ');
  const schema = props.schema as unknown as JsonObject;
  const options = ui['ui:options'];
  return (
    <Suspense fallback={<span className="fv-later" />}>
      <Widget
        id={id}
        label={typeof schema['title'] === 'string' ? schema['title'] : props.name}
        schema={schema}
        options={typeof options === 'object' && options !== null ? (options as JsonObject) : {}}
        value={props.formData}
        required={props.required === true}
        invalid={isWrong(props.rawErrors)}
        describedBy={describedBy === '' ? undefined : describedBy}
        placeholder={typeof ui['ui:placeholder'] === 'string' ? ui['ui:placeholder'] : undefined}
        hasHelp={typeof ui['ui:help'] === 'string'}
        around={around}
        onChange={change}
        onFocus={() => onFocus(pointer, undefined)}
        onBlur={() => onBlur(pointer, undefined)}
      />
    </Suspense>
  );
}

function isWrong(errors: readonly string[] | undefined): boolean {
  return errors !== undefined && errors.length > 0;
}
