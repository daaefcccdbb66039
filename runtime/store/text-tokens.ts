import { pinyin } from 'pinyin-pro';

const PIECES = /(\p{Script=Han}+)|([\p{L}\p{N}]+)/gu;
const HAN = /\p{Script=Han}/u;
/** Grows when `indexTokens` changes: stores then index their texts anew. */
export const TOKENS_VERSION = 2;
/** Stands between two texts, so that no run of characters reaches from one into the next. */
const GAP = 'zqgapqz';
/** Before the initials of a Chinese run, so that they are never mistaken for a Latin word of the text. */
const INITIALS = 'py';
const MAX_INITIALS = 24;

/** A part of a query: the tokens must follow each other; with `open` the last one may go on. */
export interface TokenPhrase {
  readonly tokens: readonly string[];
  readonly open: boolean;
}

/** Points in the middle of names of many peoples: 买买提·艾力. Written or left out, the name is the same. */
const NAME_POINTS = /(?<=\p{Script=Han})[·•‧∙⋅・]+(?=\p{Script=Han})/gu;

const normal = (text: string): string => text.normalize('NFKC').toLowerCase().replace(NAME_POINTS, '');

const pieces = (text: string): readonly string[] => {
  // A run of letters may hold Han characters only when the first alternative missed none: split at the border of scripts.
  const found: string[] = [];
  for (const match of normal(text).matchAll(PIECES)) {
    const run = match[0];
    if (match[1] !== undefined || !HAN.test(run)) found.push(run);
    else found.push(...run.split(/(\p{Script=Han}+)/u).filter((part) => part !== ''));
  }
  return found;
};

const bigrams = (run: string): string[] => {
  const characters = [...run];
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
};

const LONGEST_NAME = 4;

// A surname may be read unlike the same character elsewhere (单 shàn, not dān), so what may be a name has both readings.
const readingsOf = (run: string): readonly (readonly string[])[] => {
  const options = { pattern: 'first', toneType: 'none', type: 'array' } as const;
  const plain = pinyin(run, options);
  return [...run].length > LONGEST_NAME ? [plain] : [plain, pinyin(run, { ...options, surname: 'head' })];
};

const MOST_KNOWN = 5_000;
const known = new Map<string, readonly string[]>();

/** The same names and titles are indexed over and over again: their readings are looked up once. */
const initialsOf = (run: string): readonly string[] => {
  const before = known.get(run);
  if (before !== undefined) return before;
  const initials = readInitials(run);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run, initials);
  return initials;
};

const readInitials = (run: string): readonly string[] => {
  const found = new Set<string>();
  for (const reading of readingsOf(run)) {
    const letters = [...reading.join('').toLowerCase()].slice(0, MAX_INITIALS);
    letters.forEach((_, i) => found.add(`${INITIALS}${letters.slice(i).join('')}`));
  }
  return [...found];
};

/**
 * The tokens under which texts are found: Latin words and numbers whole, Chinese runs as bigrams followed by their last character, then the
 * pinyin initials of each run from every character on. Order matters: phrases follow it.
 */
export function indexTokens(texts: readonly string[]): readonly string[] {
  const tokens: string[] = [];
  const initials: string[] = [];
  for (const text of texts) {
    for (const run of pieces(text)) {
      if (!HAN.test(run)) {
        tokens.push(run);
        continue;
      }
      tokens.push(...bigrams(run), [...run].at(-1) ?? '');
      initials.push(...initialsOf(run));
    }
    tokens.push(GAP);
  }
  return [...tokens, ...initials];
}

/**
 * What must be found for a query: all `every` phrases, each in one of its readings. A Latin word is searched as the beginning of a word
 * and, when it is letters only, also as pinyin initials. Empty: nothing can be found.
 */
export function queryPhrases(text: string): readonly (readonly TokenPhrase[])[] {
  return pieces(text)
    .slice(0, 8)
    .map((run) => {
      if (!HAN.test(run)) {
        const word: TokenPhrase = { tokens: [run], open: true };
        return /^[a-z]{1,12}$/.test(run) ? [word, { tokens: [`${INITIALS}${run}`], open: true }] : [word];
      }
      const grams = bigrams(run);
      return [grams.length > 0 ? { tokens: grams, open: false } : { tokens: [run], open: true }];
    });
}

const phraseAt = (tokens: readonly string[], start: number, phrase: TokenPhrase): boolean =>
  phrase.tokens.every((wanted, i) => {
    const token = tokens[start + i];
    if (token === undefined) return false;
    return phrase.open && i === phrase.tokens.length - 1 ? token.startsWith(wanted) : token === wanted;
  });

/** True when the tokens contain every part of a query in one of its readings. */
export function containsPhrases(tokens: readonly string[], parts: readonly (readonly TokenPhrase[])[]): boolean {
  return parts.every((readings) =>
    readings.some((phrase) => tokens.some((_, start) => phraseAt(tokens, start, phrase))),
  );
}
