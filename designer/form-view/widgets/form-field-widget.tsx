import { type ReactNode, useMemo } from 'react';
import { fieldList } from '../schema/field-list.js';
import { localise } from '../schema/localise.js';
import { tell } from '../texts.js';
import { TextWidget } from './text-widget.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** A field of another form (what a correction notice speaks of), chosen by its title and stored as a JSON Pointer. */
export function FormFieldWidget(props: WidgetProps): ReactNode {
  const { around, value, onChange } = props;
  const { fieldsOf, lang } = around;
  const fields = useMemo(() => {
    if (fieldsOf === undefined) return undefined;
    const { schema, english } = fieldsOf;
    return fieldList(lang === 'en' && english !== undefined ? localise(schema, english) : schema);
  }, [fieldsOf, lang]);
  if (fields === undefined) return <TextWidget {...props} />;
  return (
    <select
      {...controlAttributes(props)}
      className="fv-input fv-select"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">{tell(lang, 'choose')}</option>
      {fields.map((field) => (
        <option key={field.pointer} value={field.pointer}>
          {field.title}
        </option>
      ))}
    </select>
  );
}
