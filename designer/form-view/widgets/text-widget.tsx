import type { ReactNode } from 'react';
import { isFormatName, normaliseFormat } from '../../../engine/index.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

const INPUT_MODES = {
  mobile: 'tel',
  landline: 'tel',
  postcode: 'numeric',
  'bank-account': 'numeric',
  uri: 'url',
  email: 'email',
} as const;
const AUTOCOMPLETE: Readonly<Record<string, string>> = { mobile: 'tel-national', email: 'email', uri: 'url' };

/** One line of text. Leaving the field brings codes and names into their stored form (capitals, no outer blanks). */
export function TextWidget(props: WidgetProps): ReactNode {
  const { schema, value, onChange } = props;
  const format = typeof schema['format'] === 'string' ? schema['format'] : '';
  const attributes = controlAttributes(props);
  const settle = (): void => {
    if (typeof value === 'string') {
      const settled = isFormatName(format) ? normaliseFormat(format, value) : value.trim();
      if (settled !== value) onChange(settled === '' ? undefined : settled);
    }
    attributes.onBlur();
  };
  return (
    <input
      {...attributes}
      className="fv-input"
      type="text"
      inputMode={Object.hasOwn(INPUT_MODES, format) ? INPUT_MODES[format as keyof typeof INPUT_MODES] : undefined}
      autoComplete={AUTOCOMPLETE[format] ?? 'off'}
      spellCheck={isFormatName(format) ? false : undefined}
      placeholder={props.placeholder}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      onBlur={settle}
    />
  );
}
