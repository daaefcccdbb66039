import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { currentLang, type Lang, markPage, textIn, watchLang } from '../../shared/lang.js';
import type { ApiText } from '../../shared/api-types.js';
import { type TextKey, textsIn } from './catalogue.js';

/** Values for the places in a sentence. */
export type TextValues = Readonly<Record<string, string | number>>;

const texts = i18next.createInstance();

/** Prepares the texts in the language chosen on this device; the language follows every later choice. */
export async function startTexts(): Promise<void> {
  await texts.use(initReactI18next).init({
    lng: currentLang(),
    fallbackLng: 'zh',
    resources: { zh: { translation: textsIn('zh') }, en: { translation: textsIn('en') } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
  markPage();
  watchLang(() => void texts.changeLanguage(currentLang()));
}

/** What a component says: `t` a sentence of the catalogue, `say` a text that came from the server, both in the reader's language. */
export interface Texts {
  readonly lang: Lang;
  readonly t: (key: TextKey, values?: TextValues) => string;
  readonly say: (text: ApiText | undefined | null) => string;
}

/** The texts in the reader's language; the component is drawn again when the language changes. */
export function useTexts(): Texts {
  const { t: translate, i18n } = useTranslation(undefined, { i18n: texts });
  const lang: Lang = i18n.language === 'en' ? 'en' : 'zh';
  const t = useCallback((key: TextKey, values: TextValues = {}): string => translate(key, { ...values }), [translate]);
  const say = useCallback((text: ApiText | undefined | null): string => textIn(text ?? undefined, lang), [lang]);
  return { lang, t, say };
}
