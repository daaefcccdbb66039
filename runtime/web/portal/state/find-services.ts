import type { Service } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';

/**
 * The services that answer a search, best first: words in the title count most, then synonyms, then topics and description. Every
 * word must be found somewhere; an empty search finds all. Words are apart by blanks.
 */
export function findServices(services: readonly Service[], search: string, topic: string): readonly Service[] {
  const words = search
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,，、]+/)
    .filter((word) => word !== '');
  return services
    .filter((service) => topic === '' || service.topics.includes(topic))
    .map((service) => ({ service, score: scoreOf(service, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ service }) => service);
}

function scoreOf(service: Service, words: readonly string[]): number {
  if (words.length === 0) return 1;
  const both = (text: Service['title'] | undefined): string =>
    `${textIn(text, 'zh')} ${textIn(text, 'en')}`.normalize('NFKC').toLowerCase();
  const fields: readonly (readonly [text: string, weight: number])[] = [
    [both(service.title), 8],
    [(service.synonyms ?? []).join(' ').toLowerCase(), 4],
    [`${service.topics.join(' ')} ${both(service.description)} ${both(service.who)}`.toLowerCase(), 1],
  ];
  let total = 0;
  for (const word of words) {
    const best = Math.max(...fields.map(([text, weight]) => (text.includes(word) || partsOf(text, word) ? weight : 0)));
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

/** Chinese has no blanks: `开饭店` also finds a text with `开` and `饭店`, by pairs of neighbouring characters. */
function partsOf(text: string, word: string): boolean {
  if (!/^\p{Script=Han}{3,}$/u.test(word)) return false;
  const pairs = Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2));
  return pairs.filter((pair) => text.includes(pair)).length * 2 >= pairs.length;
}
