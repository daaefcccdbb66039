import { useCallback, useSyncExternalStore } from 'react';
import type { Text } from '../../../../engine/index.js';
import { currentLang, fill, type Lang, watchLang } from '../../shared/lang.js';

/** Says sentences of a catalogue that belongs to some pages only, and comes with them. `texts` must be the same object at every render. */
export function useCatalogue<Key extends string>(
  texts: Readonly<Record<Key, Text>>,
): { readonly lang: Lang; readonly say: (key: Key, values?: Readonly<Record<string, string | number>>) => string } {
  const lang = useSyncExternalStore(watchLang, currentLang);
  const say = useCallback(
    (key: Key, values: Readonly<Record<string, string | number>> = {}) => fill(texts[key][lang], values),
    [texts, lang],
  );
  return { lang, say };
}
