import { trusted } from 'mongoose';
import { PlatformError } from '../../seams/platform-error.js';
import type { SearchQuery, StoreRecord } from '../../seams/store.js';
import { declared } from '../check-record.js';

import { limitOf } from '../query.js';
import { containsPhrases, queryPhrases, type TokenPhrase } from '../text-tokens.js';
import type { MongoPlace } from './connection.js';
import { recordOf } from './document.js';
import { LAST_CHARACTER, whereOf, type Filter } from './filters.js';
import { eachDocument } from './read.js';

const BATCH = 200;

const openEnd = (token: string): Filter =>
  ({ tokens: trusted({ $elemMatch: { $gte: token, $lt: `${token}${LAST_CHARACTER}` } }) }) as Filter;

const phraseFilter = (phrase: TokenPhrase): Filter => ({
  $and: phrase.tokens.map((token, i): Filter =>
    phrase.open && i === phrase.tokens.length - 1 ? openEnd(token) : { tokens: token },
  ),
});

/**
 * Full-text search, newest `_id` first. The index finds the documents with all words; that the words follow each other is checked here, since
 * an index of single words cannot know. Throws BAD_QUERY.
 */
export async function searchRecords<T extends StoreRecord>(
  place: MongoPlace,
  name: string,
  query: SearchQuery,
): Promise<readonly T[]> {
  if (declared(name).search !== true) throw new PlatformError('BAD_QUERY', `no text index on ${name}`);
  const limit = limitOf(query.limit);
  const parts = queryPhrases(query.text);
  const filter = whereOf(
    query.where,
    query.any,
    parts.map((readings): Filter => ({ $or: readings.map(phraseFilter) })),
  );
  if (parts.length === 0) return [];
  const records: T[] = [];
  for await (const document of eachDocument(place, name, { filter, sort: { _id: -1 }, batch: BATCH })) {
    if (!containsPhrases(document.tokens ?? [], parts)) continue;
    records.push(recordOf<T>(document));
    if (records.length === limit) break;
  }
  return records;
}
