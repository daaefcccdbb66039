import { compileFeel, type Text } from '../../../engine/index.js';

/** An attribute of the dialect: FEEL with a leading `=`, else a constant. */
export interface DialectValue {
  readonly kind: 'feel' | 'constant';
  readonly text: string;
}

/** Reads an attribute as people edit it, without the leading `=`. */
export function readValue(raw: string | undefined): DialectValue {
  const text = raw ?? '';
  return /^\s*=/.test(text) ? { kind: 'feel', text: withoutMark(text) } : { kind: 'constant', text };
}

/** Writes it back; an empty text is no attribute. */
export function writeValue(value: DialectValue): string | undefined {
  const text = value.text.trim();
  if (text === '') return undefined;
  return value.kind === 'feel' ? `=${text}` : text;
}

/** A text that is always FEEL, without its optional leading `=`. */
export function withoutMark(raw: string | undefined): string {
  return (raw ?? '')
    .trim()
    .replace(/^=(?!=)/, '')
    .trim();
}

/** Writes FEEL the way the shipped models do, with the mark. */
export function withMark(text: string): string | undefined {
  return text.trim() === '' ? undefined : `=${text.trim()}`;
}

/** What is wrong with a FEEL text, by the compiler that deploys it; undefined when nothing is. An empty text is nobody's mistake here. */
export function feelFault(text: string): Text | undefined {
  if (text.trim() === '') return undefined;
  const compiled = compileFeel(text, 'expression');
  return compiled.ok ? undefined : compiled.problem.message;
}

/** A constant list `a, b` as its parts. */
export function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
