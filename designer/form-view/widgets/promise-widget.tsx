import type { ReactNode } from 'react';
import { tell } from '../texts.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** A statement to be confirmed; the sentence itself is the label. */
export function PromiseWidget(props: WidgetProps): ReactNode {
  const { value, onChange, label, around } = props;
  return (
    <label className="fv-choice fv-promise">
      <input
        {...controlAttributes(props)}
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked ? true : props.schema['const'] === true ? undefined : false)}
      />
      <span>
        {label}
        {props.required && (
          <span className="fv-required" aria-hidden="true" title={tell(around.lang, 'required')}>
            *
          </span>
        )}
      </span>
    </label>
  );
}
