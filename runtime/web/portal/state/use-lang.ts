import { useCallback, useSyncExternalStore } from 'react';
import { currentLang, fill, type Lang, watchLang } from '../../shared/lang.js';
import { PORTAL_TEXTS, type PortalTextKey } from '../texts.js';

/** Says a sentence of the catalogue with its values put in. */
export type Tell = (key: PortalTextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The chosen language and the catalogue in it. */
export function useLang(): { readonly lang: Lang; readonly tell: Tell } {
  const lang = useSyncExternalStore(watchLang, currentLang);
  const tell = useCallback<Tell>((key, values = {}) => fill(PORTAL_TEXTS[key][lang], values), [lang]);
  return { lang, tell };
}
