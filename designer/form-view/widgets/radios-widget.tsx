import type { ReactNode } from 'react';
import { choicesOf, type Choice } from '../schema/options.js';
import { tell } from '../texts.js';
import type { Lang } from '../types.js';
import { leavesGroup, type WidgetProps } from './widget-props.js';

/** The choices of a field; yes and no for a plain boolean. */
export function radioChoices(props: Pick<WidgetProps, 'schema'>, lang: Lang): readonly Choice[] {
  return (
    choicesOf(props.schema) ?? [
      { value: true, label: tell(lang, 'yes') },
      { value: false, label: tell(lang, 'no') },
    ]
  );
}

/** One of few choices, all of them on the screen. The group's name and its errors are told by the surrounding `fieldset`. */
export function RadiosWidget(props: WidgetProps): ReactNode {
  const { id, value, onChange, around } = props;
  const choices = radioChoices(props, around.lang);
  const picked = choices.findIndex((choice) => choice.value === value);
  return (
    <div className="fv-choices" data-short={choices.every((choice) => choice.label.length <= 6) || undefined}>
      {choices.map((choice, index) => (
        <label key={String(choice.value)} className="fv-choice">
          <input
            type="radio"
            id={index === Math.max(picked, 0) ? id : `${id}__${index}`}
            name={id}
            checked={picked === index}
            onChange={() => onChange(choice.value)}
            onFocus={props.onFocus}
            onBlur={(event) => leavesGroup(event) && props.onBlur()}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </div>
  );
}
