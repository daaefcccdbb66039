import type { Text } from '../../../engine/index.js';
import type { Lang } from '../../form-view/types.js';
import { EDITOR_TEXTS } from './editor.js';
import { PANEL_TEXTS } from './panel.js';

/** Every sentence of the process editor, by key. */
export const PROCESS_EDITOR_TEXTS = { ...EDITOR_TEXTS, ...PANEL_TEXTS };

/** A key of the catalogue. */
export type EditorTextKey = keyof typeof PROCESS_EDITOR_TEXTS;

/** A sentence in a language, with values in its places. */
export type Tell = (key: EditorTextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The sentences in one language. */
export function teller(lang: Lang): Tell {
  return (key, values = {}) => {
    const text: Text = PROCESS_EDITOR_TEXTS[key];
    return text[lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

/** A name with the key it stands for, in the brackets of the language; the key alone where it has no name. */
export function withKey(name: Text, key: string, lang: Lang): string {
  if (name[lang] === key) return key;
  return lang === 'zh' ? `${name.zh}（${key}）` : `${name.en} (${key})`;
}
