import type { ReactNode } from 'react';
import { tell } from '../texts.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** Several lines of text, with a count where the schema sets a limit. */
export function TextareaWidget(props: WidgetProps): ReactNode {
  const { schema, value, onChange, around } = props;
  const text = typeof value === 'string' ? value : '';
  const max = schema['maxLength'];
  const rows = props.options['rows'];
  return (
    <div className="fv-textarea">
      <textarea
        {...controlAttributes(props)}
        className="fv-input"
        rows={typeof rows === 'number' ? rows : 4}
        placeholder={props.placeholder}
        value={text}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
      {typeof max === 'number' && (
        <span className="fv-count" aria-hidden="true">
          {tell(around.lang, 'characters', { n: [...text].length, max })}
        </span>
      )}
    </div>
  );
}
