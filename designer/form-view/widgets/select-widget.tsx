import type { ReactNode } from 'react';
import { choicesOf } from '../schema/options.js';
import { tell } from '../texts.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** One of many choices. */
export function SelectWidget(props: WidgetProps): ReactNode {
  const { schema, value, onChange, around } = props;
  const choices = choicesOf(schema) ?? [];
  const index = choices.findIndex((choice) => choice.value === value);
  return (
    <select
      {...controlAttributes(props)}
      className="fv-input fv-select"
      value={index < 0 ? '' : String(index)}
      onChange={(event) => onChange(event.target.value === '' ? undefined : choices[Number(event.target.value)]?.value)}
    >
      <option value="">{tell(around.lang, 'choose')}</option>
      {choices.map((choice, at) => (
        <option key={String(choice.value)} value={String(at)}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
