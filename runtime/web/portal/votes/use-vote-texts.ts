import type { Lang } from '../../shared/lang.js';
import { useCatalogue } from '../state/use-catalogue.js';
import { VOTE_TEXTS, type VoteTextKey } from './vote-texts.js';

/** Says a sentence of the pages about votes. */
export type SayVote = (key: VoteTextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The catalogue of the pages about votes in the chosen language. */
export function useVoteTexts(): { readonly lang: Lang; readonly say: SayVote } {
  return useCatalogue(VOTE_TEXTS);
}
