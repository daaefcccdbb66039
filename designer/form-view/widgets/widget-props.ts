import type { FocusEvent } from 'react';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import type { FormSurroundings } from '../types.js';

/** What every widget is given: one value, told by one id. `describedBy` lists only ids that are on the page. */
export interface WidgetProps {
  readonly id: string;
  readonly label: string;
  /** Localised schema of the field. */
  readonly schema: JsonObject;
  /** `ui:options` of the field. */
  readonly options: JsonObject;
  readonly value: JsonValue | undefined;
  readonly required: boolean;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly placeholder: string | undefined;
  /** Whether the form's author wrote a help text for the field. */
  readonly hasHelp: boolean;
  readonly around: FormSurroundings;
  onChange(value: JsonValue | undefined): void;
  onFocus(): void;
  onBlur(): void;
}

/** The attributes every single control shares. */
export function controlAttributes(props: WidgetProps): {
  id: string;
  required: boolean;
  onFocus: () => void;
  onBlur: () => void;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
} {
  return {
    id: props.id,
    required: props.required,
    onFocus: props.onFocus,
    onBlur: props.onBlur,
    'aria-invalid': props.invalid ? true : undefined,
    'aria-describedby': props.describedBy,
  };
}

/** Whether the focus leaves the group of controls a field is made of; moving from one choice to the next does not. */
export function leavesGroup({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
  return !(relatedTarget instanceof Node && currentTarget.closest('fieldset')?.contains(relatedTarget) === true);
}
