import type { ReactNode } from 'react';
import type { JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { choicesOf } from '../schema/options.js';
import { leavesGroup, type WidgetProps } from './widget-props.js';

/** Several of few choices; the stored order is the order of the choices, not of the clicks. */
export function CheckboxesWidget(props: WidgetProps): ReactNode {
  const { id, schema, value, onChange } = props;
  const choices = choicesOf(isObject(schema['items']) ? schema['items'] : {}) ?? [];
  const picked = new Set<JsonValue>(Array.isArray(value) ? (value as readonly JsonValue[]) : []);
  const toggle = (one: JsonValue): void => {
    const next = new Set(picked);
    if (!next.delete(one)) next.add(one);
    const list = choices.map((choice) => choice.value).filter((each) => next.has(each));
    onChange(list.length === 0 ? undefined : list);
  };
  return (
    <div className="fv-choices" data-short={choices.every((choice) => choice.label.length <= 6) || undefined}>
      {choices.map((choice, index) => (
        <label key={String(choice.value)} className="fv-choice">
          <input
            type="checkbox"
            id={index === 0 ? id : `${id}__${index}`}
            aria-invalid={props.invalid ? true : undefined}
            checked={picked.has(choice.value)}
            onChange={() => toggle(choice.value)}
            onFocus={props.onFocus}
            onBlur={(event) => leavesGroup(event) && props.onBlur()}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </div>
  );
}
