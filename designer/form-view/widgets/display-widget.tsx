import type { ReactNode } from 'react';
import { ShownValue } from '../read/shown-value.js';
import type { WidgetProps } from './widget-props.js';

/** A field that may be read here but not written: its value as text. */
export function DisplayWidget(props: WidgetProps): ReactNode {
  return (
    <div className="fv-shown" id={props.id}>
      <ShownValue schema={props.schema} value={props.value} around={props.around} />
    </div>
  );
}
