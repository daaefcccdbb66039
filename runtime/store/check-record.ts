import { PlatformError } from '../seams/platform-error.js';
import type { StoreRecord } from '../seams/store.js';
import { specOf, type CollectionSpec } from './collections.js';

/** The declaration of a collection; throws BAD_QUERY for a name nobody declared. */
export function declared(name: string): CollectionSpec {
  const spec = specOf(name);
  if (spec === undefined) throw new PlatformError('BAD_QUERY', `collection ${name}`);
  return spec;
}

/** Checks an id (1 to 400 characters); throws BAD_QUERY. */
export function checkId(id: string): string {
  if (typeof id !== 'string' || id.length === 0 || id.length > 400) throw new PlatformError('BAD_QUERY', '_id');
  return id;
}

/** The text a record is stored as, and its `srcSeq` (null when it has none). Throws BAD_QUERY for a bad `_id`. */
export function encode(record: StoreRecord & { readonly srcSeq?: unknown }): {
  readonly json: string;
  readonly srcSeq: number | null;
} {
  checkId(record._id);
  const srcSeq = record.srcSeq;
  return { json: JSON.stringify(record), srcSeq: typeof srcSeq === 'number' ? srcSeq : null };
}

/** The texts to be indexed of a record that JSON text was made of. */
export function searchTexts(json: string): readonly string[] {
  const record = JSON.parse(json) as { readonly searchText?: unknown };
  const text = record.searchText;
  if (typeof text === 'string') return [text];
  return Array.isArray(text) ? text.filter((part): part is string => typeof part === 'string') : [];
}
