import type { Text } from '../../../engine/index.js';

/** A language of the pages. */
export type Lang = 'zh' | 'en';

const KEY = 'yizhan.lang';
const listeners = new Set<() => void>();
let current: Lang = read();

function read(): Lang {
  return chosen() ?? langFor(typeof window === 'undefined' ? [] : window.navigator.languages);
}

function chosen(): Lang | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'zh' || kept === 'en' ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The language for a reader of these languages (BCP 47, the dearest first): English for who reads no Chinese; Chinese when nobody says. */
export function langFor(languages: readonly string[]): Lang {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return 'zh';
    if (/^en\b/i.test(language)) return 'en';
  }
  return languages.length === 0 ? 'zh' : 'en';
}

/** The language chosen on this device; before anybody has chosen, the one that the browser asks for. */
export function currentLang(): Lang {
  return current;
}

/** Tells browsers and screen readers the language of the page by its `lang` attribute. */
export function markPage(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

/** Chooses the language for this device; the page's `lang` attribute follows. */
export function chooseLang(lang: Lang): void {
  current = lang;
  markPage();
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
