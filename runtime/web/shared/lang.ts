import type { Text } from '../../../engine/index.js';

/** A language of the pages. */
export type Lang = 'zh' | 'en';

const KEY = 'yizhan.lang';
const listeners = new Set<() => void>();
let current: Lang = read();

function read(): Lang {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

/** The language chosen on this device; Chinese at first. */
export function currentLang(): Lang {
  return current;
}

/** Chooses the language for this device; the page's `lang` attribute follows. */
export function chooseLang(lang: Lang): void {
  current = lang;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // A device that keeps nothing still shows the chosen language until the page is left.
  }
  for (const listener of listeners) listener();
}

/** Calls back when the language changes; returns what ends it. */
export function watchLang(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A text in a language; a plain string stands for both. */
export function textIn(text: Text | string | undefined, lang: Lang): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : text[lang];
}

/** Puts values into a sentence: `{name}` is replaced. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
