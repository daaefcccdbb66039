import type { FieldOption } from './field.js';

/** Choices as lines a person can type: `中文`, `中文 | English`, or `value = 中文 | English`. */
export function optionLines(options: readonly FieldOption[]): string {
  return options
    .map(({ value, title, english }) => {
      const named = value === title ? title : `${value} = ${title}`;
      return english === '' ? named : `${named} | ${english}`;
    })
    .join('\n');
}

/** Reads such lines; empty ones are left out, and of two with the same value the first stays. */
export function readOptionLines(text: string): readonly FieldOption[] {
  const found = new Map<string, FieldOption>();
  for (const line of text.split('\n')) {
    const [, name = '', english = ''] = /^([^|｜]*)(?:[|｜](.*))?$/.exec(line.trim()) ?? [];
    const [, value = '', title = ''] = /^([^=]*)=(.*)$/.exec(name) ?? ['', name, name];
    const option = { value: value.trim(), title: title.trim(), english: english.trim() };
    if (option.value !== '' && option.title !== '' && !found.has(option.value)) found.set(option.value, option);
  }
  return [...found.values()];
}
