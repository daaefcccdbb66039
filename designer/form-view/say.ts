import type { JsonValue, Text } from '../../engine/index.js';
import type { Lang } from './types.js';

/** A text in the reader's language; a plain string stands for both languages. */
export function say(text: Text | string | undefined, lang: Lang): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : text[lang];
}

/** Reads a text out of JSON: a string, or `{zh, en}`; anything else is undefined. */
export function textIn(value: JsonValue | undefined): Text | string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('zh' in value)) return undefined;
  const { zh, en } = value;
  if (typeof zh !== 'string') return undefined;
  return { zh, en: typeof en === 'string' ? en : zh };
}
