import { toUSVString } from 'node:util';
import { PlatformError } from '../seams/platform-error.js';
import type { StoreRecord } from '../seams/store.js';
import { specOf, type CollectionSpec } from './collections.js';
import { recordText } from './record-text.js';

/** A surrogate without its other half: text with one cannot be written as UTF-8. */
const LONE_HALF = /\p{Surrogate}/u;

/** The declaration of a collection; throws BAD_QUERY for a name nobody declared. */
export function declared(name: string): CollectionSpec {
  const spec = specOf(name);
  if (spec === undefined) throw new PlatformError('BAD_QUERY', `collection ${name}`);
  return spec;
}

/** Checks an id (1 to 400 characters, well-formed Unicode); throws BAD_QUERY. */
export function checkId(id: string): string {
  if (typeof id !== 'string' || id.length === 0 || id.length > 400 || LONE_HALF.test(id))
    throw new PlatformError('BAD_QUERY', '_id');
  return id;
}

const wellFormed = (_key: string, value: unknown): unknown => (typeof value === 'string' ? toUSVString(value) : value);

/**
 * The text a record is stored as, and its `srcSeq` (null when it has none). Lone halves of surrogate pairs, which no store can keep, become
 * U+FFFD. Throws BAD_QUERY for a bad `_id`.
 */
export function encode(record: StoreRecord & { readonly srcSeq?: unknown }): {
  readonly json: string;
  readonly srcSeq: number | null;
} {
  checkId(record._id);
  const srcSeq = record.srcSeq;
  const json = recordText(record);
  return {
    // JSON.stringify escapes lone halves, so a text without this escape has none.
    json: json.includes(String.raw`\ud`) ? JSON.stringify(record, wellFormed) : json,
    srcSeq: typeof srcSeq === 'number' ? srcSeq : null,
  };
}

/** Checks what `upsertIfNewer` compares: a safe integer from 0; throws BAD_QUERY. */
export function checkSrcSeq(srcSeq: unknown): number {
  if (typeof srcSeq !== 'number' || !Number.isSafeInteger(srcSeq) || srcSeq < 0)
    throw new PlatformError('BAD_QUERY', 'srcSeq');
  return srcSeq;
}

/** As `encode`, for records that must have a `srcSeq`. Throws BAD_QUERY. */
export function encodeVersioned(record: StoreRecord & { readonly srcSeq: number }): {
  readonly json: string;
  readonly srcSeq: number;
} {
  return { ...encode(record), srcSeq: checkSrcSeq(record.srcSeq) };
}

/** The texts to be indexed of a record that JSON text was made of. */
export function searchTexts(json: string): readonly string[] {
  return searchTextsOf(JSON.parse(json) as object);
}

/** The same of a record that has not been made a text: as its text would have them. */
export function searchTextsOf(record: object): readonly string[] {
  const text = 'searchText' in record ? record.searchText : undefined;
  const parts: readonly unknown[] = Array.isArray(text) ? text : [text];
  return parts.filter((part): part is string => typeof part === 'string').map(toUSVString);
}
