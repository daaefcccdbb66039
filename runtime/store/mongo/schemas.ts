import type { Connection, Model, Mongoose } from 'mongoose';
import { COLLECTIONS, type CollectionName, type CollectionSpec } from '../collections.js';
import type { StoredDocument } from './document.js';

/** Where a field of a record lies in its document. */
export function pathOf(field: string): string {
  return field === '_id' ? '_id' : `body.${field}`;
}

/** Paths of an index in their order, all ascending. */
export type IndexKeys = Readonly<Record<string, 1>>;

/**
 * The index keys of a collection in MongoDB: those declared, each ended by `_id` because every order of the store is (so that a page is read
 * from the index in both directions), and the words of the full-text search.
 */
export function indexesOf(spec: CollectionSpec): readonly IndexKeys[] {
  const declared = spec.indexes.map((fields): IndexKeys =>
    Object.fromEntries([...fields.map((field) => [pathOf(field), 1] as const), ['_id', 1] as const]),
  );
  const lists = (spec.lists ?? []).map((field): IndexKeys => ({ [pathOf(field)]: 1, _id: 1 }));
  const all = [...declared, ...lists];
  return spec.search === true ? [...all, { tokens: 1, _id: 1 }] : all;
}

/**
 * Makes the model of a collection: a strict envelope around the record, whose own shape its writer's types check (ADR 0036). `connection`
 * must not have it yet.
 */
export function modelOf(
  mongoose: Mongoose,
  connection: Connection,
  { name, spec }: { readonly name: string; readonly spec: CollectionSpec },
): Model<StoredDocument> {
  const { Schema } = mongoose;
  const schema = new Schema<StoredDocument>(
    {
      _id: { type: String, required: true },
      src: { type: Number },
      gone: { type: Boolean },
      w: { type: String, required: true },
      ...(spec.search === true ? { tokens: { type: [String], default: undefined } } : {}),
      body: { type: Schema.Types.Mixed, required: true },
      json: { type: String },
    },
    { collection: name, _id: false, id: false, versionKey: false, minimize: false, strict: 'throw' },
  );
  for (const keys of indexesOf(spec)) schema.index({ ...keys });
  return connection.model<StoredDocument>(name, schema);
}

/** Names of all collections that the store keeps. */
export const COLLECTION_NAMES = Object.freeze(Object.keys(COLLECTIONS) as CollectionName[]);
