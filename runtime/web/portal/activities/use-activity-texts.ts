import type { Lang } from '../../shared/lang.js';
import { useCatalogue } from '../state/use-catalogue.js';
import { ACTIVITY_TEXTS, REGISTER_WORDS, type ActivityTextKey } from './activity-texts.js';

/** Says a sentence of the pages about activities. */
export type SayActivity = (key: ActivityTextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The catalogue of the pages about activities; `word` says a word of the registers in the chosen language. */
export function useActivityTexts(): {
  readonly lang: Lang;
  readonly say: SayActivity;
  readonly word: (text: string) => string;
} {
  const { lang, say } = useCatalogue(ACTIVITY_TEXTS);
  return { lang, say, word: (text) => (lang === 'zh' ? text : (REGISTER_WORDS[text] ?? text)) };
}
