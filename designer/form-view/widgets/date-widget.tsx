import type { ReactNode } from 'react';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** A civil date `YYYY-MM-DD`, by the browser's own calendar. */
export function DateWidget(props: WidgetProps): ReactNode {
  const { schema, value, onChange } = props;
  const bound = (key: string): string | undefined => (typeof schema[key] === 'string' ? schema[key] : undefined);
  return (
    <input
      {...controlAttributes(props)}
      className="fv-input fv-date"
      type="date"
      min={bound('formatMinimum')}
      max={bound('formatMaximum') ?? '9999-12-31'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}
