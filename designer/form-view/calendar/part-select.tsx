import type { ReactNode } from 'react';
import type { Lang } from '../types.js';
import { leavesGroup, type WidgetProps } from '../widgets/widget-props.js';
import { type PartName, partName } from './part-texts.js';

/** One part of a date or a time: a list of its values. The first part of a field carries the field's own id. */
export function PartSelect(props: {
  readonly field: WidgetProps;
  readonly part: PartName;
  readonly isFirst?: boolean;
  readonly value: string;
  readonly values: readonly string[];
  readonly nameOf?: (value: string) => string;
  readonly isDisabled?: boolean;
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const { field, part, value, values } = props;
  const { lang } = field.around;
  // What was written elsewhere may lie outside of what is offered here; it is kept until somebody chooses.
  const offered = value === '' || values.includes(value) ? values : [value, ...values];
  return (
    <label className="fv-part">
      <select
        {...partAttributes(field, part, props.isFirst === true)}
        className="fv-input fv-select"
        value={value}
        disabled={props.isDisabled === true}
        onChange={(event) => props.onChoose(event.target.value)}
      >
        <option value="">–</option>
        {offered.map((one) => (
          <option key={one} value={one}>
            {props.nameOf?.(one) ?? one}
          </option>
        ))}
      </select>
      <PartUnit part={part} lang={lang} />
    </label>
  );
}

/** What every part of a field has: its place in the group, what is wrong, and when the whole field is left. */
export function partAttributes(
  field: WidgetProps,
  part: PartName,
  isFirst: boolean,
): {
  readonly id: string;
  readonly required: boolean;
  readonly 'aria-invalid': true | undefined;
  readonly onFocus: () => void;
  readonly onBlur: (event: React.FocusEvent<HTMLElement>) => void;
} {
  return {
    id: isFirst ? field.id : `${field.id}__${part}`,
    required: field.required,
    'aria-invalid': field.invalid ? true : undefined,
    onFocus: field.onFocus,
    onBlur: (event) => {
      if (leavesGroup(event)) field.onBlur();
    },
  };
}

/** The name of a part behind its control; in English a name of a month needs none, so it is only heard there. */
export function PartUnit({ part, lang }: { readonly part: PartName; readonly lang: Lang }): ReactNode {
  return (
    <span className={lang === 'zh' && part !== 'month' ? undefined : 'fv-only-heard'}>{partName(part, lang)}</span>
  );
}
