import type { StoreRecord } from '../../seams/store.js';
import { encode, searchTexts, type declared } from '../check-record.js';
import { indexTokens } from '../text-tokens.js';

/**
 * How a record lies in MongoDB. `body` is the record without its `_id`; `src` what `upsertIfNewer` compares with; `gone` marks a removed
 * record; `w` is new with every write, so that a writer whose answer was lost can see whether its write is there; `tokens` serve the
 * full-text search; `json` is the record as text when BSON cannot hold all of it (see `plainBody`).
 */
export interface StoredDocument {
  readonly _id: string;
  readonly src?: number;
  readonly gone?: boolean;
  readonly w: string;
  readonly tokens?: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly json?: string;
}

const MAX_DEPTH = 60;
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Walk {
  lossy: boolean;
}

// Names with dots and dollars mean something in queries and updates, a NUL ends a name in BSON, `_bsontype` is read by the driver.
const isAwkward = (name: string): boolean =>
  name === '' ||
  name === '_bsontype' ||
  name === '__proto__' ||
  name.startsWith('$') ||
  name.includes('.') ||
  name.includes('\0') ||
  LONE_SURROGATE.test(name);

const plain = (value: unknown, depth: number, walk: Walk): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) {
    walk.lossy = true;
    return null;
  }
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1, walk));
  const object: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (isAwkward(name)) walk.lossy = true;
    else object[name] = plain(member, depth + 1, walk);
  }
  return object;
};

/**
 * What of a JSON object BSON can hold everywhere: members with awkward names (`a.b`, `$x`) and whatever is nested deeper than 60 levels are
 * left out. No query can ask for any of these, so that nothing is lost to `find`; `lossy` says that the whole is to be kept as
 * text beside it.
 */
export function plainBody(value: Readonly<Record<string, unknown>>): {
  readonly body: Readonly<Record<string, unknown>>;
  readonly lossy: boolean;
} {
  const walk: Walk = { lossy: false };
  const body = plain(value, 0, walk) as Readonly<Record<string, unknown>>;
  return { body, lossy: walk.lossy };
}

/** The document of a record. `w` is the stamp of this write. Throws BAD_QUERY for a bad `_id`. */
export function documentOf(spec: ReturnType<typeof declared>, record: StoreRecord, w: string): StoredDocument {
  const { json, srcSeq } = encode(record);
  const { _id, ...rest } = JSON.parse(json) as StoreRecord;
  const { body, lossy } = plainBody(rest);
  return {
    _id,
    ...(srcSeq === null ? {} : { src: srcSeq }),
    w,
    ...(spec.search === true ? { tokens: indexTokens(searchTexts(json)) } : {}),
    body,
    ...(lossy ? { json } : {}),
  };
}

/** The invisible mark that a removal with `srcSeq` leaves. */
export function markOf(id: string, srcSeq: number, w: string): StoredDocument {
  return { _id: id, src: srcSeq, gone: true, w, body: {} };
}

/** The record of a document. */
export function recordOf<T extends StoreRecord>(document: StoredDocument): T {
  if (document.json !== undefined) return JSON.parse(document.json) as T;
  return { _id: document._id, ...document.body } as unknown as T;
}
