import { type ReactNode, useState } from 'react';
import { readNumber, unitOf, writeNumber } from '../schema/unit.js';
import { tell } from '../texts.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** A number with its unit; money and areas are typed with decimals and stored as integers (`x-unit`). */
export function NumberWidget(props: WidgetProps): ReactNode {
  const { schema, value, onChange, around } = props;
  const unit = unitOf(schema);
  const [typed, setTyped] = useState('');
  const stored = typeof value === 'number' ? writeNumber(value, unit) : typeof value === 'string' ? value : '';
  const text = readNumber(typed, unit) === value ? typed : stored;
  const suffix = unit?.name === undefined ? undefined : tell(around.lang, unit.name);
  const attributes = controlAttributes(props);
  const input = (
    <input
      {...attributes}
      className="fv-input fv-number"
      type="text"
      inputMode={schema['type'] === 'integer' && unit === undefined ? 'numeric' : 'decimal'}
      autoComplete="off"
      placeholder={props.placeholder}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(readNumber(event.target.value, unit));
      }}
      onBlur={() => {
        setTyped(stored);
        attributes.onBlur();
      }}
      aria-describedby={
        [props.describedBy, suffix === undefined ? undefined : `${props.id}__unit`].filter(Boolean).join(' ') ||
        undefined
      }
    />
  );
  if (suffix === undefined) return input;
  return (
    <div className="fv-with-unit">
      {input}
      <span id={`${props.id}__unit`}>{suffix}</span>
    </div>
  );
}
