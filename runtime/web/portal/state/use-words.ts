import { useCallback } from 'react';
import type { Text } from '../../../../engine/index.js';
import { fill, type Lang } from '../../shared/lang.js';
import { useLang } from './use-lang.js';

/** Says a sentence of a catalogue with its values put in. */
export type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** The chosen language, and the sentences of a page that brings its own: what few people open is not part of the first page. */
export function useWords<Key extends string>(
  catalogue: Readonly<Record<Key, Text>>,
): { readonly lang: Lang; readonly words: Say<Key> } {
  const { lang } = useLang();
  const words = useCallback<Say<Key>>((key, values = {}) => fill(catalogue[key][lang], values), [catalogue, lang]);
  return { lang, words };
}
